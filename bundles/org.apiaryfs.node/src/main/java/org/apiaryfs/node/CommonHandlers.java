package org.apiaryfs.node;

import java.util.function.Function;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.monitor.GetHighResStats;
import org.apiaryfs.protocol.monitor.GetHighResStatsResp;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;

/**
 * Requests over streams that every daemon answers in the same way. Static, since the rows are all
 * there is to it.
 */
public final class CommonHandlers {
    private CommonHandlers() {}

    /**
     * Adds the rows.
     *
     * @param debug the daemon's answer to GenericDebug commands, free text for people
     */
    public static HandlerTable.Builder addTo(HandlerTable.Builder table, LocalNode self, ClusterView view, LoadHistory load,
            Function<String, String> debug) {
        return table
                .answer(MessageType.HEARTBEAT_REQUEST, Dispatch.EVENT_LOOP, x -> self.heartbeat(view.current().root(), ""))
                .on(MessageType.ACK, Dispatch.EVENT_LOOP, org.apiaryfs.transport.Exchange::finish)
                .answer(MessageType.GET_HIGH_RES_STATS, Dispatch.EVENT_LOOP,
                        x -> new GetHighResStatsResp(load.since(((GetHighResStats) x.request().message()).lastStatsMillis())))
                .answer(MessageType.GENERIC_DEBUG, Dispatch.VIRTUAL_THREAD,
                        x -> new GenericDebugResp(debug.apply(((GenericDebug) x.request().message()).command())));
    }
}
