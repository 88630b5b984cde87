package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.util.ReferenceCounted;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.Peer;
import org.apiaryfs.transport.RequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An {@link Exchange} on a {@link ServerStream}. Threads as the interface says. */
final class ServerExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(ServerExchange.class);

    private enum Phase { OPEN, ENDED, LOST }

    private final ServerStream stream;
    private final Envelope request;
    private final Peer peer;
    private final RawInput input;
    private final Tally tally;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
    private volatile boolean later;

    ServerExchange(ServerStream stream, Envelope request, Peer peer, RawInput input, Tally tally) {
        this.stream = stream;
        this.request = request;
        this.peer = peer;
        this.input = input;
        this.tally = tally;
    }

    /** Runs the handler on this thread and sees to it that the exchange ends. */
    void run(RequestHandler handler) {
        if (ended()) {
            return;
        }
        tally.busy.increment();
        try {
            handler.handle(this);
            if (!later && !ended()) {
                abort("its handler returned without an answer");
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            failed(e);
        } finally {
            tally.busy.decrement();
        }
    }

    private void failed(Throwable e) {
        if (ended()) {
            LOG.warn("{}: {} from {} failed after its answer: {}", stream.serverName(), request.message().type(), peer, e.toString());
        } else {
            abort("its handler failed: " + e);
        }
        LOG.debug("handler of {} failed", request.message().type(), e);
    }

    RawInput input() {
        return input;
    }

    @Override
    public Envelope request() {
        return request;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void reply(Envelope response) {
        ByteBuf message;
        try {
            message = Buffers.encode(response);
        } catch (RuntimeException e) {
            abort("its response " + response.message().type() + " can't be encoded: " + e);
            return;
        }
        int length = message.readableBytes();
        if (length > stream.responseLimit()) {
            message.release();
            abort("its response " + response.message().type() + " of " + length + " bytes is longer than " + stream.responseLimit());
            return;
        }
        end(message);
    }

    @Override
    public void finish() {
        end(Unpooled.EMPTY_BUFFER);
    }

    private void end(ByteBuf last) {
        if (!phase.compareAndSet(Phase.OPEN, Phase.ENDED)) {
            last.release();
            requireNotEnded();
            return;
        }
        stream.onLoop(() -> stream.answered(this, last), last::release);
    }

    private void requireNotEnded() {
        if (phase.get() == Phase.ENDED) {
            throw new IllegalStateException(request.message().type() + " is answered already");
        }
    }

    @Override
    public void replyWhen(CompletionStage<? extends Message> response) {
        answerLater();
        response.whenComplete((message, error) -> {
            if (error != null) {
                failed(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            } else if (message == null) {
                abort("its handler came to no response");
            } else {
                reply(message);
            }
        });
    }

    @Override
    public void answerLater() {
        later = true;
    }

    @Override
    public CompletableFuture<ByteBuf> receive(int min, int max) {
        if (min < 1 || min > MAX_RECEIVE || max < min) {
            throw new IllegalArgumentException("can't receive " + min + " to " + max + " bytes at once");
        }
        requireNotEnded();
        CompletableFuture<ByteBuf> result = new CompletableFuture<>();
        stream.onLoop(() -> stream.receive(this, result, () -> input.receive(min, max, result)),
                () -> result.completeExceptionally(stream.lost()));
        return result;
    }

    @Override
    public CompletableFuture<Void> drain(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("can't discard " + bytes + " bytes");
        }
        requireNotEnded();
        CompletableFuture<Void> result = new CompletableFuture<>();
        stream.onLoop(() -> stream.receive(this, result, () -> input.drain(bytes, result)),
                () -> result.completeExceptionally(stream.lost()));
        return result;
    }

    @Override
    public CompletableFuture<Void> send(ByteBuf bytes) {
        return write(List.of(bytes));
    }

    @Override
    public CompletableFuture<Void> sendFile(ByteBuf before, FileChannel file, long position, long length, ByteBuf after) {
        return write(List.of(before, new OpenFileRegion(file, position, length), after));
    }

    private CompletableFuture<Void> write(List<ReferenceCounted> parts) {
        Runnable release = () -> parts.forEach(ReferenceCounted::release);
        if (phase.get() == Phase.ENDED) {
            release.run();
            requireNotEnded();
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        stream.onLoop(() -> stream.write(this, parts, result), () -> {
            release.run();
            result.completeExceptionally(stream.lost());
        });
        return result;
    }

    @Override
    public void abort(String reason) {
        if (phase.compareAndSet(Phase.OPEN, Phase.ENDED)) {
            stream.onLoop(() -> stream.aborted(this, reason), () -> {});
        } else {
            requireNotEnded();
        }
    }

    /** The connection is gone. */
    void lose() {
        phase.compareAndSet(Phase.OPEN, Phase.LOST);
    }

    @Override
    public boolean ended() {
        return phase.get() != Phase.OPEN;
    }

    /** A range of a file that stays open: it belongs to the handler. */
    private static final class OpenFileRegion extends DefaultFileRegion {
        private OpenFileRegion(FileChannel file, long position, long length) {
            super(file, position, length);
        }

        @Override
        protected void deallocate() {
            // The handler closes the file.
        }
    }
}
