package org.apiaryfs.daemons.ctl;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.daemons.output.EntryWords;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows where a file or directory is. */
@Command(name = "entry-info", description = "Shows where a file or directory is, and how it is striped.", mixinStandardHelpOptions = true)
final class EntryInfoCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Parameters(paramLabel = "PATH", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            EntryDetails entry = Cluster.get(connection.entries().info(EntryPath.resolve(path, unmounted)));
            return new Cluster.Answer(text(entry, snapshot), data(entry));
        });
    }

    private static String text(EntryDetails entry, ClusterSnapshot snapshot) {
        StringBuilder text = new StringBuilder();
        StripePattern pattern = entry.pattern();
        text.append("Entry type: ").append(EntryWords.of(entry.type())).append("\nEntryID: ").append(entry.entryId())
                .append("\nParentID: ").append(entry.parentId()).append('\n');
        entry.ownerGroup().ifPresent(group -> text.append("Metadata buddy group: ").append(group).append('\n'));
        text.append(entry.ownerGroup().isPresent() ? "Current primary metadata node: " : "Metadata node: ")
                .append(entry.ownerAlias().orElse("<unknown>")).append(" [ID: ").append(entry.owner()).append("]\n")
                .append("Stripe pattern details:\n+ Type: ").append(patternType(pattern))
                .append("\n+ Chunksize: ").append(SizeText.exact(pattern.chunkSize()))
                .append("\n+ Number of storage targets: desired: ").append(pattern.defaultTargets());
        if (entry.type() == EntryType.DIRECTORY) {
            String pool = snapshot.pools().stream().filter(p -> p.id() == pattern.poolId()).map(p -> p.description()).findFirst().orElse("unknown");
            text.append("\n+ Storage Pool: ").append(pattern.poolId()).append(" (").append(pool).append(")\n");
        } else {
            boolean groups = pattern.typeNumber() == StripePattern.BUDDY_MIRROR;
            text.append("; actual: ").append(pattern.targets().size()).append(groups ? "\n+ Storage mirror buddy groups:\n" : "\n+ Storage targets:\n");
            pattern.targets().forEach(id -> text.append("  + ").append(id).append(groups ? group(snapshot, id) : server(snapshot, id)).append('\n'));
            entry.chunkPath().ifPresent(chunk -> text.append("Chunk path: ").append(chunk).append('\n'));
        }
        return text.toString();
    }

    private static String server(ClusterSnapshot snapshot, int target) {
        return snapshot.targets(NodeType.STORAGE).stream().filter(t -> t.id() == target).findFirst()
                .map((ClusterTarget t) -> " @ " + t.nodeAlias().orElse("<unknown(" + t.nodeId() + ")>") + " [ID: " + t.nodeId() + "]").orElse(" @ <unmapped>");
    }

    private static String group(ClusterSnapshot snapshot, int group) {
        return snapshot.groups().stream().filter(g -> g.kind() == NodeType.STORAGE && g.id() == group).findFirst()
                .map((MirrorGroup g) -> " (targets " + g.primary() + ", " + g.secondary() + ")").orElse(" (unknown)");
    }

    private static Map<String, Object> data(EntryDetails entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("path", entry.path());
        data.put("type", EntryWords.of(entry.type()));
        data.put("entryId", entry.entryId());
        data.put("parentId", entry.parentId());
        data.put("metaNode", entry.owner());
        data.put("metaGroup", entry.ownerGroup().orElse(null));
        data.put("pattern", pattern(entry.pattern()));
        data.put("chunkPath", entry.chunkPath().orElse(null));
        return data;
    }

    static Map<String, Object> pattern(StripePattern pattern) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", patternType(pattern).toLowerCase(Locale.ROOT).replace(" ", ""));
        data.put("chunkSize", pattern.chunkSize());
        data.put("desiredTargets", pattern.defaultTargets());
        data.put("storagePool", pattern.poolId());
        data.put("targets", pattern.targets().stream().collect(Collectors.toList()));
        return data;
    }

    private static String patternType(StripePattern pattern) {
        return switch (pattern.typeNumber()) {
            case StripePattern.RAID0 -> "RAID0";
            case StripePattern.RAID10 -> "RAID10";
            case StripePattern.BUDDY_MIRROR -> "Buddy Mirror";
            default -> "unknown (" + pattern.typeNumber() + ")";
        };
    }
}
