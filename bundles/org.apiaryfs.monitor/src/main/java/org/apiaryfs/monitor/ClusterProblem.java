package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.List;

/**
 * A problem that is open. Immutable; severity and texts may differ from moment to moment while it is open.
 *
 * @param id the same while it is open, and when it opens again
 * @param since when it was first seen
 * @param what one sentence
 * @param why why it matters
 * @param remedy what to do
 * @param fixes what a user interface can offer, the best first
 */
public record ClusterProblem(
        String id, ProblemKind kind, Subject subject, Severity severity, Instant since, String what, String why, String remedy, List<QuickFix> fixes) {
    public ClusterProblem {
        fixes = List.copyOf(fixes);
    }

    static ClusterProblem of(Finding finding, Instant since) {
        return new ClusterProblem(finding.id(), finding.kind(), finding.subject(), finding.severity(), since, finding.what(), finding.why(),
                finding.remedy(), finding.fixes());
    }
}
