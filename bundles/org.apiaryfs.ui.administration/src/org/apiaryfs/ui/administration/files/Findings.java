package org.apiaryfs.ui.administration.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.WalkedEntry;

/** What a walk through the tree has come across so far. Thread-safe: the walk adds, the UI thread looks. */
final class Findings {
    private static final int MOST = 50_000; // that are kept; more are counted only

    private final List<Finding> kept = new ArrayList<>();
    private int found;
    private int problems;
    private long looked;
    private long expected;
    private long moved;
    private long bytes;

    /**
     * A file or directory that was found. Immutable.
     *
     * @param number in the order of finding
     * @param path from the root of the cluster's file system
     * @param entry what is known of it
     * @param problem a sentence about what is wrong with it
     */
    record Finding(int number, String path, Optional<WalkedEntry> entry, Optional<String> problem) { }

    /**
     * How far it has come. Immutable.
     *
     * @param kept the first of what was found, as many as are kept
     * @param found number of entries that were found
     * @param problems number of those with a problem
     * @param looked number of entries that were looked at
     * @param expected number of files to be moved; 0 as long as that isn't known
     * @param moved number of files that were moved
     * @param bytes that were moved
     */
    record State(List<Finding> kept, int found, int problems, long looked, long expected, long moved, long bytes) {
        boolean cut() {
            return found + problems > kept.size();
        }
    }

    synchronized State state() {
        return new State(List.copyOf(kept), found, problems, looked, expected, moved, bytes);
    }

    synchronized void looked() {
        looked++;
    }

    synchronized void found(WalkedEntry entry) {
        found++;
        keep(entry.details().path(), Optional.of(entry), Optional.empty());
    }

    synchronized void problem(String path, String sentence) {
        problems++;
        keep(path, Optional.empty(), Optional.of(sentence));
    }

    synchronized void expect(long files) {
        expected = files;
    }

    synchronized void moved(long size) {
        moved++;
        bytes += size;
    }

    private void keep(String path, Optional<WalkedEntry> entry, Optional<String> problem) {
        if (kept.size() < MOST) {
            kept.add(new Finding(kept.size(), path, entry, problem));
        }
    }
}
