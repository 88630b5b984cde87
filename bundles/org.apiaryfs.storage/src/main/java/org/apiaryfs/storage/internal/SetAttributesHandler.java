package org.apiaryfs.storage.internal;

import java.util.OptionalLong;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves SetLocalAttr (spec storage §5.4). Runs on a target's workers. */
final class SetAttributesHandler implements RequestHandler {
    private static final int KEEP = -1;

    private final ChunkRequestHandler common;

    SetAttributesHandler(StorageContext context) {
        this.common = new ChunkRequestHandler(context.places()::toChange, error -> new SetLocalAttrResp(ChunkAttributes.failed(error)));
    }

    @Override
    public void handle(Exchange exchange) {
        SetLocalAttr request = (SetLocalAttr) exchange.request().message();
        common.answer(exchange, here -> new SetLocalAttrResp(set(request, here)));
    }

    private static ChunkAttributes set(SetLocalAttr request, Place.Here here) throws FsException {
        StorageTarget target = here.target();
        ChunkPath path = ChunkPath.of(request.pathInfo(), request.entryId());
        boolean exists = true;
        if (request.sets(SetLocalAttr.MODIFICATION_TIME | SetLocalAttr.LAST_ACCESS_TIME)) {
            exists = target.chunks().setTimes(here.area(), path,
                    time(request.sets(SetLocalAttr.MODIFICATION_TIME), request.modificationTime()),
                    time(request.sets(SetLocalAttr.LAST_ACCESS_TIME), request.lastAccessTime()));
        }
        if (request.useQuota() && request.sets(SetLocalAttr.USER_ID | SetLocalAttr.GROUP_ID)) {
            changeOwner(request, here, path);
        }
        return exists ? target.attributes(here.area(), path)
                : target.invented(path, request.modificationTime(), request.lastAccessTime());
    }

    private static OptionalLong time(boolean set, long seconds) {
        return set ? OptionalLong.of(seconds) : OptionalLong.empty();
    }

    private static void changeOwner(SetLocalAttr request, Place.Here here, ChunkPath path) throws FsException {
        try {
            here.target().chunks().changeOwner(here.area(), path,
                    request.sets(SetLocalAttr.USER_ID) ? request.userId() : KEEP,
                    request.sets(SetLocalAttr.GROUP_ID) ? request.groupId() : KEEP);
        } catch (FsException e) {
            throw new FsException(FsError.INTERNAL, e.getMessage());
        }
    }
}
