package org.apiaryfs.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apiaryfs.protocol.FsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How operations reach the cluster: each runs on a virtual thread of its own, or on none if it is but one question, on the session that
 * is in use when it begins, and keeps that session open until it ends. Thread-safe; nothing but {@link #end} blocks the caller. Futures fail with
 * {@link AdminException}; cancelling one interrupts its thread or gives up its question, and what was asked already may or may not have been done.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    /** How long the end waits for operations, each of which tidies up when it is interrupted. */
    private static final Duration TIDYING = Duration.ofSeconds(5);

    private final Role role;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Session> running = new HashMap<>();
    private Optional<Session> session = Optional.empty();
    private volatile boolean ended;

    Link(Role role) {
        this.role = role;
    }

    /** The steps of an operation; they may wait for answers. */
    @FunctionalInterface
    interface Steps<T> {
        T run(Session session) throws AdminException, FsException, InterruptedException;
    }

    /** Has operations that begin from now on run on a session. */
    void use(Session next) {
        lock.lock();
        try {
            session = Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    /** Has nothing new begin on the session that is in use; it is closed as soon as what runs on it has ended. */
    void leave() {
        Optional<Session> idle;
        lock.lock();
        try {
            idle = session.filter(s -> !running.containsValue(s));
            session = Optional.empty();
        } finally {
            lock.unlock();
        }
        idle.ifPresent(Session::close);
    }

    /** Runs an operation that changes nothing. */
    <T> CompletableFuture<T> look(Steps<T> steps) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread;
        lock.lock();
        try {
            if (session.isEmpty()) {
                return CompletableFuture.failedFuture(Problems.NOT_CONNECTED.asException());
            }
            Session its = session.get();
            thread = Thread.ofVirtual().name("admin-operation").unstarted(() -> {
                try {
                    run(its, steps, future);
                } finally {
                    finished(Thread.currentThread(), its);
                }
            });
            running.put(thread, its);
        } finally {
            lock.unlock();
        }
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return future;
    }

    /** Asks one question that changes nothing, and makes something of the answer. */
    <A, T> CompletableFuture<T> ask(Function<Session, CompletableFuture<A>> question, Function<A, T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Session its;
        lock.lock();
        try {
            if (session.isEmpty()) {
                return CompletableFuture.failedFuture(Problems.NOT_CONNECTED.asException());
            }
            its = session.get();
            running.put(result, its);
        } finally {
            lock.unlock();
        }
        CompletableFuture<A> answer = answer(its, question);
        result.whenComplete((value, failure) -> answer.cancel(true)); // unless it is there
        answer.thenApply(reading).whenComplete((value, failure) -> {
            finished(result, its);
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(problem(failure).asException());
            }
        });
        return result;
    }

    private static <A> CompletableFuture<A> answer(Session session, Function<Session, CompletableFuture<A>> question) {
        try {
            return question.apply(session);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Problem problem(Throwable failure) {
        return switch (failure instanceof CompletionException ? failure.getCause() : failure) {
            case AdminException e -> e.problem();
            case FsException e -> Problems.of(e);
            case CancellationException e -> Problems.CANCELLED;
            case Throwable e -> {
                LOG.error("a question failed unexpectedly", e);
                yield Problems.unexpected(e);
            }
        };
    }

    /** Runs an operation that changes something, unless the connection is for information only. */
    <T> CompletableFuture<T> change(Steps<T> steps) {
        return role == Role.ADMINISTRATOR ? look(steps) : CompletableFuture.failedFuture(Problems.INFORMATION_ONLY.asException());
    }

    private void finished(Object operation, Session its) {
        boolean last;
        lock.lock();
        try {
            running.remove(operation);
            last = session.filter(s -> s == its).isEmpty() && !running.containsValue(its);
        } finally {
            lock.unlock();
        }
        if (last) {
            its.close();
        }
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
            future.completeExceptionally(Problems.unexpected(e).asException());
        }
    }

    /** The end: {@link #leave}, and what runs is interrupted and given a little time to tidy up, before its session is closed. */
    void end() {
        ended = true;
        leave();
        Map<Object, Session> last;
        lock.lock();
        try {
            last = Map.copyOf(running);
        } finally {
            lock.unlock();
        }
        List<Thread> threads = new ArrayList<>();
        for (Object operation : last.keySet()) {
            switch (operation) {
                case Thread thread -> threads.add(thread);
                case CompletableFuture<?> question -> question.completeExceptionally(Problems.CLOSED.asException());
                default -> throw new IllegalStateException(operation.toString());
            }
        }
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TIDYING.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
                try {
                    thread.join(Duration.ofNanos(deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    LOG.debug("told to end once more");
                }
            }
        }
        last.values().forEach(Session::close);
    }
}
