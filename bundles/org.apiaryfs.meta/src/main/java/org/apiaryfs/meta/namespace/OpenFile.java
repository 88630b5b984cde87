package org.apiaryfs.meta.namespace;

import org.apiaryfs.meta.locks.FileLocks;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;

/**
 * A file that some client has open, or about which storage targets are being asked. Counts and dynamic attributes are guarded by the exclusive lock
 * on the file; the inode, and whether it is being written, may be read without.
 */
final class OpenFile {
    private final EntryKey key;
    private final DynamicAttributes dynamic;
    private final FileLocks locks = new FileLocks();
    private int readers;
    private volatile int writers;
    private int pins;
    private boolean ahead;
    private volatile FileInode inode;

    OpenFile(EntryKey key, FileInode inode) {
        this.key = key;
        this.inode = inode;
        this.dynamic = new DynamicAttributes(inode);
    }

    EntryKey key() {
        return key;
    }

    /** The inode, where sizes and times may be ahead of the stored one. */
    FileInode inode() {
        return inode;
    }

    /** Notes what was stored. */
    void stored(FileInode changed) {
        inode = changed;
        ahead = false;
    }

    /** Notes what is known but not stored yet. */
    void observed(FileInode changed) {
        inode = changed;
        ahead = true;
    }

    /** True if more is known than stored. */
    boolean ahead() {
        return ahead;
    }

    DynamicAttributes dynamic() {
        return dynamic;
    }

    FileLocks locks() {
        return locks;
    }

    void count(boolean write, int difference) {
        if (write) {
            writers += difference;
        } else {
            readers += difference;
        }
    }

    /** Counts requests that are asking the storage targets. */
    void pin(int difference) {
        pins += difference;
    }

    boolean unused() {
        return readers + writers + pins == 0;
    }

    boolean written() {
        return writers > 0;
    }
}
