package org.apiaryfs.protocol.node;

import static org.apiaryfs.protocol.Vectors.assertRecorded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class PoolMessagesTest {
    @Test
    void capacityPools() {
        assertRecorded(new GetNodeCapacityPools(GetNodeCapacityPools.STORAGE_TARGETS));
        assertRecorded(new GetNodeCapacityPoolsResp(Map.of(1, new CapacityPools(List.of(1, 2, 3, 4), List.of(), List.of()))));
        assertRecorded(new GetNodeCapacityPoolsResp(Map.of(0, new CapacityPools(List.of(), List.of(1), List.of()))));
    }

    @Test
    void storagePools() {
        assertRecorded(new GetStoragePools());
        assertRecorded(new GetStoragePoolsResp(List.of(new StoragePool(
                1, "Default", List.of(1, 2, 3), List.of(1),
                new CapacityPools(List.of(1, 2, 3), List.of(), List.of()),
                List.of(Map.of(1, List.of(1, 3), 2, List.of(2)), Map.of(), Map.of()),
                Map.of(1, 1, 2, 2, 3, 1, 4, 2),
                new CapacityPools(List.of(1), List.of(), List.of())))));
        assertRecorded(new RefreshStoragePools("6B036C3E-4-dgramLis-ref-meta1"));
    }

    @Test
    void changes() {
        assertRecorded(new AddStoragePool(0, "second", List.of(2), List.of()));
        assertRecorded(new AddStoragePoolResp(20, 3));
        assertRecorded(modify(Optional.of("renamed"), Optional.empty(), Optional.empty()));
        assertRecorded(modify(Optional.empty(), Optional.of(List.of(2)), Optional.empty()));
        assertRecorded(modify(Optional.empty(), Optional.empty(), Optional.of(List.of(2))));
        assertRecorded(new ResultResp(MessageType.MODIFY_STORAGE_POOL_RESP, 0));
        assertRecorded(new RemoveStoragePool(2));
        assertRecorded(new ResultResp(MessageType.REMOVE_STORAGE_POOL_RESP, 20));
    }

    private static ModifyStoragePool modify(
            Optional<String> description, Optional<List<Integer>> add, Optional<List<Integer>> remove) {
        return new ModifyStoragePool(2, description, add, remove, Optional.empty(), Optional.empty());
    }

    @Test
    void changesInOrder() throws WireFormatException {
        PayloadExample.check(
                new AddStoragePool(7, "ab", List.of(1), List.of(2, 3)),
                "0700 02000000 616200 0A000000 01000000 0100 0C000000 02000000 0200 0300");
        PayloadExample.check(
                new ModifyStoragePool(
                        7, Optional.of("ab"), Optional.of(List.of(1)), Optional.of(List.of(2)), Optional.of(List.of(3)),
                        Optional.of(List.of(4))),
                """
                0700 02000000 616200 0A000000 01000000 0100 0A000000 01000000 0200
                0A000000 01000000 0300 0A000000 01000000 0400""");
        PayloadExample.check(
                new ModifyStoragePool(
                        7, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(List.of())),
                "0700 08000000 00000000");
    }
}
