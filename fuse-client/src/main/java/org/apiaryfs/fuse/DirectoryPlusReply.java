package org.apiaryfs.fuse;

/**
 * Answer with the next part of a directory, entries with attributes.
 *
 * <p>Threading: one thread at a time, see {@link Reply}.
 */
public interface DirectoryPlusReply extends DirectoryReply {
    /**
     * Adds an entry that counts as one lookup of its node once {@link #done} returned true; to be called by one
     * thread at a time. Not for "." and "..", nor where the attributes are unknown: add those by
     * {@link #add(String, long, FileType, long)}.
     *
     * @return false if there was no room; the entry was not added and does not count
     */
    boolean add(String name, Entry entry, long cookie);
}
