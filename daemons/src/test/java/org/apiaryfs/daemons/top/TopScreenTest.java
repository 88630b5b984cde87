package org.apiaryfs.daemons.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    private static final int MIB = 1 << 20;
    private static final ClusterNode META = new ClusterNode(NodeType.META, 1, "meta1", List.of(), 8005, 8005);
    private static final ClusterNode STORAGE = new ClusterNode(NodeType.STORAGE, 2, "storage2", List.of(), 8003, 8003);

    private static ClusterTarget target(NodeType kind, int id, Reachability state) {
        return new ClusterTarget(kind, id, 1, Optional.of("x"), Optional.of(state), Optional.of(Consistency.GOOD), Optional.empty(), Optional.empty(),
                new Space.Known(100L * MIB, 25L * MIB, 10, 5));
    }

    private static OperationCounts counts(NodeType kind, int id, Map<String, Long> values) {
        long[] counters = new long[Operations.of(kind).size()];
        values.forEach((name, value) -> counters[Operations.of(kind).indexOf(name)] = value);
        return new OperationCounts(Operations.of(kind), Map.of(id, counters));
    }

    private static TopSample sample() {
        ClusterSnapshot snapshot = new ClusterSnapshot(Instant.EPOCH, META, List.of(META, STORAGE),
                List.of(target(NodeType.META, 1, Reachability.ONLINE), target(NodeType.STORAGE, 1, Reachability.ONLINE), target(NodeType.STORAGE, 2, Reachability.OFFLINE)),
                List.of(), List.of(), Optional.empty());
        return new TopSample(snapshot, List.of(
                new TopSample.Server(META, Optional.of(new LoadSample(Instant.EPOCH, 1, 2, 300, 0, 0, 10, 20))),
                new TopSample.Server(STORAGE, Optional.empty())),
                counts(NodeType.META, 1000, Map.of("sum", 30L, "stat", 20L, "open", 10L)),
                counts(NodeType.STORAGE, 1000, Map.of("sum", 4L, Operations.BYTES_WRITTEN, 4L * MIB)), Duration.ofSeconds(2));
    }

    private static List<String> lines(TopView view, int width, int height) {
        return TopScreen.lines(sample(), view, LocalTime.of(12, 30, 5), id -> "user" + id, width, height);
    }

    @Test
    void serversWithTheirLoad() {
        List<String> lines = lines(TopView.NODES, 200, 50);
        assertEquals("apiary top  12:30:05   metadata servers 1/1 online   targets 1/2 online   clients 0", lines.get(0));
        assertEquals("read 0 B/s   write 0 B/s   metadata requests 300/s   queued 2", lines.get(1));
        assertEquals("space 200.0 MiB, free 50.0 MiB (25%)", lines.get(2));
        assertTrue(lines.get(6).matches("meta +1 +meta1 +300 +2 +1 .*"), lines.get(6));
        assertTrue(lines.get(7).matches("storage +2 +storage2 +silent"), lines.get(7));
        assertEquals("n nodes   c clients   u users   q quit", lines.getLast());
    }

    @Test
    void usersWithTheirRates() {
        String row = lines(TopView.USERS, 200, 50).get(6);
        assertTrue(row.matches("user1000 +15 +2 +0 B +2.0 MiB +stat 20, open 10"), row);
    }

    @Test
    void nothingReachesBeyondTheScreen() {
        List<String> lines = lines(TopView.NODES, 20, 5);
        assertEquals(5, lines.size());
        lines.forEach(line -> assertTrue(line.length() <= 20, line));
    }
}
