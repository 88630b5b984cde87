package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class ActivityRoundsTest {
    private static final NodeKey ONE = new NodeKey(NodeType.META, 1);
    private static final NodeKey TWO = new NodeKey(NodeType.META, 2);
    private static final Set<NodeKey> BOTH = new LinkedHashSet<>(List.of(ONE, TWO, new NodeKey(NodeType.STORAGE, 1)));

    private final FakeServers servers = new FakeServers();
    private final List<Activity> published = new ArrayList<>();
    private final ActivityRounds rounds = new ActivityRounds(new ActivityQuery(NodeType.META, true), servers, servers.tasks::add, 1, published::add);
    private Instant now = Instant.ofEpochSecond(1_800_000_000L);

    /** Clients with their sums; half of them are "stat". */
    private static OperationCounts counts(Map<Integer, Long> sums) {
        Map<Integer, long[]> counters = new HashMap<>();
        sums.forEach((id, sum) -> counters.put(id, new long[] {sum, sum / 2}));
        return new OperationCounts(List.of("sum", "stat"), counters);
    }

    private void round(Map<Integer, Long> one, Map<Integer, Long> two) {
        rounds.turn(now, BOTH);
        answer(ONE, one);
        answer(TWO, two);
        now = now.plusSeconds(5);
    }

    private void answer(NodeKey node, Map<Integer, Long> sums) {
        if (sums == null) {
            servers.operations.remove(node).completeExceptionally(FakeServers.silence());
        } else {
            servers.operations.remove(node).complete(counts(sums));
        }
        servers.work();
    }

    @Test
    void tellsWhatWasAddedBetweenTwoRounds() {
        round(Map.of(1000, 10L, 1001, 20L), Map.of(1000, 100L));
        assertTrue(published.isEmpty());
        round(Map.of(1000, 20L, 1001, 20L), Map.of(1000, 140L, 1002, 500L));
        Activity activity = published.getFirst();
        assertEquals(Duration.ofSeconds(5), activity.length());
        assertEquals(2, activity.servers());
        List<Activity.Row> busiest = activity.busiest(10, "sum");
        assertEquals(List.of(1002, 1000), busiest.stream().map(Activity.Row::id).toList());
        assertArrayEquals(new double[] {100, 50}, busiest.getFirst().perSecond());
        assertArrayEquals(new double[] {10, 5}, busiest.getLast().perSecond());
        assertEquals(1, activity.busiest(1, "stat").size());
        assertThrows(IllegalArgumentException.class, () -> activity.busiest(1, "no such"));
    }

    @Test
    void leavesOutAWhileInWhichServersCameWentOrRestarted() {
        round(Map.of(1, 10L), Map.of(1, 10L));
        round(Map.of(1, 20L), null);
        assertTrue(published.isEmpty(), "one is missing");
        round(Map.of(1, 30L), null);
        assertEquals(10, published.removeFirst().operations().total()[0], "it is missing all the time");
        round(Map.of(1, 40L), Map.of(1, 20L));
        assertTrue(published.isEmpty(), "it is back");
        round(Map.of(1, 50L), Map.of(1, 5L));
        assertTrue(published.isEmpty(), "it counts anew");
        round(Map.of(1, 50L), Map.of(1, 6L));
        assertEquals(1, published.removeFirst().operations().total()[0]);
    }

    @Test
    void doesntWaitForeverForOne() {
        rounds.turn(now, BOTH);
        answer(ONE, Map.of(1, 1L));
        rounds.turn(now.plusSeconds(5), BOTH);
        assertEquals(Set.of(TWO), servers.operations.keySet(), "still the same round");
        rounds.turn(now.plusSeconds(10), BOTH);
        assertTrue(servers.operations.get(TWO).isCancelled());
        answer(ONE, Map.of(1, 3L));
        servers.work();
        rounds.turn(now.plusSeconds(20), BOTH);
        assertEquals(2, published.getFirst().operations().total()[0]);
        assertEquals(1, published.getFirst().silent());
    }
}
