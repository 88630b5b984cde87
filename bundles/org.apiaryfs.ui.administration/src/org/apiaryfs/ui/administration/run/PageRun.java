package org.apiaryfs.ui.administration.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Task;
import org.eclipse.core.runtime.jobs.Job;

/** What goes on for a page, one thing at a time; the page's bar says how it ends. UI thread only. */
final class PageRun {
    private final RunBar bar;
    private final Runnable changed;
    private Optional<Job> job = Optional.empty();
    private Object present = this; // another one for each run

    /** @param changed is run when something has begun or ended */
    PageRun(RunBar bar, Runnable changed) {
        this.bar = bar;
        this.changed = changed;
    }

    boolean on() {
        return job.isPresent();
    }

    /** @param cancelled what the bar says if the user cancels it */
    <T> void start(Task<T> task, Consumer<T> done, String cancelled) {
        var mine = new Object();
        present = mine;
        job = Optional.of(task.start(result -> end(mine, () -> done.accept(result)), problem -> end(mine, () -> bar.say(problem.sentence(), Concern.ERROR)),
                () -> end(mine, () -> bar.say(cancelled, Concern.NONE))));
        changed.run();
    }

    void cancel() {
        job.ifPresent(Job::cancel);
    }

    /** It goes on, but the page doesn't want to know any more: it shows another cluster, or is gone. */
    void forget() {
        present = this;
        job = Optional.empty();
    }

    private void end(Object which, Runnable show) {
        if (which == present) {
            forget();
            show.run();
            changed.run();
        }
    }
}
