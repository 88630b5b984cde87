package org.apiaryfs.storage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.node.StartException;
import org.apiaryfs.storage.internal.RunningStorage;
import org.apiaryfs.transport.Transport;

/**
 * A storage server as a member of its cluster: from the start, which waits for mgmtd, to the stop,
 * which saves the sessions. Thread-safe.
 */
public final class StorageService implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final RunningStorage running;

    private StorageService(RunningStorage running) {
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
    public static StorageService start(StorageConfig config, Transport transport) throws StartException, InterruptedException {
        return new StorageService(RunningStorage.start(config, transport, InstantSource.system()));
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

    /** Numeric IDs of the targets, in the order of the configuration. */
    public List<Integer> targetIds() {
        return running.targetIds();
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
