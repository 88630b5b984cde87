package org.apiaryfs.meta.internal;

/**
 * Whether the running request may wait for other nodes. On a connection's event loop it may not:
 * the answer it waits for could be due on that very loop. Such a request is served again where it
 * may wait. Stateless.
 */
final class Waiting {
    private static final ScopedValue<Boolean> FORBIDDEN = ScopedValue.newInstance();

    private Waiting() {}

    /** The request can't be served without waiting. Costs nothing to throw, since it is no error. */
    static final class Needed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Needed() {
            super("has to wait for other nodes", null, false, false);
        }
    }

    /** Runs something that must not wait. */
    static void forbidden(Runnable action) {
        ScopedValue.where(FORBIDDEN, true).run(action);
    }

    /** To be called before any wait for another node. */
    static void begin() {
        if (FORBIDDEN.orElse(false)) {
            throw new Needed();
        }
    }
}
