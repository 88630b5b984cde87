package org.apiaryfs.protocol.monitor;

import static org.apiaryfs.protocol.Vectors.assertRecorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class MonitorMessagesTest {
    private static final List<NicAddress> NICS = List.of(new NicAddress(10 << 24 | 77 << 16 | 1, "br0", NicAddress.STANDARD));

    @Test
    void debug() {
        assertRecorded(new GenericDebug("version"));
        assertRecorded(new GenericDebugResp("7.4.2"));
    }

    @Test
    void clientStats() {
        assertRecorded(new GetClientStats(GetClientStats.FIRST_PAGE, false));
        assertRecorded(new GetClientStats(GetClientStats.FIRST_PAGE, true));
        GetClientStatsResp response = Vectors.first(
                MessageType.GET_CLIENT_STATS_RESP, GetClientStatsResp.class, r -> r.values().size() == 8 + 3 * 19);
        assertEquals(List.of(18L, 0L, 1L, 0L, 0L, 0L, 0L, 0L), response.values().subList(0, 8));
        // 10.77.0.1 with its first octet in the lowest byte, then the sum of its operations.
        assertEquals(List.of(16_796_938L, 103L), response.values().subList(8 + 19, 8 + 19 + 2));
    }

    @Test
    void benchmark() {
        assertRecorded(new StorageBenchControl(StorageBenchControl.STATUS, 0, 1 << 20, 512 << 20, 2, true, List.of(1, 2)));
        assertRecorded(new StorageBenchControl(StorageBenchControl.START, 1, 64 << 10, 2L << 30, 1, false, List.of(1)));
        assertRecorded(new StorageBenchControlResp(7, StorageBenchControl.STATUS, 0, 0, List.of(1, 2), List.of(256_752L, 256_940L)));
        assertRecorded(new StorageBenchControlResp(6, StorageBenchControl.CLEANUP, 1, 25, List.of(), List.of()));
    }

    @Test
    void highResolution() throws WireFormatException {
        assertRecorded(new GetHighResStats(0));
        GetHighResStatsResp recorded = Vectors.first(MessageType.GET_HIGH_RES_STATS_RESP, GetHighResStatsResp.class);
        assertTrue(recorded.stats().contains(new HighResolutionStats(1_795_386_489_256L, 0, 0, 0, 0, 106, 161, 2)));
        PayloadExample.check(
                new GetHighResStatsResp(List.of(new HighResolutionStats(1, 2, 3, 4, 5, 6, 7, 8))),
                """
                01000000 0100000000000000 02000000 03000000 0400000000000000 0500000000000000
                0600000000000000 0700000000000000 08000000""");
    }

    @Test
    void metadataServer() throws WireFormatException {
        assertRecorded(new RequestMetaData(1_795_387_809_792L));
        RequestMetaDataResp recorded =
                Vectors.first(MessageType.REQUEST_META_DATA_RESP, RequestMetaDataResp.class, r -> r.stats().size() == 5);
        assertEquals(new RequestMetaDataResp("ref-meta1", "vm", 1, NICS, true, 0, 0, 6, recorded.stats()), recorded);
        assertTrue(recorded.stats().contains(new HighResolutionStats(1_795_387_810_792L, 0, 0, 0, 0, 1866, 188, 4)));
        PayloadExample.check(
                new RequestMetaDataResp("m", "h", 7, List.of(), false, 1, 2, 3, List.of()),
                "01000000 6D00 01000000 6800 07000000 00000000 00 01000000 02000000 03000000 00000000");
    }

    @Test
    void storageServer() throws WireFormatException {
        assertRecorded(new RequestStorageData(1_795_387_809_308L));
        RequestStorageDataResp recorded = Vectors.first(
                MessageType.REQUEST_STORAGE_DATA_RESP, RequestStorageDataResp.class, r -> r.stats().size() == 5);
        assertEquals(
                new RequestStorageDataResp(
                        "ref-storage1", "vm", 1, NICS, 0, 0, 38_053, 28_242, 8, recorded.stats(), recorded.targets()),
                recorded);
        StorageTargetInfo target = recorded.targets().get(1);
        assertEquals(
                new StorageTargetInfo(2, target.path(), 19_950_813_184L, 14_807_031_808L, 2_621_440, 2_288_297, 0), target);
        PayloadExample.check(
                new RequestStorageDataResp("s", "h", 7, List.of(), 1, 2, 3, 4, 5, List.of(), List.of()),
                """
                01000000 7300 01000000 6800 07000000 00000000 01000000 02000000
                0300000000000000 0400000000000000 05000000 00000000 00000000""");
    }
}
