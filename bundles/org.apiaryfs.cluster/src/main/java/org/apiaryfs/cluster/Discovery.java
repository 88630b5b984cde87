package org.apiaryfs.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.transport.DatagramEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds mgmtd: asks its UDP port for a heartbeat until one comes (spec mgmtd §14.1).
 *
 * <p>Thread-safe. {@link #find} blocks its thread; {@link #offer} is called by whoever receives
 * datagrams.
 */
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final String host;
    private final int port;
    private final CompletableFuture<Heartbeat> answer = new CompletableFuture<>();

    /**
     * @param host name or address of mgmtd
     * @param port its UDP port
     */
    public Discovery(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Takes a received heartbeat, of whatever node. */
    public void offer(Heartbeat heartbeat) {
        if (heartbeat.nodeType() == NodeType.MGMT.number()) {
            answer.complete(heartbeat);
        }
    }

    /**
     * Asks until mgmtd answers.
     *
     * @param limit when to give up
     * @throws FsException COMMUNICATION if it doesn't answer within the limit, UNKNOWN_NODE if its
     *     name can't be resolved by then
     * @throws InterruptedException if this thread was interrupted
     */
    public NodeInfo find(DatagramEndpoint endpoint, Duration limit) throws FsException, InterruptedException {
        long start = System.nanoTime();
        boolean told = false;
        FsException reason = null;
        while (true) {
            try {
                endpoint.send(new InetSocketAddress(InetAddress.getByName(host), port), new HeartbeatRequest());
                reason = new FsException(FsError.COMMUNICATION, "management server " + host + " does not answer on UDP port " + port);
            } catch (UnknownHostException e) {
                reason = new FsException(FsError.UNKNOWN_NODE, "the name of the management server, '" + host + "', can't be resolved");
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            Duration pause = pauseAfter(elapsed);
            Duration left = limit.minus(elapsed);
            if (left.isNegative() || left.isZero()) {
                throw reason;
            }
            if (!told && elapsed.compareTo(Duration.ofSeconds(2)) > 0) {
                LOG.info("waiting for the management server: host={} udpPort={}", host, port);
                told = true;
            }
            try {
                Heartbeat found = answer.get(Math.min(pause.toMillis(), left.toMillis()), java.util.concurrent.TimeUnit.MILLISECONDS);
                return new NodeInfo(found.nodeId(), found.nics(), found.nodeNumId(), found.portUdp(), found.portTcp(), found.nodeType());
            } catch (java.util.concurrent.TimeoutException e) {
                continue;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("an answer is never a failure", e);
            }
        }
    }

    /** The pauses of spec mgmtd §14.1, but shorter ones at first: all daemons of a host may start at once. */
    private static Duration pauseAfter(Duration elapsed) {
        long s = elapsed.toSeconds();
        return s < 3 ? Duration.ofMillis(250)
                : Duration.ofSeconds(s < 10 ? 2 : s < 30 ? 5 : s < 60 ? 7 : s < 300 ? 10 : 30);
    }
}
