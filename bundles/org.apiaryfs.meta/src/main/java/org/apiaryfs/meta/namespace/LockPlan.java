package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.NameKey;

/**
 * The locks that one operation needs. All are taken together in ascending order, so operations
 * can't wait for each other in a circle; an operation must not take a second plan while it holds
 * one. Used by one thread.
 */
final class LockPlan {
    /** Stripe number · 2 + 1 if exclusive. */
    private int[] wanted = new int[6];
    private int count;
    private final List<Object> exclusives = new ArrayList<>(4);

    /** Keeps a directory from being removed or its attributes from being set. */
    LockPlan shared(EntryKey key) {
        return add(stripe(hash(key)), false);
    }

    /** For changing an inode. */
    LockPlan exclusive(EntryKey key) {
        exclusives.add(key);
        return add(stripe(hash(key)), true);
    }

    /** For changing a name. Names of equal hash share a record and so a lock. */
    LockPlan exclusive(NameKey name) {
        exclusives.add(name);
        return add(stripe(hash(name.dir()) * 31 + name.hash()), true);
    }

    private static long hash(EntryKey key) {
        return (((long) key.time() << 32 | key.counter() & 0xffff_ffffL) + 0x9e37_79b9_7f4a_7c15L * key.node());
    }

    private static int stripe(long hash) {
        long mixed = (hash ^ hash >>> 29) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (mixed >>> 64 - StripedLocks.BITS);
    }

    private LockPlan add(int stripe, boolean exclusive) {
        for (int i = 0; i < count; i++) {
            if (wanted[i] >>> 1 == stripe) {
                wanted[i] |= exclusive ? 1 : 0;
                return this;
            }
        }
        if (count == wanted.length) {
            wanted = Arrays.copyOf(wanted, count * 2);
        }
        wanted[count++] = stripe << 1 | (exclusive ? 1 : 0);
        return this;
    }

    /** The names and inodes themselves that are locked exclusively. */
    List<Object> exclusives() {
        return exclusives;
    }

    /** In the order in which they have to be taken. */
    int[] ordered() {
        int[] ordered = Arrays.copyOf(wanted, count);
        Arrays.sort(ordered);
        return ordered;
    }
}
