package org.apiaryfs.monitor.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class AlertPlanTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
    private static final Subject NODE = new Subject.Node(NodeType.META, 1);

    private final AlertPlan plan = new AlertPlan();

    static ClusterProblem problem(ProblemKind kind, Subject subject, Severity severity) {
        return new ClusterProblem(kind.key() + ":" + subject.key(), kind, subject, severity, START, "It is so.", "It matters.", "Do it.", List.of());
    }

    private static AlertRule rule() {
        return new AlertRule("rule", Severity.WARNING, Set.of(), Duration.ZERO, Optional.empty(), Optional.empty(), Set.of("mail"));
    }

    /** What "mail" tells, by seconds since the start. */
    private List<Alert.Event> told(AlertRule rule, long second, ClusterProblem... open) {
        Map<String, List<Alert>> all = plan.step(List.of(rule), List.of(open), Set.of(), START.plusSeconds(second));
        return all.getOrDefault("mail", List.of()).stream().map(Alert::event).toList();
    }

    @Test
    void tellsOnceAndWhenItIsOver() {
        ClusterProblem problem = problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.WARNING);
        assertEquals(List.of(Alert.Event.OPENED), told(rule(), 0, problem));
        assertEquals(List.of(), told(rule(), 100_000, problem));
        assertEquals(List.of(Alert.Event.CLOSED), told(rule(), 100_001));
        assertEquals(List.of(), told(rule(), 100_002));
        assertEquals(List.of(Alert.Event.OPENED), told(rule(), 100_003, problem), "again");
        assertEquals(List.of(Alert.Event.OPENED), told(rule(), 100_004, problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.ERROR)), "it got worse");
        assertEquals(List.of(), told(rule(), 100_005, problem), "and better");
    }

    @Test
    void choosesBySeverityAndSubject() {
        AlertRule nodes = new AlertRule("rule", Severity.WARNING, Set.of(Subject.Kind.NODE), Duration.ZERO, Optional.empty(), Optional.empty(), Set.of("mail"));
        assertEquals(List.of(), told(nodes, 0, problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.INFO)));
        assertEquals(List.of(), told(nodes, 0, problem(ProblemKind.NO_ROOT, new Subject.Cluster(), Severity.ERROR)));
        assertEquals(List.of(Alert.Event.OPENED), told(nodes, 0, problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.ERROR)));
    }

    @Test
    void waitsAndRepeats() {
        AlertRule rule = new AlertRule("rule", Severity.INFO, Set.of(), Duration.ofSeconds(60), Optional.of(Duration.ofSeconds(100)), Optional.empty(), Set.of("mail"));
        ClusterProblem problem = problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.WARNING);
        List<Long> times = new ArrayList<>();
        for (long second = 0; second <= 400; second += 10) {
            if (!told(rule, second, problem).isEmpty()) {
                times.add(second);
            }
        }
        assertEquals(List.of(60L, 160L, 260L, 360L), times);
    }

    @Test
    void saysNothingWhileMuted() {
        ClusterProblem problem = problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.WARNING);
        AlertRule muted = rule().muted(Optional.of(START.plusSeconds(50)));
        assertEquals(List.of(), told(muted, 10, problem));
        assertEquals(List.of(), told(muted, 20));
        assertEquals(List.of(), told(muted, 49, problem));
        assertEquals(List.of(Alert.Event.OPENED), told(muted, 50, problem), "still open at the end");
        AlertRule later = rule().muted(Optional.of(START.plusSeconds(100)));
        assertEquals(List.of(), told(later, 60));
        assertEquals(List.of(), told(rule(), 100));
    }

    @Test
    void aSenderDoesntTellOfItself() {
        ClusterProblem own = problem(ProblemKind.ALERTS_FAIL, new Subject.Monitoring("mail"), Severity.WARNING);
        ClusterProblem other = problem(ProblemKind.ALERTS_FAIL, new Subject.Monitoring("hook"), Severity.WARNING);
        assertEquals(List.of(Alert.Event.OPENED), told(rule(), 0, own, other));
    }

    @Test
    void saysNothingOfWhatIsMutedUnlessItIsOver() {
        ClusterProblem problem = problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.WARNING);
        assertEquals(Map.of(), plan.step(List.of(rule()), List.of(problem), Set.of(problem.id()), START));
        assertEquals(List.of(Alert.Event.OPENED), told(rule(), 1, problem), "not muted any more");
        ClusterProblem worse = problem(ProblemKind.SERVER_OFFLINE, NODE, Severity.ERROR);
        assertEquals(Map.of(), plan.step(List.of(rule()), List.of(worse), Set.of(worse.id()), START.plusSeconds(2)));
        assertEquals(List.of(Alert.Event.CLOSED), told(rule(), 3));
    }
}
