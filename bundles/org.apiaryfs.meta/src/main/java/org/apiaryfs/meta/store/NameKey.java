package org.apiaryfs.meta.store;

/**
 * Where a name is stored. Made by {@link MetaStore#name}. Immutable.
 *
 * @param dir directory
 * @param hash hash of the name, in the store's own way; 59 bits
 * @param name one char per byte, 1 to 255
 */
public record NameKey(EntryKey dir, long hash, String name) {
    static final int SIZE = EntryKey.SIZE + 8;

    /** The smallest readdir position that the name can have. */
    public long position() {
        return hash << DentryBucket.SLOT_BITS;
    }

    byte[] bytes() {
        return bytes(dir, hash);
    }

    static byte[] bytes(EntryKey dir, long hash) {
        byte[] key = new byte[SIZE];
        dir.put(key, 0);
        Bytes.putLong(key, EntryKey.SIZE, hash);
        return key;
    }
}
