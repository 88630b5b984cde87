package org.apiaryfs.transport.internal;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.wire.WireFormatException;

/** A response that is a message. Belongs to the event loop. */
final class AwaitedMessage implements Awaited {
    private final MessageParser parser;
    private final CompletableFuture<Envelope> result = new CompletableFuture<>();
    private Envelope envelope;

    AwaitedMessage(int limit) {
        this.parser = new MessageParser(limit);
    }

    CompletableFuture<Envelope> result() {
        return result;
    }

    @Override
    public int expectedBytes() {
        return 0;
    }

    @Override
    public boolean take(Inbound in) throws WireFormatException {
        if (!parser.header(in) || !parser.payloadComplete(in)) {
            return false;
        }
        envelope = parser.payload(in);
        return true;
    }

    @Override
    public void complete() {
        result.complete(envelope);
    }

    @Override
    public void fail(FsException reason) {
        result.completeExceptionally(reason);
    }
}
