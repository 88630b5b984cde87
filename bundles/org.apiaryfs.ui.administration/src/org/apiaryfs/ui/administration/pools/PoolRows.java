package org.apiaryfs.ui.administration.pools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.osgi.util.NLS;

/** Makes the lines of the page of storage pools: each pool, below it its mirror groups and its targets. Stateless. */
public final class PoolRows {
    private static final String INDENT = "    "; // shows what is below a heading

    private final Map<Integer, ClusterTarget> targets = new HashMap<>();
    private final Map<Integer, Integer> groupOfTarget = new HashMap<>();
    private final Map<Integer, MirrorGroup> groups = new HashMap<>();
    private final Map<Long, String> servers;
    private final Set<Integer> folded;
    private final String wanted;

    private PoolRows(ClusterSnapshot cluster, Set<Integer> folded, String filter) {
        this.folded = folded;
        wanted = filter.strip().toLowerCase(Locale.ROOT);
        servers = cluster.nodes(NodeType.STORAGE).stream().collect(Collectors.toMap(ClusterNode::id, ClusterNode::alias));
        cluster.targets(NodeType.STORAGE).forEach(target -> targets.put(target.id(), target));
        cluster.groups().stream().filter(group -> group.kind() == NodeType.STORAGE).forEach(group -> {
            groups.put(group.id(), group);
            groupOfTarget.put(group.primary(), group.id());
            groupOfTarget.put(group.secondary(), group.id());
        });
    }

    /**
     * The lines.
     *
     * @param folded numbers of pools of which only the heading is shown
     * @param filter only lines that contain this, and headings of theirs; blank = all
     */
    public static List<PoolRow> of(ClusterSnapshot cluster, Set<Integer> folded, String filter) {
        var maker = new PoolRows(cluster, folded, filter);
        return cluster.pools().stream().flatMap(maker::lines).toList();
    }

    private Stream<PoolRow> lines(TargetPool pool) {
        List<ClusterTarget> members = known(pool.targets());
        PoolRow heading = heading(pool, members);
        List<PoolRow> below = new ArrayList<>();
        pool.groups().stream().map(groups::get).filter(Objects::nonNull).forEach(group -> below.add(group(pool, group)));
        members.forEach(target -> below.add(target(pool, target)));
        boolean whole = wanted.isEmpty() || matches(heading);
        List<PoolRow> shown = whole ? below : below.stream().filter(this::matches).toList();
        if (!whole && shown.isEmpty()) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(heading), folded.contains(pool.id()) && wanted.isEmpty() ? Stream.empty() : shown.stream());
    }

    private boolean matches(PoolRow row) {
        return Stream.of(row.name(), row.serverName(), row.state(), row.capacity()).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private List<ClusterTarget> known(Collection<Integer> ids) {
        return ids.stream().map(targets::get).filter(Objects::nonNull).toList();
    }

    private PoolRow heading(TargetPool pool, List<ClusterTarget> members) {
        long unwell = members.stream().filter(target -> TargetStates.concern(target) != Concern.NONE).count();
        Concern worst = members.stream().map(TargetStates::concern).max(Comparator.naturalOrder()).orElse(Concern.WARNING);
        String state = members.isEmpty() ? Messages.row_noTargets
                : unwell > 0 ? NLS.bind(Messages.row_unwell, unwell, members.size())
                : NLS.bind(members.size() == 1 ? Messages.row_target : Messages.row_targets, members.size());
        long tight = members.stream().filter(target -> capacityConcern(target) != Concern.NONE).count();
        return new PoolRow(new PoolRow.Key(PoolRow.Kind.POOL, pool.id()), pool.id(),
                (folded.contains(pool.id()) ? "▸ " : "▾ ") + (pool.description().isBlank() ? Integer.toString(pool.id()) : pool.description()),
                Optional.empty(), room(members), state, worst, tight == 0 ? "" : NLS.bind(Messages.row_tight, tight),
                members.stream().map(PoolRows::capacityConcern).max(Comparator.naturalOrder()).orElse(Concern.NONE), Optional.empty());
    }

    private PoolRow group(TargetPool pool, MirrorGroup group) {
        List<ClusterTarget> members = known(List.of(group.primary(), group.secondary()));
        Concern worst = members.stream().map(TargetStates::concern).max(Comparator.naturalOrder()).orElse(Concern.NONE);
        return new PoolRow(new PoolRow.Key(PoolRow.Kind.GROUP, group.id()), pool.id(), INDENT + NLS.bind(Messages.row_group, group.id()), Optional.empty(),
                members.stream().map(target -> room(List.of(target))).flatMap(Optional::stream).min(Comparator.comparing(PoolRow.Room::total)),
                NLS.bind(Messages.row_members, group.primary(), group.secondary()), worst, "", Concern.NONE, Optional.of(group.id()));
    }

    private PoolRow target(TargetPool pool, ClusterTarget target) {
        String server = servers.getOrDefault((long) target.nodeId(), Integer.toString(target.nodeId()));
        return new PoolRow(new PoolRow.Key(PoolRow.Kind.TARGET, target.id()), pool.id(), INDENT + NLS.bind(Messages.row_name, target.id()),
                Optional.of(new PoolRow.Server(target.nodeId(), server)), room(List.of(target)), TargetStates.text(target), TargetStates.concern(target),
                target.capacityPool().map(PoolRows::text).orElse(""), capacityConcern(target), Optional.ofNullable(groupOfTarget.get(target.id())));
    }

    private static Optional<PoolRow.Room> room(List<ClusterTarget> members) {
        long total = members.stream().mapToLong(target -> target.space() instanceof Space.Known space ? space.total() : 0).sum();
        long free = members.stream().mapToLong(target -> target.space() instanceof Space.Known space ? space.free() : 0).sum();
        return total > 0 ? Optional.of(new PoolRow.Room(total, free)) : Optional.empty();
    }

    static String text(CapacityPool capacity) {
        return switch (capacity) {
            case NORMAL -> Messages.capacity_normal;
            case LOW -> Messages.capacity_low;
            case EMERGENCY -> Messages.capacity_emergency;
        };
    }

    private static Concern capacityConcern(ClusterTarget target) {
        return target.capacityPool().map(capacity -> switch (capacity) {
            case NORMAL -> Concern.NONE;
            case LOW -> Concern.WARNING;
            case EMERGENCY -> Concern.ERROR;
        }).orElse(Concern.NONE);
    }
}
