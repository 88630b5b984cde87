package org.apiaryfs.daemons.beegfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.DiskBenchmark;
import org.apiaryfs.admin.DiskBenchmarkStatus;
import org.junit.jupiter.api.Test;

class StorageBenchTest {
    private static DiskBenchmarkStatus status(DiskBenchmarkStatus.State state, Map<Integer, Long> throughput) {
        return new DiskBenchmarkStatus(1, state, Optional.of(DiskBenchmark.Kind.READ), Optional.empty(), throughput);
    }

    private static List<String> results(DiskBenchmarkStatus... statuses) {
        return StorageBench.results(List.of(statuses), false, target -> "vm [ID: 1]");
    }

    /** As BeeGFS's tool shows a run on target 1 if it is asked about target 2 as well. */
    @Test
    void aTargetWithoutAPartIsNotTheSlowest() {
        assertEquals(List.of("Read benchmark results:",
                "Max throughput:            8192000  KiB/s   nodeID: vm [ID: 1], targetID: 1",
                "Avg throughput:            4096000  KiB/s",
                "Aggregate throughput:      8192000  KiB/s",
                ""), results(status(DiskBenchmarkStatus.State.FINISHED, Map.of(1, 8_192_000L, 2, 0L))));
    }

    @Test
    void whatStillRunsHasNoResult() {
        assertEquals(List.of(), results(status(DiskBenchmarkStatus.State.RUNNING, Map.of(1, 5L))));
    }

    @Test
    void targetsOfAllServersCount() {
        List<String> lines = results(status(DiskBenchmarkStatus.State.FINISHED, Map.of(1, 10L)), status(DiskBenchmarkStatus.State.STOPPED, Map.of(2, 30L)));
        assertEquals("Min throughput:                 10  KiB/s   nodeID: vm [ID: 1], targetID: 1", lines.get(1));
        assertEquals("Max throughput:                 30  KiB/s   nodeID: vm [ID: 1], targetID: 2", lines.get(2));
        assertEquals("Avg throughput:                 20  KiB/s", lines.get(3));
        assertEquals("Aggregate throughput:           40  KiB/s", lines.get(4));
    }
}
