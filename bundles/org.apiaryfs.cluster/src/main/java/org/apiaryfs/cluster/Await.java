package org.apiaryfs.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Waits for a future on a thread that may block, such as a virtual one; never on an event loop. */
public final class Await {
    private Await() {}

    /**
     * The future's value.
     *
     * @throws FsException the future's own; INTERRUPTED if this thread was interrupted, with the
     *     interrupt status kept; INTERNAL for any other failure
     */
    public static <T> T of(CompletableFuture<T> future) throws FsException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FsException(FsError.INTERRUPTED);
        } catch (ExecutionException e) {
            throw cause(e.getCause());
        }
    }

    /** What a future failed with, as the file system error that it is or stands for. */
    public static FsException cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof FsException fs ? fs : new FsException(FsError.INTERNAL, cause.toString());
    }
}
