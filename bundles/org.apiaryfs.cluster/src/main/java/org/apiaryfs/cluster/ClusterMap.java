package org.apiaryfs.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StoragePool;

/**
 * What a node knows of its cluster at one moment. Immutable; a change makes a new map, see {@link
 * ClusterView}.
 *
 * @param metaNodes metadata servers
 * @param storageNodes storage servers
 * @param clients mounts; servers only
 * @param root owner of the root directory
 * @param targetNodes storage target → storage node
 * @param targets states and buddy groups of storage targets
 * @param meta states and buddy groups of metadata nodes
 * @param pools storage pools by ID; servers and tools only
 * @param metaPools metadata nodes by capacity; metadata servers only
 * @param metaGroupPools metadata buddy groups by capacity; metadata servers only
 */
public record ClusterMap(
        NodeTable metaNodes, NodeTable storageNodes, NodeTable clients, RootOwner root,
        Map<Integer, Integer> targetNodes, StateTable targets, StateTable meta,
        Map<Integer, StoragePool> pools, CapacityPools metaPools, CapacityPools metaGroupPools) {

    private static final CapacityPools NO_POOLS = new CapacityPools(List.of(), List.of(), List.of());

    /** Before anything was downloaded. */
    public static final ClusterMap EMPTY = new ClusterMap(NodeTable.EMPTY, NodeTable.EMPTY, NodeTable.EMPTY,
            RootOwner.UNKNOWN, Map.of(), StateTable.EMPTY, StateTable.EMPTY, Map.of(), NO_POOLS, NO_POOLS);

    public ClusterMap {
        targetNodes = Map.copyOf(targetNodes);
        pools = Map.copyOf(pools);
    }

    /** Nodes of one of the three types that are listed; empty for others. */
    public NodeTable nodes(NodeType type) {
        return switch (type) {
            case META -> metaNodes;
            case STORAGE -> storageNodes;
            case CLIENT -> clients;
            case INVALID, MGMT, HELPER -> NodeTable.EMPTY;
        };
    }

    /** States of metadata nodes or of storage targets. */
    public StateTable states(NodeType type) {
        return type == NodeType.META ? meta : targets;
    }

    /** The storage server that has a target. */
    public Optional<NodeInfo> nodeOfTarget(int target) {
        return Optional.ofNullable(targetNodes.get(target)).flatMap(storageNodes::get);
    }

    /** Whether a metadata node, or a storage node with all its targets, counts as offline. */
    public boolean offline(NodeType type, int node) {
        if (type == NodeType.META) {
            return meta.reachability(node).filter(r -> r == Reachability.OFFLINE).isPresent();
        }
        List<Integer> itsTargets = targetNodes.entrySet().stream().filter(e -> e.getValue() == node).map(Map.Entry::getKey).toList();
        return !itsTargets.isEmpty() && itsTargets.stream().allMatch(t -> targets.reachability(t).filter(r -> r == Reachability.OFFLINE).isPresent());
    }

    public ClusterMap withNodes(NodeType type, NodeTable nodes) {
        return new ClusterMap(type == NodeType.META ? nodes : metaNodes, type == NodeType.STORAGE ? nodes : storageNodes,
                type == NodeType.CLIENT ? nodes : clients, root, targetNodes, targets, meta, pools, metaPools, metaGroupPools);
    }

    public ClusterMap withRoot(RootOwner newRoot) {
        return new ClusterMap(metaNodes, storageNodes, clients, newRoot, targetNodes, targets, meta, pools, metaPools, metaGroupPools);
    }

    public ClusterMap withTargetNodes(Map<Integer, Integer> newTargetNodes) {
        return new ClusterMap(metaNodes, storageNodes, clients, root, newTargetNodes, targets, meta, pools, metaPools, metaGroupPools);
    }

    /** The same with one more target mapped, or mapped to another node. */
    public ClusterMap withTargetNode(int target, int node) {
        Map<Integer, Integer> changed = new HashMap<>(targetNodes);
        changed.put(target, node);
        return withTargetNodes(changed);
    }

    public ClusterMap withStates(NodeType type, StateTable states) {
        return new ClusterMap(metaNodes, storageNodes, clients, root, targetNodes,
                type == NodeType.STORAGE ? states : targets, type == NodeType.META ? states : meta, pools, metaPools, metaGroupPools);
    }

    public ClusterMap withPools(Map<Integer, StoragePool> newPools) {
        return new ClusterMap(metaNodes, storageNodes, clients, root, targetNodes, targets, meta, newPools, metaPools, metaGroupPools);
    }

    public ClusterMap withMetaPools(CapacityPools nodePools, CapacityPools groupPools) {
        return new ClusterMap(metaNodes, storageNodes, clients, root, targetNodes, targets, meta, pools, nodePools, groupPools);
    }
}
