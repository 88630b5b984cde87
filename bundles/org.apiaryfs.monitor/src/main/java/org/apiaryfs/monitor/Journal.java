package org.apiaryfs.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last changes, {@value #CAPACITY} at most. Thread-safe. */
public final class Journal {
    static final int CAPACITY = 1000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();

    Journal() {}

    synchronized void add(JournalEntry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeLast();
        }
        entries.addFirst(entry);
    }

    /** The newest ones, newest first. */
    public synchronized List<JournalEntry> newest(int number) {
        List<JournalEntry> result = new ArrayList<>(Math.min(number, entries.size()));
        for (JournalEntry entry : entries) {
            if (result.size() >= number) {
                break;
            }
            result.add(entry);
        }
        return List.copyOf(result);
    }
}
