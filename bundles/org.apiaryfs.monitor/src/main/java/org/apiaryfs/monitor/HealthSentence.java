package org.apiaryfs.monitor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** How a cluster is, in one sentence. Stateless. */
public final class HealthSentence {
    private HealthSentence() {}

    /**
     * Such as "All servers are online: 2 metadata, 4 storage; 63 % of space is free."
     *
     * @param open what is wrong; what is only worth knowing isn't mentioned
     */
    public static String of(ConnectionState state, Collection<ClusterProblem> open) {
        List<ClusterProblem> serious = open.stream().filter(p -> p.severity() != Severity.INFO)
                .sorted(Comparator.comparing(ClusterProblem::severity).reversed().thenComparing(ClusterProblem::since)).toList();
        if (serious.size() == 1) {
            return "1 problem: " + serious.getFirst().what();
        }
        if (serious.size() > 1) {
            return serious.size() + " problems; the worst: " + serious.getFirst().what();
        }
        return switch (state) {
            case ConnectionState.Connecting c -> c.problem().map(Problem::sentence).orElse("Connecting to the cluster.");
            case ConnectionState.Closed c -> "The connection to the cluster was closed.";
            case ConnectionState.Stale s -> "The connection was lost: " + s.problem().sentence();
            case ConnectionState.Online o -> healthy(o.snapshot());
        };
    }

    private static String healthy(ClusterSnapshot snapshot) {
        long meta = snapshot.nodes(NodeType.META).size();
        long storage = snapshot.nodes(NodeType.STORAGE).size();
        if (meta + storage == 0) {
            return "The cluster has no servers yet.";
        }
        // A server that went away a moment ago is no problem yet.
        boolean all = snapshot.targets().stream().allMatch(t -> t.reachability().equals(Optional.of(Reachability.ONLINE)));
        return "%s: %d metadata, %d storage%s.".formatted(all ? "All servers are online" : "Not all servers are online", meta, storage, free(snapshot));
    }

    private static String free(ClusterSnapshot snapshot) {
        long total = 0;
        long free = 0;
        for (ClusterTarget target : snapshot.targets(NodeType.STORAGE)) {
            if (target.space() instanceof Space.Known known) {
                total += known.total();
                free += known.free();
            }
        }
        return total == 0 ? "" : "; " + Math.round(100.0 * free / total) + " % of space is free";
    }
}
