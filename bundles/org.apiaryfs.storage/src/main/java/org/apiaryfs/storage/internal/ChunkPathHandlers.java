package org.apiaryfs.storage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.fsck.DeleteChunks;
import org.apiaryfs.protocol.fsck.DeleteChunksResp;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.MoveChunkFile;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.RmChunkPaths;
import org.apiaryfs.protocol.storage.RmChunkPathsResp;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.transport.Exchange;

/**
 * Serves RmChunkPaths, DeleteChunks and MoveChunkFile: what is done to chunk files by their path
 * (spec storage §7.6, §10A.2, §10A.3). Paths that could lead out of the tree count as failed. May block.
 */
final class ChunkPathHandlers {
    private final Targets targets;

    ChunkPathHandlers(Targets targets) {
        this.targets = targets;
    }

    Message removePaths(Exchange exchange) {
        RmChunkPaths request = (RmChunkPaths) exchange.request().message();
        List<String> failed = new ArrayList<>();
        for (String path : request.relativePaths()) {
            if (!remove(request.targetId(), ChunkArea.of(request.mirrored()), path)) {
                failed.add(path);
            }
        }
        return new RmChunkPathsResp(failed);
    }

    Message deleteChunks(Exchange exchange) {
        DeleteChunks request = (DeleteChunks) exchange.request().message();
        List<FsckChunk> failed = new ArrayList<>();
        for (FsckChunk chunk : request.chunks()) {
            if (!remove(chunk.targetId(), ChunkArea.of(chunk.mirrored()), chunk.savedPath() + '/' + chunk.id())) {
                failed.add(chunk);
            }
        }
        return new DeleteChunksResp(failed);
    }

    Message move(Exchange exchange) {
        MoveChunkFile request = (MoveChunkFile) exchange.request().message();
        Optional<StorageTarget> target = targets.get(request.targetId());
        Optional<ChunkPath> from = parse(request.oldPath() + '/' + request.chunkName());
        Optional<ChunkPath> to = parse(request.newPath() + '/' + request.chunkName());
        // A mirrored chunk would have to be moved on both sides.
        if (target.isEmpty() || from.isEmpty() || to.isEmpty() || request.isMirrored()) {
            return ResultResp.of(MessageType.MOVE_CHUNK_FILE_RESP, FsError.INTERNAL);
        }
        try {
            target.get().chunks().move(ChunkArea.CHUNKS, from.get(), to.get(), request.overwriteExisting());
            return ResultResp.of(MessageType.MOVE_CHUNK_FILE_RESP, FsError.SUCCESS);
        } catch (FsException e) {
            target.get().log(e);
            return ResultResp.of(MessageType.MOVE_CHUNK_FILE_RESP, FsError.INTERNAL);
        }
    }

    private boolean remove(int targetId, ChunkArea area, String path) {
        Optional<StorageTarget> target = targets.get(targetId);
        Optional<ChunkPath> parsed = parse(path);
        if (target.isEmpty() || parsed.isEmpty()) {
            return false;
        }
        try {
            if (target.get().chunks().unlink(area, parsed.get())) {
                target.get().chunks().removeEmptyParents(area, parsed.get());
            }
            return true;
        } catch (FsException e) {
            target.get().log(e);
            return false;
        }
    }

    private static Optional<ChunkPath> parse(String path) {
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                return Optional.empty();
            }
        }
        int slash = path.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new ChunkPath(path.substring(0, slash), path.substring(slash + 1)));
    }
}
