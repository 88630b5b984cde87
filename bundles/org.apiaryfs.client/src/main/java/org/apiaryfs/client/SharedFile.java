package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.ChunkOwner;

/**
 * What this client holds of one file that it has open: handles, length, buffers. All local opens of the
 * file share it, so that they see each other's data at once.
 *
 * <p>Thread-safe; no method blocks.
 */
final class SharedFile implements StripedIo.Size {
    /** Length before anybody has asked; reads then ask where it matters. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /**
     * Where a file may be larger than a server's disk allows, which writers want to hear at once: ext4 takes
     * chunk files of 16 TiB.
     */
    private static final long SURELY_POSSIBLE = 1L << 44; // bytes

    private final FileServices services;
    private final Remote remote;
    private final List<FileHandle> handles = new ArrayList<>();
    private final WriteErrors errors = new WriteErrors();
    private final WriteBack writeBack;
    private final ReadAhead readAhead;
    private final StripedIo.Size asked = new Asked();
    private volatile EntryInfo entry;
    private volatile Optional<ChunkOwner> owner = Optional.empty();
    private CompletableFuture<?> lastAppend = CompletableFuture.completedFuture(null);
    private long known = UNKNOWN;
    private long written;
    private long arrived = System.nanoTime();
    private long appendEnd = -1;
    private long flushes;
    private long changes;
    private boolean news;
    private int opens;

    SharedFile(EntryInfo entry, FileServices services, Remote remote) {
        this.entry = entry;
        this.remote = remote;
        this.services = services;
        writeBack = new WriteBack(services.blockSize(), services.budget(), services.allocator(), services.scheduler(), errors);
        readAhead = new ReadAhead(services.blockSize(), services.budget(), services.allocator(), this::readSequence);
    }

    /** What can't be done with the open handles. */
    @FunctionalInterface
    interface Remote {
        /** Whether the storage servers have a byte of the file. */
        CompletableFuture<Boolean> hasByte(EntryInfo entry, long offset, Caller caller);
    }

    /** The length for those who go past what this client knows. */
    private final class Asked implements StripedIo.Size {
        @Override
        public long known() {
            return UNKNOWN;
        }

        @Override
        public CompletableFuture<Long> refresh() {
            return SharedFile.this.refresh();
        }
    }

    EntryInfo entry() {
        return entry;
    }

    /** The file was renamed, or its entry turned out to be different. */
    void entry(EntryInfo changed) {
        entry = changed;
    }

    WriteErrors errors() {
        return errors;
    }

    /** Counts local opens; the registry does that under its lock. */
    int opens(int change) {
        opens += change;
        return opens;
    }

    // Handles

    /** A shared handle for a kind of access that is open or being opened; empty if a new one is needed. */
    synchronized Optional<FileHandle> handle(int access) {
        return handles.stream().filter(h -> h.access() == access && !h.opened().isCompletedExceptionally() && h.use()).findFirst();
    }

    synchronized void add(FileHandle handle) {
        handles.add(handle);
    }

    synchronized void remove(FileHandle handle) {
        handles.remove(handle);
    }

    /** All handles that are open, which are no longer this file's. */
    synchronized List<FileHandle> takeHandles() {
        List<FileHandle> open = handles.stream().filter(h -> h.opened().isDone() && !h.opened().isCompletedExceptionally()).toList();
        handles.clear();
        return open;
    }

    /** The handles through which data may have gone out, and one more. */
    synchronized List<FileHandle> writers(FileHandle own) {
        return handles.stream().filter(h -> h == own
                || h.access() != AccessFlags.READ && h.opened().isDone() && !h.opened().isCompletedExceptionally()).toList();
    }

    /** Any open handle that can read (or write). */
    private synchronized Optional<FileHandle> any(int kind) {
        return handles.stream().filter(h -> h.opened().isDone() && !h.opened().isCompletedExceptionally())
                .filter(h -> h.access() == kind || h.access() == AccessFlags.READ_WRITE).findFirst();
    }

    // Length

    @Override
    public synchronized long known() {
        return Math.max(known, written);
    }

    @Override
    public CompletableFuture<Long> refresh() {
        return stat(Caller.ROOT).thenApply(StatData::size);
    }

    /** Length up to which this client has written; 0 if it hasn't. */
    synchronized long written() {
        return written;
    }

    /** When the servers last took something that this client has written, by {@link System#nanoTime}. */
    synchronized long arrived() {
        return arrived;
    }

    /** Length up to which this client has written if attributes that were asked for at a time may not know it yet; else 0. */
    synchronized long writtenSince(long asked) {
        return writeBack.dirty() || arrived - asked > 0 ? written : 0;
    }

    /** Takes over attributes that were asked for elsewhere, while nothing was buffered. */
    synchronized void seen(StatData stat) {
        known = stat.size();
        owner = services.settings().quota() ? Optional.of(new ChunkOwner(stat.uid(), stat.gid())) : owner;
    }

    /** The file may be longer than was known: up to there what the servers haven't got is a hole. */
    synchronized void reaches(long size) {
        known = Math.max(known, size);
    }

    /** Whether something was written since this was asked last. */
    synchronized boolean takeNews() {
        boolean was = news;
        news = false;
        return was;
    }

    /** What is read ahead may be out of date. */
    void opened() {
        readAhead.invalidate();
    }

    /**
     * Attributes, everything buffered being written before.
     *
     * <p>A metadata server asks the storage servers for the length of a file that is being written. It
     * answers with the length of before if they can't be reached, or if it was restarted and has forgotten
     * that somebody writes. So a length that falls short of what this client has written is not believed
     * before the storage server that has the last byte says that it is gone.
     */
    CompletableFuture<StatData> stat(Caller caller) {
        return flush().thenCompose(done -> {
            long changesBefore;
            long end;
            synchronized (this) {
                changesBefore = changes;
                end = written;
            }
            return services.namespace().stat(entry, caller).thenCompose(stat -> stat.size() >= end
                    ? CompletableFuture.completedFuture(stat)
                    : remote.hasByte(entry, end - 1, caller).thenCompose(there -> there ? insist(end, caller) : CompletableFuture.completedFuture(stat)))
                    .thenApply(stat -> took(stat, changesBefore));
        });
    }

    /** The last byte is there: the metadata server should know, and be it by another handle. */
    private CompletableFuture<StatData> insist(long end, Caller caller) {
        return services.namespace().stat(entry, caller).thenCompose(stat -> {
            Optional<FileHandle> writer = stat.size() < end ? any(AccessFlags.WRITE) : Optional.empty();
            return writer.isEmpty() ? CompletableFuture.completedFuture(stat)
                    : writer.get().renew().thenCompose(again -> services.namespace().stat(entry, caller));
        }).thenApply(stat -> stat.size() >= end ? stat : withSize(stat, end));
    }

    private static StatData withSize(StatData s, long size) {
        return new StatData(s.flags(), s.mode(), s.blocks(), s.creationTime(), s.atime(), s.mtime(), s.ctime(), size,
                s.nlink(), s.contentsVersion(), s.uid(), s.gid());
    }

    private synchronized StatData took(StatData stat, long changesBefore) {
        // What was written or cut while the answer was under way may or may not be in it.
        if (!writeBack.dirty() && changes == changesBefore) {
            known = stat.size();
            written = Math.min(written, known);
        }
        return stat;
    }

    /** A write begins: from now on others may see it or not. */
    private synchronized void writing() {
        changes++;
    }

    private synchronized void wrote(long end) {
        changes++;
        news = true;
        written = Math.max(written, end);
    }

    // Data

    CompletableFuture<ByteBuf> read(FileHandle handle, long offset, int length, boolean direct, Caller caller) {
        if (length == 0) {
            return CompletableFuture.completedFuture(services.allocator().directBuffer(0, 0));
        }
        long asOf = readAhead.generation();
        boolean dirty = writeBack.dirty(offset, offset + length);
        StripedIo.Size size = direct ? asked : this;
        if (dirty) {
            return writeBack.flush(offset, offset + length).thenCompose(done -> readThrough(handle, offset, length, size, caller));
        }
        return direct || !services.buffered() || writeBack.dirty()
                ? readThrough(handle, offset, length, size, caller)
                : readAhead.read(offset, length, known(), asOf);
    }

    private CompletableFuture<ByteBuf> readThrough(FileHandle handle, long offset, int length, StripedIo.Size size, Caller caller) {
        return handle.with(file -> services.io().read(file, offset, length, size, caller));
    }

    /** For reading ahead, through whichever handle is open then. */
    private CompletableFuture<ByteBuf> readSequence(long offset, int length) {
        return any(AccessFlags.READ).map(h -> readThrough(h, offset, length, this, Caller.ROOT))
                .orElseGet(() -> Failures.failed(FsError.INTERNAL, "no handle to read with is open"));
    }

    /**
     * Writes; buffered data is answered for when it is copied.
     *
     * @param data taken over
     * @return bytes taken, less than all only if not buffered
     */
    CompletableFuture<Integer> write(FileHandle handle, long offset, ByteBuf data, boolean direct, Caller caller) {
        int length = data.readableBytes();
        readAhead.invalidate();
        writing();
        if (!direct && services.buffered() && offset + length <= SURELY_POSSIBLE) {
            return writeBack.write(offset, data, caller.cancel(), (at, bytes) -> writeThrough(handle, at, bytes, Caller.ROOT))
                    .whenComplete((done, failure) -> readAhead.invalidate()).thenApply(done -> {
                wrote(offset + length);
                return length;
            });
        }
        // Once more at the end: what was read ahead meanwhile may be from before the write.
        return after(offset, offset + length, caller, data, () -> writeThrough(handle, offset, data, caller))
                .whenComplete((count, failure) -> readAhead.invalidate()).thenApply(count -> {
            wrote(offset + count);
            return count;
        });
    }

    /** Does something with data when what is buffered is written; the data is released if the caller doesn't wait for that. */
    private <T> CompletableFuture<T> after(long from, long to, Caller caller, ByteBuf data, Supplier<CompletableFuture<T>> action) {
        if (!writeBack.dirty(from, to)) {
            return action.get();
        }
        CompletableFuture<Void> flushed = Failures.unlessCancelled(writeBack.flush(from, to), caller.cancel(), late -> { });
        flushed.whenComplete((done, failure) -> {
            if (failure != null) {
                data.release();
            }
        });
        return flushed.thenCompose(done -> action.get());
    }

    private CompletableFuture<Integer> writeThrough(FileHandle handle, long offset, ByteBuf data, Caller caller) {
        CompletableFuture<Integer> answer = handle.with(file -> services.io().write(file, offset, data.retainedDuplicate(), owner, caller));
        return answer.whenComplete((count, failure) -> {
            data.release();
            synchronized (this) {
                arrived = System.nanoTime();
            }
        });
    }

    /**
     * Writes at the end, one after the other. The end is asked for, unless what was appended last is still
     * buffered: its place is decided, and the next goes behind it. After a flush others may have written there.
     *
     * @return the offset at which it was written
     */
    CompletableFuture<Long> append(FileHandle handle, ByteBuf data, boolean direct, Caller caller) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (this) {
            before = lastAppend;
            lastAppend = result;
        }
        before.whenComplete((ignored, failure) -> Failures.pass(services.settings().globalAppendLocks()
                ? appendLocked(handle, data, caller) : appendNow(handle, data, direct, caller), result));
        return result;
    }

    /** So that no other client appends between the question for the end and the write (spec meta §14.5). */
    private CompletableFuture<Long> appendLocked(FileHandle handle, ByteBuf data, Caller caller) {
        String id = handle.current().handle();
        CompletableFuture<Void> locked = services.locks().append(this, id, LockClient.Action.EXCLUSIVE, caller);
        locked.whenComplete((done, failure) -> {
            if (failure != null) {
                data.release();
            }
        });
        return locked.thenCompose(done -> appendNow(handle, data, true, caller).handle((at, failure) ->
                services.locks().append(this, id, LockClient.Action.UNLOCK, Caller.ROOT).thenCompose(unlocked -> failure == null
                        ? CompletableFuture.completedFuture(at)
                        : CompletableFuture.<Long>failedFuture(failure))).thenCompose(f -> f));
    }

    private CompletableFuture<Long> appendNow(FileHandle handle, ByteBuf data, boolean direct, Caller caller) {
        int length = data.readableBytes();
        boolean decided;
        long end;
        synchronized (this) {
            end = appendEnd;
            decided = end >= 0 && end == written && end >= known && writeBack.dirty();
        }
        CompletableFuture<Long> at = decided ? CompletableFuture.completedFuture(end) : stat(caller).thenApply(StatData::size);
        at.whenComplete((ok, failure) -> {
            if (failure != null) {
                data.release();
            }
        });
        return at.thenCompose(offset -> appendAt(offset, handle, data, direct, caller).thenCompose(count -> count == length
                ? CompletableFuture.completedFuture(offset)
                : Failures.failed(FsError.NO_SPACE, "only " + count + " bytes were appended")));
    }

    private CompletableFuture<Integer> appendAt(long offset, FileHandle handle, ByteBuf data, boolean direct, Caller caller) {
        long flushesBefore;
        synchronized (this) {
            flushesBefore = flushes;
        }
        return write(handle, offset, data, direct, caller).thenApply(count -> {
            synchronized (this) {
                appendEnd = flushes == flushesBefore ? offset + count : -1;
            }
            return count;
        });
    }

    /** Writes what is buffered to the servers. */
    CompletableFuture<Void> flush() {
        return writeBack.flush().whenComplete((done, failure) -> {
            synchronized (this) {
                flushes++;
                appendEnd = -1;
            }
        });
    }

    CompletableFuture<Void> truncate(long size, Caller caller) {
        return flush().thenCompose(done -> services.namespace().truncate(entry, size, caller)).thenRun(() -> truncated(size));
    }

    /** The file has another length by this client's doing. */
    void truncated(long size) {
        synchronized (this) {
            changes++;
            known = size;
            written = Math.min(written, size);
            appendEnd = -1;
        }
        readAhead.invalidate();
    }

    /** What was buffered is written; nobody uses this any more. */
    void closed() {
        readAhead.invalidate();
    }
}
