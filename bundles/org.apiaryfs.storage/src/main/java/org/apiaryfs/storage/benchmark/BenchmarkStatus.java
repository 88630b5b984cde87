package org.apiaryfs.storage.benchmark;

/** How far the last benchmark is, in the order of the numbers on the wire (spec storage §10). */
public enum BenchmarkStatus {
    UNINITIALISED, INITIALISED, ERROR, RUNNING, STOPPING, STOPPED, FINISHING, FINISHED;

    public int number() {
        return ordinal();
    }

    /** Whether threads are at work. */
    public boolean active() {
        return this == RUNNING || this == STOPPING || this == FINISHING;
    }
}
