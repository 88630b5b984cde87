package org.apiaryfs.fuse;

/** Answer to a lock query. Threading: any thread, see {@link Reply}. */
public interface LockReply extends Reply {
    /** This lock stands in the way. */
    boolean conflict(FileLock lock);

    /** Nothing stands in the way. */
    boolean free();
}
