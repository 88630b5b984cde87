package org.apiaryfs.storage.internal;

import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.storage.TargetRequest;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves GetChunkFileAttribs (spec storage §5.1). Runs on a target's workers. */
final class ChunkAttributesHandler implements RequestHandler {
    private final Places places;
    private final ChunkRequestHandler common;

    ChunkAttributesHandler(StorageContext context) {
        this.places = context.places();
        this.common = new ChunkRequestHandler(this::place, error -> new GetChunkFileAttribsResp(ChunkAttributes.failed(error)));
    }

    /** Here, other than elsewhere, an unknown group is worth another try. */
    private Place place(TargetRequest request) {
        Place place = places.ofGood(request);
        return place instanceof Place.Refused && request.mirrored() ? new Place.Elsewhere("unknown group " + request.targetId()) : place;
    }

    @Override
    public void handle(Exchange exchange) {
        GetChunkFileAttribs request = (GetChunkFileAttribs) exchange.request().message();
        common.answer(exchange, here -> new GetChunkFileAttribsResp(
                here.target().attributes(here.area(), ChunkPath.of(request.pathInfo(), request.entryId()))));
    }
}
