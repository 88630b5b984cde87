package org.apiaryfs.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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

    static Optional<Instant> time(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }
}
