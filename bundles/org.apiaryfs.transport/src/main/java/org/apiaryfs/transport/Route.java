package org.apiaryfs.transport;

/**
 * Decides anew before each attempt of a request where it goes: looks at the states of the addressed
 * node or target, and resolves buddy groups to their current primary (spec framing §9.3). Thread-safe;
 * must not block.
 */
@FunctionalInterface
public interface Route {
    /** Where the next attempt goes. */
    Step next();

    /** A route that always leads to one peer, whatever its state. */
    static Route to(ConnectionPool pool) {
        Step go = new Go(pool, 0);
        return () -> go;
    }

    /** What to do. */
    sealed interface Step {}

    /**
     * Send it.
     *
     * @param pool the peer's connections
     * @param targetId storage target for the message header, never a group; 0 leaves the header as it is
     */
    record Go(ConnectionPool pool, int targetId) implements Step {}

    /**
     * Not now: neither online nor offline, or a mirror that isn't good. Waits 5 s and asks again if the
     * request may wait, else fails with COMMUNICATION.
     *
     * @param reason for the error's text
     */
    record NotReady(String reason) implements Step {}

    /**
     * Don't try at all.
     *
     * @param error COMMUNICATION for what is offline, UNKNOWN_NODE for what is gone
     * @param reason for the error's text
     */
    record Refuse(org.apiaryfs.protocol.FsError error, String reason) implements Step {}
}
