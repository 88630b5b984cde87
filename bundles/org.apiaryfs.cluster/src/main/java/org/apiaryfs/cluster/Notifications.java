package org.apiaryfs.cluster;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.PublishCapacities;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.RefreshStoragePools;
import org.apiaryfs.protocol.node.RefreshTargetStates;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.transport.DatagramEndpoint;

/**
 * Serves the datagrams that every member of a cluster gets: takes over what mgmtd announces, asks
 * for downloads where it only says that something changed, acknowledges (spec framing §11.2, mgmtd
 * §3, §11). Thread-safe.
 */
public final class Notifications implements DatagramEndpoint.Handler {
    /** What servers accept before they are registered. */
    public static final Set<MessageType> DURING_START = Set.of(MessageType.HEARTBEAT);

    private final LocalNode self;
    private final ClusterView view;
    private final Refresh refresh;
    private final Discovery discovery;
    private final Map<MessageType, DatagramEndpoint.Handler> others;

    /** Something was announced whose content has to be downloaded. Called on a datagram thread; must not block. */
    public interface Refresh {
        void targetStates();

        void storagePools();

        void capacityPools();

        void capacities();

        /** mgmtd announced itself, maybe after a restart or a move. */
        void mgmtd(NodeInfo node);
    }

    /**
     * @param others further types that this node serves, with their handlers; one of RemoveNode is told when the view has changed,
     *     and neither blocks nor answers
     */
    public Notifications(LocalNode self, ClusterView view, Refresh refresh, Discovery discovery,
            Map<MessageType, DatagramEndpoint.Handler> others) {
        this.self = self;
        this.view = view;
        this.refresh = refresh;
        this.discovery = discovery;
        this.others = others.isEmpty() ? Map.of() : new EnumMap<>(others);
    }

    /** Types that this node accepts once it has started. */
    public static Set<MessageType> acceptedBy(NodeType type) {
        return switch (type) {
            case META -> Set.of(MessageType.HEARTBEAT, MessageType.HEARTBEAT_REQUEST, MessageType.MAP_TARGETS, MessageType.PUBLISH_CAPACITIES,
                    MessageType.REMOVE_NODE, MessageType.REFRESH_CAPACITY_POOLS, MessageType.REFRESH_STORAGE_POOLS,
                    MessageType.REFRESH_TARGET_STATES, MessageType.SET_MIRROR_BUDDY_GROUP);
            case STORAGE -> Set.of(MessageType.HEARTBEAT, MessageType.HEARTBEAT_REQUEST, MessageType.MAP_TARGETS, MessageType.PUBLISH_CAPACITIES,
                    MessageType.REMOVE_NODE, MessageType.REFRESH_STORAGE_POOLS, MessageType.REFRESH_TARGET_STATES,
                    MessageType.SET_MIRROR_BUDDY_GROUP);
            case CLIENT -> Set.of(MessageType.HEARTBEAT, MessageType.HEARTBEAT_REQUEST, MessageType.MAP_TARGETS, MessageType.REMOVE_NODE,
                    MessageType.LOCK_GRANTED, MessageType.REFRESH_TARGET_STATES, MessageType.SET_MIRROR_BUDDY_GROUP);
            case MGMT, HELPER, INVALID -> Set.of();
        };
    }

    @Override
    public void handle(DatagramEndpoint.Received datagram) throws Exception {
        Message message = datagram.envelope().message();
        switch (message) {
            case HeartbeatRequest request -> datagram.reply(self.heartbeat(view.current().root(), ""));
            case Heartbeat heartbeat -> {
                heartbeat(heartbeat);
                datagram.acknowledge(heartbeat.ackId());
            }
            case RemoveNode remove -> {
                removed(remove);
                other(datagram);
                if (remove.ackId().isEmpty()) {
                    datagram.reply(ResultResp.of(MessageType.REMOVE_NODE_RESP, FsError.SUCCESS));
                }
                datagram.acknowledge(remove.ackId());
            }
            case MapTargets map -> {
                map.targets().keySet().forEach(target -> view.update(m -> m.withTargetNode(target, map.nodeId())));
                datagram.acknowledge(map.ackId());
            }
            case SetMirrorBuddyGroup group -> {
                groupSet(group);
                datagram.acknowledge(group.ackId());
            }
            case RefreshTargetStates r -> {
                refresh.targetStates();
                datagram.acknowledge(r.ackId());
            }
            case RefreshStoragePools r -> {
                refresh.storagePools();
                datagram.acknowledge(r.ackId());
            }
            case RefreshCapacityPools r -> {
                refresh.capacityPools();
                datagram.acknowledge(r.ackId());
            }
            case PublishCapacities p -> {
                refresh.capacities();
                datagram.acknowledge(p.ackId());
            }
            default -> other(datagram);
        }
    }

    private void other(DatagramEndpoint.Received datagram) throws Exception {
        DatagramEndpoint.Handler other = others.get(datagram.envelope().message().type());
        if (other != null) {
            other.handle(datagram);
        }
    }

    private void heartbeat(Heartbeat heartbeat) {
        discovery.offer(heartbeat);
        NodeInfo node = new NodeInfo(heartbeat.nodeId(), heartbeat.nics(), heartbeat.nodeNumId(), heartbeat.portUdp(),
                heartbeat.portTcp(), heartbeat.nodeType());
        switch (node.type()) {
            case MGMT -> refresh.mgmtd(node);
            case META, STORAGE, CLIENT -> {
                boolean own = node.type() == self.type() && node.id() == self.id();
                if (!own && node.id() != 0) {
                    view.update(map -> {
                        ClusterMap changed = map.withNodes(node.type(), map.nodes(node.type()).with(node));
                        return node.type() == NodeType.META
                                ? changed.withRoot(map.root().or(new RootOwner(heartbeat.rootNumId(), heartbeat.rootIsBuddyMirrored())))
                                : changed;
                    });
                }
            }
            case INVALID, HELPER -> { }
        }
    }

    private void removed(RemoveNode remove) {
        NodeType.of(remove.nodeType()).filter(t -> t == NodeType.META || t == NodeType.STORAGE || t == NodeType.CLIENT)
                .ifPresent(type -> view.update(map -> map.withNodes(type, map.nodes(type).without(remove.nodeNumId()))));
    }

    private void groupSet(SetMirrorBuddyGroup set) {
        NodeType.of(set.nodeType()).filter(t -> t == NodeType.META || t == NodeType.STORAGE).ifPresent(type -> view.update(map ->
                map.withStates(type, map.states(type).withGroup(set.groupId(), new BuddyGroup(set.primary(), set.secondary())))));
    }
}
