package org.apiaryfs.cluster;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;

/**
 * Brings parts of the {@link ClusterMap} up to date from mgmtd. Thread-safe; no method blocks. A
 * failed download leaves its part as it was, but for states, which nobody may rely on then.
 */
public final class Downloads {
    private final Mgmtd mgmtd;
    private final ClusterView view;

    public Downloads(Mgmtd mgmtd, ClusterView view) {
        this.mgmtd = mgmtd;
        this.view = view;
    }

    /** Nodes of one type; with the metadata nodes comes the root owner, if it wasn't known. */
    public CompletableFuture<Void> nodes(NodeType type) {
        return mgmtd.nodes(type).thenAccept(response -> view.update(map -> {
            ClusterMap changed = map.withNodes(type, NodeTable.of(response.nodes()));
            return type == NodeType.META
                    ? changed.withRoot(map.root().or(new RootOwner(response.rootNumId(), response.rootIsBuddyMirrored())))
                    : changed;
        }));
    }

    public CompletableFuture<Void> targetMappings() {
        return mgmtd.targetMappings().thenAccept(mappings -> view.update(map -> map.withTargetNodes(mappings)));
    }

    /** States and groups; if they can't be had, everything counts as probably offline (spec mgmtd §15). */
    public CompletableFuture<StateTable> states(NodeType type) {
        return mgmtd.states(type).whenComplete((states, error) -> view.update(map -> error == null
                ? map.withStates(type, states)
                : map.withStates(type, map.states(type).withReachability(Reachability.PROBABLY_OFFLINE))));
    }

    public CompletableFuture<Void> storagePools() {
        return mgmtd.storagePools().thenAccept(pools -> view.update(
                map -> map.withPools(pools.stream().collect(Collectors.toMap(StoragePool::id, p -> p)))));
    }

    /** Capacity pools of metadata nodes and their groups; those of targets come with the storage pools. */
    public CompletableFuture<Void> metaCapacityPools() {
        return mgmtd.capacityPools(GetNodeCapacityPools.META_NODES).thenCombine(
                mgmtd.capacityPools(GetNodeCapacityPools.META_GROUPS), (nodes, groups) -> {
                    view.update(map -> map.withMetaPools(only(nodes, map.metaPools()), only(groups, map.metaGroupPools())));
                    return null;
                });
    }

    /** Answers about metadata have one entry, under key 0. */
    private static CapacityPools only(Map<Integer, CapacityPools> pools, CapacityPools otherwise) {
        return pools.getOrDefault(0, otherwise);
    }
}
