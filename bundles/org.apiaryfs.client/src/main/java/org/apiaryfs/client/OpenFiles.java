package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.session.BumpFileVersion;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.GetFileVersion;
import org.apiaryfs.protocol.session.GetFileVersionResp;
import org.apiaryfs.protocol.session.OpenFileResp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that this client has open. Local opens of one file share handles, buffers and knowledge.
 *
 * <p>Thread-safe; no method blocks but {@link #closeAll}.
 */
public final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);
    private static final Duration CLOSE_AGAIN = Duration.ofSeconds(60);

    private final MetaRequests meta;
    private final FileServices services;
    private final int clientId;
    private final Map<String, SharedFile> files = new HashMap<>(); // by entry ID; guarded by itself
    private final Map<String, List<Closing>> closing = new HashMap<>(); // guarded by files
    private volatile boolean shutDown;

    OpenFiles(MetaRequests meta, FileServices services, int clientId) {
        this.meta = meta;
        this.services = services;
        this.clientId = clientId;
    }

    /**
     * A close that is on its way to the metadata server, which may have told an older length to who asked before it.
     *
     * @param done when the server has answered
     * @param known when the server knows the length too
     * @param written length up to which this client has written
     * @param arrived when the last of that was on the servers, by {@link System#nanoTime}
     */
    private record Closing(CompletableFuture<Void> done, CompletableFuture<Void> known, long written, long arrived) {}

    /**
     * How to open. Immutable.
     *
     * @param access READ, WRITE or READ_WRITE of {@link AccessFlags}
     * @param truncate empty the file
     * @param direct don't buffer on this client
     */
    public record Mode(int access, boolean truncate, boolean direct) {
        public static final Mode READ = new Mode(AccessFlags.READ, false, false);
        public static final Mode WRITE = new Mode(AccessFlags.WRITE, false, false);
        public static final Mode READ_WRITE = new Mode(AccessFlags.READ_WRITE, false, false);

        public Mode truncating() {
            return new Mode(access, true, direct);
        }

        int flags() {
            return access | (truncate ? AccessFlags.TRUNC : 0);
        }
    }

    /**
     * Opens a file. A caller who gives up doesn't stop the opening, since others may wait for the same handle, and the server
     * would keep the file open: it is closed when it is open.
     *
     * @param known its attributes as of now, if they were just asked for
     */
    public CompletableFuture<OpenFile> open(EntryInfo entry, Optional<StatData> known, Mode mode, Caller caller) {
        return Failures.unlessCancelled(openInAnyCase(entry, known, mode, caller.uncancelled()), caller.cancel(), OpenFile::close);
    }

    private CompletableFuture<OpenFile> openInAnyCase(EntryInfo entry, Optional<StatData> known, Mode mode, Caller caller) {
        SharedFile shared = share(entry, known);
        Optional<FileHandle> existing = shared.handle(mode.access());
        FileHandle handle = existing.orElseGet(() -> new FileHandle(mode.access(), new Remote(shared)));
        CompletableFuture<Void> ready;
        if (existing.isPresent()) {
            ready = handle.opened().thenCompose(h -> mode.truncate() ? shared.truncate(0, caller) : CompletableFuture.completedFuture(null));
        } else {
            shared.add(handle);
            CompletableFuture<Void> before = mode.truncate() ? shared.flush() : CompletableFuture.completedFuture(null);
            ready = before.thenCompose(done -> request(entry, mode.flags(), caller)).thenAccept(open -> {
                if (mode.truncate()) {
                    shared.truncated(0);
                }
                handle.openedAs(open);
            });
        }
        // A handle that was open already tells the version of then.
        CompletableFuture<Long> versioned = ready.thenCompose(done -> existing.isPresent() && services.versioned()
                ? version(entry, caller) : CompletableFuture.completedFuture(handle.current().open().version()));
        CompletableFuture<OpenFile> result = new CompletableFuture<>();
        versioned.whenComplete((version, failure) -> {
            if (failure == null) {
                result.complete(new OpenFile(this, shared, handle, mode.direct(), version));
                return;
            }
            FsException cause = Await.cause(failure);
            if (existing.isPresent() && !handle.opened().isCompletedExceptionally()) {
                release(shared, handle);
            } else {
                handle.opened().completeExceptionally(cause);
                shared.remove(handle);
                unshare(shared);
            }
            result.completeExceptionally(cause);
        });
        return result;
    }

    /** A file that was created, or existed, and is open now. */
    public record Created(Namespace.Creation creation, OpenFile file) {}

    /** Creates and opens a regular file; parameters as of {@link Namespace#create}, the rest as of {@link #open}. */
    public CompletableFuture<Created> create(EntryInfo directory, StatData parent, String name, int permissions, boolean exclusive,
            Mode mode, Caller caller) {
        return Failures.unlessCancelled(createInAnyCase(directory, parent, name, permissions, exclusive, mode, caller.uncancelled()),
                caller.cancel(), late -> late.file().close());
    }

    private CompletableFuture<Created> createInAnyCase(EntryInfo directory, StatData parent, String name, int permissions, boolean exclusive,
            Mode mode, Caller caller) {
        return services.namespace().create(directory, parent, name, permissions, exclusive, mode.flags(), caller).thenCompose(c -> {
            Inode inode = c.creation().inode();
            if (c.open().isPresent()) {
                SharedFile shared = share(inode.entry(), Optional.of(inode.stat()));
                FileHandle handle = new FileHandle(mode.access(), new Remote(shared));
                handle.openedAs(c.open().get());
                shared.add(handle);
                return CompletableFuture.completedFuture(new Created(c.creation(), new OpenFile(this, shared, handle, mode.direct(), 0)));
            }
            return open(inode.entry(), Optional.of(inode.stat()), mode, caller).thenApply(file -> new Created(c.creation(), file));
        });
    }

    private SharedFile share(EntryInfo entry, Optional<StatData> known) {
        SharedFile shared;
        boolean first;
        synchronized (files) {
            shared = files.computeIfAbsent(entry.entryId(), id -> new SharedFile(entry, services, this::hasByte));
            first = shared.opens(1) == 1;
        }
        if (first) {
            known.ifPresent(shared::seen);
        } else {
            shared.opened();
            known.ifPresent(stat -> shared.reaches(stat.size()));
        }
        return shared;
    }

    private void unshare(SharedFile shared) {
        synchronized (files) {
            if (shared.opens(-1) > 0) {
                return;
            }
            files.remove(shared.entry().entryId(), shared);
        }
        shared.closed();
    }

    /** What the handles of one file ask of the servers. */
    private final class Remote implements FileHandle.Remote {
        private final SharedFile shared;

        private Remote(SharedFile shared) {
            this.shared = shared;
        }

        @Override
        public CompletableFuture<RemoteOpen> open(int accessFlags, Caller caller) {
            return request(shared.entry(), accessFlags, caller);
        }

        @Override
        public void close(RemoteFile file) {
            OpenFiles.this.close(shared.entry(), file, 0, 0);
        }

        @Override
        public void lost(Throwable cause) {
            shared.errors().add(Await.cause(cause));
        }

        @Override
        public CompletableFuture<ByteBuf> readChunk(RemoteFile file, int index, long localOffset, int length) {
            return services.io().readPiece(file, index, localOffset, length, Caller.ROOT);
        }
    }

    private CompletableFuture<RemoteOpen> request(EntryInfo entry, int accessFlags, Caller caller) {
        var request = new org.apiaryfs.protocol.session.OpenFile(clientId, accessFlags, entry)
                .withEvent(services.events().opened(entry, accessFlags)).withQuota(services.settings().quota());
        return meta.ask(entry, request, OpenFileResp.class, caller).thenCompose(r -> MetaRequests.result(r.error(),
                new RemoteOpen(accessFlags, r.fileHandleID(), r.pattern(), r.pathInfo(), r.fileVersion()), request, entry));
    }

    private CompletableFuture<Long> version(EntryInfo entry, Caller caller) {
        GetFileVersion request = new GetFileVersion(entry);
        return meta.ask(entry, request, GetFileVersionResp.class, caller)
                .thenCompose(r -> MetaRequests.result(FsError.ofCode(r.result()), r.version(), request, entry));
    }

    /**
     * Clients that cache by version shall see that the content has changed, if it has since they were told last; a
     * failure must not keep the file open. What was written must be on the servers.
     */
    CompletableFuture<Void> announce(SharedFile shared) {
        if (!services.versioned() || !shared.takeNews()) {
            return CompletableFuture.completedFuture(null);
        }
        EntryInfo entry = shared.entry();
        return meta.change(entry, new BumpFileVersion(entry, Optional.empty(), true), Caller.ROOT).exceptionally(failure -> {
            LOG.warn("others may not notice a file's change at once: entry={} error=\"{}\"", entry.entryId(), failure.getMessage());
            return null;
        });
    }

    private CompletableFuture<Boolean> hasByte(EntryInfo entry, long offset, Caller caller) {
        return request(entry, AccessFlags.READ, caller).thenCompose(open -> {
            RemoteFile file = new RemoteFile(open);
            CompletableFuture<Boolean> there = services.io().readPiece(file, file.layout().index(offset), file.layout().localOffset(offset), 1, caller)
                    .thenApply(data -> {
                        boolean readable = data.isReadable();
                        data.release();
                        return readable;
                    });
            there.whenComplete((answer, failure) -> close(entry, file, 0, 0));
            return there;
        });
    }

    /** Ends one local open; the handle is closed with the last one. */
    CompletableFuture<Void> release(SharedFile shared, FileHandle handle) {
        if (!handle.unuse()) {
            unshare(shared);
            return CompletableFuture.completedFuture(null);
        }
        shared.remove(handle);
        return announce(shared).thenCompose(done -> {
            CompletableFuture<Void> closed = close(shared.entry(), handle.current(), shared.written(), shared.arrived());
            unshare(shared);
            return closed;
        });
    }

    /**
     * Tells the metadata server; if it can't be reached, again every minute, and the caller isn't held up (spec meta §14.5).
     * If a storage server doesn't tell it the length, the file is closed, and the close repeated until it does.
     */
    private CompletableFuture<Void> close(EntryInfo entry, RemoteFile file, long written, long arrived) {
        CloseFile request = new CloseFile(clientId, file.handle(), entry, file.maxUsedIndex())
                .withEvent(services.events().closed(entry, file.accessKind())).withOptions(services.settings().earlyClose(), false);
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> known = new CompletableFuture<>();
        String id = entry.entryId();
        synchronized (files) {
            closing.computeIfAbsent(id, k -> new ArrayList<>(1)).add(new Closing(done, known, written, arrived));
        }
        meta.ask(entry, request, ResultResp.class, Caller.ROOT).whenComplete((response, failure) -> {
            if (failure != null) {
                closeLater(entry, file, written, arrived, Await.cause(failure));
            } else if (response.error() == FsError.COMMUNICATION && !shutDown) {
                done.complete(null);
                meta.insist(entry, request.withEvent(Optional.empty()), file.open().pattern().targets(), Caller.ROOT)
                        .whenComplete((again, cause) -> closed(id, known, cause == null ? again.error() : Await.cause(cause).error()));
                return;
            }
            done.complete(null);
            closed(id, known, failure == null ? response.error() : FsError.SUCCESS);
        });
        return done;
    }

    /** Whether or not the metadata server knows the length now, nothing more is done about it. */
    private void closed(String id, CompletableFuture<Void> known, FsError error) {
        if (!error.ok() && error != FsError.PATH_NOT_EXISTS) { // which has been removed since
            LOG.warn("closing a file failed: entry={} error=\"{}\"", id, error.text());
        }
        known.complete(null);
        synchronized (files) {
            closing.computeIfPresent(id, (k, all) -> {
                all.removeIf(c -> c.known.isDone());
                return all.isEmpty() ? null : all;
            });
        }
    }

    private void closeLater(EntryInfo entry, RemoteFile file, long written, long arrived, FsException cause) {
        boolean hope = cause.error() == FsError.COMMUNICATION || cause.error() == FsError.INTERRUPTED;
        if (hope && !shutDown) {
            LOG.warn("closing a file failed, will try again every {} s: entry={} error=\"{}\"", CLOSE_AGAIN.toSeconds(), entry.entryId(), cause.getMessage());
            services.scheduler().schedule(CLOSE_AGAIN, () -> {
                if (!shutDown) {
                    close(entry, file, written, arrived);
                }
            });
        } else {
            LOG.warn("closing a file failed: entry={} error=\"{}\"", entry.entryId(), cause.getMessage());
        }
    }

    /** Completes when no close of this file is on its way to the metadata server; a storage server isn't waited for. */
    public CompletableFuture<Void> settled(String entryId) {
        synchronized (files) {
            return CompletableFuture.allOf(closing.getOrDefault(entryId, List.of()).stream().map(Closing::done).toArray(CompletableFuture[]::new));
        }
    }

    /** Reports that what was written is out of this client's hands. */
    CompletableFuture<Void> reportFlush(SharedFile shared, FileHandle handle, Caller caller) {
        Optional<FileEvent> event = handle.access() == AccessFlags.READ ? Optional.empty()
                : services.events().of(FileEvents.Kind.FLUSH, shared.entry());
        return event.isEmpty() ? CompletableFuture.completedFuture(null)
                : meta.change(shared.entry(), new BumpFileVersion(shared.entry(), event, false), caller).exceptionally(failure -> {
                    LOG.warn("a file event can't be reported: entry={} error=\"{}\"", shared.entry().entryId(), failure.getMessage());
                    return null;
                });
    }

    CompletableFuture<Void> sync(SharedFile shared, FileHandle handle, Caller caller) {
        return shared.flush().thenCompose(done -> services.settings().remoteFsync()
                ? CompletableFuture.allOf(shared.writers(handle).stream()
                        .map(h -> h.with(file -> services.io().sync(file, caller))).toArray(CompletableFuture[]::new))
                : CompletableFuture.completedFuture(null));
    }

    boolean syncsOnClose() {
        return services.settings().syncOnClose();
    }

    private Optional<SharedFile> shared(String entryId) {
        synchronized (files) {
            return Optional.ofNullable(files.get(entryId));
        }
    }

    /** Whether somebody has the file open. */
    public boolean isOpen(String entryId) {
        return shared(entryId).isPresent();
    }

    /** A file that may be open has another entry now. */
    public void moved(EntryInfo now) {
        shared(now.entryId()).ifPresent(s -> s.entry(now));
    }

    /** Somebody else may have changed content and length of a file that may be open. */
    public void changedElsewhere(String entryId) {
        changedElsewhere(entryId, SharedFile.UNKNOWN);
    }

    /**
     * The same if its length is known.
     *
     * @return whether it is open
     */
    public boolean changedElsewhere(String entryId, long size) {
        Optional<SharedFile> file = shared(entryId);
        file.ifPresent(f -> {
            f.opened();
            f.reaches(size);
        });
        return file.isPresent();
    }

    /**
     * Length up to which this client has written a file that is open or just being closed, what is buffered included; empty if
     * it is neither, or nothing was written.
     *
     * @param asked when the attributes were asked for that this is to be compared with, by {@link System#nanoTime}; what was on
     *        the servers before is in them, unless others have cut the file since
     */
    public OptionalLong knownSize(String entryId, long asked) {
        return knownSize(entryId, file -> file.writtenSince(asked), closing -> closing.arrived - asked > 0);
    }

    /** The same to be compared with attributes that may be older than all that. */
    public OptionalLong knownSize(String entryId) {
        return knownSize(entryId, SharedFile::written, closing -> true);
    }

    private OptionalLong knownSize(String entryId, ToLongFunction<SharedFile> written, Predicate<Closing> news) {
        synchronized (files) {
            SharedFile shared = files.get(entryId);
            List<Closing> ending = closing.get(entryId);
            if (shared == null && ending == null) { // of most files that somebody looks at
                return OptionalLong.empty();
            }
            // Only what this client has written may be news to the server; what it has heard may be old.
            long open = shared == null ? 0 : written.applyAsLong(shared);
            long closed = ending == null ? 0 : ending.stream().filter(news).mapToLong(Closing::written).max().orElse(0);
            return Math.max(open, closed) == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(open, closed));
        }
    }

    /** Attributes of a file, open or not. */
    public CompletableFuture<StatData> stat(EntryInfo entry, Caller caller) {
        return shared(entry.entryId()).map(s -> s.stat(caller)).orElseGet(() -> services.namespace().stat(entry, caller));
    }

    /** Sets the length of a file, open or not. */
    public CompletableFuture<Void> truncate(EntryInfo entry, long size, Caller caller) {
        return shared(entry.entryId()).map(s -> s.truncate(size, caller)).orElseGet(() -> services.namespace().truncate(entry, size, caller));
    }

    /** Writes what is buffered of a file, open or not; errors are kept for those who have it open. */
    public CompletableFuture<Void> flush(String entryId) {
        return shared(entryId).map(SharedFile::flush).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Writes what is buffered of all files. */
    public CompletableFuture<Void> flushAll() {
        List<SharedFile> all;
        synchronized (files) {
            all = new ArrayList<>(files.values());
        }
        return CompletableFuture.allOf(all.stream().map(SharedFile::flush).toArray(CompletableFuture[]::new));
    }

    /** Closes handles that are still open, within the time given. To be called last; blocks. */
    void closeAll(Duration patience) {
        shutDown = true;
        List<CompletableFuture<Void>> outstanding = new ArrayList<>();
        synchronized (files) {
            files.values().forEach(shared -> outstanding.add(shared.flush().thenCompose(done -> CompletableFuture.allOf(
                    shared.takeHandles().stream().map(h -> close(shared.entry(), h.current(), 0, 0)).toArray(CompletableFuture[]::new)))));
            closing.values().forEach(all -> all.forEach(c -> outstanding.add(c.done)));
        }
        try {
            CompletableFuture.allOf(outstanding.toArray(CompletableFuture[]::new)).get(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("open files could not be closed at the end: count={} error=\"{}\"", outstanding.size(), e.toString());
        }
    }
}
