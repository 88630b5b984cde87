package org.apiaryfs.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.node.ChangeTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroups;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroupsResp;
import org.apiaryfs.protocol.node.GetStoragePools;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.GetTargetMappings;
import org.apiaryfs.protocol.node.GetTargetMappingsResp;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.RegisterNodeResp;
import org.apiaryfs.protocol.node.RegisterTarget;
import org.apiaryfs.protocol.node.RegisterTargetResp;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.protocol.node.SetStorageTargetInfo;
import org.apiaryfs.transport.ConnectionPool;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.Route;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management server as others ask it, one method per request (spec mgmtd §3 to §7).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link org.apiaryfs.protocol.FsException} as
 * those of {@link PeerRequests} do.
 */
public final class Mgmtd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mgmtd.class);

    private final ConnectionPool pool;
    private final PeerRequests requests;
    private final Route route;
    private volatile NodeInfo node;

    /**
     * @param node where it listens, as its heartbeat said
     * @param connector opens connections to it
     * @param requests retry rules
     */
    public Mgmtd(NodeInfo node, Connector connector, PoolConfig poolConfig, Scheduler scheduler, PeerRequests requests) {
        this.node = node;
        this.pool = new ConnectionPool(PeerAddress.of(node), connector, poolConfig, scheduler);
        this.requests = requests;
        this.route = Route.to(pool);
    }

    /** Where it listens. */
    public NodeInfo node() {
        return node;
    }

    /** Open connections. */
    public int connections() {
        return pool.size();
    }

    /** Any request. */
    public <T extends Message> CompletableFuture<T> ask(Message request, Class<T> expected) {
        return requests.ask(route, request, expected);
    }

    /**
     * Where mgmtd says that it listens; connections to another place are given up. Its name stays, and so does the datagram port
     * by which it was found, since that is configured: one with another is that of another cluster, which had a client where
     * this node listens now.
     *
     * @return false if it was another one, and nothing was changed
     */
    public boolean movedTo(NodeInfo changed) {
        if (!changed.alias().equals(node.alias()) || changed.udpPort() != node.udpPort()) {
            LOG.warn("announcement by another cluster's management server ignored: alias={} port={}", changed.alias(), changed.udpPort());
            return false;
        }
        node = changed;
        pool.update(PeerAddress.of(changed));
        return true;
    }

    /** Nodes of one type; for metadata nodes with the root owner. */
    public CompletableFuture<GetNodesResp> nodes(NodeType type) {
        return ask(new GetNodes(type.number()), GetNodesResp.class);
    }

    /** Storage target → storage node. */
    public CompletableFuture<Map<Integer, Integer>> targetMappings() {
        return ask(new GetTargetMappings(), GetTargetMappingsResp.class).thenApply(GetTargetMappingsResp::mappings);
    }

    /** States and buddy groups of metadata nodes or storage targets, as of one moment. */
    public CompletableFuture<StateTable> states(NodeType type) {
        return ask(new GetStatesAndBuddyGroups(type.number()), GetStatesAndBuddyGroupsResp.class)
                .thenApply(r -> new StateTable(r.states(), r.groups()));
    }

    public CompletableFuture<List<StoragePool>> storagePools() {
        return ask(new GetStoragePools(), GetStoragePoolsResp.class).thenApply(GetStoragePoolsResp::pools);
    }

    /**
     * Capacity pools.
     *
     * @param query one of the constants of {@link GetNodeCapacityPools}
     */
    public CompletableFuture<Map<Integer, CapacityPools>> capacityPools(int query) {
        return ask(new GetNodeCapacityPools(query), GetNodeCapacityPoolsResp.class).thenApply(GetNodeCapacityPoolsResp::pools);
    }

    /** Registers a node; the result is its numeric ID, 0 if refused. */
    public CompletableFuture<Integer> register(LocalNode node, RootOwner root) {
        return ask(node.registration(root), RegisterNodeResp.class).thenApply(RegisterNodeResp::nodeNumId);
    }

    /** Registers a storage target; the result is its numeric ID, 0 if refused. */
    public CompletableFuture<Integer> registerTarget(String targetId, int wantedNumber) {
        return ask(new RegisterTarget(targetId, wantedNumber), RegisterTargetResp.class).thenApply(RegisterTargetResp::targetNumId);
    }

    /** Maps targets (with the pool that new ones join) to a node; the result is an error code per target. */
    public CompletableFuture<Map<Integer, Integer>> mapTargets(Map<Integer, Integer> targets, int node) {
        return ask(new MapTargets(targets, node, ""), MapTargetsResp.class).thenApply(MapTargetsResp::results);
    }

    /** Reports consistency states, which also shows that the reporter is alive; AGAIN if they changed meanwhile. */
    public CompletableFuture<ResultResp> changeStates(NodeType type, List<Integer> ids, List<Integer> before, List<Integer> after) {
        return ask(new ChangeTargetConsistencyStates(type.number(), ids, before, after, ""), ResultResp.class);
    }

    /** Reports capacities. */
    public CompletableFuture<ResultResp> reportCapacity(NodeType type, List<StorageTargetInfo> targets) {
        return ask(new SetStorageTargetInfo(type.number(), targets), ResultResp.class);
    }

    /** Takes a node out of the cluster. */
    public CompletableFuture<ResultResp> remove(NodeType type, int id) {
        return ask(new RemoveNode(type.number(), id, ""), ResultResp.class);
    }

    @Override
    public void close() {
        pool.close();
    }
}
