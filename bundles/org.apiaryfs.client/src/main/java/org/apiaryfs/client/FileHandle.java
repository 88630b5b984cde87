package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.session.AccessFlags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle of a metadata server that all local opens of one file with the same kind of access share
 * (spec storage §13.1), with its recovery after a storage server's restart.
 *
 * <p>When a server says that it was restarted since data was written (STORAGE_SERVER_CRASHED), the file
 * is opened anew and everything that was written since the last fsync is read back and compared by
 * {@linkplain UnsyncedWrites checksum}. If all is there, as after the mere death of the server's process,
 * the request is repeated on the new handle and nobody notices. If not, or if it can't be told, the
 * request fails as it does in the reference.
 *
 * <p>Thread-safe; no method blocks.
 */
final class FileHandle {
    private static final Logger LOG = LoggerFactory.getLogger(FileHandle.class);
    private static final int VERIFY_PIECE = 512 * 1024;

    private final int access;
    private final Remote remote;
    private final CompletableFuture<FileHandle> opened = new CompletableFuture<>();
    private RemoteFile current;
    private CompletableFuture<Void> recovery = CompletableFuture.completedFuture(null);
    private int users = 1;

    /** What a handle needs of the servers. */
    interface Remote {
        CompletableFuture<RemoteOpen> open(int accessFlags, Caller caller);

        void close(RemoteFile file);

        CompletableFuture<ByteBuf> readChunk(RemoteFile file, int index, long localOffset, int length);

        /** Unsynced data may be lost: whoever has the file open must be told at the next occasion. */
        void lost(Throwable cause);
    }

    /** @param access READ, WRITE or READ_WRITE of {@link AccessFlags} */
    FileHandle(int access, Remote remote) {
        this.access = access;
        this.remote = remote;
    }

    int access() {
        return access;
    }

    /** Completes when the server has opened it. */
    CompletableFuture<FileHandle> opened() {
        return opened;
    }

    void openedAs(RemoteOpen open) {
        synchronized (this) {
            current = new RemoteFile(open);
        }
        opened.complete(this);
    }

    /** One more local open; false if the last one is gone. */
    synchronized boolean use() {
        users += users > 0 ? 1 : 0;
        return users > 0;
    }

    /** One local open less; true if it was the last. */
    synchronized boolean unuse() {
        return --users == 0;
    }

    synchronized RemoteFile current() {
        return current;
    }

    /** Does something with the file; again if a storage server's restart turns out to have done no harm. */
    <T> CompletableFuture<T> with(Function<RemoteFile, CompletableFuture<T>> action) {
        RemoteFile file = current();
        return Failures.recover(action.apply(file), (error, cause) -> error == FsError.STORAGE_SERVER_CRASHED
                ? recover(file).thenCompose(done -> action.apply(current()))
                : CompletableFuture.failedFuture(cause));
    }

    /** Recovers once from the restart that spoilt a given handle. */
    private CompletableFuture<Void> recover(RemoteFile spoilt) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        synchronized (this) {
            if (current != spoilt || !recovery.isDone()) {
                return recovery;
            }
            recovery = mine;
        }
        reopen(spoilt).thenCompose(fresh -> verify(spoilt, fresh).whenComplete((same, different) -> {
            if (different != null) {
                // From now on the fresh handle is used, of which no server will complain.
                remote.lost(different);
            }
        })).whenComplete((done, failure) -> {
            if (failure == null) {
                LOG.info("a storage server was restarted; unsynced data is all there: handle={}", spoilt.handle());
                mine.complete(null);
            } else {
                LOG.warn("a storage server was restarted; unsynced data may be lost: handle={} error=\"{}\"", spoilt.handle(), failure.getMessage());
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private CompletableFuture<RemoteFile> reopen(RemoteFile spoilt) {
        // Writers need to read back, and a handle that reads opens the chunk files so that an fsync finds them.
        int flags = access == AccessFlags.READ ? AccessFlags.READ : AccessFlags.READ_WRITE;
        return remote.open(flags, Caller.ROOT).thenApply(open -> {
            RemoteFile fresh = new RemoteFile(open, spoilt);
            synchronized (this) {
                current = fresh;
            }
            remote.close(spoilt);
            return fresh;
        });
    }

    /** Takes a new handle because the metadata server seems to have forgotten the old one. */
    CompletableFuture<Void> renew() {
        RemoteFile old = current();
        return remote.open(access, Caller.ROOT).thenAccept(open -> {
            RemoteFile fresh = new RemoteFile(open, old);
            synchronized (this) {
                current = fresh;
            }
            remote.close(old);
        });
    }

    private CompletableFuture<Void> verify(RemoteFile before, RemoteFile after) {
        List<CompletableFuture<Void>> checks = new ArrayList<>();
        for (int i = 0; i < before.targets(); i++) {
            UnsyncedWrites unsynced = before.unsynced(i);
            if (!unsynced.verifiable()) {
                return Failures.failed(FsError.STORAGE_SERVER_CRASHED, "target " + before.target(i) + ": what was written can't be verified");
            }
            if (unsynced.any()) {
                int index = i;
                // Reading back made the server know the new handle, so that its next restart is noticed too.
                checks.add(verify(unsynced.expected(), 0, after, index).thenRun(() -> after.written(index)));
            }
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> verify(List<UnsyncedWrites.Expected> all, int at, RemoteFile file, int index) {
        if (at == all.size()) {
            return CompletableFuture.completedFuture(null);
        }
        UnsyncedWrites.Expected expected = all.get(at);
        return checksum(new CRC32C(), expected.offset(), expected.offset() + expected.length(), file, index).thenCompose(sum -> {
            if (sum != expected.checksum()) {
                return Failures.failed(FsError.STORAGE_SERVER_CRASHED, "target " + file.target(index) + " lost data at chunk offset " + expected.offset());
            }
            return verify(all, at + 1, file, index);
        });
    }

    private CompletableFuture<Long> checksum(CRC32C sum, long from, long to, RemoteFile file, int index) {
        if (from >= to) {
            return CompletableFuture.completedFuture(sum.getValue());
        }
        int length = (int) Math.min(VERIFY_PIECE, to - from);
        return remote.readChunk(file, index, from, length).thenCompose(data -> {
            try {
                for (var part : data.nioBuffers()) {
                    sum.update(part);
                }
                long next = data.readableBytes() < length ? to : from + length;
                return checksum(sum, next, to, file, index);
            } finally {
                data.release();
            }
        });
    }
}
