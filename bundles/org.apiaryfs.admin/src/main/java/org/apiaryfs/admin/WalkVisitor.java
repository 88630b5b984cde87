package org.apiaryfs.admin;

/** Told of what a walk comes across, in its order, by one thread. */
public interface WalkVisitor {
    void found(WalkedEntry entry);

    /** An entry, or the content of a directory, that couldn't be looked at; the walk goes on. */
    void failed(String path, Problem problem);
}
