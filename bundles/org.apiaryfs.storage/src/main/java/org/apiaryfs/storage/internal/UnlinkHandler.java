package org.apiaryfs.storage.internal;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves UnlinkLocalFile (spec storage §5.3). Runs on a target's workers. */
final class UnlinkHandler implements RequestHandler {
    private final Places places;
    private final ChunkRequestHandler common;

    UnlinkHandler(StorageContext context) {
        this.places = context.places();
        this.common = new ChunkRequestHandler(places::toChange, error -> ResultResp.of(MessageType.UNLINK_LOCAL_FILE_RESP, error));
    }

    @Override
    public void handle(Exchange exchange) throws FsException {
        UnlinkLocalFile request = (UnlinkLocalFile) exchange.request().message();
        common.answer(exchange, here -> ResultResp.of(MessageType.UNLINK_LOCAL_FILE_RESP, unlink(request, here)));
        // Nobody has to wait for the directories.
        if (places.toChange(request) instanceof Place.Here here) {
            removeParents(request, here);
        }
    }

    private static FsError unlink(UnlinkLocalFile request, Place.Here here) throws FsException {
        ChunkPath path = ChunkPath.of(request.pathInfo(), request.entryId());
        try {
            here.target().chunks().unlink(here.area(), path);
            return FsError.SUCCESS;
        } catch (FsException e) {
            here.target().log(e);
            return FsError.INTERNAL;
        }
    }

    private static void removeParents(UnlinkLocalFile request, Place.Here here) {
        try {
            here.target().chunks().removeEmptyParents(here.area(), ChunkPath.of(request.pathInfo(), request.entryId()));
        } catch (FsException e) {
            here.target().log(e); // the path is none, as was answered
        }
    }
}
