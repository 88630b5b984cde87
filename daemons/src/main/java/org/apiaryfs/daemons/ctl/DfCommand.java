package org.apiaryfs.daemons.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.admin.Space;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.daemons.output.Units;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how much room there is. */
@Command(name = "df", description = "Shows space by target, and in all.", mixinStandardHelpOptions = true)
final class DfCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;

    @Override
    public Integer call() {
        return cluster.answer(SnapshotScope.LISTS_AND_SPACE, (connection, snapshot) -> {
            Sum sum = Sum.of(snapshot);
            String text = "METADATA SERVERS:\n" + TargetFields.table(snapshot.targets(NodeType.META), false, true, true).text()
                    + "\nSTORAGE TARGETS:\n" + TargetFields.table(snapshot.targets(NodeType.STORAGE), false, true, true).text()
                    + "\nStorage in all: " + Units.bytes(sum.total) + ", free " + Units.bytes(sum.free)
                    + " (" + Units.percent(sum.free, sum.total) + ")" + (sum.unknown == 0 ? "" : "; " + sum.unknown + " targets don't answer") + "\n";
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("meta", snapshot.targets(NodeType.META).stream().map(TargetFields::data).toList());
            data.put("storage", snapshot.targets(NodeType.STORAGE).stream().map(TargetFields::data).toList());
            data.put("storageTotalBytes", sum.total);
            data.put("storageFreeBytes", sum.free);
            data.put("storageUnknownTargets", sum.unknown);
            return new Cluster.Answer(text, data);
        });
    }

    /** Totals of the storage targets that answered. */
    private record Sum(long total, long free, long unknown) {
        private static Sum of(ClusterSnapshot snapshot) {
            List<Space> spaces = snapshot.targets(NodeType.STORAGE).stream().map(t -> t.space()).toList();
            List<Space.Known> known = spaces.stream().filter(Space.Known.class::isInstance).map(Space.Known.class::cast).toList();
            return new Sum(known.stream().mapToLong(Space.Known::total).sum(), known.stream().mapToLong(Space.Known::free).sum(),
                    spaces.size() - known.size());
        }
    }
}
