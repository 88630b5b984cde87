package org.apiaryfs.meta.namespace;

import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * Numbers for what nodes ask of each other, so that a request whose answer was lost can be repeated
 * without taking effect twice. A number is unique for ever: the node's ID above a running number. Who
 * asks tells its lowest number that is still open too; who is asked may forget all below it, and
 * refuses them if one arrives late all the same.
 *
 * <p>They travel in the header's two sequence fields, without the flag that gives these a meaning for
 * mirrored metadata; BeeGFS's servers don't look at them then, and send zeros. Thread-safe.
 */
final class Steps {
    private static final int NODE_SHIFT = 48;
    private static final int BLOCK = 4096;
    /** Records are forgotten so many numbers at a time. */
    private static final int FORGET = 256;

    private final MetaStore store;
    private final long base;
    private final SortedSet<Long> open = new ConcurrentSkipListSet<>();
    private final Map<Integer, Settled> settled = new ConcurrentHashMap<>();
    private long next;
    private long limit;

    /** Below which numbers another node has no open steps, and up to which its records are forgotten. */
    private record Settled(long until, long forgotten) {}

    Steps(MetaStore store, int node) {
        this.store = store;
        this.base = (long) node << NODE_SHIFT;
        this.next = store.stepLimit() + 1;
        this.limit = next;
    }

    /** A new number, open until {@link #close}. */
    synchronized long open() {
        if (next >= limit) {
            limit = next + BLOCK;
            store.reserveSteps(limit);
        }
        long step = base | next++;
        open.add(step);
        return step;
    }

    /** Takes up a number that was open when the store was last used. */
    synchronized void reopen(long step) {
        open.add(step);
    }

    void close(long step) {
        open.remove(step);
    }

    int openNow() {
        return open.size();
    }

    /** The lowest open number. */
    synchronized long lowestOpen() {
        return open.isEmpty() ? base | next : open.first();
    }

    /**
     * True if a step of another node was done before. To be asked with the locks held that the step needs.
     *
     * @param step 0 = without number, never done before
     * @throws FsException AGAIN if its node has said that it is over: a copy that comes too late
     */
    boolean done(long step) throws FsException {
        if (step == 0) {
            return false;
        }
        Settled of = settled.get(node(step));
        if (of != null && step < of.until) {
            throw new FsException(FsError.AGAIN, "step " + Long.toHexString(step) + " is over");
        }
        return store.stepDone(step);
    }

    /** True if nothing that goes by a step of this node or another can follow any more, as far as is known here. */
    boolean over(long step) {
        if (node(step) == node(base)) {
            return !open.contains(step);
        }
        Settled of = settled.get(node(step));
        return of != null && step < of.until;
    }

    /** Notes below which number a node has no open steps. */
    void settled(long step, long until) {
        if (step == 0 || node(step) != node(until) || until > step) {
            return;
        }
        settled.merge(node(step), new Settled(until, (long) node(step) << NODE_SHIFT),
                (old, now) -> until > old.until ? new Settled(until, old.forgotten) : old);
    }

    /** Records a step as done, and forgets some. */
    void done(Update update, long step) {
        if (step == 0) {
            return;
        }
        update.stepDone(step);
        Settled of = settled.get(node(step));
        if (of != null && of.until - of.forgotten >= FORGET) {
            update.forgetSteps(of.forgotten, of.until);
            update.afterwards(() -> settled.computeIfPresent(node(step),
                    (node, now) -> new Settled(now.until, Math.max(now.forgotten, of.until))));
        }
    }

    private static int node(long step) {
        return (int) (step >>> NODE_SHIFT);
    }
}
