package org.apiaryfs.fuse;

/** Answer with a file made and opened. Threading: any thread, see {@link Reply}. */
public interface CreateReply extends Reply {
    /** Created and opened; the entry counts as one lookup, the handle is of the file system's choice. */
    boolean created(Entry entry, long handle, HandleOption... options);
}
