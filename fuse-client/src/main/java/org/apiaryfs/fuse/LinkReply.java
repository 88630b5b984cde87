package org.apiaryfs.fuse;

/** Answer with the target of a symbolic link. Threading: any thread, see {@link Reply}. */
public interface LinkReply extends Reply {
    /** The target, one char per byte. */
    boolean target(String target);
}
