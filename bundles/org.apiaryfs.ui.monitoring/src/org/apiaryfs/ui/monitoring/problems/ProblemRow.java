package org.apiaryfs.ui.monitoring.problems;

import java.util.Comparator;
import java.util.Optional;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.ui.ClusterElement;

/**
 * An open problem of an open cluster. Immutable.
 *
 * @param clusterId of the profile
 * @param cluster its name
 * @param muted whether the user doesn't want to hear of it
 */
public record ProblemRow(String clusterId, String cluster, ClusterProblem problem, boolean muted) implements ClusterElement {
    /** What matters most first: muted ones last, else by severity, else by age. */
    public static final Comparator<ProblemRow> WORST_FIRST = Comparator.comparing(ProblemRow::muted)
            .thenComparing(row -> row.problem.severity(), Comparator.reverseOrder())
            .thenComparing(row -> row.problem.since());

    /** Says which problem it is, in whatever state. */
    public record Key(String clusterId, String problem) { }

    public Key key() {
        return new Key(clusterId, problem.id());
    }

    @Override
    public Optional<Subject> subject() {
        return Optional.of(problem.subject());
    }
}
