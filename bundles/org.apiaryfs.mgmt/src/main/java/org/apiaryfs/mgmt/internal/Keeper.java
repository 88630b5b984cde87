package org.apiaryfs.mgmt.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apiaryfs.mgmt.internal.journal.ChangeLog;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Draft;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the state. Readers take {@link #current()}, which never changes under them; changes are made
 * one after the other and are on disk before anybody sees them. What comes while the disk is busy goes to it
 * together, so that a thousand registrations don't wait for a thousand writes.
 *
 * <p>Thread-safe. {@link #update} waits for the disk: not for event loops.
 */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Step<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ChangeLog log;
    private final Consumer<Notice> notices;
    private final Runnable review;
    private final Consumer<ClusterState> published;
    private volatile ClusterState state;
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * @param notices gets what others are to be told, in order; must not block
     * @param review is asked for a review of states and pools; must not block
     * @param published gets each new state, in order; must not block
     */
    public Keeper(ClusterState start, ChangeLog log, Consumer<Notice> notices, Runnable review, Consumer<ClusterState> published) {
        this.state = start;
        this.log = log;
        this.notices = notices;
        this.review = review;
        this.published = published;
        published.accept(start);
    }

    /** Everything as of now. */
    public ClusterState current() {
        return state;
    }

    /** A piece of work, and what became of it. Guarded by the lock. */
    private static final class Step<R> {
        private final Function<Draft, R> work;
        private Draft draft;
        private R result;
        private Exception failure;
        private boolean done;

        Step(Function<Draft, R> work) {
            this.work = work;
        }

        /** The state after it, or the same if the work fails. */
        ClusterState on(ClusterState before) {
            draft = new Draft(before);
            try {
                result = work.apply(draft);
            } catch (RuntimeException e) {
                failure = e;
                draft = new Draft(before);
            }
            return draft.state();
        }

        R outcome() throws IOException {
            switch (failure) {
                case null -> { }
                case IOException e -> throw new IOException(e.getMessage(), e);
                default -> throw (RuntimeException) failure;
            }
            return result;
        }
    }

    /**
     * Does a piece of work on the state.
     *
     * @param work its result is returned when its steps are on disk; a function of the draft and nothing else, for it may be done
     *     again if the disk fails
     * @throws IOException if the disk fails; nothing has changed then
     */
    public <R> R update(Function<Draft, R> work) throws IOException {
        Step<R> step = new Step<>(work);
        waiting.add(step);
        lock.lock();
        try {
            if (!step.done) {
                List<Step<?>> steps = new ArrayList<>();
                for (Step<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                    steps.add(next);
                }
                together(steps);
            }
            return step.outcome();
        } finally {
            lock.unlock();
        }
    }

    private void together(List<Step<?>> steps) {
        try {
            make(steps);
            steps.forEach(s -> s.done = true);
        } catch (IOException e) {
            if (steps.size() == 1) {
                steps.getFirst().failure = e;
                steps.getFirst().done = true;
            } else {
                steps.forEach(s -> together(List.of(s))); // those that needn't be on disk can be done nevertheless
            }
        }
    }

    private void make(List<Step<?>> steps) throws IOException {
        ClusterState after = state;
        List<Change.Durable> durable = new ArrayList<>();
        boolean changed = false;
        for (Step<?> step : steps) {
            after = step.on(after);
            durable.addAll(step.draft.durable());
            changed |= !step.draft.changes().isEmpty();
        }
        if (!durable.isEmpty()) {
            keep(durable, after.registry());
        }
        ClusterState before = state;
        if (changed) {
            state = after;
            published.accept(state);
        }
        for (Step<?> step : steps) {
            for (Change change : step.draft.changes()) {
                EventLog.write(before, change);
            }
            before = step.draft.state();
            step.draft.notices().forEach(notices);
            if (step.draft.reviewWanted()) {
                review.run();
            }
        }
    }

    private void keep(List<Change.Durable> steps, Registry after) throws IOException {
        try {
            log.append(steps, after);
            if (trouble.isPresent()) {
                LOG.info("store directory can be written to again");
                trouble = Optional.empty();
            }
        } catch (IOException e) {
            if (trouble.isEmpty()) {
                LOG.error("store directory can't be written to, changes are refused: error=\"{}\"; mend the disk, no restart is needed", e.toString());
            }
            trouble = Optional.of("store directory can't be written to: " + e);
            throw e;
        }
    }

    /** What keeps changes from being made, if anything. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Pieces of work that wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** Size of what is on disk, in bytes. */
    public long storedBytes() {
        return log.size();
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            log.close();
        } finally {
            lock.unlock();
        }
    }
}
