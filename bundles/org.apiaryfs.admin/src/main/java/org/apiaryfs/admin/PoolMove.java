package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Targets and mirror groups that go from their storage pools to others. Nothing is changed by planning one;
 * {@link StoragePools#move} does it. Immutable.
 *
 * @param parts what goes, groups first, each once
 */
public record PoolMove(List<Part> parts) {
    /**
     * One that goes.
     *
     * @param from number of the pool that it is in
     * @param to number of another
     */
    public record Part(PoolMember member, int from, int to) {}

    /** What the management server is asked for, as it knows moves into and out of the default pool only. */
    record Request(int pool, PoolChange change) {}

    public PoolMove {
        parts = List.copyOf(parts);
    }

    /** Members go to one pool. */
    public static PoolMove of(ClusterSnapshot cluster, Collection<PoolMember> members, int to) {
        return of(cluster, members.stream().distinct().collect(Collectors.toMap(member -> member, member -> to)));
    }

    /**
     * Members go to the pools that are said. Instead of a member of a mirror group, the group goes; what is there already, or
     * isn't known, is left out.
     */
    public static PoolMove of(ClusterSnapshot cluster, Map<PoolMember, Integer> destinations) {
        SortedMap<PoolMember, Integer> movable = new TreeMap<>();
        destinations.forEach((member, to) -> movable.put(member.movable(cluster), to));
        List<Part> parts = new ArrayList<>();
        movable.forEach((member, to) -> member.pool(cluster).filter(from -> !from.equals(to)).ifPresent(from -> parts.add(new Part(member, from, to))));
        return new PoolMove(parts);
    }

    /** Where each goes. */
    public Map<PoolMember, Integer> destinations() {
        return parts.stream().collect(Collectors.toMap(Part::member, Part::to));
    }

    /** Where each comes from. */
    public Map<PoolMember, Integer> origins() {
        return parts.stream().collect(Collectors.toMap(Part::member, Part::from));
    }

    /** Whether all are where they should go. */
    public boolean fulfilled(ClusterSnapshot cluster) {
        return parts.stream().allMatch(part -> part.member.pool(cluster).equals(Optional.of(part.to)));
    }

    /** Numbers of the targets that go: those that are named, and those of groups. */
    public Set<Integer> targets(ClusterSnapshot cluster) {
        return parts.stream().flatMap(part -> targets(cluster, part.member)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Integer> targets(ClusterSnapshot cluster, PoolMember member) {
        return member.kind() == PoolMember.Kind.TARGET ? Stream.of(member.id())
                : cluster.groups().stream().filter(group -> group.kind() == NodeType.STORAGE && group.id() == member.id())
                        .flatMap(group -> Stream.of(group.primary(), group.secondary()));
    }

    /** Targets of a pool when all is done. */
    public Set<Integer> targetsAfterwards(ClusterSnapshot cluster, int pool) {
        Set<Integer> targets = new TreeSet<>();
        cluster.pools().stream().filter(known -> known.id() == pool).forEach(known -> targets.addAll(known.targets()));
        parts.stream().filter(part -> part.from == pool).flatMap(part -> targets(cluster, part.member)).forEach(targets::remove);
        parts.stream().filter(part -> part.to == pool).flatMap(part -> targets(cluster, part.member)).forEach(targets::add);
        return targets;
    }

    /** Out of their pools first, then into the others. */
    List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        pools(Part::from).forEach(pool -> requests.add(new Request(pool,
                new PoolChange(Optional.empty(), List.of(), of(PoolMember.Kind.TARGET, pool, Part::from), List.of(), of(PoolMember.Kind.GROUP, pool, Part::from)))));
        pools(Part::to).forEach(pool -> requests.add(new Request(pool,
                new PoolChange(Optional.empty(), of(PoolMember.Kind.TARGET, pool, Part::to), List.of(), of(PoolMember.Kind.GROUP, pool, Part::to), List.of()))));
        return requests;
    }

    private Stream<Integer> pools(ToIntFunction<Part> end) {
        return parts.stream().mapToInt(end).filter(pool -> pool != StripePattern.DEFAULT_POOL).sorted().distinct().boxed();
    }

    private List<Integer> of(PoolMember.Kind kind, int pool, ToIntFunction<Part> end) {
        return parts.stream().filter(part -> part.member.kind() == kind && end.applyAsInt(part) == pool).map(part -> part.member.id()).toList();
    }
}
