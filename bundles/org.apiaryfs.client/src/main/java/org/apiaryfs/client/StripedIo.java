package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.FSyncLocalFile;
import org.apiaryfs.protocol.storage.FSyncLocalFileResp;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.protocol.striping.StripeLayout;
import org.apiaryfs.transport.CallOptions;

/**
 * Reads and writes ranges of files on their storage targets, all pieces of a range at the same time
 * (spec storage §13).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link FsException}; STORAGE_SERVER_CRASHED
 * says that a server was restarted since data was written through the handle.
 */
final class StripedIo {
    private static final int ZERO_SIZE = 1 << 20;
    private static final ByteBuf ZEROS = Unpooled.unreleasableBuffer(Unpooled.directBuffer(ZERO_SIZE).writeZero(ZERO_SIZE)).asReadOnly();

    private final NodeRequests nodes;
    private final ClusterView view;
    private final ClientSettings settings;
    private final int clientId;
    private final ByteBufAllocator allocator;

    StripedIo(NodeRequests nodes, ClusterView view, ClientSettings settings, int clientId, ByteBufAllocator allocator) {
        this.nodes = nodes;
        this.view = view;
        this.settings = settings;
        this.clientId = clientId;
        this.allocator = allocator;
    }

    /** How long the file is. */
    interface Size {
        /** As far as this client knows. */
        long known();

        /** Asks the metadata server. */
        CompletableFuture<Long> refresh();
    }

    /**
     * Reads a range.
     *
     * @return the bytes up to the file's end, holes as zeros; belongs to the caller
     */
    CompletableFuture<ByteBuf> read(RemoteFile file, long offset, int length, Size size, Caller caller) {
        List<StripeLayout.Piece> pieces = file.layout().split(offset, length);
        List<CompletableFuture<ByteBuf>> answers = new ArrayList<>(pieces.size());
        pieces.forEach(p -> answers.add(readPiece(file, p.index(), p.localOffset(), p.length(), caller)));
        if (pieces.size() == 1) {
            return answers.getFirst().thenCompose(data -> assemble(offset, length, pieces, List.of(data), size));
        }
        return all(answers).thenCompose(data -> assemble(offset, length, pieces, data, size));
    }

    /** Reads from one target's chunk file; shorter at its end. */
    CompletableFuture<ByteBuf> readPiece(RemoteFile file, int index, long localOffset, int length, Caller caller) {
        file.used(index);
        ReadLocalFileV2 request = new ReadLocalFileV2(localOffset, length, file.accessKind(), file.handle(), clientId,
                file.open().path(), file.target(index));
        int flags = (checks(file, index) ? ReadLocalFileV2.SESSION_CHECK : 0) | (file.mirrored() ? ReadLocalFileV2.BUDDY_MIRROR : 0);
        return nodes.targetReceiving(target(file, index), Envelope.of(request.withFlags(flags)).asUser(caller.uid()), length,
                CallOptions.DEFAULT.withCancel(caller.cancel()));
    }

    private boolean checks(RemoteFile file, int index) {
        return settings.sessionChecks() && file.mustBeKnown(index);
    }

    private int target(RemoteFile file, int index) {
        int id = file.target(index);
        return file.mirrored() ? Optional.ofNullable(view.current().targets().groups().get(id)).map(BuddyGroup::primary).orElse(0) : id;
    }

    /** Waits for all; if one fails the others' buffers are released and the first failure in order is the result. */
    private static CompletableFuture<List<ByteBuf>> all(List<CompletableFuture<ByteBuf>> answers) {
        CompletableFuture<List<ByteBuf>> result = new CompletableFuture<>();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                result.complete(answers.stream().map(CompletableFuture::join).toList());
                return;
            }
            FsException first = null;
            for (CompletableFuture<ByteBuf> answer : answers) {
                if (answer.isCompletedExceptionally()) {
                    first = first == null ? Await.cause(answer.exceptionNow()) : first;
                } else {
                    answer.join().release();
                }
            }
            result.completeExceptionally(first);
        });
        return result;
    }

    private CompletableFuture<ByteBuf> assemble(long offset, int length, List<StripeLayout.Piece> pieces, List<ByteBuf> data, Size size) {
        long dataEnd = offset;
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i).isReadable()) {
                dataEnd = pieces.get(i).offset() + data.get(i).readableBytes();
            }
        }
        long wantedEnd = offset + length;
        if (dataEnd == wantedEnd || dataEnd >= size.known()) {
            return CompletableFuture.completedFuture(join(pieces, data, dataEnd));
        }
        // The end may be a hole, or the file may have become shorter: only the metadata server knows.
        long end = dataEnd;
        CompletableFuture<ByteBuf> result = new CompletableFuture<>();
        size.refresh().whenComplete((now, failure) -> {
            if (failure == null) {
                result.complete(join(pieces, data, Math.max(end, Math.min(now, wantedEnd))));
            } else {
                data.forEach(ByteBuf::release);
                result.completeExceptionally(Await.cause(failure));
            }
        });
        return result;
    }

    private ByteBuf join(List<StripeLayout.Piece> pieces, List<ByteBuf> data, long end) {
        ByteBuf first = data.getFirst();
        if (data.size() == 1 && pieces.getFirst().offset() + first.readableBytes() == end) {
            return first;
        }
        CompositeByteBuf all = allocator.compositeDirectBuffer(Integer.MAX_VALUE);
        for (int i = 0; i < data.size(); i++) {
            StripeLayout.Piece piece = pieces.get(i);
            int there = data.get(i).readableBytes();
            long missing = Math.clamp(end - piece.offset(), 0, piece.length()) - there;
            all.addComponent(true, data.get(i));
            for (; missing > 0; missing -= ZERO_SIZE) {
                all.addComponent(true, ZEROS.duplicate().writerIndex((int) Math.min(missing, ZERO_SIZE)));
            }
        }
        return all;
    }

    /**
     * Writes a range.
     *
     * @param data taken over; the future completes only when nobody reads it any more
     * @param owner of the chunks, if quotas need one
     * @return bytes written from the start on, less than all typically if a target is full; a failure if none
     */
    CompletableFuture<Integer> write(RemoteFile file, long offset, ByteBuf data, Optional<ChunkOwner> owner, Caller caller) {
        List<StripeLayout.Piece> pieces = file.layout().split(offset, data.readableBytes());
        List<CompletableFuture<Integer>> answers = new ArrayList<>(pieces.size());
        for (StripeLayout.Piece piece : pieces) {
            ByteBuf part = data.retainedSlice(data.readerIndex() + (int) (piece.offset() - offset), piece.length());
            answers.add(writePiece(file, piece, part, owner, caller));
        }
        data.release();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).handle((done, failure) -> answers)
                .thenCompose(a -> written(pieces, a));
    }

    private static CompletableFuture<Integer> written(List<StripeLayout.Piece> pieces, List<CompletableFuture<Integer>> answers) {
        int total = 0;
        for (int i = 0; i < answers.size(); i++) {
            CompletableFuture<Integer> answer = answers.get(i);
            if (answer.isCompletedExceptionally()) {
                FsException cause = Await.cause(answer.exceptionNow());
                // A short count would hide that the handle has to be checked.
                boolean tell = total == 0 || cause.error() == FsError.STORAGE_SERVER_CRASHED;
                return tell ? CompletableFuture.failedFuture(cause) : CompletableFuture.completedFuture(total);
            }
            total += answer.join();
            if (answer.join() < pieces.get(i).length()) {
                break;
            }
        }
        return CompletableFuture.completedFuture(total);
    }

    private CompletableFuture<Integer> writePiece(RemoteFile file, StripeLayout.Piece piece, ByteBuf part, Optional<ChunkOwner> owner, Caller caller) {
        int index = piece.index();
        file.used(index);
        int flags = (checks(file, index) ? WriteLocalFile.SESSION_CHECK : 0)
                | (file.mirrored() ? WriteLocalFile.BUDDY_MIRROR | WriteLocalFile.BUDDY_MIRROR_FORWARD : 0);
        WriteLocalFile request = new WriteLocalFile(flags, piece.localOffset(), piece.length(), file.accessKind(),
                settings.quota() ? owner : Optional.empty(), file.handle(), clientId, file.open().path(), file.target(index));
        UnsyncedWrites unsynced = file.unsynced(index);
        unsynced.begin(piece.localOffset(), piece.length());
        ByteBuf kept = part.retainedDuplicate();
        CallOptions options = CallOptions.DEFAULT.withCancel(caller.cancel()).withVerdict(m -> ((WriteLocalFileResp) m).error());
        return nodes.targetSending(target(file, index), Envelope.of(request).asUser(caller.uid()), part, WriteLocalFileResp.class, options)
                .handle((response, failure) -> {
                    try {
                        if (failure != null) {
                            return CompletableFuture.<Integer>failedFuture(Await.cause(failure));
                        }
                        if (!response.error().ok()) {
                            return Failures.<Integer>failed(response.error(), "write to target " + file.target(index));
                        }
                        int count = (int) Math.min(response.result(), piece.length());
                        if (count > 0 && settings.sessionChecks()) {
                            file.written(index);
                            unsynced.done(piece.localOffset(), kept.slice(kept.readerIndex(), count), file.layout().chunkSize());
                        }
                        return CompletableFuture.completedFuture(count);
                    } finally {
                        kept.release();
                    }
                }).thenCompose(f -> f);
    }

    /** Brings everything that was written to the targets' disks. */
    CompletableFuture<Void> sync(RemoteFile file, Caller caller) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < file.targets(); i++) {
            answers.add(syncTarget(file, i, caller));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> syncTarget(RemoteFile file, int index, Caller caller) {
        UnsyncedWrites unsynced = file.unsynced(index);
        long point = unsynced.point();
        FSyncLocalFile request = new FSyncLocalFile(clientId, file.handle(), file.target(index));
        // The reference never asks for the check here; with it a restart between write and fsync doesn't go unnoticed.
        int flags = (checks(file, index) ? FSyncLocalFile.SESSION_CHECK : 0) | (file.mirrored() ? FSyncLocalFile.BUDDY_MIRROR : 0);
        CallOptions options = CallOptions.DEFAULT.withCancel(caller.cancel()).withVerdict(m -> ((FSyncLocalFileResp) m).error());
        return nodes.target(target(file, index), Envelope.of(request.withFlags(flags)).asUser(caller.uid()), FSyncLocalFileResp.class, options)
                .thenCompose(r -> Failures.valueOr(r.error(), (Void) null, "fsync on target " + file.target(index)))
                .thenRun(() -> unsynced.synced(point));
    }
}
