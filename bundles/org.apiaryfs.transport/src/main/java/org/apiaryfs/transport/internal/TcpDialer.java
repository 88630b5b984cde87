package org.apiaryfs.transport.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dialer;
import org.apiaryfs.transport.OutboundRule;

/** Opens TCP streams. Thread-safe. */
final class TcpDialer implements Dialer {
    private final EventLoops loops;

    TcpDialer(EventLoops loops) {
        this.loops = loops;
    }

    @Override
    public CompletableFuture<Connection> dial(NicAddress nic, int port, ConnectorConfig config, boolean fallback) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        InetSocketAddress to = new InetSocketAddress(nic.address(), port);
        Optional<OutboundRule.Source> source = config.outbound().sourceFor(to.getAddress());
        if (source.isEmpty()) {
            result.completeExceptionally(new IOException("no source address leads to " + to));
            return result;
        }
        String name = nic.address().getHostAddress() + ":" + port + " (TCP)";
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.client())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) config.connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast("stream", new ClientStream(channel, config, fallback, name));
                    }
                });
        if (config.receiveBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.receiveBuffer());
        }
        Optional<InetAddress> bind = source.get().bind();
        var connect = bind.isPresent()
                ? bootstrap.connect(to, new InetSocketAddress(bind.get(), 0))
                : bootstrap.connect(to);
        connect.addListener(f -> {
            if (!f.isSuccess()) {
                result.completeExceptionally(f.cause());
                return;
            }
            ClientStream stream = (ClientStream) connect.channel().pipeline().get("stream");
            if (!result.complete(stream)) {
                stream.close();
            }
        });
        return result;
    }
}
