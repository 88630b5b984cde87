package org.apiaryfs.fuse.vfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.client.Caller;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.Reply;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.transport.CancelToken;
import org.apiaryfs.transport.Scheduler;

/**
 * Turns signals into cancellation.
 *
 * <p>The kernel reports any signal that a waiting process gets, but only once per request, and programs
 * don't expect EINTR from most calls. So a request is given up only for a signal that ends the process:
 * such a one becomes a pending SIGKILL of the thread, which is looked for from the first report on until
 * the answer is there. Waiting for locks is the exception: there every signal counts.
 *
 * <p>Of direct I/O and of what is read ahead, which it waits for without listening to signals, the kernel reports none: such
 * requests are looked at in any case when they take long. Pages are locked until then, and hold up whoever opens the file.
 *
 * <p>A killed process closes its files on its way out, and no signal reaches it any more. So that it doesn't stay
 * around for as long as a server is away, such a close is answered after a while; the data goes on to be written.
 *
 * <p>Source: proc(5), signal(7). Thread-safe.
 */
final class Interrupts {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final long SIGKILL = 1L << 9 - 1;
    private static final int HEX = 16;
    /** Index of the kernel's flags in /proc/PID/stat behind the name, and those that a killed thread has: exiting, signaled. */
    private static final int FLAGS_AFTER_NAME = 6;
    private static final long KILLED = 0x4 | 0x400;
    /** Whether other users' processes can be seen (proc(5), hidepid). */
    private static final boolean SEES_ALL = Files.exists(process(1));

    private final Scheduler scheduler;
    private final Set<Unreported> unreported = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * A request of whose caller's signals the kernel says nothing. Compared by identity.
     *
     * @param cached whether it is needless when the thread is gone
     * @param since by {@link Scheduler#nanoTime}
     * @param killed what to do when its caller is being killed
     */
    private record Unreported(int thread, boolean cached, long since, Runnable killed) {
        private boolean over() {
            return pending(thread).orElse(cached && SEES_ALL && !Files.exists(process(thread))) || Interrupts.killed(thread);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Interrupts(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whoever asks, with a token that is cancelled when he is being killed; his request is answered then. */
    Caller caller(RequestContext context, Reply reply) {
        CancelToken token = new CancelToken();
        reply.onInterrupt(() -> watch(context.pid(), reply, () -> {
            token.cancel();
            // What can't be called off goes on without him.
            reply.error(Errno.EINTR);
        }));
        return of(context).withCancel(token);
    }

    /** The same for a request whose memory is in use until the work has ended, which then answers it. */
    Caller lending(RequestContext context, Reply reply) {
        CancelToken token = new CancelToken();
        reply.onInterrupt(() -> watch(context.pid(), reply, token::cancel));
        return of(context).withCancel(token);
    }

    /**
     * Does with reading or direct I/O what is to be done when its caller is being killed, until the work has ended.
     *
     * @param cached it fills the page cache: whoever still needs that when its caller is gone asks anew
     */
    void unreported(RequestContext context, CompletableFuture<?> work, boolean cached, Runnable killed) {
        if (work.isDone() || context.pid() == 0) {
            return;
        }
        Unreported request = new Unreported(context.pid(), cached, scheduler.nanoTime(), killed);
        unreported.add(request);
        work.whenComplete((done, failure) -> unreported.remove(request));
        if (looking.compareAndSet(false, true)) {
            lookAtUnreported();
        }
    }

    private void lookAtUnreported() {
        scheduler.schedule(LOOK_AGAIN, () -> onThread(() -> {
            long old = scheduler.nanoTime() - LOOK_AGAIN.toNanos();
            unreported.stream().filter(request -> request.since - old <= 0 && request.over())
                    .forEach(request -> request.killed.run());
            looking.set(false);
            if (!unreported.isEmpty() && looking.compareAndSet(false, true)) {
                lookAtUnreported();
            }
        }));
    }

    /** The same with a token that any signal cancels. */
    Caller patient(RequestContext context, Reply reply) {
        CancelToken token = new CancelToken();
        reply.onInterrupt(token::cancel);
        return of(context).withCancel(token);
    }

    /** The same who can't be interrupted. */
    static Caller of(RequestContext context) {
        return Caller.of(context.uid(), context.gid(), context.umask());
    }

    /** Answers a close when it takes long and whoever closes has been killed. */
    void unlessKilled(RequestContext context, Reply reply) {
        later(reply, () -> {
            if (killed(context.pid())) {
                reply.error(Errno.EINTR);
            } else {
                unlessKilled(context, reply);
            }
        });
    }

    private void watch(int thread, Reply reply, Runnable killed) {
        onThread(() -> look(thread, reply, killed));
    }

    private void look(int thread, Reply reply, Runnable killed) {
        if (reply.isCompleted()) {
            return;
        }
        if (dying(thread)) {
            killed.run();
        } else {
            later(reply, () -> look(thread, reply, killed));
        }
    }

    private void later(Reply reply, Runnable look) {
        scheduler.schedule(LOOK_AGAIN, () -> {
            if (!reply.isCompleted()) {
                onThread(look);
            }
        });
    }

    private static Path process(int thread) {
        return Path.of("/proc", Integer.toString(thread));
    }

    private static void onThread(Runnable look) {
        Thread.ofVirtual().name("fuse-interrupt").start(look);
    }

    /** Whether a thread is on its way out because of a signal. */
    private static boolean killed(int thread) {
        try {
            String stat = Files.readString(process(thread).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[FLAGS_AFTER_NAME]) & KILLED) == KILLED;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** Whether a thread is about to be killed; one that can't be seen is taken to be. */
    private static boolean dying(int thread) {
        return pending(thread).orElse(true);
    }

    /** Whether a SIGKILL is pending; empty if the thread can't be seen. */
    private static Optional<Boolean> pending(int thread) {
        try {
            for (String line : Files.readAllLines(process(thread).resolve("status"))) {
                boolean pending = line.startsWith("SigPnd:") || line.startsWith("ShdPnd:");
                if (pending && (Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), HEX) & SIGKILL) != 0) {
                    return Optional.of(true);
                }
            }
            return Optional.of(false);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
