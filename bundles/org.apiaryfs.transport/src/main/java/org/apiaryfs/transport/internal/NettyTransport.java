package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Dialer;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.Scheduler;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/** The one {@link Transport}. Thread-safe. */
public final class NettyTransport implements Transport {
    private final EventLoops loops;
    private final Scheduler scheduler;

    /** @param threads event loops, ≥ 1 */
    public NettyTransport(int threads) {
        this(EventLoops.best(threads));
    }

    NettyTransport(EventLoops loops) {
        this.loops = loops;
        this.scheduler = new EventLoopScheduler(loops.group());
    }

    @Override
    public Connector connector(ConnectorConfig config, Map<Integer, Dialer> dialers) {
        Map<Integer, Dialer> all = new HashMap<>(dialers);
        all.putIfAbsent(NicAddress.STANDARD, new TcpDialer(loops));
        return new NicWalk(config, all);
    }

    @Override
    public StreamServer serve(ServerConfig config, HandlerTable handlers) throws FsException {
        return new TcpServer(loops, config, handlers);
    }

    @Override
    public DatagramEndpoint datagrams(DatagramConfig config, Executor executor, DatagramEndpoint.Handler handler)
            throws FsException {
        return new UdpEndpoint(loops, config, executor, handler, DatagramEndpoint.ACK_WAIT);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public ByteBufAllocator allocator() {
        return Buffers.STREAMS;
    }

    @Override
    public String mechanism() {
        return loops.mechanism();
    }

    @Override
    public CompletableFuture<Void> shutdown(Duration deadline) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loops.group().shutdownGracefully(0, deadline.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(f -> done.complete(null));
        return done;
    }

    @Override
    public void close() {
        shutdown(Duration.ofSeconds(2)).join();
    }
}
