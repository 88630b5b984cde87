package org.apiaryfs.storage.internal;

import java.time.InstantSource;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.TruncLocalFileResp;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves TruncLocalFile (spec storage §5.2). Runs on a target's workers. */
final class TruncateHandler implements RequestHandler {
    private final StorageContext context;
    private final InstantSource clock;
    private final ChunkRequestHandler common;

    TruncateHandler(StorageContext context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
        this.common = new ChunkRequestHandler(context.places()::toChange, error -> new TruncLocalFileResp(ChunkAttributes.failed(error)));
    }

    @Override
    public void handle(Exchange exchange) {
        TruncLocalFile request = (TruncLocalFile) exchange.request().message();
        common.answer(exchange, here -> new TruncLocalFileResp(truncate(request, here)));
    }

    private ChunkAttributes truncate(TruncLocalFile request, Place.Here here) throws FsException {
        StorageTarget target = here.target();
        ChunkPath path = ChunkPath.of(request.pathInfo(), request.entryId());
        if (!target.chunks().truncate(here.area(), path, request.fileSize())) {
            if (request.fileSize() == 0) {
                // The metadata server shall take this for a size, not for the absence of an answer.
                long now = clock.instant().getEpochSecond();
                return request.noDynamicAttribs() ? ChunkAttributes.NONE : target.invented(path, now, now);
            }
            target.chunks().createWithSize(here.area(), path, request.fileSize(), request.owner(), context.gate(target, request.owner()));
        }
        return request.noDynamicAttribs() ? ChunkAttributes.NONE : target.attributes(here.area(), path);
    }
}
