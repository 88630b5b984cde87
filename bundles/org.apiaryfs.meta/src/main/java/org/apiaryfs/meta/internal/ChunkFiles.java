package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.meta.namespace.AttributeChange;
import org.apiaryfs.meta.namespace.ChunkReport;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.ChunkAttributesResp;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;
import org.apiaryfs.protocol.storage.TargetRequest;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.TruncLocalFileResp;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.protocol.striping.StripeLayout;
import org.apiaryfs.transport.CallOptions;

/**
 * What the storage targets do with a file's chunk files on behalf of its metadata (spec meta §10):
 * all targets at the same time. Methods block their thread until all have answered, and never throw
 * for a target's error, but return it. Thread-safe.
 */
final class ChunkFiles {
    /** A target that isn't reachable is an answer too; whoever asked decides whether to ask again. */
    private static final CallOptions OPTIONS = CallOptions.DEFAULT.withoutWaiting();

    private final StorageTargets targets;
    private final ClusterView view;

    ChunkFiles(StorageTargets targets, ClusterView view) {
        this.targets = targets;
        this.view = view;
    }

    /**
     * Answers of the targets.
     *
     * @param error of the first target in stripe order that has one, else SUCCESS
     * @param reports of those that know something
     * @param awaited true if one didn't answer that isn't offline: it may be back soon, and know more
     */
    record Result(FsError error, List<ChunkReport> reports, boolean awaited) {
        static final Result NOTHING = new Result(FsError.SUCCESS, List.of(), false);
    }

    /** Asks for size and times of all chunk files. */
    Result attributes(EntryKey key, FileInode inode, int user) {
        List<Integer> ids = inode.pattern().targets();
        return all(ids.size(), user, GetChunkFileAttribsResp.class,
                i -> new GetChunkFileAttribs(key.id(), inode.pathInfo(), ids.get(i)));
    }

    /** Cuts or extends the chunk files so that the file has a size. */
    Result truncate(EntryKey key, FileInode inode, long size, boolean quota, int user) {
        List<Integer> ids = inode.pattern().targets();
        StripeLayout layout = StripeLayout.of(inode.pattern());
        Optional<ChunkOwner> owner = quota
                ? Optional.of(new ChunkOwner(inode.attributes().uid(), inode.attributes().gid())) : Optional.empty();
        return all(ids.size(), user, TruncLocalFileResp.class, i -> new TruncLocalFile(
                owner.isPresent() ? TruncLocalFile.USE_QUOTA : 0, layout.localSize(size, i), owner, key.id(), inode.pathInfo(), ids.get(i)));
    }

    /** Sets times of the chunk files, or with quota their owner. */
    Result set(EntryKey key, FileInode inode, AttributeChange change, boolean quota, int user) {
        List<Integer> ids = inode.pattern().targets();
        return all(ids.size(), user, SetLocalAttrResp.class, i -> new SetLocalAttr(
                quota ? SetLocalAttr.USE_QUOTA : 0, change.mtime(), change.atime(), change.valid(), change.mode(), change.uid(), change.gid(),
                key.id(), inode.pathInfo(), ids.get(i), i == 0));
    }

    /**
     * Ends a client's use of the chunk files.
     *
     * @param handle as the client has it
     * @param count of the first targets in stripe order that were used
     */
    Result close(FileInode inode, int client, String handle, int count, int user) {
        List<Integer> ids = inode.pattern().targets();
        return all(Math.min(count, ids.size()), user, CloseChunkFileResp.class,
                i -> new CloseChunkFile(client, handle, inode.pathInfo(), ids.get(i)));
    }

    /** Removes the chunk files. Targets and nodes that don't exist any more count as success. */
    FsError remove(EntryKey key, FileInode inode, int user) {
        Waiting.begin();
        List<CompletableFuture<ResultResp>> answers = new ArrayList<>();
        for (int target : inode.pattern().targets()) {
            answers.add(ask(target, user, new UnlinkLocalFile(key.id(), inode.pathInfo(), target), ResultResp.class));
        }
        FsError first = FsError.SUCCESS;
        for (CompletableFuture<ResultResp> answer : answers) {
            FsError error = error(answer);
            boolean fine = error.ok() || error == FsError.UNKNOWN_NODE || error == FsError.UNKNOWN_TARGET;
            first = first.ok() && !fine ? error : first;
        }
        return first;
    }

    private static FsError error(CompletableFuture<ResultResp> answer) {
        try {
            return Await.of(answer).error();
        } catch (FsException e) {
            return e.error();
        }
    }

    private <T extends ChunkAttributesResp> Result all(int count, int user, Class<T> expected, IntFunction<TargetRequest> request) {
        Waiting.begin();
        List<CompletableFuture<T>> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            TargetRequest message = request.apply(i);
            answers.add(ask(message.targetId(), user, message, expected));
        }
        FsError first = FsError.SUCCESS;
        boolean awaited = false;
        List<ChunkReport> reports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FsError error;
            try {
                ChunkAttributes attributes = Await.of(answers.get(i)).attributes();
                error = attributes.error();
                if (attributes.storageVersion() != 0) {
                    reports.add(new ChunkReport(i, attributes.dynamicAttribs()));
                }
            } catch (FsException e) {
                error = e.error();
            }
            first = first.ok() ? error : first;
            awaited |= error == FsError.COMMUNICATION && !offline(request.apply(i).targetId());
        }
        return new Result(first, reports, awaited);
    }

    private boolean offline(int target) {
        return view.current().targets().reachability(target).filter(state -> state == Reachability.OFFLINE).isPresent();
    }

    private <T extends Message> CompletableFuture<T> ask(int target, int user, TargetRequest message, Class<T> expected) {
        return targets.target(target, new Envelope(message, 0, 0, target, user, 0, 0, Optional.empty()), expected, OPTIONS);
    }
}
