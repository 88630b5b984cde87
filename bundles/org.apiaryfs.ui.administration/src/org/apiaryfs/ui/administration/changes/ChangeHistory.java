package org.apiaryfs.ui.administration.changes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What was changed in one cluster since it was opened, and can be taken back. UI thread only. */
public final class ChangeHistory {
    private static final int MOST = 50; // steps back

    private final Deque<Step> back = new ArrayDeque<>();
    private final Deque<Step> forth = new ArrayDeque<>();

    /**
     * A step that can be gone. Immutable.
     *
     * @param title of the change that is taken back or done again
     * @param planner plans it
     */
    public record Step(String title, Planner planner) { }

    /** A change was made that is no step of this history. */
    public void changed(Plan plan) {
        plan.reverse().ifPresent(reverse -> push(back, new Step(plan.title(), reverse)));
        forth.clear();
    }

    /** A change was taken back. @param plan by which it was */
    public void undone(Step step, Plan plan) {
        if (back.remove(step)) {
            plan.reverse().ifPresent(reverse -> push(forth, new Step(step.title, reverse)));
        }
    }

    /** A change that was taken back was done again. @param plan by which it was */
    public void redone(Step step, Plan plan) {
        if (forth.remove(step)) {
            plan.reverse().ifPresent(reverse -> push(back, new Step(step.title, reverse)));
        }
    }

    /** What is taken back next. */
    public Optional<Step> undo() {
        return Optional.ofNullable(back.peek());
    }

    /** What is done again next. */
    public Optional<Step> redo() {
        return Optional.ofNullable(forth.peek());
    }

    private static void push(Deque<Step> steps, Step step) {
        steps.push(step);
        if (steps.size() > MOST) {
            steps.removeLast();
        }
    }
}
