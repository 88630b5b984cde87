package org.apiaryfs.storage.internal;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.storage.chunk.ChunkMode;
import org.apiaryfs.storage.chunk.OpenChunk;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.storage.session.SessionKey;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/**
 * Serves WriteLocalFile (spec storage §4.2). Whatever goes wrong, exactly the announced bytes are
 * taken from the stream, so that the connection stays usable. Runs on a target's workers.
 */
final class WriteHandler implements RequestHandler {
    private final StorageContext context;

    WriteHandler(StorageContext context) {
        this.context = context;
    }

    @Override
    public void handle(Exchange exchange) {
        WriteLocalFile request = (WriteLocalFile) exchange.request().message();
        if (request.count() < 0) {
            exchange.abort("a write of " + request.count() + " bytes");
            return;
        }
        switch (context.places().of(request)) {
            case Place.Here here -> write(exchange, request, here);
            case Place.Refused refused -> refuse(exchange, request, request.mirrored() ? FsError.COMMUNICATION : refused.error());
            case Place.Elsewhere elsewhere -> refuse(exchange, request, FsError.COMMUNICATION);
        }
    }

    private void write(Exchange exchange, WriteLocalFile request, Place.Here here) {
        StorageTarget target = here.target();
        boolean checked = request.sessionCheck() && !request.mirrored();
        SessionKey key = new SessionKey(request.fileHandleId(), target.id(), request.mirrored());
        // A client that wrote through this handle before, to an earlier run of this server, may have lost data: it is told so
        // at every write until it has closed the handle.
        SessionFile file = context.sessions().findOrAdd(request.clientNumId(), key, checked,
                () -> target.chunks().handle(here.area(), ChunkMode.ofAccessFlags(request.accessFlags())));
        try {
            context.checkWrite(target, request.owner());
            if (Places.stale(request, target)) {
                throw new FsException(FsError.COMMUNICATION, "mirror target isn't good");
            }
            if (request.forward()) {
                throw new FsException(FsError.NOT_SUPPORTED, "a write to be passed on to a mirror");
            }
            if (request.offset() < 0 || request.offset() + request.count() < 0) {
                throw new FsException(FsError.INVAL, "offset " + request.offset());
            }
            Optional<OpenChunk> chunk = request.disableIo() ? Optional.empty()
                    : Optional.of(file.chunk().forWriting(
                            ChunkPath.of(request.pathInfo(), key.entryId()), request.owner(), context.gate(target, request.owner())));
            new WriteTransfer(context, exchange, request, target, file, chunk, checked && file.crashed()).start();
        } catch (FsException e) {
            target.log(e);
            refuse(exchange, request, e.error());
        }
    }

    private static void refuse(Exchange exchange, WriteLocalFile request, FsError error) {
        exchange.replyWhen(exchange.drain(request.count()).thenApply(v -> WriteLocalFileResp.failed(error)));
    }
}
