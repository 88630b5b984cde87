package org.apiaryfs.meta.namespace;

import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * Something that this node has begun and another node has a part in: on record, and what it concerns
 * is kept from other operations until its end. Thread-safe.
 */
public final class Pending {
    private final long step;
    private final Intent intent;
    private final Optional<Marks.Mark> mark;
    private volatile boolean over;

    Pending(long step, Intent intent, Optional<Marks.Mark> mark) {
        this.step = step;
        this.intent = intent;
        this.mark = mark;
    }

    /** The number under which the other node is asked. */
    public long step() {
        return step;
    }

    public Intent intent() {
        return intent;
    }

    Optional<Marks.Mark> mark() {
        return mark;
    }

    /** True once it has come to its end, one way or the other. */
    public boolean over() {
        return over;
    }

    /** Waits for the end, but no longer than this. */
    void await(Duration most) throws FsException {
        try {
            if (mark.isPresent()) {
                mark.get().await(most.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FsException(FsError.INTERRUPTED);
        }
    }

    void end() {
        over = true;
        mark.ifPresent(Marks.Mark::close);
    }
}
