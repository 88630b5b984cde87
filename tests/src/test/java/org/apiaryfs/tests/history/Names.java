package org.apiaryfs.tests.history;

import java.util.Arrays;

/**
 * What there is at each place at one moment: nothing, a file, or a directory with some children. Files are told apart by their
 * inode numbers, directories by negative numbers that are the checker's own. Immutable.
 */
final class Names {
    static final long NOTHING = 0;

    private final long[] entries;
    private final byte[] children; // bits, of the directories

    private Names(long[] entries, byte[] children) {
        this.entries = entries;
        this.children = children;
    }

    static Names empty(int places) {
        return new Names(new long[places], new byte[places]);
    }

    /** What is at a place: {@link #NOTHING}, an inode number, or a directory's negative number. */
    long at(int place) {
        return entries[place];
    }

    boolean free(int place) {
        return entries[place] == NOTHING;
    }

    boolean file(int place) {
        return entries[place] > 0;
    }

    boolean directory(int place) {
        return entries[place] < 0;
    }

    boolean emptyDirectory(int place) {
        return directory(place) && children[place] == 0;
    }

    /** Some place of an entry, or -1. */
    int find(long entry) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] == entry) {
                return i;
            }
        }
        return -1;
    }

    /** How many places an entry has. */
    int count(long entry) {
        int count = 0;
        for (long e : entries) {
            count += e == entry ? 1 : 0;
        }
        return count;
    }

    /** Whether the directory at a place has a child. */
    boolean has(int place, int child) {
        return (children[place] & 1 << child) != 0;
    }

    Names with(int place, long entry) {
        return change(place, entry, 0);
    }

    Names without(int place) {
        return change(place, NOTHING, 0);
    }

    Names withChild(int place, int child) {
        return change(place, entries[place], children[place] | 1 << child);
    }

    Names withoutChild(int place, int child) {
        return change(place, entries[place], children[place] & ~(1 << child));
    }

    Names moved(int from, int to) {
        return change(to, entries[from], children[from]).without(from);
    }

    private Names change(int place, long entry, int bits) {
        long[] changedEntries = entries.clone();
        byte[] changedChildren = children.clone();
        changedEntries[place] = entry;
        changedChildren[place] = (byte) bits;
        return new Names(changedEntries, changedChildren);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Names names && Arrays.equals(entries, names.entries) && Arrays.equals(children, names.children);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(entries) + Arrays.hashCode(children);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < entries.length; i++) {
            if (!free(i)) {
                text.append(' ').append(i).append('=').append(entries[i]).append(directory(i) ? "/" + Integer.toBinaryString(children[i]) : "");
            }
        }
        return text.append(" }").toString();
    }
}
