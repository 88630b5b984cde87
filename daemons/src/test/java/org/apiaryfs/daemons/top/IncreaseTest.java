package org.apiaryfs.daemons.top;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class IncreaseTest {
    private static final List<String> OPERATIONS = List.of("sum");
    private static final int CLIENT = 1;

    private final Increase increase = new Increase(OPERATIONS);

    private static ClusterNode server(int id) {
        return new ClusterNode(NodeType.META, id, "meta" + id, List.of(), 8005, 8005);
    }

    /** The increase of a round in which servers tell these counts, in their order; one that is -1 doesn't answer. */
    private long next(long... counts) {
        Map<ClusterNode, OperationCounts> now = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= 0) {
                now.put(server(i), new OperationCounts(OPERATIONS, Map.of(CLIENT, new long[] {counts[i]})));
            }
        }
        return increase.next(now).total()[0];
    }

    @Test
    void serversAddUp() {
        assertEquals(0, next(1000, 50), "nothing to compare with");
        assertEquals(5, next(1003, 52));
        assertEquals(0, next(1003, 52));
    }

    @Test
    void whoStartsAnewCountsFromZeroAndTheOthersGoOn() {
        next(1_000_000, 50);
        assertEquals(5 + 3, next(1_000_005, 3));
    }

    @Test
    void whoWasSilentAddsNothingAtFirst() {
        next(1_000_000, 50);
        assertEquals(2, next(-1, 52));
        assertEquals(1, next(1_000_100, 53));
        assertEquals(7, next(1_000_106, 54));
    }
}
