package org.apiaryfs.fuse;

/** Answer with the state of the file system. Threading: any thread, see {@link Reply}. */
public interface StatfsReply extends Reply {
    /** The figures. */
    boolean stats(FileSystemStats stats);
}
