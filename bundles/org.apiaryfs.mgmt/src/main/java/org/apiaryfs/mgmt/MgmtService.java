package org.apiaryfs.mgmt;

import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.mgmt.internal.RunningMgmt;
import org.apiaryfs.node.StartException;
import org.apiaryfs.transport.Transport;

/**
 * The management server of a cluster: registry of nodes, targets, mirrors and storage pools, and judge
 * of who is reachable and who has room (spec mgmtd). Everything acknowledged is on disk. Thread-safe.
 *
 * <p>A clean stop is {@link #retire}, serving on for as long as that says, then {@link #stop}; a
 * process may also just be killed.
 */
public final class MgmtService implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final RunningMgmt running;

    private MgmtService(RunningMgmt running) {
        this.running = running;
    }

    /**
     * Starts, and returns when requests are being served.
     *
     * @param transport stays the caller's, and must outlive the service
     * @throws StartException if it can't start; nothing is left running or locked then
     */
    public static MgmtService start(MgmtConfig config, Transport transport) throws StartException {
        String version = Optional.ofNullable(MgmtService.class.getPackage().getImplementationVersion()).orElse("(built from source)");
        return new MgmtService(RunningMgmt.start(config, transport, version));
    }

    /** The port of requests. */
    public int tcpPort() {
        return running.tcpPort();
    }

    /** The port of heartbeats and notifications. */
    public int udpPort() {
        return running.udpPort();
    }

    /** Loopback port of /metrics and /health; empty if there are none. */
    public Optional<Integer> statusPort() {
        return running.statusPort();
    }

    /**
     * Begins a clean stop: from now on nothing can be changed, whoever tries is asked to come back
     * later. If there are buddy groups, everybody is told to doubt their primaries, since nobody
     * could switch them over.
     *
     * @return for how long to go on serving before {@link #stop}, so that all have taken notice; zero
     *     without buddy groups
     */
    public Duration retire() {
        return running.retire();
    }

    /** Stops, with up to {@code drain} for what is under way. Idempotent. */
    public void stop(Duration drain) {
        running.stop(drain);
    }

    /** {@link #stop} with 2 s. */
    @Override
    public void close() {
        stop(DRAIN);
    }
}
