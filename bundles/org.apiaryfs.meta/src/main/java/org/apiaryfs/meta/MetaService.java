package org.apiaryfs.meta;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apiaryfs.meta.internal.RunningMeta;
import org.apiaryfs.node.StartException;
import org.apiaryfs.transport.Transport;

/** A metadata server as a member of its cluster: from the start, which waits for mgmtd, to the stop. Thread-safe. */
public final class MetaService implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final RunningMeta running;

    private MetaService(RunningMeta running) {
        this.running = running;
    }

    /**
     * Starts, and returns when requests are being served and mgmtd knows of it. Waits for mgmtd for
     * ever if need be; interrupting the thread ends that.
     *
     * @param transport stays the caller's, and must outlive the service
     * @throws StartException if it can't start; nothing is left running or locked then
     * @throws InterruptedException if interrupted; likewise
     */
    public static MetaService start(MetaConfig config, Transport transport) throws StartException, InterruptedException {
        return new MetaService(RunningMeta.start(config, transport, InstantSource.system()));
    }

    /** The port of requests. */
    public int port() {
        return running.port();
    }

    /** Loopback port of /metrics and /health; empty if there are none. */
    public Optional<Integer> statusPort() {
        return running.statusPort();
    }

    /** Numeric ID of this node. */
    public int nodeId() {
        return running.nodeId();
    }

    /** Stops cleanly, with up to {@code drain} for what is under way. Idempotent. */
    public void stop(Duration drain) {
        running.stop(drain);
    }

    /** {@link #stop} with 10 s. */
    @Override
    public void close() {
        stop(DRAIN);
    }
}
