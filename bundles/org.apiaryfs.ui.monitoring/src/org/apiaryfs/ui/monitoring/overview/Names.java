package org.apiaryfs.ui.monitoring.overview;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.protocol.model.NodeType;

/** The nodes of a snapshot by what is counted: servers by their numbers, clients by their addresses. Immutable. */
public final class Names {
    private final ClusterSnapshot snapshot;
    private final Map<NodeKey, ClusterNode> servers = new HashMap<>();
    private final Map<String, ClusterNode> clients = new HashMap<>();

    public Names(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
        for (ClusterNode node : snapshot.nodes()) {
            if (node.type() == NodeType.CLIENT) {
                node.interfaces().forEach(one -> clients.putIfAbsent(one.address().getHostAddress(), node));
            } else {
                servers.put(NodeKey.of(node), node);
            }
        }
    }

    boolean isOf(ClusterSnapshot other) {
        return snapshot == other;
    }

    Optional<ClusterNode> server(NodeKey key) {
        return Optional.ofNullable(servers.get(key));
    }

    /** The first client with this address: several may share it. */
    Optional<ClusterNode> client(String address) {
        return Optional.ofNullable(clients.get(address));
    }
}
