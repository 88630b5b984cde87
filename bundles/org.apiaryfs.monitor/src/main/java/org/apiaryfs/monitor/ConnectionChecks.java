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
                Texts.of("management_awayWhy"),
                remedy(t.kind()), fixes(t.kind()))));
        state.latest().ifPresent(s -> find(s, to));
    }

    private static String remedy(Problem.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> Texts.of("management_nameMend");
            case SECRET_FILE, MANAGEMENT_REFUSES -> Texts.of("management_secretMend");
            default -> Texts.of("management_awayMend");
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
                    Texts.of(none ? "root_noServer" : "root_noOwner"), Texts.of("root_noneWhy"), Texts.of(none ? "root_noServerMend" : "root_noOwnerMend")));
        }
        if (snapshot.nodes(NodeType.STORAGE).isEmpty()) {
            to.accept(new Finding(ProblemKind.NO_STORAGE, CLUSTER, Severity.WARNING,
                    Texts.of("storage_none"), Texts.of("storage_noneWhy"), Texts.of("storage_noneMend")));
        }
    }
}
