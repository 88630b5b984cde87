package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.storage.ResyncState;

/**
 * Storage targets, or metadata nodes as targets (spec admin §3.2).
 *
 * @param type META or STORAGE
 * @param nodesFirst whether the server stands first
 * @param longNodes whether the server is shown by its name
 * @param hideNodes whether it isn't shown
 * @param state reachability and consistency
 * @param errorCodes whether the exit code tells of bad states
 * @param capacityPools whether these are shown
 * @param storagePools whether these are shown
 * @param pool only targets of this storage pool
 * @param space whether room is shown
 * @param groups only members of mirror groups, by group
 * @param fromMeta metadata server whose view of capacity pools is shown; empty = the management server's
 */
record ListTargets(NodeType type, boolean nodesFirst, boolean longNodes, boolean hideNodes, boolean state, boolean errorCodes, boolean capacityPools,
        boolean storagePools, Optional<Integer> pool, boolean space, boolean groups, Optional<Integer> fromMeta) implements Mode.Action {
    static final String USAGE = """
            --nodetype=<storage|meta>  Which targets to list (default: storage).
            --nodesfirst       Show the server first.
            --longnodes        Show servers by name.
            --hidenodeid       Show no servers.
            --state            Show reachability and consistency.
            --errorcodes       With --state: exit code 6 if a target isn't online, 7 if one isn't good.
            --pools            Show the capacity pool.
            --storagepools     Show the storage pool.
            --storagepoolid=<id>  Only targets of this storage pool.
            --spaceinfo        Show total and free space and inodes.
            --mirrorgroups     Only members of mirror groups, by group.
            --frommeta <nodeID>  With --pools: as this metadata server sees them.
            """;
    private static final double GIB = 1 << 30;
    private static final double MILLION = 1e6;

    static ListTargets parse(ModeArguments a) throws ModeException {
        NodeType type = a.nodeType(NodeType.META, NodeType.STORAGE).orElse(NodeType.STORAGE);
        Optional<Integer> fromMeta = Optional.empty();
        if (a.flag("frommeta")) {
            fromMeta = Optional.of((int) ModeArguments.number("the node ID", a.word("node ID"), 1, 0xffff));
        }
        return new ListTargets(type, a.flag("nodesfirst"), a.flag("longnodes"), a.flag("hidenodeid"), a.flag("state"), a.flag("errorcodes"), a.flag("pools"),
                a.flag("storagepools"), a.id("storagepoolid"), a.flag("spaceinfo"), a.flag("mirrorgroups"), fromMeta);
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect(space ? SnapshotScope.withSpaceOf(type) : SnapshotScope.LISTS);
        if (pool.isPresent() && snapshot.pools().stream().noneMatch(p -> p.id() == pool.get())) {
            throw ModeException.badArguments("Given storage pool ID " + pool.get() + " can't be resolved to a pool.");
        }
        Map<Integer, CapacityPool> seen = fromMeta.isPresent() ? ModeRun.get(run.cluster().targets().capacityPoolsSeenBy(fromMeta.get(), type)) : Map.of();
        FixedColumns columns = columns();
        columns.heading().forEach(run::line);
        int code = ExitCode.OK;
        for (Row row : rows(snapshot)) {
            run.line(columns.row(cells(run, snapshot, row, seen)));
            if (space && row.target.space() instanceof Space.Unknown unknown) {
                run.error(" [ERROR: target " + row.target.id() + ": " + unknown.problem().sentence() + "]");
            }
            code = code != ExitCode.OK ? code : code(row.target);
        }
        return code;
    }

    /** A target, with the group that it is a member of if that is asked for. */
    private record Row(ClusterTarget target, Optional<MirrorGroup> group) {}

    private List<Row> rows(ClusterSnapshot snapshot) {
        List<ClusterTarget> targets = snapshot.targets(type).stream().filter(t -> pool.isEmpty() || t.storagePool().equals(pool)).toList();
        if (!groups) {
            return targets.stream().map(t -> new Row(t, Optional.empty())).toList();
        }
        List<Row> rows = new ArrayList<>();
        for (MirrorGroup group : snapshot.groups().stream().filter(g -> g.kind() == type).toList()) {
            for (int member : List.of(group.primary(), group.secondary())) {
                targets.stream().filter(t -> t.id() == member).forEach(t -> rows.add(new Row(t, Optional.of(group))));
            }
        }
        return rows;
    }

    private FixedColumns columns() {
        FixedColumns columns = new FixedColumns();
        if (groups) {
            columns.add("MirrorGroupID", 0, 13).add("MGMemberType", 1, 12);
        }
        if (nodesFirst && !hideNodes) {
            columns.add("NodeID", groups ? 1 : 0, 8);
        }
        columns.add("TargetID", groups || nodesFirst && !hideNodes ? 1 : 0, 8);
        if (state) {
            columns.add("Reachability", 1, 16).add("Consistency", 1, 12);
        }
        if (storagePools) {
            columns.add("St. Pool", 1, 10);
        }
        if (capacityPools) {
            columns.add("Cap. Pool", 1, 11);
        }
        if (space) {
            columns.add("Total", 1, 12).add("Free", 1, 12).add("%", 1, 4).add("ITotal", 1, 11).add("IFree", 1, 11).add("%", 1, 4);
        }
        if (!nodesFirst && !hideNodes) {
            columns.add("NodeID", 3, 6);
        }
        return columns;
    }

    private List<String> cells(ModeRun run, ClusterSnapshot snapshot, Row row, Map<Integer, CapacityPool> seen) throws InterruptedException {
        ClusterTarget target = row.target;
        List<String> cells = new ArrayList<>();
        row.group.ifPresent(g -> cells.addAll(List.of(Integer.toString(g.id()), g.primary() == target.id() ? "primary" : "secondary")));
        String node = longNodes ? ModeRun.typedText(snapshot, type, target.nodeId()) : Integer.toString(target.nodeId());
        if (nodesFirst && !hideNodes) {
            cells.add(node);
        }
        cells.add(Integer.toString(target.id()));
        if (state) {
            cells.addAll(List.of(reachability(target), consistency(run, snapshot, target)));
        }
        if (storagePools) {
            cells.add(target.storagePool().map(Object::toString).orElse("<unknown>"));
        }
        if (capacityPools) {
            Optional<CapacityPool> shown = fromMeta.isPresent() ? Optional.ofNullable(seen.get(target.id())) : target.capacityPool();
            cells.add(shown.map(CapacityPool::name).orElse("<unknown>").toLowerCase(Locale.ROOT));
        }
        if (space) {
            cells.addAll(space(target.space()));
        }
        if (!nodesFirst && !hideNodes) {
            cells.add(node);
        }
        return cells;
    }

    private static String reachability(ClusterTarget target) {
        return target.reachability().map(r -> switch (r) {
            case ONLINE -> "Online";
            case PROBABLY_OFFLINE -> "Probably-offline";
            case OFFLINE -> "Offline";
        }).orElse("<unknown>");
    }

    private static String consistency(ModeRun run, ClusterSnapshot snapshot, ClusterTarget target) throws InterruptedException {
        return switch (target.consistency().orElse(null)) {
            case GOOD -> "Good";
            case NEEDS_RESYNC -> resyncing(run, snapshot, target) ? "resyncing" : "Needs-resync";
            case BAD -> "Bad";
            case null -> "<unknown>";
        };
    }

    private static boolean resyncing(ModeRun run, ClusterSnapshot snapshot, ClusterTarget target) throws InterruptedException {
        if (snapshot.groups().stream().noneMatch(g -> g.kind() == target.kind() && g.secondary() == target.id())) {
            return false;
        }
        try {
            return run.cluster().mirrorGroups().resync(target.kind(), target.id(), true).get().state() == ResyncState.RUNNING;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static List<String> space(Space space) {
        return switch (space) {
            case Space.Known k -> List.of(gib(k.total()), gib(k.free()), percent(k.free(), k.total()), millions(k.inodesTotal()), millions(k.inodesFree()),
                    percent(k.inodesFree(), k.inodesTotal()));
            case Space.Unknown u -> List.of("<unknown>", "<unknown>", "-", "<unknown>", "<unknown>", "-");
        };
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%9.1fGiB", bytes / GIB);
    }

    private static String millions(long number) {
        return String.format(Locale.ROOT, "%10.1fM", number / MILLION);
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%3.0f%%", whole == 0 ? 0.0 : 100.0 * part / whole);
    }

    private int code(ClusterTarget target) {
        if (!errorCodes || !state) {
            return ExitCode.OK;
        }
        return !target.reachability().equals(Optional.of(Reachability.ONLINE)) ? ExitCode.NOT_ONLINE
                : !target.consistency().equals(Optional.of(Consistency.GOOD)) ? ExitCode.NOT_GOOD : ExitCode.OK;
    }
}
