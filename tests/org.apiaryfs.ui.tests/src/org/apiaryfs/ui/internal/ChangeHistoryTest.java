package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.ui.administration.changes.ChangeHistory;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.Verification;
import org.junit.jupiter.api.Test;

/** What can be undone and redone after which changes. */
class ChangeHistoryTest {
    private static final ClusterSnapshot CLUSTER = Snapshots.snapshot(List.of(), List.of());

    private final ChangeHistory history = new ChangeHistory();

    @Test
    void whatIsUndoneCanBeDoneAgain() {
        history.changed(move("a", "b"));
        history.changed(move("b", "c"));
        assertEquals(List.of("to c", ""), next());

        undo();
        assertEquals(List.of("to b", "to c"), next());
        redo();
        assertEquals(List.of("to c", ""), next());
        undo();
        undo();
        assertEquals(List.of("", "to b"), next());

        history.changed(move("a", "d"));
        assertEquals(List.of("to d", ""), next(), "what was undone before another change is gone");
    }

    @Test
    void whatHasNoWayBackIsLeftOut() {
        history.changed(move("a", "b"));
        history.changed(oneWay("for ever"));
        assertEquals(List.of("to b", ""), next());
    }

    private void undo() {
        var step = history.undo().orElseThrow();
        history.undone(step, step.planner().plan(CLUSTER));
    }

    private void redo() {
        var step = history.redo().orElseThrow();
        history.redone(step, step.planner().plan(CLUSTER));
    }

    private List<String> next() {
        return List.of(history.undo().map(ChangeHistory.Step::title).orElse(""), history.redo().map(ChangeHistory.Step::title).orElse(""));
    }

    private static Plan move(String from, String to) {
        return oneWay("to " + to).withReverse(cluster -> move(to, from));
    }

    private static Plan oneWay(String title) {
        return new Plan(title, List.of(), List.of(), Optional.empty(), (cluster, progress) -> CompletableFuture.completedFuture(null),
                Verification.byAnswer(), Optional.empty());
    }
}
