package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;

/**
 * A {@link Connection} over a channel, which it serves as the only handler.
 *
 * <p>{@code busy} is taken by the asking thread; all other state belongs to the event loop.
 */
final class ClientStream extends ChannelInboundHandlerAdapter implements Connection {
    private final Channel channel;
    private final ConnectorConfig config;
    private final boolean fallback;
    private final String peer;
    private final Inbound in = new Inbound(Buffers.STREAMS);
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    private Awaited awaited = Awaited.NOTHING;
    private long deadline;
    private long patience;
    private ScheduledFuture<?> timer;
    private long timerAt;

    ClientStream(Channel channel, ConnectorConfig config, boolean fallback, String peer) {
        this.channel = channel;
        this.config = config;
        this.fallback = fallback;
        this.peer = peer;
        channel.config().setRecvByteBufAllocator(in);
        channel.config().setAutoRead(true);
    }

    @Override
    public CompletableFuture<Envelope> ask(Envelope request) {
        return ask(request, config.timeouts().response());
    }

    @Override
    public CompletableFuture<Envelope> ask(Envelope request, Duration timeout) {
        AwaitedMessage answer = new AwaitedMessage(config.responseLimit());
        begin(request, Unpooled.EMPTY_BUFFER, answer, timeout);
        return answer.result();
    }

    @Override
    public CompletableFuture<Envelope> askSending(Envelope request, ByteBuf data) {
        AwaitedMessage answer = new AwaitedMessage(config.responseLimit());
        begin(request, data, answer, config.timeouts().response());
        return answer.result();
    }

    @Override
    public CompletableFuture<ByteBuf> askReceiving(Envelope request, int maxBytes) {
        AwaitedBlocks answer = new AwaitedBlocks(maxBytes);
        begin(request, Unpooled.EMPTY_BUFFER, answer, config.timeouts().response());
        return answer.result();
    }

    @Override
    public Upload upload(Envelope request) {
        AwaitedMessage answer = new AwaitedMessage(config.responseLimit());
        begin(request, Unpooled.EMPTY_BUFFER, answer, config.timeouts().response());
        return new Upload() {
            @Override
            public CompletableFuture<Void> send(ByteBuf piece) {
                return writeFor(answer, piece);
            }

            @Override
            public CompletableFuture<Envelope> finish() {
                // The peer may only now have begun to work on its answer.
                channel.eventLoop().execute(() -> extendDeadline(answer));
                return answer.result();
            }
        };
    }

    @Override
    public CompletableFuture<Void> send(Envelope message) {
        return written(channel.writeAndFlush(Buffers.encode(message)));
    }

    private CompletableFuture<Void> writeFor(Awaited answer, ByteBuf piece) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable write = () -> channel.writeAndFlush(piece).addListener(f -> {
            extendDeadline(answer);
            complete(done, f);
        });
        EventLoop loop = channel.eventLoop();
        // Until the request itself has been written, pieces queue up behind it.
        if (loop.inEventLoop() && awaited == answer) {
            write.run();
        } else {
            loop.execute(write);
        }
        return done;
    }

    private void extendDeadline(Awaited answer) {
        if (awaited == answer) {
            deadline = System.nanoTime() + patience;
        }
    }

    private CompletableFuture<Void> written(ChannelFuture write) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        write.addListener(f -> complete(done, f));
        return done;
    }

    private void complete(CompletableFuture<Void> done, Future<?> write) {
        if (write.isSuccess()) {
            done.complete(null);
        } else {
            done.completeExceptionally(broken("sending failed: " + write.cause()));
        }
    }

    private void begin(Envelope request, ByteBuf data, Awaited answer, Duration timeout) {
        if (!busy.compareAndSet(false, true)) {
            data.release();
            throw new IllegalStateException("a request on " + peer + " is still outstanding");
        }
        ByteBuf message;
        try {
            message = Buffers.encode(request);
        } catch (RuntimeException e) {
            busy.set(false);
            data.release();
            throw e;
        }
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            write(message, data, answer, timeout);
        } else {
            try {
                loop.execute(() -> write(message, data, answer, timeout));
            } catch (RejectedExecutionException e) {
                message.release();
                data.release();
                answer.fail(broken("the transport is shut down"));
            }
        }
    }

    private void write(ByteBuf message, ByteBuf data, Awaited answer, Duration timeout) {
        if (closed) {
            message.release();
            data.release();
            answer.fail(broken("the connection is closed"));
            return;
        }
        awaited = answer;
        in.expect(answer.expectedBytes());
        patience = timeout.toNanos();
        deadline = System.nanoTime() + patience;
        armTimer();
        if (data.isReadable()) {
            channel.write(message, channel.voidPromise());
            channel.writeAndFlush(data, channel.voidPromise());
        } else {
            data.release();
            channel.writeAndFlush(message, channel.voidPromise());
        }
    }

    /** One timer serves many requests: it is set anew only when it fires, or comes too late for this one. */
    private void armTimer() {
        if (timer != null) {
            if (timerAt - deadline <= 0) {
                return;
            }
            timer.cancel(false);
        }
        timerAt = deadline;
        timer = channel.eventLoop().schedule(this::timerFired, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void timerFired() {
        timer = null;
        if (awaited == Awaited.NOTHING || closed) {
            return;
        }
        if (System.nanoTime() - deadline >= 0) {
            Duration waited = Duration.ofNanos(patience);
            shut(broken("no response within " + (waited.toSeconds() > 0 ? waited.toSeconds() + " s" : waited.toMillis() + " ms")));
        } else {
            armTimer();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        in.filled((ByteBuf) msg);
        if (closed) {
            return;
        }
        deadline = System.nanoTime() + patience;
        try {
            while (in.readable() > 0) {
                if (awaited == Awaited.NOTHING) {
                    shut(broken("the peer sent bytes that nobody asked for"));
                    return;
                }
                if (!awaited.take(in)) {
                    return;
                }
                Awaited done = awaited;
                awaited = Awaited.NOTHING;
                in.expect(0);
                if (in.readable() > 0) {
                    shut(broken("the peer sent more than its response"));
                }
                busy.set(false);
                done.complete();
            }
        } catch (WireFormatException e) {
            shut(broken(e.getMessage()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        in.trim();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        shut(broken("the peer closed the connection"));
        in.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        shut(broken(cause.toString()));
        channel.close();
    }

    private FsException broken(String what) {
        return new FsException(FsError.COMMUNICATION, peer + ": " + what);
    }

    /** Ends the stream; on the event loop. */
    private void shut(FsException reason) {
        if (closed) {
            return;
        }
        closed = true;
        in.close();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        Awaited lost = awaited;
        awaited = Awaited.NOTHING;
        GentleClose.start(channel, config.closeDrain());
        lost.fail(reason);
    }

    @Override
    public boolean usable() {
        return !closed;
    }

    @Override
    public boolean fallback() {
        return fallback;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void close() {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            shut(broken("closed by this side"));
        } else {
            try {
                loop.execute(() -> shut(broken("closed by this side")));
            } catch (RejectedExecutionException e) {
                closed = true;
            }
        }
    }

    @Override
    public String toString() {
        return peer;
    }
}
