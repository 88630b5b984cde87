package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.MirrorPlan;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;

/** Mirror groups, resynchronisation, states (spec admin §3.9). Stateless. */
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
    static final String RESYNC_USAGE = """
            --nodetype=<meta|storage>  Kind of group (needed).
            --targetid=<id> | --nodeid=<id> | --mirrorgroupid=<id>  A member (storage, meta), or the group.
            --timestamp=<seconds since 1970>  Storage: only what was changed since then.
            --timespan=<n>s|m|h|d  Storage: only what was changed within that time.
            --restart          Storage: give up a resynchronisation that runs.
            """;
    static final String STATS_USAGE = """
            --nodetype=<meta|storage>  Kind of group (needed).
            --targetid=<id> | --nodeid=<id> | --mirrorgroupid=<id>  A member (storage, meta), or the group.
            """;
    static final String STATE_USAGE = """
            --nodetype=<meta|storage>  Kind (needed).
            --targetid=<id> | --nodeid=<id>  The target, or the metadata node.
            --state=<good|bad> New state; good needs --force, since data can be lost.
            --force            Needed for good.
            """;
    static final String MIRROR_USAGE = """
            --force            Do it although clients are registered.
            """;
    private static final int WIDTH = 17;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneId.systemDefault());

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

    /**
     * A group, by itself or by a member. Immutable.
     *
     * @param kind META or STORAGE
     * @param byMember whether the number is a member's
     */
    private record Selected(NodeType kind, int id, boolean byMember) {
        static Selected take(ModeArguments a) throws ModeException {
            NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
            Optional<Integer> member = a.id(kind == NodeType.META ? "nodeid" : "targetid");
            Optional<Integer> group = a.id("mirrorgroupid");
            if (member.isPresent() == group.isPresent()) {
                throw ModeException.badArguments("Exactly one of " + (kind == NodeType.META ? "--nodeid" : "--targetid") + " and --mirrorgroupid must be set.");
            }
            return new Selected(kind, member.orElseGet(group::get), member.isPresent());
        }
    }

    static Mode.Action startResync(ModeArguments a) throws ModeException {
        Selected selected = Selected.take(a);
        Optional<Long> timestamp = a.number("timestamp", 1, Instant.MAX.getEpochSecond());
        Optional<Duration> span = span(a.value("timespan"));
        boolean restart = a.flag("restart");
        if (selected.kind == NodeType.META && (timestamp.isPresent() || span.isPresent() || restart)) {
            throw ModeException.badArguments("--timestamp, --timespan and --restart are for storage targets.");
        }
        if (timestamp.isPresent() && span.isPresent()) {
            throw ModeException.badArguments("--timestamp and --timespan can't be used together.");
        }
        return run -> {
            run.connect();
            Optional<Instant> since = timestamp.map(Instant::ofEpochSecond).or(() -> span.map(s -> Instant.now().minus(s)));
            ModeRun.get(run.cluster().mirrorGroups().startResync(selected.kind, selected.id, selected.byMember, since, restart));
            run.line("Resync request sent. ");
            return ExitCode.OK;
        };
    }

    private static Optional<Duration> span(Optional<String> text) throws ModeException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("\\d{1,9}[smhd]")) {
            throw ModeException.badArguments("Invalid time span: '" + text.get() + "'; expected such as 30s, 10m, 5h or 2d.");
        }
        long number = Long.parseLong(text.get().substring(0, text.get().length() - 1));
        return Optional.of(switch (text.get().charAt(text.get().length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        });
    }

    static Mode.Action stats(ModeArguments a) throws ModeException {
        Selected selected = Selected.take(a);
        return run -> {
            run.connect();
            ResyncJob job = ModeRun.get(run.cluster().mirrorGroups().resync(selected.kind, selected.id, selected.byMember));
            run.line("Job state: " + switch (job.state()) {
                case NOT_STARTED -> "Not started";
                case RUNNING -> "Running";
                case SUCCESS -> "Completed successfully";
                case INTERRUPTED -> "Interrupted";
                case FAILURE -> "Failed";
                case ERRORS -> "Completed with errors";
            });
            job.start().ifPresent(t -> run.line("Job start time: " + TIME.format(t)));
            job.end().ifPresent(t -> run.line("Job end time: " + TIME.format(t)));
            job.counters().forEach((counter, value) -> run.line(label(counter) + (counter == ResyncJob.Counter.SESSION_ERROR ? value == 0 ? "No" : "Yes" : value)));
            return ExitCode.OK;
        };
    }

    private static String label(ResyncJob.Counter counter) {
        return switch (counter) {
            case DISCOVERED_DIRS -> "# of discovered dirs: ";
            case DISCOVERED_FILES -> "# of discovered files: ";
            case DIR_CANDIDATES -> "# of dir sync candidates: ";
            case FILE_CANDIDATES -> "# of file sync candidates: ";
            case DISCOVERY_ERRORS -> "# of discovery errors: ";
            case SYNCED_DIRS -> "# of synced dirs: ";
            case SYNCED_FILES -> "# of synced files: ";
            case DIR_ERRORS -> "# of dir sync errors: ";
            case FILE_ERRORS -> "# of file sync errors: ";
            case SESSIONS_TO_SYNC -> "# of client sessions to sync: ";
            case SYNCED_SESSIONS -> "# of synced client sessions: ";
            case SESSION_ERROR -> "session sync error: ";
            case SYNCED_MODIFICATIONS -> "# of modification objects synced: ";
            case MODIFICATION_ERRORS -> "# of modification sync errors: ";
        };
    }

    static Mode.Action setState(ModeArguments a) throws ModeException {
        NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
        int id = a.requiredId(kind == NodeType.META ? "nodeid" : "targetid");
        String word = a.value("state").orElse("");
        boolean force = a.flag("force");
        Consistency state = switch (word) {
            case "good" -> Consistency.GOOD;
            case "bad" -> Consistency.BAD;
            default -> throw ModeException.badArguments("--state=good or --state=bad must be set.");
        };
        if (state == Consistency.GOOD && !force) {
            throw ModeException.badArguments("If state should be set to \"good\", --force must be given.");
        }
        return run -> {
            run.connect();
            if (!run.confirmed("The state of " + (kind == NodeType.META ? "metadata node " : "target ") + id + " will be set to " + word
                    + (state == Consistency.GOOD ? ", whether its data is right or not." : "; its data will be copied anew from the other member of its group."))) {
                return ExitCode.OK;
            }
            ModeRun.get(run.cluster().targets().setState(kind, id, state));
            run.line("Successfully set state.");
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
