package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.fsck.FetchFsckChunkList;
import org.apiaryfs.protocol.fsck.FetchFsckChunkListResp;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckRunStatus;
import org.apiaryfs.transport.Exchange;

/** Serves FetchFsckChunkList, for one check at a time (spec storage §10A.1). Thread-safe; waits for the disk. */
final class FsckChunkHandler {
    /** Most chunks of an answer, which keeps it within the limit of responses. */
    private static final int MAX_CHUNKS = 10_000;

    private final Places places;
    private Optional<ChunkWalk> running = Optional.empty();

    FsckChunkHandler(Places places) {
        this.places = places;
    }

    synchronized Message fetch(Exchange exchange) {
        FetchFsckChunkList request = (FetchFsckChunkList) exchange.request().message();
        if (request.lastStatus() == FsckRunStatus.NOT_STARTED.number()) {
            if (running.isPresent() && !request.forceRestart()) {
                return new FetchFsckChunkListResp(List.of(), FsckRunStatus.NOT_STARTED.number());
            }
            close();
            running = Optional.of(new ChunkWalk(places));
        }
        if (running.isEmpty()) {
            return new FetchFsckChunkListResp(List.of(), FsckRunStatus.FINISHED.number());
        }
        ChunkWalk walk = running.get();
        int wanted = request.maxNumChunks() < 0 ? MAX_CHUNKS : Math.min(request.maxNumChunks(), MAX_CHUNKS);
        List<FsckChunk> chunks = walk.take(wanted);
        FsckRunStatus status = walk.failed() ? FsckRunStatus.READ_ERROR : walk.finished() ? FsckRunStatus.FINISHED : FsckRunStatus.RUNNING;
        if (status != FsckRunStatus.RUNNING) {
            close();
        }
        return new FetchFsckChunkListResp(chunks, status.number());
    }

    synchronized void close() {
        running.ifPresent(ChunkWalk::close);
        running = Optional.empty();
    }
}
