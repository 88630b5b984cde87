package org.apiaryfs.fuse;

/**
 * The answer to one request, to be given exactly once, now or later, from any thread.
 *
 * <p>The first completion wins: it returns true if the answer was handed to the kernel. A second one has no effect
 * and returns false, so that an {@linkplain #onInterrupt interrupt hook} may race with the normal answer. False is
 * also returned when the session has ended meanwhile; who answers with a handle (open, create) must then release it.
 *
 * <p>Buffers handed to a reply may be reused as soon as the call returns.
 *
 * <p>Threading: any thread; completing never blocks for long.
 */
public interface Reply {

    /** Answers with an error. */
    boolean error(Errno errno);

    /**
     * Registers what to do when the calling process is interrupted by a signal while waiting; at most one hook per
     * request. If the interruption came first, the hook runs at once in the calling thread. A hook must not block;
     * it usually cancels the work and answers with {@link Errno#EINTR}. Not answering is allowed: then the caller
     * goes on waiting.
     */
    void onInterrupt(Runnable hook);

    /** Whether the caller has been interrupted. */
    boolean isInterrupted();

    /** Whether an answer has been given. */
    boolean isCompleted();
}
