package org.apiaryfs.daemons.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.daemons.output.Units;

/** A {@link LocalStatus} as text, and as data with stable keys. Stateless. */
final class StatusText {
    private StatusText() {}

    /** @param program as the user has called it */
    static String text(LocalStatus status, String program) {
        StringBuilder text = new StringBuilder("Cluster in " + status.files().root() + ": " + status.word() + "\n\n");
        Table daemons = new Table(Table.left("Daemon"), Table.right("PID"), Table.right("Port"), Table.right("Status port"), Table.right("Memory"));
        for (LocalStatus.DaemonStatus daemon : status.daemons()) {
            daemons.row(daemon.member().name(), daemon.process().map(p -> Long.toString(p.pid())).orElse("stopped"),
                    Integer.toString(daemon.port()), Integer.toString(daemon.statusPort()),
                    daemon.process().isPresent() ? Units.bytes(daemon.residentBytes()) : "");
        }
        text.append(daemons.text()).append('\n');
        text.append("Mount: ").append(status.plan().mount()).append(status.mounted() ? "" : " (not mounted)")
                .append(status.mountPid().map(pid -> ", process " + pid).orElse("")).append("\n");
        text.append("Shared secret (connAuthFile): ").append(status.files().secret()).append('\n');
        status.cluster().ifPresent(cluster -> text.append('\n').append(targets(cluster)));
        List<String> stopped = status.daemons().stream().filter(daemon -> daemon.process().isEmpty()).map(daemon -> daemon.member().name()).toList();
        if (!stopped.isEmpty() && status.anythingRuns()) {
            text.append("\nNot running: ").append(String.join(", ", stopped)).append(". \"").append(program).append(" up\" starts what is missing.")
                    .append(status.cluster().isEmpty() ? "" : " Above they are online until the management daemon misses them.").append('\n');
        }
        status.problem().ifPresent(problem -> text.append('\n').append(problem).append('\n'));
        return text.toString();
    }

    private static String targets(ClusterSnapshot cluster) {
        return TargetFields.table(cluster.targets(), true, true, true).text();
    }

    static Map<String, Object> data(LocalStatus status) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("dir", status.files().root().toString());
        data.put("state", status.word());
        data.put("mgmtdHost", "127.0.0.1");
        data.put("mgmtdPort", status.plan().managementPort());
        data.put("metaPorts", ports(status, Plan.Kind.META));
        data.put("storagePorts", ports(status, Plan.Kind.STORAGE));
        data.put("authFile", status.files().secret().toString());
        List<Object> daemons = new ArrayList<>();
        for (LocalStatus.DaemonStatus daemon : status.daemons()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", daemon.member().name());
            fields.put("kind", daemon.member().kind().name().toLowerCase(java.util.Locale.ROOT));
            fields.put("running", daemon.process().isPresent());
            fields.put("pid", daemon.process().map(ProcessRef::pid).orElse(null));
            fields.put("port", daemon.port());
            fields.put("statusPort", daemon.statusPort());
            fields.put("residentBytes", daemon.residentBytes());
            fields.put("log", daemon.log().toString());
            daemons.add(fields);
        }
        data.put("daemons", daemons);
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("path", status.plan().mount().toString());
        mount.put("mounted", status.mounted());
        mount.put("pid", status.mountPid().orElse(null));
        data.put("mount", mount);
        data.put("targets", status.cluster().map(c -> c.targets().stream().map(TargetFields::data).toList()).orElse(List.of()));
        data.put("problem", status.problem().orElse(null));
        return data;
    }

    private static List<Integer> ports(LocalStatus status, Plan.Kind kind) {
        return status.daemons().stream().filter(d -> d.member().kind() == kind).map(LocalStatus.DaemonStatus::port).toList();
    }
}
