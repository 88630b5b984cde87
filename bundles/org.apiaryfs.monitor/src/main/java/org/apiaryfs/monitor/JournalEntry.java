package org.apiaryfs.monitor;

import java.time.Instant;

/**
 * Something that changed. Immutable.
 *
 * @param time when
 * @param change what kind of change
 * @param subject what it is about
 * @param sentence for people
 */
public record JournalEntry(Instant time, Change change, Subject subject, String sentence) {
    /** Kinds of changes. */
    public enum Change { PROBLEM_OPENED, PROBLEM_CLOSED, ADDED, REMOVED, CHANGED, CONNECTED, DISCONNECTED }
}
