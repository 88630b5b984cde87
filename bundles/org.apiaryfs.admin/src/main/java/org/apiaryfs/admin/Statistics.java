package org.apiaryfs.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.protocol.monitor.GetHighResStats;
import org.apiaryfs.protocol.monitor.GetHighResStatsResp;

/**
 * Load of servers, and what clients and users ask of them (spec admin §3.6).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Statistics {
    private static final int HEADER = 8;
    private static final int NUMBER = 0;
    private static final int MORE = 1;

    private final Link link;

    Statistics(Link link) {
        this.link = link;
    }

    /**
     * What a metadata or storage server did, second by second; it remembers a minute. Needs the server.
     *
     * @param after only later ones
     * @return newest first
     */
    public CompletableFuture<List<LoadSample>> load(NodeType type, long id, Instant after) {
        return link.ask(session -> session.askLater(type, id, new GetHighResStats(after.toEpochMilli()), GetHighResStatsResp.class),
                answer -> answer.stats().stream().map(LoadSample::of).toList());
    }

    /**
     * What a metadata or storage server was asked since it started. Needs the server.
     *
     * @param byUser whether by user; else by client
     */
    public CompletableFuture<OperationCounts> operations(NodeType type, long id, boolean byUser) {
        return link.look(session -> {
            Map<Integer, long[]> counters = new TreeMap<>(Integer::compareUnsigned);
            long cookie = GetClientStats.FIRST_PAGE;
            boolean more = true;
            while (more) {
                List<Long> words = session.ask(type, id, new GetClientStats(cookie, byUser), GetClientStatsResp.class).values();
                long last = read(words, counters);
                more = words.size() > HEADER && words.get(MORE) == 1 && last != cookie;
                cookie = last;
            }
            return new OperationCounts(Operations.of(type), counters);
        });
    }

    /** Takes a page over; the last ID. */
    private static long read(List<Long> words, Map<Integer, long[]> counters) {
        long last = GetClientStats.FIRST_PAGE;
        if (words.size() < HEADER) {
            return last; // the reference has nothing to say that way
        }
        int number = (int) Math.clamp(words.get(NUMBER), 0, words.size());
        for (int at = HEADER; at + number < words.size(); at += number + 1) {
            last = words.get(at);
            long[] values = words.subList(at + 1, at + 1 + number).stream().mapToLong(Long::longValue).toArray();
            counters.put((int) last, values);
        }
        return last;
    }
}
