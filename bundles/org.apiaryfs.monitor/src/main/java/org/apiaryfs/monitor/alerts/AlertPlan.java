package org.apiaryfs.monitor.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Subject;

/** Decides by rules what is to be told by whom. One thread at a time. */
final class AlertPlan {
    private final Map<Key, Told> told = new HashMap<>();

    private record Key(String sender, String problem) {}

    private record Told(ClusterProblem problem, Instant time) {}

    /**
     * Looks at what is open now.
     *
     * @param muted IDs of problems that nobody is told of; that one is over is told to whom it was told before
     * @return what each sender is to tell
     */
    Map<String, List<Alert>> step(Collection<AlertRule> rules, Collection<ClusterProblem> open, Set<String> muted, Instant now) {
        Map<String, List<Alert>> result = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (ClusterProblem problem : open) {
            ids.add(problem.id());
            for (AlertRule rule : rules) {
                if (!muted.contains(problem.id()) && rule.due(problem, now) && !rule.muted(now)) {
                    rule.senders().stream().filter(s -> !aboutItself(s, problem)).forEach(s -> tell(rule, s, problem, now, result));
                }
            }
        }
        told.entrySet().removeIf(e -> {
            boolean over = !ids.contains(e.getKey().problem());
            if (over && rules.stream().anyMatch(r -> r.senders().contains(e.getKey().sender()) && r.concerns(e.getValue().problem()) && !r.muted(now))) {
                put(result, e.getKey().sender(), new Alert(Alert.Event.CLOSED, e.getValue().problem(), now));
            }
            return over;
        });
        return result;
    }

    private void tell(AlertRule rule, String sender, ClusterProblem problem, Instant now, Map<String, List<Alert>> to) {
        Key key = new Key(sender, problem.id());
        Told before = told.get(key);
        boolean again = before != null && rule.resend().filter(r -> !now.isBefore(before.time().plus(r))).isPresent();
        boolean worse = before != null && problem.severity().compareTo(before.problem().severity()) > 0;
        if (before == null || again || worse) {
            put(to, sender, new Alert(before == null || worse ? Alert.Event.OPENED : Alert.Event.STILL_OPEN, problem, now));
            told.put(key, new Told(problem, now));
        }
    }

    /** A sender that fails can't tell of it, and needn't when it works again. */
    private static boolean aboutItself(String sender, ClusterProblem problem) {
        return problem.kind() == ProblemKind.ALERTS_FAIL && problem.subject().equals(new Subject.Monitoring(sender));
    }

    private static void put(Map<String, List<Alert>> to, String sender, Alert alert) {
        to.computeIfAbsent(sender, s -> new ArrayList<>()).add(alert);
    }
}
