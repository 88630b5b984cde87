package org.apiaryfs.fuse;

/** Answer with the next part of a directory: add entries until one doesn't fit, then {@link #done}; nothing added means the end. Threading: any thread, see {@link Reply}. */
public interface DirectoryReply extends Reply {
    /**
     * Adds an entry; to be called by one thread at a time.
     *
     * @param name   name, one char per byte, 1 to 255 bytes
     * @param inode  inode number shown to applications, not 0
     * @param type   type of the inode
     * @param cookie not 0: where a later read continues <em>after</em> this entry
     * @return false if there was no room; the entry was not added
     */
    boolean add(String name, long inode, FileType type, long cookie);

    /** Sends what was added. */
    boolean done();
}
