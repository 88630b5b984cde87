package org.apiaryfs.storage.internal;

import java.util.Optional;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.storage.session.SessionKey;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves CloseChunkFile (spec storage §4.6). Runs on a target's workers. */
final class CloseHandler implements RequestHandler {
    private final StorageContext context;
    private final ChunkRequestHandler common;

    CloseHandler(StorageContext context) {
        this.context = context;
        this.common = new ChunkRequestHandler(context.places()::of, error -> new CloseChunkFileResp(ChunkAttributes.failed(error)));
    }

    @Override
    public void handle(Exchange exchange) {
        CloseChunkFile request = (CloseChunkFile) exchange.request().message();
        common.answer(exchange, here -> new CloseChunkFileResp(close(request, here)));
    }

    private ChunkAttributes close(CloseChunkFile request, Place.Here here) throws FsException {
        SessionKey key = new SessionKey(request.fileHandleId(), here.target().id(), request.mirrored());
        Optional<SessionFile> file = context.sessions().remove(request.sessionId(), key);
        boolean early = context.config().earlyStat();
        ChunkAttributes attributes = early ? attributes(request, key, here) : ChunkAttributes.NONE;
        file.ifPresent(f -> f.chunk().close());
        return early ? attributes : attributes(request, key, here);
    }

    private static ChunkAttributes attributes(CloseChunkFile request, SessionKey key, Place.Here here) throws FsException {
        return request.noDynamicAttribs() ? ChunkAttributes.NONE
                : here.target().attributes(here.area(), ChunkPath.of(request.pathInfo(), key.entryId()));
    }
}
