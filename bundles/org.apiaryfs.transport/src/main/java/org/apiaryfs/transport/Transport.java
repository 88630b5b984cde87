package org.apiaryfs.transport;

import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.internal.NettyTransport;

/**
 * The event loops of a process and what runs on them; one per process is enough. Thread-safe.
 *
 * <p>TCP uses the system's epoll where that can be loaded, the JDK's selectors elsewhere.
 */
public interface Transport extends AutoCloseable {
    /** Starts as many event loops as there are processors, at most 8. */
    static Transport open() {
        return open(Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    /** Starts event loops; each serves any number of connections. */
    static Transport open(int threads) {
        return new NettyTransport(threads);
    }

    /**
     * Opens connections by TCP and by further kinds of streams.
     *
     * @param dialers by interface type of {@link org.apiaryfs.protocol.model.NicAddress}; interfaces of
     *     types without one are skipped. TCP for standard interfaces is always there
     */
    Connector connector(ConnectorConfig config, Map<Integer, Dialer> dialers);

    /** The same with TCP alone. */
    default Connector connector(ConnectorConfig config) {
        return connector(config, Map.of());
    }

    /**
     * Starts to listen.
     *
     * @throws FsException INTERNAL, naming address and cause, if the address can't be bound
     */
    StreamServer serve(ServerConfig config, HandlerTable handlers) throws FsException;

    /**
     * Binds a datagram socket.
     *
     * @param executor runs the handler; {@code Runnable::run} keeps it on the event loop
     * @throws FsException INTERNAL, naming address and cause, if the address can't be bound
     */
    DatagramEndpoint datagrams(DatagramConfig config, Executor executor, DatagramEndpoint.Handler handler)
            throws FsException;

    /** Real time; tasks run on an event loop and must not block. */
    Scheduler scheduler();

    /** The pooled direct memory that data for {@link Connection} and {@link Exchange} is best taken from. */
    ByteBufAllocator allocator();

    /** Name of the mechanism in use, "epoll" or "nio". */
    String mechanism();

    /**
     * Ends the event loops; what is still open is closed. To be called after servers and pools were stopped.
     *
     * @return completes when all threads of this transport have ended
     */
    CompletableFuture<Void> shutdown(Duration deadline);

    /** {@link #shutdown} with 2 s, waiting for it. */
    @Override
    void close();
}
