package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apiaryfs.fuse.KernelNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications to the kernel from a thread that does nothing else: the kernel may block it until a request on
 * the same inode or directory has been answered.
 *
 * <p>Source: the FUSE kernel protocol, notifications. Threading: any thread.
 */
final class NotificationThread implements KernelNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationThread.class);
    private static final int INVAL_INODE = 2;
    private static final int INVAL_ENTRY = 3;
    private static final int DELETE = 6;
    private static final int EXPIRE_ONLY = 1;
    private static final long ATTRIBUTES_ONLY = -1;
    private static final int LONGEST_NAME = 255;

    private final DeviceFd device;
    private final ExecutorService thread;

    NotificationThread(DeviceFd device) {
        this.device = device;
        thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("fuse-notify").daemon().factory());
    }

    @Override
    public CompletionStage<Boolean> invalidateInode(long nodeId, long offset, long length) {
        return send(INVAL_INODE, 24, out -> {
            out.set(JAVA_LONG_UNALIGNED, 0, nodeId);
            out.set(JAVA_LONG_UNALIGNED, 8, offset);
            out.set(JAVA_LONG_UNALIGNED, 16, length);
        });
    }

    @Override
    public CompletionStage<Boolean> invalidateAttributes(long nodeId) {
        return invalidateInode(nodeId, ATTRIBUTES_ONLY, TO_END);
    }

    @Override
    public CompletionStage<Boolean> invalidateEntry(long parent, String name) {
        return entry(parent, name, 0);
    }

    @Override
    public CompletionStage<Boolean> expireEntry(long parent, String name) {
        return entry(parent, name, EXPIRE_ONLY);
    }

    private CompletionStage<Boolean> entry(long parent, String name, int flags) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > LONGEST_NAME) {
            return CompletableFuture.completedStage(false);
        }
        return send(INVAL_ENTRY, 16 + bytes.length + 1, out -> {
            out.set(JAVA_LONG_UNALIGNED, 0, parent);
            out.set(JAVA_INT_UNALIGNED, 8, bytes.length);
            out.set(JAVA_INT_UNALIGNED, 12, flags);
            name(out, 16, bytes);
        });
    }

    @Override
    public CompletionStage<Boolean> deleteEntry(long parent, long child, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > LONGEST_NAME) {
            return CompletableFuture.completedStage(false);
        }
        return send(DELETE, 24 + bytes.length + 1, out -> {
            out.set(JAVA_LONG_UNALIGNED, 0, parent);
            out.set(JAVA_LONG_UNALIGNED, 8, child);
            out.set(JAVA_INT_UNALIGNED, 16, bytes.length);
            out.set(JAVA_INT_UNALIGNED, 20, 0);
            name(out, 24, bytes);
        });
    }

    private static void name(MemorySegment out, long at, byte[] bytes) {
        MemorySegment.copy(bytes, 0, out, JAVA_BYTE, at, bytes.length);
        out.set(JAVA_BYTE, at + bytes.length, (byte) 0);
    }

    private CompletionStage<Boolean> send(int code, int length, Consumer<MemorySegment> encoder) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                int error = device.notify(code, length, encoder);
                if (error < 0 && error != -Linux.ENOENT && error != -Linux.ENODEV) {
                    LOG.warn("kernel notification failed: code={} errno={}", code, -error);
                }
                result.complete(error == 0);
            });
        } catch (RejectedExecutionException e) { // the session has ended
            result.complete(false);
        }
        return result;
    }

    /** Lets what is queued finish and takes nothing more. */
    void close() {
        thread.shutdown();
    }
}
