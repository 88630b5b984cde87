package org.apiaryfs.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiaryfs.protocol.storage.ResyncState;

/**
 * How the copying from a primary to its secondary goes. Immutable.
 *
 * @param state how far it is
 * @param start when it began; empty if never
 * @param end when it ended; empty while it runs
 * @param counters by what they count, in the order of BeeGFS's tools; values of yes and no are 1 and 0
 */
public record ResyncJob(ResyncState state, Optional<Instant> start, Optional<Instant> end, Map<Counter, Long> counters) {
    /** What is counted. */
    public enum Counter {
        DISCOVERED_DIRS, DISCOVERED_FILES, DIR_CANDIDATES, FILE_CANDIDATES, DISCOVERY_ERRORS, SYNCED_DIRS, SYNCED_FILES, DIR_ERRORS, FILE_ERRORS,
        SESSIONS_TO_SYNC, SYNCED_SESSIONS, SESSION_ERROR, SYNCED_MODIFICATIONS, MODIFICATION_ERRORS
    }

    /** Of a counter; 0 if this kind of group has none. */
    public long count(Counter counter) {
        return counters.getOrDefault(counter, 0L);
    }

    /** Files, directories and the like that couldn't be copied. */
    public long errors() {
        return count(Counter.DISCOVERY_ERRORS) + count(Counter.DIR_ERRORS) + count(Counter.FILE_ERRORS) + count(Counter.SESSION_ERROR)
                + count(Counter.MODIFICATION_ERRORS);
    }

    /** How much of what is known to be copied has been, 0 to 1; empty if nothing is known yet, or as for metadata the whole isn't. */
    public OptionalDouble progress() {
        long whole = count(Counter.DIR_CANDIDATES) + count(Counter.FILE_CANDIDATES);
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1,
                (double) (count(Counter.SYNCED_DIRS) + count(Counter.SYNCED_FILES) + count(Counter.DIR_ERRORS) + count(Counter.FILE_ERRORS)) / whole));
    }

    static Optional<Instant> time(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }
}
