package org.apiaryfs.tests.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.protocol.monitor.GetHighResStats;
import org.apiaryfs.protocol.monitor.GetHighResStatsResp;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/** What tools ask of servers, answered for all servers of a simulated cluster at one port: load, space, who asks for it. Thread-safe. */
final class SimulatedServers implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long REMEMBERED = TimeUnit.MINUTES.toMillis(1);
    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final long BYTES = 100L << 40;
    private static final long INODES = 1L << 30;
    private static final int STATS_HEADER = 8;

    private final StreamServer server;

    SimulatedServers(Transport transport, AuthHash secret) throws FsException {
        HandlerTable.Builder table = HandlerTable.builder();
        table.answer(MessageType.GET_HIGH_RES_STATS, Dispatch.EVENT_LOOP, SimulatedServers::load);
        table.answer(MessageType.STAT_STORAGE_PATH, Dispatch.EVENT_LOOP, exchange -> new StatStoragePathResp(0, BYTES, BYTES / 3, INODES, INODES / 2));
        table.answer(MessageType.GET_CLIENT_STATS, Dispatch.EVENT_LOOP, exchange -> new GetClientStatsResp(Collections.nCopies(STATS_HEADER, 0L)));
        server = transport.serve(ServerConfig.storage(0, secret).withBacklog(BACKLOG), table.build());
    }

    int port() {
        return server.port();
    }

    /** A sample at the end of each second, newest first. */
    private static Message load(Exchange exchange) {
        long now = System.currentTimeMillis();
        long after = Math.max(((GetHighResStats) exchange.request().message()).lastStatsMillis(), now - REMEMBERED);
        List<HighResolutionStats> samples = new ArrayList<>();
        for (long time = now - now % SECOND; time > after; time -= SECOND) {
            int level = (int) (time / SECOND % 100);
            samples.add(new HighResolutionStats(time, level % 10, level % 3, level << 20, level << 19, level << 20, level << 20, level * 10));
        }
        return new GetHighResStatsResp(samples);
    }

    @Override
    public void close() {
        server.stop(Duration.ZERO);
    }
}
