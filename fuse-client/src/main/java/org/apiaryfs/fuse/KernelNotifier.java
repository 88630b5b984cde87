package org.apiaryfs.fuse;

import java.util.concurrent.CompletionStage;

/**
 * Tells the kernel that something it may have cached has changed elsewhere.
 *
 * <p>Calls return at once and are carried out in order by one thread of the session, because the kernel may hold the
 * very locks that a notification needs until a request is answered. The stage completes with true if the kernel had
 * the thing cached, with false if not or if the session cannot notify
 * ({@link SessionInfo.Capability#NOTIFICATIONS}) or has ended; never exceptionally. Do not wait for a stage before
 * answering a request on the same inode or directory.
 *
 * <p>Threading: any thread.
 */
public interface KernelNotifier {
    /** Length that means "to the end of the file". */
    long TO_END = 0;

    /** Drops the attributes and the cached data of the range; {@code length} {@link #TO_END} is everything after. */
    CompletionStage<Boolean> invalidateInode(long nodeId, long offset, long length);

    /** Drops only the attributes. */
    CompletionStage<Boolean> invalidateAttributes(long nodeId);

    /** Drops a name in a directory, found or not found before. */
    CompletionStage<Boolean> invalidateEntry(long parent, String name);

    /** Makes the kernel ask for the name again at its next use, without unmounting what is mounted beneath. */
    CompletionStage<Boolean> expireEntry(long parent, String name);

    /** Tells that a name is gone for good: watchers see the deletion, the inode is dropped once closed. */
    CompletionStage<Boolean> deleteEntry(long parent, long child, String name);
}
