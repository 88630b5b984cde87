package org.apiaryfs.monitor;

import java.util.List;

/**
 * Something that is wrong at a moment; it becomes a {@link ClusterProblem} if it lasts. Immutable.
 *
 * @param what one sentence
 * @param why why it matters
 * @param remedy what to do
 * @param fixes what a user interface can offer, the best first
 */
public record Finding(ProblemKind kind, Subject subject, Severity severity, String what, String why, String remedy, List<QuickFix> fixes) {
    public Finding {
        fixes = List.copyOf(fixes);
    }

    public Finding(ProblemKind kind, Subject subject, Severity severity, String what, String why, String remedy, QuickFix... fixes) {
        this(kind, subject, severity, what, why, remedy, List.of(fixes));
    }

    /** Kind and subject; the same as long as it lasts. */
    public String id() {
        return kind.key() + ":" + subject.key();
    }
}
