package org.apiaryfs.ui.administration.pools;

import java.util.Optional;
import org.apiaryfs.ui.Concern;

/**
 * A line of the page of storage pools: a pool, a mirror group or a target. Immutable.
 *
 * @param key what it stands for
 * @param pool number of the pool that it is, or is in
 * @param name for people
 * @param server that has the target, with its number; empty for others
 * @param room how full it is, as far as that is known
 * @param state what isn't well with it
 * @param stateConcern how bad that is
 * @param capacity how willingly new files are put on it
 * @param capacityConcern how bad that is
 * @param group number of the mirror group that it is, or is in
 */
public record PoolRow(Key key, int pool, String name, Optional<Server> server, Optional<Room> room, String state, Concern stateConcern,
        String capacity, Concern capacityConcern, Optional<Integer> group) {
    /** In the order of the lines of a pool. */
    public enum Kind { POOL, GROUP, TARGET }

    /** Equal if and only if lines stand for the same. */
    public record Key(Kind kind, int id) { }

    /** @param name for people */
    public record Server(int id, String name) { }

    /**
     * Room of one or several targets.
     *
     * @param total bytes, > 0
     * @param free bytes
     */
    public record Room(long total, long free) {
        /** 0 to 1. */
        public double used() {
            return Math.clamp(1 - (double) free / total, 0, 1);
        }
    }

    String serverName() {
        return server.map(Server::name).orElse("");
    }
}
