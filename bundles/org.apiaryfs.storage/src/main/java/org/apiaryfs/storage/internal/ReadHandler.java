package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.ReadStream;
import org.apiaryfs.storage.chunk.ChunkMode;
import org.apiaryfs.storage.chunk.OpenChunk;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.storage.session.SessionKey;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves ReadLocalFileV2 (spec storage §4.1). Runs on a target's workers. */
final class ReadHandler implements RequestHandler {
    private final StorageContext context;

    ReadHandler(StorageContext context) {
        this.context = context;
    }

    @Override
    public void handle(Exchange exchange) {
        ReadLocalFileV2 request = (ReadLocalFileV2) exchange.request().message();
        switch (context.places().of(request)) {
            case Place.Here here -> read(exchange, request, here);
            case Place.Refused refused -> end(exchange, request.mirrored() ? FsError.COMMUNICATION : refused.error());
            case Place.Elsewhere elsewhere -> end(exchange, FsError.COMMUNICATION);
        }
    }

    private void read(Exchange exchange, ReadLocalFileV2 request, Place.Here here) {
        StorageTarget target = here.target();
        boolean checked = request.sessionCheck() && !request.mirrored();
        SessionKey key = new SessionKey(request.fileHandleId(), target.id(), request.mirrored());
        Optional<SessionFile> known = context.sessions().find(request.clientNumId(), key);
        if (checked && (known.isEmpty() || known.get().crashed())) {
            end(exchange, FsError.STORAGE_SERVER_CRASHED);
            return;
        }
        if (Places.stale(request, target)) {
            end(exchange, FsError.COMMUNICATION);
            return;
        }
        if (request.offset() < 0) {
            end(exchange, FsError.INVAL);
            return;
        }
        SessionFile file = known.orElseGet(() -> context.sessions().findOrAdd(request.clientNumId(), key, false,
                () -> target.chunks().handle(here.area(), ChunkMode.ofAccessFlags(request.accessFlags()))));
        try {
            if (request.disableIo()) {
                new ReadAnswer(context, exchange, request, target, file).sendGarbage();
                return;
            }
            Optional<OpenChunk> chunk = file.chunk().forReading(ChunkPath.of(request.pathInfo(), key.entryId()));
            if (chunk.isEmpty() || request.count() <= 0) {
                chunk.ifPresent(OpenChunk::release);
                end(exchange, FsError.SUCCESS);
                return;
            }
            new ReadAnswer(context, exchange, request, target, file).send(chunk.get());
        } catch (FsException e) {
            target.log(e);
            end(exchange, e.error());
        }
    }

    private void end(Exchange exchange, FsError result) {
        ByteBuf word = context.allocator().directBuffer(ReadStream.WORD);
        ReadStream.writeEnd(word, result);
        exchange.answerLater();
        exchange.send(word);
        exchange.finish();
    }
}
