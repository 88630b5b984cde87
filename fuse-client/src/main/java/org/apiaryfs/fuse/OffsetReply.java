package org.apiaryfs.fuse;

/** Answer with a file offset. Threading: any thread, see {@link Reply}. */
public interface OffsetReply extends Reply {
    /** Found at this offset in bytes. */
    boolean offset(long offset);
}
