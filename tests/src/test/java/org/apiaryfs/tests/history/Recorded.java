package org.apiaryfs.tests.history;

/**
 * An operation that was performed. Immutable.
 *
 * @param id tells it from all others of its history; ≥ 0
 * @param who performed it: no two operations of one overlap
 * @param start when it began, as of {@link System#nanoTime}
 * @param end when it was over
 */
record Recorded(int id, int who, Operation operation, Outcome outcome, long start, long end) {
    @Override
    public String toString() {
        return "%d..%d µs #%d by %d: %s -> %s".formatted(start / 1000, end / 1000, id, who, operation, outcome);
    }
}
