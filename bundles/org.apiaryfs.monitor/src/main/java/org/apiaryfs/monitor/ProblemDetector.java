package org.apiaryfs.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ConnectionState;

/**
 * Finds what is wrong, and damps what comes and goes: a problem opens when it has lasted for a while ({@link
 * ProblemKind#opensAfter}) and closes when it was away for {@link #CLOSES_AFTER}. Without a connection the last snapshot
 * counts, and what only servers can tell stays as it was. Stateless; the state goes in and comes out.
 */
public final class ProblemDetector {
    /** How long a problem must be away until it is closed. */
    public static final Duration CLOSES_AFTER = Duration.ofSeconds(10);

    private static final Comparator<ClusterProblem> WORST_FIRST = Comparator.comparing(ClusterProblem::severity).reversed()
            .thenComparing(ClusterProblem::since).thenComparing(ClusterProblem::id);

    private ProblemDetector() {}

    /** What was found before, for the next step. Immutable. */
    public static final class State {
        private static final State NOTHING = new State(Map.of(), Optional.empty());

        private final Map<String, Tracked> tracked;
        private final Optional<SnapshotIndex> index;

        /** @param index of the last snapshot, for the next step if there is no newer one by then */
        private State(Map<String, Tracked> tracked, Optional<SnapshotIndex> index) {
            this.tracked = tracked;
            this.index = index;
        }

        /** Before the first step. */
        public static State nothing() {
            return NOTHING;
        }
    }

    private record Tracked(Finding finding, Instant first, Instant latest, boolean open) {
        ClusterProblem problem() {
            return ClusterProblem.of(finding, first);
        }
    }

    /**
     * The end of a step. Immutable.
     *
     * @param state for the next one
     * @param open what is open now, the worst first, then the oldest
     * @param opened which of them were not open before
     * @param closed what isn't open any more, as it was last
     */
    public record Step(State state, List<ClusterProblem> open, List<ClusterProblem> opened, List<ClusterProblem> closed) {
        public Step {
            open = List.copyOf(open);
            opened = List.copyOf(opened);
            closed = List.copyOf(closed);
        }
    }

    /** Looks at what is known now. */
    public static Step step(State before, Observation now) {
        Map<String, Finding> found = new LinkedHashMap<>();
        Optional<SnapshotIndex> index = now.state().latest().map(s -> before.index.filter(i -> i.snapshot() == s).orElseGet(() -> new SnapshotIndex(s)));
        findings(now, index).forEach(f -> found.putIfAbsent(f.id(), f));
        boolean online = now.state() instanceof ConnectionState.Online;
        Map<String, Tracked> tracked = new LinkedHashMap<>();
        List<ClusterProblem> opened = new ArrayList<>();
        List<ClusterProblem> closed = new ArrayList<>();
        found.forEach((id, finding) -> {
            Tracked old = before.tracked.get(id);
            Instant first = old == null ? now.time() : old.first;
            boolean wasOpen = old != null && old.open;
            boolean open = wasOpen || !now.time().isBefore(first.plus(finding.kind().opensAfter()));
            Tracked t = new Tracked(finding, first, now.time(), open);
            tracked.put(id, t);
            if (open && !wasOpen) {
                opened.add(t.problem());
            }
        });
        before.tracked.forEach((id, old) -> {
            if (found.containsKey(id) || !old.open) {
                return;
            }
            if (!online && old.finding.kind().needsAnswers()) {
                tracked.put(id, new Tracked(old.finding, old.first, now.time(), true));
            } else if (now.time().isBefore(old.latest.plus(CLOSES_AFTER))) {
                tracked.put(id, old);
            } else {
                closed.add(old.problem());
            }
        });
        List<ClusterProblem> open = tracked.values().stream().filter(Tracked::open).map(Tracked::problem).sorted(WORST_FIRST).toList();
        return new Step(new State(tracked, index), open, opened, closed);
    }

    /** What is wrong at this moment, lasting or not. */
    public static List<Finding> findings(Observation now) {
        return findings(now, now.state().latest().map(SnapshotIndex::new));
    }

    private static List<Finding> findings(Observation now, Optional<SnapshotIndex> snapshot) {
        if (now.state() instanceof ConnectionState.Closed) {
            return List.of();
        }
        List<Finding> all = new ArrayList<>(now.reported());
        ConnectionChecks.find(now.state(), all::add);
        if (snapshot.isPresent()) {
            SnapshotIndex index = snapshot.get();
            ServerChecks.find(index, now, all::add);
            TargetChecks.find(index, now, all::add);
            SpaceChecks.find(index, now, all::add);
            GroupChecks.find(index, all::add);
            if (now.state() instanceof ConnectionState.Online) {
                LoadChecks.find(index, now, all::add);
            }
        }
        return all;
    }
}
