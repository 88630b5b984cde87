package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.mgmt.internal.state.NodeRules;
import org.apiaryfs.mgmt.internal.state.Nodes;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.RegisterNode;
import org.apiaryfs.protocol.node.RegisterNodeResp;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RegisterNode, GetNodes, and by stream or datagram Heartbeat and RemoveNode (spec mgmtd §3). Thread-safe. */
final class NodeHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHandlers.class);

    private final Services services;
    private final EncodedAnswers answers;

    NodeHandlers(Services services, EncodedAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    Message register(Exchange exchange) throws WireFormatException, IOException {
        RegisterNode request = (RegisterNode) exchange.request().message();
        if (request.nodeId().isEmpty()) {
            throw new WireFormatException("registration without a string ID");
        }
        Optional<NodeType> type = NodeType.of(request.nodeType())
                .filter(t -> t == NodeType.META || t == NodeType.STORAGE || t == NodeType.CLIENT);
        if (type.isEmpty()) {
            LOG.warn("registration refused: alias={} from={} reason=\"node type {}\"", request.nodeId(), exchange.peer(), request.nodeType());
            return new RegisterNodeResp(0);
        }
        NodeRules.Entry entry = services.keeper().update(draft ->
                NodeRules.register(draft, request, services.config().newServers(), services.clock().getAsLong()));
        return new RegisterNodeResp(switch (entry) {
            case NodeRules.Added added -> added.node().id();
            case NodeRules.Refreshed refreshed -> refreshed.node().id();
            case NodeRules.KnownAs known -> {
                LOG.warn("node has another number: alias={} from={} presented={} registered={}", request.nodeId(), exchange.peer(),
                        request.nodeNumId(), known.number());
                yield known.number();
            }
            case NodeRules.Refused refused -> {
                LOG.warn("registration refused: alias={} from={} reason=\"{}\"", request.nodeId(), exchange.peer(), refused.reason());
                yield 0;
            }
        });
    }

    Message nodes(Exchange exchange) throws WireFormatException {
        GetNodes request = (GetNodes) exchange.request().message();
        int number = request.nodeType();
        Nodes nodes = services.keeper().current().registry().nodes();
        if (number == NodeType.MGMT.number()) {
            return new GetNodesResp(List.of(services.self().info()), 0, false);
        }
        NodeType type = Kinds.registering(number);
        RootOwner root = type == NodeType.META ? nodes.root() : RootOwner.UNKNOWN;
        return answers.to(request, List.of(nodes.of(type), root), () -> new GetNodesResp(List.copyOf(nodes.of(type).all()), root.id(), root.mirrored()));
    }

    /** A heartbeat by stream. Without an acknowledgment, the sender waits in vain; that is how it learns of the refusal. */
    void heartbeat(Exchange exchange) throws IOException {
        Heartbeat heartbeat = (Heartbeat) exchange.request().message();
        switch (take(heartbeat, exchange.peer())) {
            case ACCEPTED -> acknowledge(exchange, heartbeat.ackId());
            case IGNORED -> exchange.finish();
            case REJECTED -> exchange.abort("heartbeat that no node sends: alias='" + heartbeat.nodeId() + "' type=" + heartbeat.nodeType());
        }
    }

    /** The same by datagram. */
    void heartbeat(DatagramEndpoint.Received datagram) throws IOException {
        Heartbeat heartbeat = (Heartbeat) datagram.envelope().message();
        switch (take(heartbeat, datagram.source())) {
            case ACCEPTED -> datagram.acknowledge(heartbeat.ackId());
            case IGNORED -> { }
            case REJECTED -> LOG.warn("heartbeat rejected: alias={} type={} id={} from={}", heartbeat.nodeId(), heartbeat.nodeType(),
                    Integer.toUnsignedString(heartbeat.nodeNumId()), datagram.source());
        }
    }

    private NodeRules.Verdict take(Heartbeat heartbeat, Object from) throws IOException {
        if (services.stopping().getAsBoolean()) {
            return NodeRules.Verdict.IGNORED;
        }
        NodeRules.Verdict verdict = services.keeper().update(draft ->
                NodeRules.heartbeat(draft, heartbeat, services.config().newServers(), services.clock().getAsLong()));
        if (verdict == NodeRules.Verdict.IGNORED) {
            LOG.warn("heartbeat ignored: alias={} type={} id={} from={}; the node isn't allowed, or number and string ID belong to different nodes",
                    heartbeat.nodeId(), heartbeat.nodeType(), Integer.toUnsignedString(heartbeat.nodeNumId()), from);
        }
        return verdict;
    }

    private static void acknowledge(Exchange exchange, String ackId) {
        if (ackId.isEmpty()) {
            exchange.finish();
        } else {
            exchange.reply(new Ack(ackId));
        }
    }

    void remove(Exchange exchange) throws IOException {
        RemoveNode request = (RemoveNode) exchange.request().message();
        boolean wantsAck = !request.ackId().isEmpty();
        if (!services.stopping().getAsBoolean()) {
            FsError error = remove(request);
            if (wantsAck) {
                exchange.reply(new Ack(request.ackId()));
            } else {
                exchange.reply(ResultResp.of(MessageType.REMOVE_NODE_RESP, error));
            }
        } else if (wantsAck) {
            exchange.finish();
        } else {
            exchange.reply(new GenericResponse(GenericResponse.TRY_AGAIN, MgmtHandlers.STOPPING));
        }
    }

    void remove(DatagramEndpoint.Received datagram) throws IOException {
        RemoveNode request = (RemoveNode) datagram.envelope().message();
        if (!services.stopping().getAsBoolean()) {
            FsError error = remove(request);
            if (request.ackId().isEmpty()) {
                datagram.reply(ResultResp.of(MessageType.REMOVE_NODE_RESP, error));
            }
            datagram.acknowledge(request.ackId());
        } else if (request.ackId().isEmpty()) {
            datagram.reply(new GenericResponse(GenericResponse.TRY_AGAIN, MgmtHandlers.STOPPING));
        }
    }

    private FsError remove(RemoveNode request) throws IOException {
        NodeType type = NodeType.of(request.nodeType()).orElse(NodeType.INVALID);
        return services.keeper().update(draft -> NodeRules.remove(draft, type, request.nodeNumId()));
    }
}
