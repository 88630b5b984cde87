package org.apiaryfs.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    /** How long the end waits for operations, each of which tidies up when it is interrupted. */
    private static final Duration TIDYING = Duration.ofSeconds(5);

    private final Supplier<Optional<Session>> session;
    private final Role role;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

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

    private <T> CompletableFuture<T> start(Session session, Steps<T> steps) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name("admin-operation").unstarted(() -> {
            try {
                run(session, steps, future);
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                thread.interrupt();
            }
        });
        running.add(thread);
        thread.start();
        return future;
    }

    private <T> void run(Session session, Steps<T> steps, CompletableFuture<T> future) {
        try {
            future.complete(steps.run(session));
        } catch (AdminException e) {
            future.completeExceptionally(e);
        } catch (FsException e) {
            future.completeExceptionally(Problems.of(e).asException());
        } catch (InterruptedException e) {
            future.completeExceptionally((ended ? Problems.CLOSED : Problems.CANCELLED).asException());
        } catch (RuntimeException | Error e) {
            LOG.error("an operation failed unexpectedly", e);
            future.completeExceptionally(new Problem(Problem.Kind.INTERNAL, "Unexpected: " + e).asException());
        }
    }

    /** Interrupts what runs, and waits a little until it has tidied up. To be called when the supplier has no session any more, but before the last one is closed. */
    void end() {
        ended = true;
        running.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TIDYING.toNanos();
        for (Thread thread : running) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
                try {
                    thread.join(Duration.ofNanos(deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    LOG.debug("told to end once more");
                }
            }
        }
    }
}
