package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.junit.jupiter.api.Test;

class HealthSentenceTest {
    private static ClusterProblem problem(Severity severity, String what) {
        return ClusterProblem.of(new Finding(ProblemKind.SERVER_OFFLINE, new Subject.Cluster(), severity, what, "why", "remedy"), Instant.EPOCH);
    }

    @Test
    void saysHowTheClusterIs() {
        TestCluster cluster = new TestCluster();
        assertEquals("All servers are online: 2 metadata, 2 storage; 63 % of space is free.", HealthSentence.of(cluster.online(), List.of()));
        ClusterProblem info = problem(Severity.INFO, "By the way.");
        assertEquals("All servers are online: 2 metadata, 2 storage; 63 % of space is free.", HealthSentence.of(cluster.online(), List.of(info)));
        ClusterProblem warning = problem(Severity.WARNING, "It is slow.");
        assertEquals("1 problem: It is slow.", HealthSentence.of(cluster.online(), List.of(info, warning)));
        assertEquals("2 problems; the worst: It is gone.", HealthSentence.of(cluster.online(), List.of(warning, problem(Severity.ERROR, "It is gone."))));
        cluster.reachability(NodeType.META, 1, Reachability.PROBABLY_OFFLINE);
        assertEquals("Not all servers are online: 2 metadata, 2 storage; 63 % of space is free.",
                HealthSentence.of(cluster.online(), List.of()));
        assertEquals("Connecting to the cluster.", HealthSentence.of(new ConnectionState.Connecting(Optional.empty()), List.of()));
        assertEquals("The connection was lost: Silence.", HealthSentence.of(
                new ConnectionState.Stale(cluster.snapshot(), new Problem(Problem.Kind.MANAGEMENT_SILENT, "Silence.")), List.of()));
    }
}
