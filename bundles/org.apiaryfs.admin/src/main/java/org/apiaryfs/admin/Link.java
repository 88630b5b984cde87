package org.apiaryfs.admin;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apiaryfs.protocol.FsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How operations reach the cluster: each runs on a virtual thread of its own, on the session that there is when it begins.
 * Thread-safe; nothing blocks the caller. Futures fail with {@link AdminException}; cancelling one interrupts its thread, and
 * what was asked already may or may not have been done.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final Supplier<Optional<Session>> session;
    private final Role role;

    Link(Supplier<Optional<Session>> session, Role role) {
        this.session = session;
        this.role = role;
    }

    /** The steps of an operation; they may wait for answers. */
    @FunctionalInterface
    interface Steps<T> {
        T run(Session session) throws AdminException, FsException, InterruptedException;
    }

    /** Runs an operation that changes nothing. */
    <T> CompletableFuture<T> look(Steps<T> steps) {
        return session.get().map(s -> start(s, steps)).orElseGet(() -> CompletableFuture.failedFuture(Problems.NOT_CONNECTED.asException()));
    }

    /** Runs an operation that changes something, unless the connection is for information only. */
    <T> CompletableFuture<T> change(Steps<T> steps) {
        return role == Role.ADMINISTRATOR ? look(steps) : CompletableFuture.failedFuture(Problems.INFORMATION_ONLY.asException());
    }

    private static <T> CompletableFuture<T> start(Session session, Steps<T> steps) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name("admin-operation").unstarted(() -> {
            try {
                future.complete(steps.run(session));
            } catch (AdminException e) {
                future.completeExceptionally(e);
            } catch (FsException e) {
                future.completeExceptionally(Problems.of(e).asException());
            } catch (InterruptedException e) {
                future.completeExceptionally(Problems.CANCELLED.asException());
            } catch (RuntimeException e) {
                LOG.error("an operation failed unexpectedly", e);
                future.completeExceptionally(new Problem(Problem.Kind.INTERNAL, "Unexpected: " + e).asException());
            }
        });
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return future;
    }
}
