package org.apiaryfs.meta.namespace;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * Whether the running request may wait for other nodes. On a connection's event loop it may not:
 * the answer it waits for could be due on that very loop. Such a request is served again where it
 * may wait. A request of another node's operation may ask further nodes, but doesn't wait until
 * an operation over two nodes that goes on here is over: that one may wait for the same other node.
 * Stateless.
 */
public final class Waiting {
    private enum Rule {
        ALLOWED,
        /** On an event loop. */
        FORBIDDEN,
        /** On behalf of another node. */
        NOT_FOR_OPERATIONS
    }

    private static final ScopedValue<Rule> RULE = ScopedValue.newInstance();

    private Waiting() {}

    /** The request can't be served without waiting. Costs nothing to throw, since it is no error. */
    public static final class Needed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Needed() {
            super("has to wait for other nodes", null, false, false);
        }
    }

    /** Runs something that must not wait. */
    public static void forbidden(Runnable action) {
        ScopedValue.where(RULE, Rule.FORBIDDEN).run(action);
    }

    /** A part of an operation. */
    @FunctionalInterface
    public interface Part<R> {
        R run() throws FsException;
    }

    /** Does a part of another node's operation. */
    public static <R> R forAnotherNode(Part<R> part) throws FsException {
        return ScopedValue.where(RULE, Rule.NOT_FOR_OPERATIONS).<R, FsException>call(part::run);
    }

    /** To be called before any wait for another node. */
    public static void begin() {
        if (RULE.orElse(Rule.ALLOWED) == Rule.FORBIDDEN) {
            throw new Needed();
        }
    }

    /**
     * To be called before waiting for the end of an operation over two nodes.
     *
     * @throws FsException AGAIN if this is a part of another node's operation
     */
    static void beginForOperation() throws FsException {
        begin();
        if (RULE.orElse(Rule.ALLOWED) == Rule.NOT_FOR_OPERATIONS) {
            throw new FsException(FsError.AGAIN, "an operation with another node goes on here");
        }
    }
}
