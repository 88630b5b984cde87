package org.apiaryfs.ui.administration.changes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.ui.Concern;
import org.eclipse.core.runtime.IProgressMonitor;

/**
 * A change of a cluster before it happens: what will be done, what that entails, how it is done, and how one sees whether it
 * has worked. Immutable.
 *
 * @param title what is changed, such as "Move target 101 to pool Fast"
 * @param steps sentences that say what will happen, in order
 * @param effects what it entails, the most important first
 * @param obstacle why it can't be applied as it is; without a concern, if only something has to be entered yet
 * @param operation does it
 * @param verification looks afterwards whether it has worked
 * @param reverse plans the way back, where there is one
 */
public record Plan(String title, List<String> steps, List<Effect> effects, Optional<Effect> obstacle, Operation operation,
        Verification verification, Optional<Planner> reverse) {
    /** Does a change. */
    @FunctionalInterface
    public interface Operation {
        /**
         * Begins it and returns at once. Called on a background thread.
         *
         * @param progress of the task, for operations that can tell how far they are
         * @return completes when it is done; cancelling it ends the work
         */
        CompletableFuture<?> begin(ClusterConnection cluster, IProgressMonitor progress);
    }

    public Plan {
        steps = steps.stream().map(Names::sentence).toList();
        effects = List.copyOf(effects);
    }

    /** One that can be applied, without a way back. */
    public static Plan of(String title, List<String> steps, List<Effect> effects, Operation operation, Verification verification) {
        return new Plan(title, steps, effects, Optional.empty(), operation, verification, Optional.empty());
    }

    /** One that can't be applied. @param why with what to do about it */
    public static Plan impossible(String title, String why) {
        return nothing(title, Effect.danger(why));
    }

    /** One for which something has to be entered yet. @param what a sentence such as "Enter a name." */
    public static Plan incomplete(String title, String what) {
        return nothing(title, Effect.note(what));
    }

    private static Plan nothing(String title, Effect obstacle) {
        return new Plan(title, List.of(), List.of(), Optional.of(obstacle),
                (cluster, progress) -> CompletableFuture.failedFuture(new IllegalStateException(obstacle.sentence())), Verification.byAnswer(), Optional.empty());
    }

    /** The same with a way back, for Edit > Undo. */
    public Plan withReverse(Planner back) {
        return new Plan(title, steps, effects, obstacle, operation, verification, Optional.of(back));
    }

    /** The same, but it can't be applied yet. */
    public Plan but(Effect reason) {
        return new Plan(title, steps, effects, Optional.of(reason), operation, verification, reverse);
    }

    /** The greatest concern among the effects. */
    public Concern concern() {
        return effects.stream().map(Effect::concern).max(Concern::compareTo).orElse(Concern.NONE);
    }

    /** Whether the other is told in the same words. */
    boolean looksLike(Plan other) {
        return title.equals(other.title) && steps.equals(other.steps) && effects.equals(other.effects) && obstacle.equals(other.obstacle);
    }

    /**
     * Does it and looks whether it has worked. Called on a background thread.
     *
     * @return empty if all is as planned, else a sentence that says what isn't; cancelling it ends the work
     */
    CompletableFuture<Optional<String>> apply(ClusterConnection cluster, IProgressMonitor progress) {
        CompletableFuture<?> work = operation.begin(cluster, progress);
        CompletableFuture<Optional<String>> whole = work.thenCompose(done -> verification.begin(cluster));
        whole.whenComplete((result, failure) -> {
            if (whole.isCancelled()) {
                work.cancel(true);
            }
        });
        return whole;
    }
}
