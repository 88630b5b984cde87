package org.apiaryfs.monitor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
            return Texts.of("health_problem", serious.getFirst().what());
        }
        if (serious.size() > 1) {
            return Texts.of("health_problems", serious.size(), serious.getFirst().what());
        }
        return switch (state) {
            case ConnectionState.Connecting c -> c.problem().map(Problem::sentence).orElseGet(() -> Texts.of("health_connecting"));
            case ConnectionState.Closed c -> Texts.of("health_closed");
            case ConnectionState.Stale s -> Texts.of("connection_lostBy", s.problem().sentence());
            case ConnectionState.Online o -> healthy(o.snapshot());
        };
    }

    private static String healthy(ClusterSnapshot snapshot) {
        long meta = snapshot.nodes(NodeType.META).size();
        long storage = snapshot.nodes(NodeType.STORAGE).size();
        if (meta + storage == 0) {
            return Texts.of("health_noServers");
        }
        // A server that went away a moment ago is no problem yet.
        boolean all = snapshot.targets().stream().allMatch(t -> t.reachability().equals(Optional.of(Reachability.ONLINE)));
        OptionalLong free = freePercent(snapshot);
        return free.isPresent() ? Texts.of(all ? "health_allOnlineFree" : "health_someOnlineFree", meta, storage, free.getAsLong())
                : Texts.of(all ? "health_allOnline" : "health_someOnline", meta, storage);
    }

    /** Empty if no server says how much room it has. */
    private static OptionalLong freePercent(ClusterSnapshot snapshot) {
        long total = 0;
        long free = 0;
        for (ClusterTarget target : snapshot.targets(NodeType.STORAGE)) {
            if (target.space() instanceof Space.Known known) {
                total += known.total();
                free += known.free();
            }
        }
        return total == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(100.0 * free / total));
    }
}
