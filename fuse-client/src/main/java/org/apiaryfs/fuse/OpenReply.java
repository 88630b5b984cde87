package org.apiaryfs.fuse;

/** Answer with an open file or directory. Threading: any thread, see {@link Reply}. */
public interface OpenReply extends Reply {
    /** Opened: {@code handle} is any number of the file system's choice and comes back with every use. */
    boolean opened(long handle, HandleOption... options);
}
