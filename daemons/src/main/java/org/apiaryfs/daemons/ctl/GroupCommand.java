package org.apiaryfs.daemons.ctl;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.MirrorPlan;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, makes and removes mirror groups; copies within them. */
@Command(name = "group", description = "Lists, makes and removes mirror groups, and watches their resynchronisation.", mixinStandardHelpOptions = true,
        subcommands = {GroupCommand.Listing.class, GroupCommand.Add.class, GroupCommand.Pair.class, GroupCommand.Remove.class, GroupCommand.Resync.class,
            GroupCommand.Status.class})
final class GroupCommand {
    private static String table(ClusterSnapshot snapshot, List<MirrorGroup> groups) {
        Table table = new Table(Table.left("Kind"), Table.right("Group"), Table.right("Primary"), Table.left("Server"), Table.right("Secondary"), Table.left("Server"));
        groups.forEach(g -> table.row(TargetFields.kind(g.kind()), Integer.toString(g.id()), Integer.toString(g.primary()), server(snapshot, g.kind(), g.primary()),
                Integer.toString(g.secondary()), server(snapshot, g.kind(), g.secondary())));
        return table.text();
    }

    private static String server(ClusterSnapshot snapshot, NodeType kind, int target) {
        return snapshot.targets(kind).stream().filter(t -> t.id() == target).findFirst().flatMap(t -> t.nodeAlias()).orElse("(unknown)");
    }

    private static Map<String, Object> data(MirrorGroup group) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", TargetFields.kind(group.kind()));
        data.put("id", group.id());
        data.put("primary", group.primary());
        data.put("secondary", group.secondary());
        return data;
    }

    /** Lists groups. */
    @Command(name = "list", description = "Lists the mirror groups.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Mixin private Cluster cluster;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> new Cluster.Answer(table(snapshot, snapshot.groups()), snapshot.groups().stream().map(GroupCommand::data).toList()));
        }
    }

    /** Makes a group. */
    @Command(name = "add", description = "Makes a mirror group of two storage targets, or two metadata nodes.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Option(names = "--nodetype", required = true, paramLabel = "KIND", description = "storage or meta.") private String kind;
        @Option(names = "--primary", required = true, paramLabel = "ID", description = "Member that serves.") private int primary;
        @Option(names = "--secondary", required = true, paramLabel = "ID", description = "Member that is written to as well.") private int secondary;
        @Option(names = "--id", paramLabel = "ID", description = "Number of the group (default: the next free one).") private Integer id;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                NodeType type = Kinds.ofTargets(kind).orElseThrow();
                int made = Cluster.get(connection.mirrorGroups().add(type, Optional.ofNullable(id), primary, secondary));
                return new Cluster.Answer("Mirror group " + made + " made.\n", data(new MirrorGroup(type, made, primary, secondary)));
            });
        }
    }

    /** Pairs what is in no group. */
    @Command(name = "pair", description = "Makes mirror groups of all that are in none, on different servers where possible. Shows them first.", mixinStandardHelpOptions = true)
    static final class Pair implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Option(names = "--nodetype", required = true, paramLabel = "KIND", description = "storage or meta.") private String kind;
        @Option(names = "--dry-run", description = "Only show them.") private boolean dryRun;
        @Option(names = "--unique-ids", description = "Give no group the number of a target.") private boolean unique;

        @Override
        public Integer call() {
            return cluster.answer(SnapshotScope.LISTS_AND_SPACE, (connection, snapshot) -> {
                NodeType type = Kinds.ofTargets(kind).orElseThrow();
                MirrorPlan plan = MirrorPlan.of(snapshot, type, unique);
                if (plan.groups().isEmpty()) {
                    throw new CtlException("there are not two that are in no mirror group");
                }
                String preview = table(snapshot, plan.groups()) + String.join("", plan.warnings().stream().map(w -> "Warning: " + w + "\n").toList());
                if (!dryRun) {
                    confirmation.ask(preview + "These groups will be made.");
                    for (MirrorGroup group : plan.groups()) {
                        Cluster.get(connection.mirrorGroups().add(type, Optional.of(group.id()), group.primary(), group.secondary()));
                    }
                }
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("made", !dryRun);
                data.put("warnings", plan.warnings());
                data.put("groups", plan.groups().stream().map(GroupCommand::data).toList());
                return new Cluster.Answer(preview + (dryRun ? "Nothing was made.\n" : plan.groups().size() + " mirror groups made.\n"), data);
            });
        }
    }

    /** Removes a group. */
    @Command(name = "remove", description = "Removes a mirror group of storage targets.", mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Parameters(paramLabel = "ID", description = "The group.") private int id;
        @Option(names = "--force", description = "Although it holds chunks of mirrored files, which are lost then.") private boolean force;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                Cluster.get(connection.mirrorGroups().remove(id, true, force));
                confirmation.ask("Mirror group " + id + " will be removed" + (force ? ", with the mirrored files on it." : "."));
                Cluster.get(connection.mirrorGroups().remove(id, false, force));
                return new Cluster.Answer("Mirror group " + id + " removed.\n", Map.of("id", id));
            });
        }
    }

    /** Starts copying. */
    @Command(name = "resync", description = "Has the primary copy to its secondary anew.", mixinStandardHelpOptions = true)
    static final class Resync implements Callable<Integer> {
        private static final Duration LONG_AGO = Duration.ofDays(10_000);

        @Mixin private Cluster cluster;
        @Parameters(paramLabel = "ID", description = "The group.") private int id;
        @Option(names = "--nodetype", required = true, paramLabel = "KIND", description = "storage or meta.") private String kind;
        @Option(names = "--since", paramLabel = "DURATION", description = "Storage: only what was changed within that time, such as PT5H or P2D.") private Duration since;
        @Option(names = "--restart", description = "Storage: give up a resynchronisation that runs.") private boolean restart;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                if (since != null && (since.isNegative() || since.compareTo(LONG_AGO) > 0)) {
                    throw new CtlException("--since must be a time such as PT5H or P2D, of at most " + LONG_AGO.toDays() + " days");
                }
                Cluster.get(connection.mirrorGroups().startResync(Kinds.ofTargets(kind).orElseThrow(), id, false,
                        Optional.ofNullable(since).map(s -> Instant.now().minus(s)), restart));
                return new Cluster.Answer("Resynchronisation of mirror group " + id + " asked for.\n", Map.of("id", id));
            });
        }
    }

    /** Watches copying. */
    @Command(name = "status", description = "Shows how the resynchronisation of a group goes.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Parameters(paramLabel = "ID", description = "The group.") private int id;
        @Option(names = "--nodetype", required = true, paramLabel = "KIND", description = "storage or meta.") private String kind;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                ResyncJob job = Cluster.get(connection.mirrorGroups().resync(Kinds.ofTargets(kind).orElseThrow(), id, false));
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("state", word(job.state()));
                data.put("start", job.start().map(Object::toString).orElse(null));
                data.put("end", job.end().map(Object::toString).orElse(null));
                job.counters().forEach((counter, value) -> data.put(word(counter), value));
                StringBuilder text = new StringBuilder();
                data.forEach((name, value) -> text.append(String.format("%-22s %s%n", name, value == null ? "-" : value)));
                return new Cluster.Answer(text.toString(), data);
            });
        }

        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
