package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the records of a store in the order of their keys, in portions: each goes on where the one
 * before ended, whatever was changed meanwhile. Records that can't be decoded are told as such
 * instead of ending the walk. Thread-safe; long portions let other threads run in between.
 */
public final class StoreWalk {
    /** The smallest key. */
    public static final EntryKey START = new EntryKey(0, 0, 0);
    /** Records after which other virtual threads get their turn. */
    private static final int SLICE = 1024;

    private final MetaStore store;

    public StoreWalk(MetaStore store) {
        this.store = store;
    }

    /** A name and the directory in which it is. */
    public record Name(EntryKey dir, Listed listed) {}

    /**
     * An inode.
     *
     * @param inode empty if the record is damaged
     */
    public record Record<T>(EntryKey key, Optional<T> inode) {}

    /** Counts what a walk has passed. */
    private static final class Pace {
        private int passed;

        void step() {
            if (++passed % SLICE == 0) {
                Thread.yield();
            }
        }
    }

    /**
     * Names of all directories, damaged ones left out.
     *
     * @param dir directory to go on with, or the smallest key for the start
     * @param after position in that directory, as in {@link MetaStore#list}
     * @param max most names
     */
    public List<Name> names(EntryKey dir, long after, int max) {
        List<Name> names = new ArrayList<>();
        Pace pace = new Pace();
        store.scan(Family.DENTRIES, NameKey.bytes(dir, after >>> DentryBucket.SLOT_BITS), new byte[0], (key, value) -> {
            pace.step();
            EntryKey home = EntryKey.at(key, 0);
            long base = Bytes.getLong(key, EntryKey.SIZE) << DentryBucket.SLOT_BITS;
            for (DentryBucket.Slot slot : bucket(value).slots()) {
                long position = base + slot.number();
                if (names.size() < max && (!home.equals(dir) || position > after)) {
                    names.add(new Name(home, new Listed(position, slot.name(), slot.dentry())));
                }
            }
            return names.size() < max;
        });
        return names;
    }

    private static DentryBucket bucket(byte[] value) {
        try {
            return DentryBucket.decode(value);
        } catch (StoreException e) {
            return DentryBucket.EMPTY;
        }
    }

    /**
     * Directories from a key on.
     *
     * @param max most records, but all of the last one's {@link #moment}
     */
    public List<Record<DirInode>> dirs(EntryKey from, int max) {
        return records(Family.DIRS, from, max, DirInode::decode, inode -> true);
    }

    /**
     * Files from a key on.
     *
     * @param max most records, but all of the last one's {@link #moment}
     * @param wanted says of an inode whether it is to be returned
     */
    public List<Record<FileInode>> files(EntryKey from, int max, Predicate<Optional<FileInode>> wanted) {
        return records(Family.INODES, from, max, FileInode::decode, wanted);
    }

    /** Makes an inode of its record. */
    private interface Decoder<T> {
        T decode(byte[] value);
    }

    private <T> List<Record<T>> records(Family family, EntryKey from, int max, Decoder<T> decoder, Predicate<Optional<T>> wanted) {
        List<Record<T>> found = new ArrayList<>();
        Pace pace = new Pace();
        store.scan(family, from.bytes(), new byte[0], (bytes, value) -> {
            pace.step();
            EntryKey key = EntryKey.at(bytes, 0);
            if (found.size() >= max && (found.isEmpty() || moment(key) != moment(found.getLast().key()))) {
                return false;
            }
            Optional<T> inode = decode(decoder, value);
            if (wanted.test(inode)) {
                found.add(new Record<>(key, inode));
            }
            return true;
        });
        return found;
    }

    private static <T> Optional<T> decode(Decoder<T> decoder, byte[] value) {
        try {
            return Optional.of(decoder.decode(value));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Time and counter of a key as one number that grows along a walk; nodes may have made equal ones. */
    public static long moment(EntryKey key) {
        return (long) key.time() << 32 | key.counter() & 0xffff_ffffL;
    }

    /** The smallest key of a moment. */
    public static EntryKey at(long moment) {
        return new EntryKey((int) (moment >>> 32), (int) moment, 0);
    }
}
