package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.Notifications;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.transport.DatagramEndpoint;
import org.junit.jupiter.api.Test;

/** What a server makes of the announcement that a node is gone. */
class RemovedNodesTest {
    private static final int GONE = 7;
    private static final int LEFT = 8;

    private final ClusterView view = new ClusterView();
    private final List<String> acknowledged = new ArrayList<>();

    private record Announcement(Message message, List<String> acknowledged) implements DatagramEndpoint.Received {
        @Override
        public Envelope envelope() {
            return Envelope.of(message);
        }

        @Override
        public InetSocketAddress source() {
            return new InetSocketAddress(0);
        }

        @Override
        public void reply(Message answer) {
            throw new AssertionError("an announcement with an ID is acknowledged, not answered");
        }

        @Override
        public void acknowledge(String ackId) {
            acknowledged.add(ackId);
        }
    }

    private static NodeInfo node(NodeType type, int id) {
        return new NodeInfo("node" + id, List.of(), id, 1, 1, type.number());
    }

    @Test
    void aRemovedNodeOfAnyKindIsForgottenAtOnce() throws Exception {
        LocalNode self = new LocalNode(NodeType.META, "meta", 1, 1, 1, List::of);
        List<String> told = new ArrayList<>();
        // Nothing of this is about downloads or about finding mgmtd.
        Notifications notifications = new Notifications(self, view, null, null, Map.of(MessageType.REMOVE_NODE, datagram -> {
            RemoveNode remove = (RemoveNode) datagram.envelope().message();
            boolean known = view.current().nodes(NodeType.of(remove.nodeType()).orElseThrow()).get(GONE).isPresent();
            told.add(remove.ackId() + (known ? " too early" : ""));
        }));
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT)) {
            view.update(map -> map.withNodes(type, NodeTable.of(List.of(node(type, GONE), node(type, LEFT)))));
            notifications.handle(new Announcement(new RemoveNode(type.number(), GONE, "ack-" + type), acknowledged));
            assertTrue(view.current().nodes(type).get(GONE).isEmpty(), type::name);
            assertTrue(view.current().nodes(type).get(LEFT).isPresent(), type::name);
        }
        assertEquals(List.of("ack-META", "ack-STORAGE", "ack-CLIENT"), acknowledged);
        assertEquals(acknowledged, told, "who wants to know is told when the view has changed");
    }
}
