package org.apiaryfs.ui.administration.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.DiskBenchmarkStatus;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A storage target in a benchmark. Immutable.
 *
 * @param target its number
 * @param server alias of its server
 * @param free bytes, if known
 * @param status of its server's benchmark; empty if it wasn't asked for
 * @param throughput bytes per second; empty while it isn't known
 * @param share of the throughput of the fastest, 0 to 1
 */
record BenchmarkRow(int target, String server, Optional<Long> free, Optional<DiskBenchmarkStatus> status, Optional<Long> throughput, double share) {
    private static final long KIB = 1024;

    /** All storage targets in the order of their numbers. */
    static List<BenchmarkRow> of(ClusterSnapshot snapshot, List<DiskBenchmarkStatus> statuses) {
        Map<Integer, DiskBenchmarkStatus> byServer = new HashMap<>();
        Map<Integer, Long> rates = new HashMap<>();
        for (DiskBenchmarkStatus status : statuses) {
            byServer.put(status.node(), status);
            status.throughput().forEach((target, kib) -> rates.put(target, kib * KIB));
        }
        long fastest = rates.values().stream().max(Comparator.naturalOrder()).orElse(0L);
        return snapshot.targets(NodeType.STORAGE).stream().sorted(Comparator.comparing(ClusterTarget::id)).map(target -> {
            Optional<Long> rate = Optional.ofNullable(rates.get(target.id())).filter(known -> known > 0);
            return new BenchmarkRow(target.id(), snapshot.node(NodeType.STORAGE, target.nodeId()).map(ClusterNode::alias).orElse(""),
                    target.space() instanceof Space.Known known ? Optional.of(known.free()) : Optional.empty(),
                    Optional.ofNullable(byServer.get(target.nodeId())), rate, rate.map(known -> (double) known / fastest).orElse(0.0));
        }).toList();
    }
}
