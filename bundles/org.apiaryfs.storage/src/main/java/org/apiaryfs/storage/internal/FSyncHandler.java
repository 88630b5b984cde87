package org.apiaryfs.storage.internal;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.storage.FSyncLocalFile;
import org.apiaryfs.protocol.storage.FSyncLocalFileResp;
import org.apiaryfs.storage.chunk.OpenChunk;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.storage.session.SessionKey;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves FSyncLocalFile (spec storage §4.5). Runs on a target's workers. */
final class FSyncHandler implements RequestHandler {
    private final StorageContext context;

    FSyncHandler(StorageContext context) {
        this.context = context;
    }

    @Override
    public void handle(Exchange exchange) {
        FSyncLocalFile request = (FSyncLocalFile) exchange.request().message();
        FsError result = FsError.SUCCESS; // a target that isn't here has nothing to be synced either
        if (context.places().of(request) instanceof Place.Here here) {
            result = sync(request, here.target());
        }
        exchange.reply(new FSyncLocalFileResp(result));
    }

    private FsError sync(FSyncLocalFile request, StorageTarget target) {
        Optional<SessionFile> file = context.sessions().find(
                request.sessionId(), new SessionKey(request.fileHandleId(), target.id(), request.mirrored()));
        if (request.sessionCheck() && !request.mirrored() && (file.isEmpty() || file.get().crashed())) {
            return FsError.STORAGE_SERVER_CRASHED;
        }
        if (file.isEmpty() || request.noSync()) {
            return FsError.SUCCESS;
        }
        try {
            Optional<OpenChunk> chunk = file.get().chunk().ifUsed();
            if (chunk.isPresent()) {
                try {
                    chunk.get().sync();
                } finally {
                    chunk.get().release();
                }
            }
            return FsError.SUCCESS;
        } catch (FsException e) {
            target.log(e);
            return FsError.INTERNAL;
        }
    }
}
