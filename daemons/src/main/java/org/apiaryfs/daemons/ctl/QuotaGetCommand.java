package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.QuotaReport;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows usage and limits. */
@Command(name = "get", description = "Shows usage and limits.", mixinStandardHelpOptions = true)
final class QuotaGetCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private QuotaOptions options;
    @Parameters(paramLabel = "WHO", description = "Names or IDs; all that have or may have anything if there is none.") private List<String> who = new ArrayList<>();

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            HostNames names = new HostNames(options.kind());
            List<Integer> ids = options.ids(names, who);
            QuotaReport report = Cluster.get(connection.quotas().report(options.pool(), options.kind(),
                    ids.isEmpty() ? new QuotaSelection.All() : new QuotaSelection.Ids(ids)));
            Table table = new Table(Table.left("Name"), Table.right("ID"), Table.right("Size"), Table.right("Limit"), Table.right("Files"), Table.right("Limit"));
            report.owners().forEach(o -> table.row(names.of(o.id()), Integer.toUnsignedString(o.id()), Units.bytes(o.used().size()),
                    LimitText.counting(o.own().size(), report.defaults().size(), Units::bytes), Long.toUnsignedString(o.used().inodes()),
                    LimitText.counting(o.own().inodes(), report.defaults().inodes(), Long::toUnsignedString)));
            return new Cluster.Answer(table.text() + (report.whole() ? "" : "There may be more: a target doesn't answer, or is still counting.\n"), data(report),
                    report.whole() ? Cluster.OK : Cluster.INCOMPLETE);
        });
    }

    private static Map<String, Object> data(QuotaReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("whole", report.whole());
        data.put("defaultSizeLimit", Long.toUnsignedString(report.defaults().size()));
        data.put("defaultInodeLimit", Long.toUnsignedString(report.defaults().inodes()));
        data.put("quotas", report.owners().stream().map(QuotaGetCommand::data).toList());
        return data;
    }

    private static Map<String, Object> data(OwnerQuota owner) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", Integer.toUnsignedLong(owner.id()));
        data.put("sizeBytes", owner.used().size());
        data.put("sizeLimit", Long.toUnsignedString(owner.own().size()));
        data.put("inodes", owner.used().inodes());
        data.put("inodeLimit", Long.toUnsignedString(owner.own().inodes()));
        return data;
    }
}
