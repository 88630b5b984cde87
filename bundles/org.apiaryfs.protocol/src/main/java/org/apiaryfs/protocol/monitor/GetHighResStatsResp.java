package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetHighResStats}. Immutable.
 *
 * @param stats samples, newest first
 */
public record GetHighResStatsResp(List<HighResolutionStats> stats) implements Message {
    public GetHighResStatsResp {
        stats = List.copyOf(stats);
    }

    public static GetHighResStatsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetHighResStatsResp(in.countedSeq(HighResolutionStats::read));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_HIGH_RES_STATS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(stats, HighResolutionStats::write);
    }
}
