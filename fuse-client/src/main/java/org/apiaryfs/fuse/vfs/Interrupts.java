package org.apiaryfs.fuse.vfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apiaryfs.client.Caller;
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
 * <p>Source: proc(5), signal(7). Thread-safe.
 */
final class Interrupts {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final long SIGKILL = 1L << 9 - 1;
    private static final int HEX = 16;

    private final Scheduler scheduler;

    Interrupts(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whoever asks, with a token that is cancelled when he is being killed. */
    Caller caller(RequestContext context, Reply reply) {
        CancelToken token = new CancelToken();
        reply.onInterrupt(() -> Thread.ofVirtual().name("fuse-interrupt").start(() -> look(context.pid(), reply, token)));
        return of(context).withCancel(token);
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

    private void look(int thread, Reply reply, CancelToken token) {
        if (reply.isCompleted()) {
            return;
        }
        if (dying(thread)) {
            token.cancel();
        } else {
            scheduler.schedule(LOOK_AGAIN, () -> Thread.ofVirtual().name("fuse-interrupt").start(() -> look(thread, reply, token)));
        }
    }

    /** Whether a thread is about to be killed; one that can't be seen is taken to be. */
    private static boolean dying(int thread) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Integer.toString(thread), "status"))) {
                boolean pending = line.startsWith("SigPnd:") || line.startsWith("ShdPnd:");
                if (pending && (Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), HEX) & SIGKILL) != 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException | NumberFormatException e) {
            return true;
        }
    }
}
