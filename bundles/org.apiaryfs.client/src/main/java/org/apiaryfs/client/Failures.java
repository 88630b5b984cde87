package org.apiaryfs.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.CancelToken;

/** Errors in futures. Stateless. */
final class Failures {
    private Failures() {}

    static <T> CompletableFuture<T> failed(FsError error, String detail) {
        return CompletableFuture.failedFuture(new FsException(error, detail));
    }

    /** The value if the error is none. */
    static <T> CompletableFuture<T> valueOr(FsError error, T value, String detail) {
        return error.ok() ? CompletableFuture.completedFuture(value) : failed(error, detail);
    }

    /** Goes on with another future after a failure; successes pass. */
    static <T> CompletableFuture<T> recover(CompletableFuture<T> future, BiFunction<FsError, FsException, CompletableFuture<T>> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
                return;
            }
            FsException cause = Await.cause(failure);
            CompletableFuture<T> next;
            try {
                next = step.apply(cause.error(), cause);
            } catch (RuntimeException e) {
                next = CompletableFuture.failedFuture(e);
            }
            pass(next, result);
        });
        return result;
    }

    /**
     * The same result for somebody who may give up waiting: INTERRUPTED then. What is waited for goes on.
     *
     * @param late gets the value if it comes after that
     */
    static <T> CompletableFuture<T> unlessCancelled(CompletableFuture<T> future, CancelToken cancel, Consumer<T> late) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CancelToken.Registration registration = cancel.onCancel(
                () -> result.completeExceptionally(new FsException(FsError.INTERRUPTED, "nobody waits any more")));
        future.whenComplete((value, failure) -> {
            registration.close();
            if (failure != null) {
                result.completeExceptionally(Await.cause(failure));
            } else if (!result.complete(value)) {
                late.accept(value);
            }
        });
        return result;
    }

    /** Completes one future as another does, failures without wrapping. */
    static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(Await.cause(failure));
            }
        });
    }
}
