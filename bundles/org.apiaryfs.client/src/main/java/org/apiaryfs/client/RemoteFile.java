package org.apiaryfs.client;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.striping.StripeLayout;

/**
 * A file as one handle of a metadata server opened it: how its data is asked for, and what the handle
 * has been used for. Thread-safe.
 */
final class RemoteFile {
    private static final int KIND = 7; // of AccessFlags: read, write, both

    private final RemoteOpen open;
    private final StripeLayout layout;
    private final List<UnsyncedWrites> unsynced;
    private final BitSet written = new BitSet();
    private int maxUsedIndex = -1;

    RemoteFile(RemoteOpen open) {
        this.open = open;
        layout = StripeLayout.of(open.pattern());
        List<UnsyncedWrites> writes = new ArrayList<>();
        open.pattern().targets().forEach(t -> writes.add(new UnsyncedWrites()));
        unsynced = List.copyOf(writes);
    }

    /** The same file opened again: what is unsynced stays so, and the servers must see as much used at the close. */
    RemoteFile(RemoteOpen open, RemoteFile before) {
        this.open = open;
        layout = StripeLayout.of(open.pattern());
        unsynced = before.unsynced;
        maxUsedIndex = before.maxUsedIndex();
    }

    String handle() {
        return open.handle();
    }

    RemoteOpen open() {
        return open;
    }

    /** The access kind alone: what buffered data messages carry (spec storage §4.2). */
    int accessKind() {
        return open.accessFlags() & KIND;
    }

    StripeLayout layout() {
        return layout;
    }

    /** Target, or buddy group, of a stripe index. */
    int target(int index) {
        return open.pattern().targets().get(index);
    }

    int targets() {
        return open.pattern().targets().size();
    }

    boolean mirrored() {
        return open.pattern().typeNumber() == StripePattern.BUDDY_MIRROR;
    }

    UnsyncedWrites unsynced(int index) {
        return unsynced.get(index);
    }

    /** A write through this handle was answered, so that the target's server knows the handle. */
    synchronized void written(int index) {
        written.set(index);
    }

    /** Whether the target's server must know this handle because of unsynced data. */
    synchronized boolean mustBeKnown(int index) {
        return written.get(index) && unsynced.get(index).any();
    }

    synchronized void used(int index) {
        maxUsedIndex = Math.max(maxUsedIndex, index);
    }

    /** Highest index that was read or written, for the close; −1 = none. */
    synchronized int maxUsedIndex() {
        return maxUsedIndex;
    }
}
