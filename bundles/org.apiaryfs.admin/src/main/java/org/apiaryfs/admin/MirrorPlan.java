package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Mirror groups that could be made of what is in none yet: pairs on different servers and of one pool, as many primaries per
 * server as possible the same (spec admin §3.9). Nothing is changed by making one. Immutable.
 *
 * @param kind STORAGE or META
 * @param groups in the order of their numbers
 * @param warnings sentences; without any the plan is one to follow
 */
public record MirrorPlan(NodeType kind, List<MirrorGroup> groups, List<String> warnings) {
    public MirrorPlan {
        groups = List.copyOf(groups);
        warnings = List.copyOf(warnings);
    }

    /**
     * Pairs up targets or metadata nodes.
     *
     * @param uniqueIds whether no group may have the number of a target
     */
    public static MirrorPlan of(ClusterSnapshot snapshot, NodeType kind, boolean uniqueIds) {
        return new Maker(snapshot, kind, uniqueIds, false).plan();
    }

    /** The same, but among the partners that could be had the one with the most similar size is taken. */
    public static MirrorPlan bySize(ClusterSnapshot snapshot, NodeType kind, boolean uniqueIds) {
        return new Maker(snapshot, kind, uniqueIds, true).plan();
    }

    /** Pairs up step by step. Used by one thread. */
    private static final class Maker {
        private final ClusterSnapshot snapshot;
        private final NodeType kind;
        private final boolean bySize;
        /** Server → its targets that are in no group, ascending. */
        private final Map<Integer, TreeMap<Integer, ClusterTarget>> free = new TreeMap<>();
        private final Map<Integer, Integer> primaries = new HashMap<>();
        private final Set<Integer> taken = new TreeSet<>();
        private final List<MirrorGroup> groups = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Maker(ClusterSnapshot snapshot, NodeType kind, boolean uniqueIds, boolean bySize) {
            this.snapshot = snapshot;
            this.kind = kind;
            this.bySize = bySize;
            List<MirrorGroup> present = snapshot.groups().stream().filter(g -> g.kind() == kind).toList();
            present.forEach(g -> taken.add(g.id()));
            List<ClusterTarget> all = snapshot.targets(kind);
            if (uniqueIds) {
                all.forEach(t -> taken.add(t.id()));
            }
            for (ClusterTarget target : all) {
                if (present.stream().anyMatch(g -> g.primary() == target.id())) {
                    primaries.merge(target.nodeId(), 1, Integer::sum);
                }
                if (present.stream().noneMatch(g -> g.primary() == target.id() || g.secondary() == target.id())) {
                    free.computeIfAbsent(target.nodeId(), n -> new TreeMap<>()).put(target.id(), target);
                }
            }
        }

        MirrorPlan plan() {
            int candidates = free.values().stream().mapToInt(Map::size).sum();
            if (candidates % 2 != 0) {
                warnings.add(Texts.of(kind == NodeType.META ? "plan_oddNodes" : "plan_oddTargets", candidates));
            }
            if (free.values().stream().flatMap(t -> t.values().stream()).map(Maker::size).distinct().count() > 1) {
                warnings.add(Texts.of(kind == NodeType.META ? "plan_sizesOfNodes" : "plan_sizesOfTargets"));
            }
            while (free.values().stream().mapToInt(Map::size).sum() > 1) {
                ClusterTarget first = take(mostFree(free.keySet()).orElseThrow(), Optional.empty()).orElseThrow();
                Optional<ClusterTarget> second = partner(first);
                if (second.isEmpty()) {
                    warnings.add(Texts.of("plan_alone", first.id()));
                    continue;
                }
                pair(first, second.get());
            }
            return new MirrorPlan(kind, groups, warnings);
        }

        private static long size(ClusterTarget target) {
            return target.space() instanceof Space.Known known ? known.total() : 0;
        }

        private Optional<Integer> mostFree(Set<Integer> servers) {
            return servers.stream().filter(s -> !free.get(s).isEmpty())
                    .max(Comparator.<Integer>comparingInt(s -> free.get(s).size()).thenComparing(Comparator.reverseOrder()));
        }

        private Optional<ClusterTarget> take(int server, Optional<Integer> pool) {
            Optional<ClusterTarget> found = free.get(server).values().stream().filter(t -> pool.isEmpty() || t.storagePool().equals(pool)).findFirst();
            found.ifPresent(t -> free.get(server).remove(t.id()));
            return found;
        }

        private Optional<ClusterTarget> partner(ClusterTarget first) {
            List<Integer> others = free.keySet().stream().filter(s -> s != first.nodeId())
                    .sorted(Comparator.<Integer>comparingInt(s -> -free.get(s).size()).thenComparing(Comparator.naturalOrder())).toList();
            Optional<ClusterTarget> other = bySize ? takeMostSimilar(others, first) : takeFirst(others, first);
            if (other.isPresent()) {
                return other;
            }
            Optional<ClusterTarget> same = take(first.nodeId(), first.storagePool());
            same.ifPresent(t -> warnings.add(Texts.of("plan_sameServer", first.id(), t.id())));
            return same;
        }

        private Optional<ClusterTarget> takeFirst(List<Integer> servers, ClusterTarget partner) {
            return servers.stream().map(server -> take(server, partner.storagePool())).flatMap(Optional::stream).findFirst();
        }

        private Optional<ClusterTarget> takeMostSimilar(List<Integer> servers, ClusterTarget partner) {
            Optional<ClusterTarget> found = servers.stream().flatMap(server -> free.get(server).values().stream())
                    .filter(target -> target.storagePool().equals(partner.storagePool()))
                    .min(Comparator.comparingLong(target -> Math.abs(size(target) - size(partner)))); // the first of several
            found.ifPresent(target -> free.get(target.nodeId()).remove(target.id()));
            return found;
        }

        private void pair(ClusterTarget first, ClusterTarget second) {
            boolean swap = ownsRoot(second) || !ownsRoot(first)
                    && primaries.getOrDefault(second.nodeId(), 0) < primaries.getOrDefault(first.nodeId(), 0);
            ClusterTarget primary = swap ? second : first;
            ClusterTarget secondary = swap ? first : second;
            primaries.merge(primary.nodeId(), 1, Integer::sum);
            int id = 1;
            while (!taken.add(id)) {
                id++;
            }
            groups.add(new MirrorGroup(kind, id, primary.id(), secondary.id()));
        }

        private boolean ownsRoot(ClusterTarget target) {
            return kind == NodeType.META && snapshot.root().filter(r -> !r.mirrored() && r.id() == target.id()).isPresent();
        }
    }
}
