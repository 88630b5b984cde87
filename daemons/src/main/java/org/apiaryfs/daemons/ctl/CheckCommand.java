package org.apiaryfs.daemons.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apiaryfs.admin.CheckFinding;
import org.apiaryfs.admin.ClusterCheck;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.daemons.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Judges whether the cluster is well. */
@Command(name = "check", description = "Checks whether all servers can be reached and all targets are well, and says what to do about what isn't.",
        mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:all is well, or only worth knowing", "5:something doesn't work"})
final class CheckCommand implements Callable<Integer> {
    private static final int TROUBLE = 5;

    @Mixin private Cluster cluster;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            List<ReachedNode> reached = Cluster.get(connection.nodes().reach(NetCommand.servers(snapshot)));
            List<CheckFinding> findings = ClusterCheck.findings(snapshot, reached);
            Table table = new Table(Table.left("About"), Table.left("What"), Table.left("What to do"));
            findings.forEach(f -> table.row(f.subject(), f.what(), f.mend()));
            long serious = findings.stream().filter(CheckFinding::serious).count();
            String text = findings.isEmpty() ? reached.size() + " servers and " + snapshot.targets().size() + " targets: all is well.\n"
                    : table.text() + serious + " serious, " + (findings.size() - serious) + " worth knowing.\n";
            return new Cluster.Answer(text, findings.stream().map(CheckCommand::data).collect(Collectors.toList()), serious == 0 ? Cluster.OK : TROUBLE);
        });
    }

    private static Map<String, Object> data(CheckFinding finding) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("serious", finding.serious());
        data.put("subject", finding.subject());
        data.put("what", finding.what());
        data.put("mend", finding.mend());
        return data;
    }
}
