package org.apiaryfs.admin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.transport.DatagramEndpoint;

/** Finds out which nodes answer datagrams (spec admin §3.1). One thread asks; answers come on another. */
final class RollCall {
    private record Key(int type, int id) {}

    private final Map<Key, NodeInfo> silent = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> everyone = new CompletableFuture<>();

    RollCall(Collection<NodeInfo> nodes) {
        nodes.forEach(n -> silent.put(new Key(n.type().number(), n.id()), n));
    }

    private void answered(Heartbeat heartbeat) {
        silent.remove(new Key(heartbeat.nodeType(), heartbeat.nodeNumId()));
        if (silent.isEmpty()) {
            everyone.complete(null);
        }
    }

    /**
     * Asks those that haven't answered yet, again and again.
     *
     * @param tries ≥ 1
     * @param each how long to wait for answers to one try
     * @return those that are silent
     */
    Collection<NodeInfo> silent(Session session, int tries, Duration each) throws FsException, InterruptedException {
        try (DatagramEndpoint datagrams = session.heartbeats(this::answered)) {
            for (int i = 0; i < tries && !silent.isEmpty(); i++) {
                List.copyOf(silent.values()).forEach(node -> datagrams.send(node, new HeartbeatRequest()));
                try {
                    everyone.get(each.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("an answer is never a failure", e);
                }
            }
        }
        return List.copyOf(silent.values());
    }
}
