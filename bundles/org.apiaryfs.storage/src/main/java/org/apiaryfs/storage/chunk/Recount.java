package org.apiaryfs.storage.chunk;

import java.util.HashSet;
import java.util.Set;

/**
 * Sums that are being made anew, by a walk over all chunks, while chunks come, change and go. A
 * change belongs into them only if the walk has counted that chunk already; else the walk finds it
 * changed later. To know that without remembering each chunk: the walk reads one directory after the
 * other in a fixed order, so of all but the present one only the name counts. Chunks of a directory
 * that was made meanwhile were made meanwhile as well, and are counted as they come.
 *
 * <p>Guarded by the ledger's lock of the sums.
 */
final class Recount {
    private final UsageTable sums = new UsageTable();
    private final Set<String> made = new HashSet<>();
    private String directory = "";
    private HashSet64 counted = new HashSet64();

    UsageTable sums() {
        return sums;
    }

    /** The walk begins to read a directory. False if its chunks are counted as they come. */
    boolean enter(String next) {
        directory = next;
        counted = new HashSet64();
        return !made.contains(next);
    }

    /** Somebody made a directory. */
    void directoryMade(String name) {
        made.add(name);
    }

    /** A chunk was made, or the walk counts it: from now on its changes belong to the sums, if the walk won't see it later. */
    void created(String key) {
        if (directoryOf(key).equals(directory)) {
            counted.add(hash(key));
        }
    }

    /** Whether the sums contain a chunk. */
    boolean has(String key) {
        String in = directoryOf(key);
        int order = compare(in, directory);
        return order < 0 || order == 0 && counted.has(hash(key)) || made.contains(in);
    }

    private static String directoryOf(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    /** The order of a walk that reads a directory before those in it, and siblings by name. */
    static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            int difference = rank(a.charAt(i)) - rank(b.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return a.length() - b.length();
    }

    private static int rank(char c) {
        return c == '/' ? -1 : c;
    }

    /** 64 bits, so that no two names of a directory will have the same. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    /** A set of non-zero numbers that takes little memory. */
    private static final class HashSet64 {
        private long[] slots = new long[64];
        private int size;

        private boolean has(long value) {
            return slots[slot(value)] == value;
        }

        private void add(long value) {
            int slot = slot(value);
            if (slots[slot] == 0) {
                slots[slot] = value;
                if (++size > slots.length / 2) {
                    grow();
                }
            }
        }

        /** Where a value is, or would be. */
        private int slot(long value) {
            int slot = (int) (value ^ value >>> 32) & slots.length - 1;
            while (slots[slot] != 0 && slots[slot] != value) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }

        private void grow() {
            long[] before = slots;
            slots = new long[before.length * 2];
            for (long value : before) {
                if (value != 0) {
                    slots[slot(value)] = value;
                }
            }
        }
    }
}
