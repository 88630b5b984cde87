package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.AccessFlags;

/**
 * A file opened by somebody on this client, as a file descriptor is.
 *
 * <p>Unless opened as direct, small writes are gathered and sequential reads run ahead; others see what
 * was written after {@link #flush}, {@link #sync} or {@link #close}, or some seconds later. A write that
 * fails after it was answered for is reported by the next write, flush, sync or close of everybody who has
 * the file open, once each.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link FsException}. Buffers passed in are taken
 * over; buffers passed out belong to the caller.
 */
public final class OpenFile {
    private final OpenFiles files;
    private final SharedFile shared;
    private final FileHandle handle;
    private final boolean direct;
    private final long version;
    private long seenErrors;
    private boolean closed;

    OpenFile(OpenFiles files, SharedFile shared, FileHandle handle, boolean direct, long version) {
        this.files = files;
        this.shared = shared;
        this.handle = handle;
        this.direct = direct;
        this.version = version;
        seenErrors = shared.errors().count();
    }

    /** Where the file is now. */
    public EntryInfo entry() {
        return shared.entry();
    }

    /** Text by which the metadata server knows this open file. */
    public String handle() {
        return handle.current().handle();
    }

    /** Changes whenever the content does, as of the opening; 0 = unknown. */
    public long version() {
        return version;
    }

    /** Whether it was opened for writing. */
    public boolean writable() {
        return handle.access() != AccessFlags.READ;
    }

    /** Reads up to so many bytes; fewer at the end of the file. */
    public CompletableFuture<ByteBuf> read(long offset, int length, Caller caller) {
        return read(offset, length, false, caller);
    }

    /** @param past whether to go past all buffers even if the file wasn't opened so */
    public CompletableFuture<ByteBuf> read(long offset, int length, boolean past, Caller caller) {
        return shared.read(handle, offset, length, direct || past, caller);
    }

    /** Writes; the result is less than all only when opened as direct, and the file system is full then. */
    public CompletableFuture<Integer> write(long offset, ByteBuf data, Caller caller) {
        return write(offset, data, false, caller);
    }

    /** @param past whether to go past all buffers even if the file wasn't opened so */
    public CompletableFuture<Integer> write(long offset, ByteBuf data, boolean past, Caller caller) {
        Optional<FsException> earlier = news();
        if (earlier.isPresent()) {
            data.release();
            return CompletableFuture.failedFuture(earlier.get());
        }
        return shared.write(handle, offset, data, direct || past, caller);
    }

    /** Writes all at the end of the file; the result is where that was. */
    public CompletableFuture<Long> append(ByteBuf data, Caller caller) {
        Optional<FsException> earlier = news();
        if (earlier.isPresent()) {
            data.release();
            return CompletableFuture.failedFuture(earlier.get());
        }
        return shared.append(handle, data, direct, caller);
    }

    /** Attributes, what is buffered being written before. */
    public CompletableFuture<StatData> stat(Caller caller) {
        return shared.stat(caller);
    }

    /** Sets the length. */
    public CompletableFuture<Void> truncate(long size, Caller caller) {
        return shared.truncate(size, caller);
    }

    /** Writes what is buffered to the servers. */
    public CompletableFuture<Void> flush() {
        return shared.flush().thenCompose(done -> reported());
    }

    /** Makes what was written durable; only flushes with tuneRemoteFSync = false. */
    public CompletableFuture<Void> sync(Caller caller) {
        return files.sync(shared, handle, caller).thenCompose(done -> files.announce(shared))
                .thenCompose(done -> files.reportFlush(shared, handle, caller)).thenCompose(done -> reported());
    }

    /** What a close(2) does, as often as there are: flushes, and syncs with sysSyncOnClose. */
    public CompletableFuture<Void> flushAtClose(Caller caller) {
        return files.syncsOnClose() ? sync(caller)
                : shared.flush().thenCompose(done -> files.announce(shared))
                .thenCompose(done -> files.reportFlush(shared, handle, caller)).thenCompose(done -> reported());
    }

    /** Ends this open file. Its errors are reported, but it is closed in any case. Idempotent. */
    public CompletableFuture<Void> close() {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(null);
            }
            closed = true;
        }
        return shared.flush().thenCompose(done -> files.release(shared, handle)).thenCompose(done -> reported());
    }

    private synchronized Optional<FsException> news() {
        Optional<FsException> error = shared.errors().since(seenErrors);
        seenErrors = shared.errors().count();
        return error;
    }

    private CompletableFuture<Void> reported() {
        return news().map(CompletableFuture::<Void>failedFuture).orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
