package org.apiaryfs.fuse.internal.jnr;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.CountReply;
import org.apiaryfs.fuse.CreateReply;
import org.apiaryfs.fuse.DataReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.EntryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.HandleOption;
import org.apiaryfs.fuse.LinkReply;
import org.apiaryfs.fuse.LockReply;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.StatfsReply;
import org.apiaryfs.fuse.XattrListReply;
import org.apiaryfs.fuse.XattrReply;

/**
 * The answer to one operation, for which a thread of libfuse waits. Each kind of completion yields the value that
 * {@link #await} returns.
 *
 * <p>Threading: completed by any thread, awaited by one. Callers cannot be interrupted: libfuse 2 has no way to tell.
 */
final class Answer implements EmptyReply, EntryReply, AttrReply, OpenReply, CreateReply, DataReply, CountReply,
        LinkReply, StatfsReply, XattrReply, XattrListReply, LockReply {
    private final CompletableFuture<Object> result = new CompletableFuture<>();
    private final MemorySegment target;

    /**
     * What create yields.
     *
     * @param entry  the file
     * @param handle its handle
     */
    record Created(Entry entry, long handle) { }

    /** An answer without room for data. */
    Answer() {
        this(MemorySegment.NULL);
    }

    /** An answer whose data, if any, is copied to the target. */
    Answer(MemorySegment target) {
        this.target = target;
    }

    /** Waits for the answer. */
    <T> T await(Class<T> type) throws OperationFailed {
        try {
            return type.cast(result.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof OperationFailed failed ? failed : new OperationFailed(Errno.EIO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed(Errno.EINTR);
        }
    }

    @Override
    public boolean error(Errno errno) {
        return result.completeExceptionally(new OperationFailed(errno));
    }

    @Override
    public void onInterrupt(Runnable hook) {
        // never run, see the class comment
    }

    @Override
    public boolean isInterrupted() {
        return false;
    }

    @Override
    public boolean isCompleted() {
        return result.isDone();
    }

    @Override
    public boolean ok() {
        return result.complete(Boolean.TRUE);
    }

    @Override
    public boolean entry(Entry entry) {
        return result.complete(entry);
    }

    @Override
    public boolean negative(Duration validity) {
        return error(Errno.ENOENT);
    }

    @Override
    public boolean attributes(Attributes attributes, Duration validity) {
        return result.complete(attributes);
    }

    @Override
    public boolean opened(long handle, HandleOption... options) {
        return result.complete(handle);
    }

    @Override
    public boolean created(Entry entry, long handle, HandleOption... options) {
        return result.complete(new Created(entry, handle));
    }

    @Override
    public synchronized boolean data(ByteBuffer... buffers) {
        long length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        if (length > target.byteSize()) {
            error(Errno.EIO);
            throw new IllegalArgumentException(
                    "answered %d bytes to a read of %d".formatted(length, target.byteSize()));
        }
        if (isCompleted()) { // the target may be gone
            return false;
        }
        long at = 0;
        for (ByteBuffer buffer : buffers) {
            MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, target, at, buffer.remaining());
            at += buffer.remaining();
        }
        return result.complete(length);
    }

    @Override
    public boolean count(long bytes) {
        return result.complete(bytes);
    }

    @Override
    public boolean target(String target) {
        return result.complete(target);
    }

    @Override
    public boolean stats(FileSystemStats stats) {
        return result.complete(stats);
    }

    @Override
    public int room() {
        return (int) target.byteSize();
    }

    @Override
    public boolean value(byte[] value) {
        if (room() == 0) {
            return result.complete((long) value.length);
        }
        return value.length > room() ? error(Errno.ERANGE) : data(ByteBuffer.wrap(value));
    }

    @Override
    public boolean names(Collection<String> names) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : names) {
            list.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
            list.write(0);
        }
        return value(list.toByteArray());
    }

    @Override
    public boolean conflict(FileLock lock) {
        return result.complete(lock);
    }

    @Override
    public boolean free() {
        return conflict(new FileLock(FileLock.Type.UNLOCK, 0, Long.MAX_VALUE, 0));
    }
}
