package org.apiaryfs.monitor.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;

/**
 * Which problems somebody is told of. Immutable.
 *
 * @param name unique among the rules of a cluster
 * @param least problems that are less severe are left out
 * @param subjects kinds of what problems are about; empty = all
 * @param minimumDown how long a problem must be open before, ≥ 0
 * @param resend how long after it is told again of one that is still open; empty = never
 * @param mutedUntil nothing is told before; what is still open then is told
 * @param senders names of those who tell
 */
public record AlertRule(
        String name, Severity least, Set<Subject.Kind> subjects, Duration minimumDown, Optional<Duration> resend, Optional<Instant> mutedUntil,
        Set<String> senders) {
    public AlertRule {
        subjects = Set.copyOf(subjects);
        senders = Set.copyOf(senders);
        if (minimumDown.isNegative() || resend.filter(r -> !r.isPositive()).isPresent()) {
            throw new IllegalArgumentException("times of rule " + name + ": " + minimumDown + ", " + resend);
        }
    }

    boolean muted(Instant now) {
        return mutedUntil.filter(now::isBefore).isPresent();
    }

    /** Whether it is about that problem, however long that is open. */
    public boolean concerns(ClusterProblem problem) {
        return problem.severity().compareTo(least) >= 0 && (subjects.isEmpty() || subjects.contains(problem.subject().kind()));
    }

    boolean due(ClusterProblem problem, Instant now) {
        return concerns(problem) && !now.isBefore(problem.since().plus(minimumDown));
    }

    /** The same, muted until a time; empty = not any more. */
    public AlertRule muted(Optional<Instant> until) {
        return new AlertRule(name, least, subjects, minimumDown, resend, until, senders);
    }
}
