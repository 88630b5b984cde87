package org.apiaryfs.monitor;

import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.protocol.model.NodeType;

/** Is the cluster there at all? Stateless. */
final class ConnectionChecks {
    private static final Subject CLUSTER = new Subject.Cluster();

    private ConnectionChecks() {}

    static void find(ConnectionState state, Consumer<Finding> to) {
        state.trouble().ifPresent(t -> to.accept(new Finding(ProblemKind.MANAGEMENT_UNREACHABLE, CLUSTER, Severity.ERROR, t.sentence(),
                "Without the management server nobody learns of servers that come or go, clients can't mount, and what is shown here is old.",
                remedy(t.kind()), fixes(t.kind()))));
        state.latest().ifPresent(s -> find(s, to));
    }

    private static String remedy(Problem.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> "Check the name of the management host in the connection's settings, and the name service.";
            case SECRET_FILE, MANAGEMENT_REFUSES -> "Use the same file with the shared secret (connAuthFile) as the servers.";
            default -> "Start the management service, or see to the network between here and its host.";
        };
    }

    private static QuickFix[] fixes(Problem.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST, SECRET_FILE, MANAGEMENT_REFUSES -> new QuickFix[] {new QuickFix.EditConnection(), new QuickFix.Refresh()};
            default -> new QuickFix[] {new QuickFix.Refresh(), new QuickFix.EditConnection()};
        };
    }

    private static void find(ClusterSnapshot snapshot, Consumer<Finding> to) {
        if (snapshot.root().isEmpty()) {
            boolean none = snapshot.nodes(NodeType.META).isEmpty();
            to.accept(new Finding(ProblemKind.NO_ROOT, CLUSTER, Severity.ERROR,
                    none ? "There is no metadata server, so there is no root directory." : "No metadata server owns the root directory.",
                    "Nothing can be mounted, and no file can be reached.",
                    none ? "Install and start a metadata service." : "Start the metadata service that has the root directory."));
        }
        if (snapshot.nodes(NodeType.STORAGE).isEmpty()) {
            to.accept(new Finding(ProblemKind.NO_STORAGE, CLUSTER, Severity.WARNING, "There is no storage server.", "Files can't hold any data.",
                    "Install and start a storage service."));
        }
    }
}
