package org.apiaryfs.daemons.beegfs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.MirrorPlan;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.protocol.model.NodeType;

/** Mirror groups: lists, makes and removes them (spec admin §3.9). Stateless. */
final class MirrorModes {
    static final String LIST_USAGE = """
            --nodetype=<meta|storage>  Whose groups (needed).
            """;
    static final String ADD_USAGE = """
            --nodetype=<meta|storage>  Whose group (needed).
            --primary=<id>, --secondary=<id>  The two members; or
            --automatic        pairs all that are in no group, on different servers where possible.
            --groupid=<id>     Number of the group (default: the smallest free one).
            --force            With --automatic: make the groups in spite of warnings.
            --dryrun           With --automatic: only show them.
            --uniquegroupid    With --automatic: give no group the number of a target.
            """;
    static final String REMOVE_USAGE = """
            --mirrorgroupid=<id>  The group of storage targets (needed).
            --nodetype=storage
            --dry-run          Only find out whether it can be removed.
            --force            Remove it although it holds chunks of mirrored files, which are lost then.
            """;
    static final String MIRROR_USAGE = """
            --force            Do it although clients are registered.
            """;
    private static final int WIDTH = 17;

    private MirrorModes() {}

    static Mode.Action list(ModeArguments a) throws ModeException {
        NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
        return run -> {
            List<MirrorGroup> groups = groups(run.connect(), kind);
            if (groups.isEmpty()) {
                run.error("No mirror buddy groups defined.");
                return ExitCode.OK;
            }
            table(run, kind, groups);
            return ExitCode.OK;
        };
    }

    private static List<MirrorGroup> groups(ClusterSnapshot snapshot, NodeType kind) {
        return snapshot.groups().stream().filter(g -> g.kind() == kind).toList();
    }

    private static void table(ModeRun run, NodeType kind, List<MirrorGroup> groups) {
        String what = kind == NodeType.META ? "NodeID" : "TargetID";
        FixedColumns columns = new FixedColumns().add("BuddyGroupID", 0, WIDTH).add("Primary" + what, 1, WIDTH).add("Secondary" + what, 1, WIDTH);
        columns.heading().forEach(run::line);
        groups.forEach(g -> run.line(columns.row(List.of(Integer.toString(g.id()), Integer.toString(g.primary()), Integer.toString(g.secondary())))));
    }

    static Mode.Action add(ModeArguments a) throws ModeException {
        NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
        if (a.flag("automatic")) {
            boolean force = a.flag("force");
            boolean dryRun = a.flag("dryrun");
            boolean unique = a.flag("uniquegroupid");
            return run -> automatic(run, kind, force, dryRun, unique);
        }
        int primary = a.requiredId("primary");
        int secondary = a.requiredId("secondary");
        Optional<Integer> group = a.id("groupid");
        Optional<Integer> named = a.id("mirrorgroupid");
        if (primary == secondary) {
            throw ModeException.badArguments("Primary and secondary target must be different.");
        }
        return run -> {
            run.connect();
            int made = ModeRun.get(run.cluster().mirrorGroups().add(kind, group.or(() -> named), primary, secondary));
            run.line("Mirror buddy group successfully set: groupID " + made + " -> target IDs " + primary + ", " + secondary);
            return ExitCode.OK;
        };
    }

    private static int automatic(ModeRun run, NodeType kind, boolean force, boolean dryRun, boolean unique) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect(SnapshotScope.withSpaceOf(kind));
        MirrorPlan plan = MirrorPlan.of(snapshot, kind, unique);
        plan.warnings().forEach(w -> run.line("[WARNING] " + w));
        if (plan.groups().isEmpty()) {
            throw new ModeException(ExitCode.FAILED, "There are not enough " + (kind == NodeType.META ? "metadata nodes" : "targets") + " that are in no mirror group.");
        }
        if (!groups(snapshot, kind).isEmpty()) {
            run.line("");
            run.line("Existing mirror groups:");
            members(run, snapshot, kind, groups(snapshot, kind));
        }
        run.line("");
        run.line("New mirror groups:");
        members(run, snapshot, kind, plan.groups());
        run.line("");
        if (!plan.warnings().isEmpty() && !force) {
            throw new ModeException(ExitCode.WARNED, "No mirror buddy groups were created because of the warnings above; --force creates them nevertheless.");
        }
        if (!dryRun) {
            for (MirrorGroup group : plan.groups()) {
                int made = ModeRun.get(run.cluster().mirrorGroups().add(kind, Optional.of(group.id()), group.primary(), group.secondary()));
                run.line("Mirror buddy group successfully set: groupID " + made + " -> target IDs " + group.primary() + ", " + group.secondary());
            }
        }
        return ExitCode.OK;
    }

    private static void members(ModeRun run, ClusterSnapshot snapshot, NodeType kind, List<MirrorGroup> groups) {
        String what = kind == NodeType.META ? "Node" : "Target";
        FixedColumns columns = new FixedColumns().add("BuddyGroupID", 0, 12).add(what + " type", 1, 11);
        List<String> heading = columns.heading();
        run.line(heading.getFirst() + " " + what);
        run.line(heading.getLast() + " " + "=".repeat(what.length()));
        for (MirrorGroup group : groups) {
            run.line(columns.row(List.of(Integer.toString(group.id()), "primary")) + " " + member(snapshot, kind, group.primary()));
            run.line(columns.row(List.of("", "secondary")) + " " + member(snapshot, kind, group.secondary()));
        }
    }

    private static String member(ClusterSnapshot snapshot, NodeType kind, int id) {
        int node = snapshot.targets(kind).stream().filter(t -> t.id() == id).findFirst().map(t -> t.nodeId()).orElse(0);
        return String.format(Locale.ROOT, "%8d @ %s", id, ModeRun.typedText(snapshot, kind, node));
    }

    static Mode.Action remove(ModeArguments a) throws ModeException {
        int group = a.requiredId("mirrorgroupid");
        a.requiredNodeType(NodeType.STORAGE);
        boolean dryRun = a.flag("dry-run");
        boolean force = a.flag("force");
        return run -> {
            run.connect();
            ModeRun.get(run.cluster().mirrorGroups().remove(group, dryRun, force));
            run.line(dryRun ? "Mirror buddy group " + group + " can be removed." : "Mirror buddy group " + group + " successfully removed.");
            return ExitCode.OK;
        };
    }

    static Mode.Action mirrorMetadata(ModeArguments a) {
        boolean force = a.flag("force");
        return run -> {
            ClusterSnapshot snapshot = run.connect();
            if (snapshot.root().filter(r -> r.mirrored()).isPresent()) {
                throw new ModeException(ExitCode.FAILED, "The root directory is mirrored already.");
            }
            if (groups(snapshot, NodeType.META).isEmpty()) {
                throw new ModeException(ExitCode.FAILED, "There are no metadata buddy mirror groups defined.");
            }
            if (!force && !snapshot.nodes(NodeType.CLIENT).isEmpty()) {
                throw new ModeException(ExitCode.FAILED, "There are " + snapshot.nodes(NodeType.CLIENT).size() + " registered clients; unmount them before (or give --force).");
            }
            ModeRun.get(run.cluster().mirrorGroups().mirrorMetadata());
            run.line("Metadata mirroring of the root directory is enabled. Restart all metadata servers and mount all clients anew.");
            return ExitCode.OK;
        };
    }
}
