package org.apiaryfs.fuse;

/** Answer without content. Threading: any thread, see {@link Reply}. */
public interface EmptyReply extends Reply {
    /** Done. */
    boolean ok();
}
