package org.apiaryfs.transport.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link StreamServer} for TCP. Thread-safe. */
final class TcpServer implements StreamServer {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ServerConfig config;
    private final Tally tally = new Tally();
    private final Map<Channel, ServerStream> streams = new ConcurrentHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Channel listener;
    private final ScheduledFuture<?> looking;

    TcpServer(EventLoops loops, ServerConfig config, HandlerTable handlers) throws FsException {
        this.config = config;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channelFactory(loops.server())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, handlers);
                    }
                });
        if (config.receiveBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.receiveBuffer());
        }
        ChannelFuture bind = bootstrap.bind(config.listen()).awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new FsException(FsError.INTERNAL, config.name() + ": can't listen on TCP "
                    + config.listen() + ": " + bind.cause().getMessage());
        }
        listener = bind.channel();
        long every = Math.max(1, Math.min(LOOK_EVERY.toNanos(), config.messageTimeout().toNanos() / 2));
        looking = listener.eventLoop().scheduleAtFixedRate(this::look, every, every, TimeUnit.NANOSECONDS);
    }

    private void accept(Channel channel, HandlerTable handlers) {
        ServerStream stream = new ServerStream(channel, config, handlers, tally);
        streams.put(channel, stream);
        tally.connections.increment();
        channel.closeFuture().addListener(f -> {
            tally.connections.decrement();
            streams.remove(channel);
            if (stopping.get() && streams.isEmpty()) {
                stopped.complete(null);
            }
        });
        channel.pipeline().addLast(stream);
        if (stopping.get()) {
            channel.close();
        }
    }

    private void look() {
        streams.forEach((channel, stream) -> {
            if (stream.worthALook()) {
                channel.eventLoop().execute(stream::look);
            }
        });
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public Counters counters() {
        return tally.snapshot();
    }

    @Override
    public CompletableFuture<Void> stop(Duration deadline) {
        if (stopping.compareAndSet(false, true)) {
            looking.cancel(false);
            listener.close().addListener(f -> {
                streams.forEach((channel, stream) -> channel.eventLoop().execute(stream::stop));
                if (streams.isEmpty()) {
                    stopped.complete(null);
                }
            });
            ScheduledFuture<?> last = listener.eventLoop().schedule(this::closeAll, deadline.toMillis(), TimeUnit.MILLISECONDS);
            stopped.whenComplete((v, e) -> last.cancel(false));
        }
        return stopped.copy();
    }

    private void closeAll() {
        if (!streams.isEmpty()) {
            LOG.warn("{}: closing {} connections whose requests didn't end before the deadline", config.name(), streams.size());
        }
        streams.keySet().forEach(Channel::close);
    }
}
