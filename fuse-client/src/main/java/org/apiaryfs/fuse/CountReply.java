package org.apiaryfs.fuse;

/** Answer with a number of bytes written or copied. Threading: any thread, see {@link Reply}. */
public interface CountReply extends Reply {
    /** So many bytes were taken, in order from the first; fewer than asked for is a short write. */
    boolean count(long bytes);
}
