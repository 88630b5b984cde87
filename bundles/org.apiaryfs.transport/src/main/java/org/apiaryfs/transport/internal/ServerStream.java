package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.FileRegion;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCounted;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageTable;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.Peer;
import org.apiaryfs.transport.ServerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted stream: reads a request, has it served, and reads the next one when that has ended.
 *
 * <p>All state belongs to the channel's event loop, save {@link #worthALook()}.
 */
final class ServerStream extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);

    private final Channel channel;
    private final ServerConfig config;
    private final HandlerTable handlers;
    private final Tally tally;
    private final Inbound in = new Inbound(Buffers.STREAMS);
    private final MessageParser parser;
    private final Patience patience;
    private Peer peer;

    /** The request being served; empty while one is awaited. */
    private Optional<ServerExchange> current = Optional.empty();
    private boolean parsing;
    private boolean inputEnded;
    private boolean stopping;
    private boolean closed;

    ServerStream(Channel channel, ServerConfig config, HandlerTable handlers, Tally tally) {
        this.channel = channel;
        this.config = config;
        this.handlers = handlers;
        this.tally = tally;
        this.parser = new MessageParser(config.requestLimit());
        this.patience = new Patience(channel, config);
        this.peer = new Peer((InetSocketAddress) channel.remoteAddress(), !config.authHash().required(), true, NodeType.INVALID, 0);
        channel.config().setRecvByteBufAllocator(in);
    }

    String serverName() {
        return config.name();
    }

    int responseLimit() {
        return config.responseLimit();
    }

    FsException lost() {
        return new FsException(FsError.COMMUNICATION, config.name() + ": connection of " + peer + " is closed");
    }

    /** Runs a task on the event loop, at once if this is it; or another one if the loop has ended. */
    void onLoop(Runnable task, Runnable otherwise) {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf slot = (ByteBuf) msg;
        tally.bytesIn.add(slot.readableBytes());
        in.filled(slot);
        patience.progress();
        progress();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        in.trim();
    }

    /** Serves requests as far as bytes are there; also called when a request has ended. */
    private void progress() {
        if (parsing) {
            return;
        }
        parsing = true;
        try {
            boolean more = true;
            while (more && !closed && !stopping && current.isEmpty()) {
                more = nextRequest();
            }
        } catch (WireFormatException e) {
            refuse(e.getMessage());
        } finally {
            parsing = false;
        }
        if (!closed) {
            current.ifPresent(exchange -> exchange.input().progress());
            afterProgress();
        }
    }

    private void afterProgress() {
        if (closed) {
            return;
        }
        boolean saturated = current.isPresent() && current.get().input().saturated();
        if (channel.config().isAutoRead() == saturated) {
            channel.config().setAutoRead(!saturated);
        }
        if (current.isPresent()) {
            boolean waiting = current.get().input().waiting();
            patience.await(waiting ? Patience.For.DATA : Patience.For.HANDLER);
            if (inputEnded && waiting) {
                failInput("the peer stopped sending in the middle of its data");
            }
        } else if (inputEnded || stopping) {
            closeAfterFlush();
        } else {
            boolean partial = !parser.idle() || in.readable() > 0;
            patience.await(partial ? Patience.For.MESSAGE : Patience.For.NOTHING);
        }
    }

    /** @return false if more bytes are needed first */
    private boolean nextRequest() throws WireFormatException {
        if (parser.idle()) {
            if (!parser.header(in)) {
                return false;
            }
            check(parser.header());
        }
        if (!parser.payloadComplete(in)) {
            return false;
        }
        tally.requests.increment();
        in.expect(0);
        Envelope request = parser.payload(in);
        if (peer.authenticated()) {
            handlers.observer().received(request, peer);
        }
        switch (request.message()) {
            case AuthenticateChannel message -> authenticate(message);
            case SetChannelDirect message ->
                    peer = new Peer(peer.address(), peer.authenticated(), message.direct() != 0, peer.type(), peer.nodeId());
            case PeerInfo message -> peer = new Peer(peer.address(), peer.authenticated(), peer.direct(),
                    NodeType.of(message.nodeType()).orElse(NodeType.INVALID), message.nodeId());
            case Dummy message -> LOG.trace("{}: dummy from {}", config.name(), peer);
            case Message message -> serve(request);
        }
        return true;
    }

    /** Refuses a message before its payload is read. */
    private void check(MessageHeader header) throws WireFormatException {
        MessageType type = MessageTable.row(header).type();
        if (!peer.authenticated() && type != MessageType.AUTHENTICATE_CHANNEL) {
            throw new WireFormatException(type + " before authentication; is connAuthFile the same on both sides?");
        }
        boolean own = switch (type) {
            case AUTHENTICATE_CHANNEL, SET_CHANNEL_DIRECT, PEER_INFO, DUMMY -> true;
            default -> false;
        };
        if (!own && handlers.entry(type).isEmpty()) {
            throw new WireFormatException(type + " isn't served here");
        }
    }

    private void authenticate(AuthenticateChannel message) {
        if (!config.authHash().required() || message.authHash().equals(config.authHash())) {
            peer = new Peer(peer.address(), true, peer.direct(), peer.type(), peer.nodeId());
        } else {
            LOG.warn("{}: {} sent a wrong authentication hash; is connAuthFile the same on both sides?", config.name(), peer);
        }
    }

    private void serve(Envelope request) {
        ServerExchange exchange = new ServerExchange(this, request, peer, new RawInput(in), tally);
        current = Optional.of(exchange);
        patience.begin();
        HandlerTable.Entry entry = handlers.entry(request.message().type()).orElseThrow();
        try {
            switch (entry.dispatch()) {
                case Dispatch.EventLoop here -> exchange.run(entry.handler());
                case Dispatch.VirtualThread virtual -> {
                    tally.queued.increment();
                    Thread.startVirtualThread(() -> dequeued(exchange, entry));
                }
                case Dispatch.Chosen chosen -> {
                    var executor = chosen.choice().apply(request);
                    tally.queued.increment();
                    try {
                        executor.execute(() -> dequeued(exchange, entry));
                    } catch (RuntimeException e) {
                        tally.queued.decrement();
                        throw e;
                    }
                }
            }
        } catch (RuntimeException e) {
            exchange.abort("its executor doesn't take it: " + e);
        }
    }

    private void dequeued(ServerExchange exchange, HandlerTable.Entry entry) {
        tally.queued.decrement();
        exchange.run(entry.handler());
    }

    private boolean serves(ServerExchange exchange) {
        return !closed && current.isPresent() && current.get() == exchange;
    }

    /** An exchange ended with its last bytes. */
    void answered(ServerExchange exchange, ByteBuf last) {
        if (!serves(exchange)) {
            last.release();
            return;
        }
        if (exchange.input().waiting()) {
            last.release();
            refuse("its handler answered " + exchange.request().message().type() + " while it was receiving data");
            return;
        }
        if (last.isReadable()) {
            tally.bytesOut.add(last.readableBytes());
            channel.writeAndFlush(last, channel.voidPromise());
        } else {
            last.release();
        }
        current = Optional.empty();
        in.expect(0);
        progress();
    }

    void aborted(ServerExchange exchange, String reason) {
        if (serves(exchange)) {
            refuse(exchange.request().message().type() + ": " + reason);
        }
    }

    /** Takes up a wish for raw data. */
    void receive(ServerExchange exchange, CompletableFuture<?> result, Runnable wish) {
        if (!serves(exchange)) {
            result.completeExceptionally(lost());
            return;
        }
        try {
            wish.run();
        } catch (IllegalStateException e) {
            result.completeExceptionally(e);
            return;
        }
        exchange.input().progress();
        afterProgress();
    }

    /** Writes parts of a raw answer. */
    void write(ServerExchange exchange, List<ReferenceCounted> parts, CompletableFuture<Void> result) {
        if (!serves(exchange)) {
            parts.forEach(ReferenceCounted::release);
            result.completeExceptionally(lost());
            return;
        }
        ChannelFuture last = channel.newSucceededFuture();
        for (ReferenceCounted part : parts) {
            long size = part instanceof ByteBuf bytes ? bytes.readableBytes() : ((FileRegion) part).count();
            if (size == 0) {
                part.release();
            } else {
                tally.bytesOut.add(size);
                last = channel.write(part);
            }
        }
        channel.flush();
        last.addListener(f -> {
            if (f.isSuccess()) {
                result.complete(null);
            } else {
                result.completeExceptionally(new FsException(
                        FsError.COMMUNICATION, config.name() + ": sending to " + peer + " failed: " + f.cause()));
                if (!closed) {
                    refuse("sending failed: " + f.cause());
                }
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (closed) {
                channel.close();
            } else {
                progress();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close();
        in.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: connection of {} broke: {}", config.name(), peer, cause.toString());
        close();
        channel.close();
    }

    /** May be called from any thread: true if {@link #look} could find something. */
    boolean worthALook() {
        return patience.worthALook();
    }

    /** Ends what has taken too long. */
    void look() {
        patience.exceeded().ifPresent(what -> {
            if (closed) {
                channel.close();
                return;
            }
            failInput(what);
            refuse(what);
        });
    }

    private void failInput(String reason) {
        current.ifPresent(exchange -> exchange.input().fail(new FsException(FsError.COMMUNICATION, peer + ": " + reason)));
        if (!closed && current.isPresent()) {
            // The stream is out of step now: whatever the handler does, nothing more can be read.
            refuse(reason);
        }
    }

    /** Closes without an answer. */
    private void refuse(String reason) {
        if (closed) {
            return;
        }
        tally.refused.increment();
        LOG.warn("{}: closing connection of {}: {}", config.name(), peer, reason);
        close();
        GentleClose.start(channel, config.closeDrain());
    }

    /** Serves what is being served and closes then. */
    void stop() {
        stopping = true;
        progress();
    }

    private void closeAfterFlush() {
        close();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(f -> {
            if (inputEnded) {
                channel.close();
            } else {
                GentleClose.start(channel, config.closeDrain());
            }
        });
    }

    /** Ends all but the socket itself. */
    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        Optional<ServerExchange> lost = current;
        current = Optional.empty();
        patience.await(Patience.For.NOTHING);
        lost.ifPresent(exchange -> {
            exchange.lose();
            exchange.input().fail(lost());
        });
        in.close();
        channel.config().setAutoRead(true);
    }
}
