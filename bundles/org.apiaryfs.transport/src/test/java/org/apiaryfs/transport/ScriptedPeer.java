package org.apiaryfs.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * A peer in memory whose answers and connections a test decides; for what real sockets can't be made to do
 * at a given moment of a fake clock.
 */
final class ScriptedPeer implements Connector {
    final List<Link> links = new ArrayList<>();
    final List<CompletableFuture<Connection>> dialled = new ArrayList<>();
    /** Answers a request; a failed future with COMMUNICATION breaks the connection. */
    Function<Envelope, CompletableFuture<Envelope>> answers = e -> new CompletableFuture<>();
    boolean reachable = true;
    boolean manual;
    boolean fallback;
    int requests;

    @Override
    public CompletableFuture<Connection> connect(PeerAddress peer) {
        if (!reachable) {
            return CompletableFuture.failedFuture(new FsException(FsError.COMMUNICATION, "unreachable"));
        }
        CompletableFuture<Connection> result = new CompletableFuture<>();
        dialled.add(result);
        if (!manual) {
            result.complete(newLink());
        }
        return result;
    }

    Link newLink() {
        Link link = new Link();
        links.add(link);
        return link;
    }

    long openLinks() {
        return links.stream().filter(Link::usable).count();
    }

    /** One connection. */
    final class Link implements Connection {
        boolean open = true;

        @Override
        public CompletableFuture<Envelope> ask(Envelope request) {
            requests++;
            if (!open) {
                return CompletableFuture.failedFuture(new FsException(FsError.COMMUNICATION, "closed"));
            }
            CompletableFuture<Envelope> answer = answers.apply(request);
            return answer.whenComplete((a, e) -> {
                if (e instanceof FsException failure && failure.error() == FsError.COMMUNICATION) {
                    open = false;
                }
            });
        }

        @Override
        public CompletableFuture<Envelope> ask(Envelope request, Duration timeout) {
            return ask(request);
        }

        @Override
        public CompletableFuture<Envelope> askSending(Envelope request, ByteBuf data) {
            data.release();
            return ask(request);
        }

        @Override
        public Upload upload(Envelope request) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public CompletableFuture<ByteBuf> askReceiving(Envelope request, int maxBytes) {
            return ask(request).thenApply(e -> Unpooled.buffer(1).writeByte(7));
        }

        @Override
        public CompletableFuture<Void> send(Envelope message) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean usable() {
            return open;
        }

        @Override
        public boolean fallback() {
            return fallback;
        }

        @Override
        public String peer() {
            return "scripted";
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
