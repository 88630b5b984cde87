package org.apiaryfs.mgmt.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apiaryfs.mgmt.internal.journal.ChangeLog;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Draft;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the state. Readers take {@link #current()}, which never changes under them; changes are made
 * one after the other and are on disk before anybody sees them.
 *
 * <p>Thread-safe. {@link #update} waits for the disk: not for event loops.
 */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final ReentrantLock lock = new ReentrantLock();
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

    /**
     * Does a piece of work on the state.
     *
     * @param work its result is returned when its steps are on disk
     * @throws IOException if the disk fails; nothing has changed then
     */
    public <R> R update(Function<Draft, R> work) throws IOException {
        lock.lock();
        try {
            Draft draft = new Draft(state);
            R result = work.apply(draft);
            List<Change.Durable> durable = draft.durable();
            if (!durable.isEmpty()) {
                keep(durable, draft);
            }
            ClusterState before = state;
            if (!draft.changes().isEmpty()) {
                state = draft.state();
                published.accept(state);
                draft.changes().forEach(change -> EventLog.write(before, change));
            }
            draft.notices().forEach(notices);
            if (draft.reviewWanted()) {
                review.run();
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void keep(List<Change.Durable> steps, Draft draft) throws IOException {
        try {
            log.append(steps, draft.registry());
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
