package org.apiaryfs.transport;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets somebody end requests that he isn't waiting for any more, such as those of a process that got a
 * fatal signal: they complete with INTERRUPTED at once. A request that is already with the peer may
 * still take effect there.
 *
 * <p>Thread-safe. Once cancelled a token stays so.
 */
public final class CancelToken {
    private final Set<Registration> listeners = new LinkedHashSet<>();
    private boolean cancelled;

    private final boolean never;

    /** A token that can be cancelled. */
    public CancelToken() {
        this(false);
    }

    private CancelToken(boolean never) {
        this.never = never;
    }

    /** A token that is never cancelled. */
    public static final CancelToken NEVER = new CancelToken(true);

    /** A listener that waits for the cancellation. */
    public final class Registration implements AutoCloseable {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        /** Ends the waiting. Idempotent. */
        @Override
        public void close() {
            synchronized (listeners) {
                listeners.remove(this);
            }
        }
    }

    /**
     * Cancels; runs the listeners on this thread.
     *
     * @throws IllegalStateException on {@link #NEVER}
     */
    public void cancel() {
        if (never) {
            throw new IllegalStateException("this token can't be cancelled");
        }
        List<Registration> now;
        synchronized (listeners) {
            cancelled = true;
            now = new ArrayList<>(listeners);
            listeners.clear();
        }
        now.forEach(r -> r.action.run());
    }

    public boolean cancelled() {
        if (never) {
            return false;
        }
        synchronized (listeners) {
            return cancelled;
        }
    }

    /** Runs an action when the token is cancelled, or at once if it is. */
    public Registration onCancel(Runnable action) {
        Registration registration = new Registration(action);
        if (never) {
            return registration;
        }
        synchronized (listeners) {
            if (!cancelled) {
                listeners.add(registration);
                return registration;
            }
        }
        action.run();
        return registration;
    }
}
