package org.apiaryfs.cluster;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.ConnectionPool;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.Route;
import org.apiaryfs.transport.Scheduler;

/**
 * Requests to the cluster's nodes and storage targets by their IDs: one pool of connections per
 * node, kept in step with the {@link ClusterView}, and the look at the state before each attempt
 * (spec framing §9.3).
 *
 * <p>A request that is with a node when that is declared offline fails then: a machine that has lost its power
 * doesn't say so.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link org.apiaryfs.protocol.FsException}: the
 * errors of {@link PeerRequests}, UNKNOWN_NODE or UNKNOWN_TARGET for what mgmtd doesn't list,
 * COMMUNICATION at once for what is offline.
 */
public final class NodeRequests implements AutoCloseable {
    private record Key(NodeType type, int id) {}

    private final ClusterView view;
    private final Connector connector;
    private final PoolConfig poolConfig;
    private final Scheduler scheduler;
    private final PeerRequests requests;
    private final ClusterView.Listener listener = this::clusterChanged;
    private final Map<Key, ConnectionPool> pools = new HashMap<>();
    private boolean closed;

    public NodeRequests(ClusterView view, Connector connector, PoolConfig poolConfig, Scheduler scheduler, PeerRequests requests) {
        this.view = view;
        this.connector = connector;
        this.poolConfig = poolConfig;
        this.scheduler = scheduler;
        this.requests = requests;
        view.addListener(listener);
    }

    /** Asks a metadata or storage node. */
    public <T extends Message> CompletableFuture<T> node(NodeType type, int id, Message request, Class<T> expected) {
        return requests.ask(nodeRoute(type, id), request, expected);
    }

    /** Asks a metadata or storage node, with header fields and options of the caller's choice. */
    public <T extends Message> CompletableFuture<T> node(NodeType type, int id, Envelope request, Class<T> expected, CallOptions options) {
        return requests.ask(nodeRoute(type, id), request, expected, options);
    }

    /** Sends a request with raw data behind it to a metadata or storage node. Takes over the data. */
    public <T extends Message> CompletableFuture<T> nodeSending(
            NodeType type, int id, Envelope request, ByteBuf data, Class<T> expected, CallOptions options) {
        return requests.askSending(nodeRoute(type, id), request, data, expected, options);
    }

    /** Sends a message that has no response, once and without telling whether it arrived. */
    public void send(NodeType type, int id, Message message) {
        view.current().nodes(type).get(id).ifPresent(node -> pool(type, node).acquire().thenAccept(
                lease -> lease.connection().send(Envelope.of(message)).whenComplete((sent, failure) -> lease.close())));
    }

    /** Asks the server of a storage target; the target goes into the header. */
    public <T extends Message> CompletableFuture<T> target(int target, Envelope request, Class<T> expected, CallOptions options) {
        return requests.ask(targetRoute(target), request, expected, options);
    }

    /** The same with nothing special. */
    public <T extends Message> CompletableFuture<T> target(int target, Message request, Class<T> expected) {
        return requests.ask(targetRoute(target), request, expected);
    }

    /** Sends a request with raw data behind it to a storage target. Takes over the data. */
    public <T extends Message> CompletableFuture<T> targetSending(
            int target, Envelope request, ByteBuf data, Class<T> expected, CallOptions options) {
        return requests.askSending(targetRoute(target), request, data, expected, options);
    }

    /** Asks a storage target for raw blocks; the buffer belongs to the caller. */
    public CompletableFuture<ByteBuf> targetReceiving(int target, Envelope request, int maxBytes, CallOptions options) {
        return requests.askReceiving(targetRoute(target), request, maxBytes, options);
    }

    /** Open connections to a node. */
    public int connections(NodeInfo node) {
        synchronized (pools) {
            return Optional.ofNullable(pools.get(new Key(node.type(), node.id()))).map(ConnectionPool::size).orElse(0);
        }
    }

    private Route nodeRoute(NodeType type, int id) {
        return () -> {
            ClusterMap map = view.current();
            Optional<NodeInfo> node = map.nodes(type).get(id);
            if (node.isEmpty()) {
                return new Route.Refuse(FsError.UNKNOWN_NODE, type + " node " + Integer.toUnsignedString(id) + " is not registered");
            }
            // Only metadata nodes have a state of their own; storage nodes' is that of their targets.
            Optional<Reachability> state = type == NodeType.META ? map.meta().reachability(id) : Optional.empty();
            return step(type, node.get(), state, 0, "metadata node " + id);
        };
    }

    private Route targetRoute(int target) {
        return () -> {
            ClusterMap map = view.current();
            Optional<NodeInfo> node = map.nodeOfTarget(target);
            if (node.isEmpty()) {
                return new Route.Refuse(FsError.UNKNOWN_TARGET, "storage target " + target + " is not mapped to a node");
            }
            return step(NodeType.STORAGE, node.get(), map.targets().reachability(target), target, "storage target " + target);
        };
    }

    private Route.Step step(NodeType type, NodeInfo node, Optional<Reachability> state, int target, String what) {
        return switch (state.orElse(Reachability.ONLINE)) {
            case ONLINE -> new Route.Go(pool(type, node), target);
            case PROBABLY_OFFLINE -> new Route.NotReady(what + " is probably offline");
            case OFFLINE -> new Route.Refuse(FsError.COMMUNICATION, what + " is offline");
        };
    }

    private ConnectionPool pool(NodeType type, NodeInfo node) {
        synchronized (pools) {
            if (closed) {
                throw new IllegalStateException("requests are shut down");
            }
            return pools.computeIfAbsent(new Key(type, node.id()),
                    k -> new ConnectionPool(PeerAddress.of(node), connector, poolConfig, scheduler));
        }
    }

    /** Follows moved nodes, drops those that are gone, and what was asked of those that count as offline now. */
    private void clusterChanged(ClusterMap before, ClusterMap after) {
        Map<Key, ConnectionPool> gone = new HashMap<>();
        Map<ConnectionPool, NodeInfo> present = new HashMap<>();
        synchronized (pools) {
            pools.forEach((key, pool) -> after.nodes(key.type).get(key.id)
                    .filter(node -> !after.offline(key.type, key.id) || before.offline(key.type, key.id))
                    .ifPresentOrElse(node -> present.put(pool, node), () -> gone.put(key, pool)));
            pools.keySet().removeAll(gone.keySet());
        }
        present.forEach((pool, node) -> pool.update(PeerAddress.of(node)));
        gone.values().forEach(ConnectionPool::abort);
    }

    /** Closes all pools; outstanding requests fail. */
    @Override
    public void close() {
        view.removeListener(listener);
        Map<Key, ConnectionPool> all;
        synchronized (pools) {
            closed = true;
            all = new HashMap<>(pools);
            pools.clear();
        }
        all.values().forEach(ConnectionPool::close);
    }
}
