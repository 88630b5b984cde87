package org.apiaryfs.admin;

import java.util.Map;
import java.util.Optional;

/**
 * How the benchmark of a storage server goes. Immutable.
 *
 * @param node the server
 * @param state how far it is
 * @param kind of the last run; empty if there was none
 * @param error what went wrong, for people; empty if nothing did
 * @param throughput KiB/s by target; only of targets that were asked for
 */
public record DiskBenchmarkStatus(int node, State state, Optional<DiskBenchmark.Kind> kind, Optional<String> error, Map<Integer, Long> throughput) {
    /** In the order of the numbers on the wire (spec storage §10). */
    public enum State {
        UNINITIALISED, INITIALISED, ERROR, RUNNING, STOPPING, STOPPED, FINISHING, FINISHED;

        static State of(int number) {
            return number >= 0 && number < values().length ? values()[number] : ERROR;
        }

        /** Whether it is at work. */
        public boolean active() {
            return this == RUNNING || this == STOPPING || this == FINISHING || this == INITIALISED;
        }
    }

    public DiskBenchmarkStatus {
        throughput = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(throughput));
    }
}
