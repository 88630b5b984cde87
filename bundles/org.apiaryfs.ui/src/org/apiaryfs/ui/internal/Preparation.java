package org.apiaryfs.ui.internal;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apiaryfs.admin.ClusterSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a view shows of news: at once where there is little to do, else on another thread, so that the UI thread goes on.
 * Of news that come meanwhile only the last are made. Called on the UI thread, and shows there.
 */
final class Preparation<N, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final int MANY = 1000; // nodes and targets, of which lines are made in a few milliseconds

    private final Predicate<N> heavy;
    private final Function<N, S> work;
    private final Consumer<S> show;
    private final Executor background;
    private final Executor ui;
    private Optional<N> next = Optional.empty();
    private boolean running;
    private int forgotten;

    /**
     * @param heavy whether the work is too much for the UI thread
     * @param work without side effects; runs on the UI thread and in the background
     * @param ui runs what it is given on the UI thread, later
     */
    Preparation(Predicate<N> heavy, Function<N, S> work, Consumer<S> show, Executor background, Executor ui) {
        this.heavy = heavy;
        this.work = work;
        this.show = show;
        this.background = background;
        this.ui = ui;
    }

    /** One that uses a thread whenever it has something heavy to do. */
    Preparation(Predicate<N> heavy, Function<N, S> work, Consumer<S> show, Executor ui) {
        this(heavy, work, show, task -> Thread.ofVirtual().name("preparation").start(task), ui);
    }

    /** Whether a cluster is so large that it isn't for the UI thread to go through all of it. */
    static boolean isLarge(ClusterSnapshot snapshot) {
        return snapshot.nodes().size() + snapshot.targets().size() > MANY;
    }

    void news(N news) {
        if (running) {
            next = Optional.of(news);
        } else if (heavy.test(news)) {
            begin(news);
        } else {
            show.accept(work.apply(news));
        }
    }

    private void begin(N news) {
        running = true;
        int begun = forgotten;
        background.execute(() -> {
            Optional<S> made;
            try {
                made = Optional.of(work.apply(news));
            } catch (RuntimeException e) {
                LOG.error("what was to be shown couldn't be made", e);
                made = Optional.empty();
            }
            Optional<S> result = made;
            ui.execute(() -> made(result.filter(r -> begun == forgotten)));
        });
    }

    private void made(Optional<S> result) {
        running = false;
        result.ifPresent(show);
        Optional<N> waiting = next;
        next = Optional.empty();
        waiting.ifPresent(this::news);
    }

    /** What is being made, or waits for that, isn't wanted any more. */
    void forget() {
        forgotten++;
        next = Optional.empty();
    }
}
