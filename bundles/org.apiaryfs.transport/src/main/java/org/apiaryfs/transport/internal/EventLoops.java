package org.apiaryfs.transport.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Event loops and the kinds of channels that they drive, for IPv4: the protocol has no longer addresses.
 * Immutable.
 *
 * @param mechanism its name
 */
record EventLoops(
        String mechanism, EventLoopGroup group, ChannelFactory<? extends ServerChannel> server,
        ChannelFactory<? extends Channel> client, ChannelFactory<? extends DatagramChannel> datagram) {

    /** epoll where its library can be loaded, else the JDK's selectors. */
    static EventLoops best(int threads) {
        return Epoll.isAvailable() ? epoll(threads) : nio(threads);
    }

    static EventLoops epoll(int threads) {
        return new EventLoops("epoll",
                new MultiThreadIoEventLoopGroup(threads, names(), EpollIoHandler.newFactory()),
                () -> new EpollServerSocketChannel(SocketProtocolFamily.INET),
                () -> new EpollSocketChannel(SocketProtocolFamily.INET),
                () -> new EpollDatagramChannel(SocketProtocolFamily.INET));
    }

    static EventLoops nio(int threads) {
        return new EventLoops("nio",
                new MultiThreadIoEventLoopGroup(threads, names(), NioIoHandler.newFactory()),
                NioServerSocketChannel::new, NioSocketChannel::new, () -> new NioDatagramChannel(SocketProtocolFamily.INET));
    }

    private static DefaultThreadFactory names() {
        return new DefaultThreadFactory("apiary-net", true);
    }
}
