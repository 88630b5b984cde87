package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Listed;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryType;

/**
 * Reading directories block by block. The position of a name stays valid while others are added and
 * removed, so a reader who goes on from a position meets every name that was there all the time
 * exactly once. Thread-safe.
 */
public final class Listing {
    /** What an item takes on the wire beside the characters of its ID and name: position, type, two NULs. */
    public static final int ITEM_BYTES = 11;

    private static final long SELF = 1;
    private static final long PARENT = 2;
    /** A search for the first names that takes longer passed many removed ones. */
    private static final long LONG_SEARCH_NANOS = 2_000_000;

    private final Volume volume;

    public Listing(Volume volume) {
        this.volume = volume;
    }

    /**
     * One name.
     *
     * @param position where to go on after it
     * @param id entry ID, or "<.>" and "<..>"
     */
    public record Item(long position, EntryType type, String id, String name) {}

    /**
     * Lists names behind a position.
     *
     * @param after 0 for the start, else the position of an item
     * @param max most items
     * @param maxBytes most bytes that ID, name and {@link #ITEM_BYTES} for each item may take
     *     together; at least one item is returned all the same
     * @param dots list "." and ".." too
     * @throws FsException PATH_NOT_EXISTS if the directory isn't here
     */
    public List<Item> list(EntryKey dir, long after, int max, int maxBytes, boolean dots) throws FsException {
        List<Item> items = new ArrayList<>(Math.min(max, 256));
        if (dots && after < SELF && items.size() < max) {
            items.add(new Item(SELF, EntryType.DIRECTORY, "<.>", "."));
        }
        if (dots && after < PARENT && items.size() < max) {
            items.add(new Item(PARENT, EntryType.DIRECTORY, "<..>", ".."));
        }
        int bytes = 0;
        for (Listed listed : names(dir, Math.max(after, PARENT), max - items.size())) {
            String id = listed.dentry().key().id();
            bytes += id.length() + listed.name().length() + ITEM_BYTES;
            if (bytes > maxBytes && !items.isEmpty()) {
                break;
            }
            items.add(new Item(listed.position(), listed.dentry().type(), id, listed.name()));
        }
        return items;
    }

    private List<Listed> names(EntryKey key, long after, int max) throws FsException {
        try (Directory dir = volume.directories().require(key)) {
            long from = Math.max(after, dir.noneBelow() - 1);
            long start = System.nanoTime();
            List<Listed> names = volume.store().list(key, from, max);
            if (after <= PARENT && System.nanoTime() - start > LONG_SEARCH_NANOS) {
                skipRemoved(dir);
            }
            return names;
        }
    }

    /**
     * Removed names stay in the store's way until it tidies up. Notes where the first name is, so
     * that a reader who starts again and again while the directory is emptied doesn't pass all of
     * them each time.
     */
    void skipRemoved(Directory dir) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(dir.key()))) {
            List<Listed> first = volume.store().list(dir.key(), Math.max(PARENT, dir.noneBelow() - 1), 1);
            dir.noneBelow(first.isEmpty() ? Long.MAX_VALUE : first.getFirst().position());
        }
    }
}
