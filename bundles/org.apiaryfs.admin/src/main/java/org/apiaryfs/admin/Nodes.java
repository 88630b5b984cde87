package org.apiaryfs.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.transport.Connection;

/**
 * Nodes: whether and how they can be reached, and their removal (spec admin §3.1, §3.3).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Nodes {
    private final Link link;

    Nodes(Link link) {
        this.link = link;
    }

    /**
     * Which of some nodes don't answer datagrams. Needs nothing but the nodes themselves.
     *
     * @param tries how often those are asked that haven't answered, ≥ 1
     * @param each how long to wait for answers to one try
     */
    public CompletableFuture<Set<ClusterNode>> silent(Collection<ClusterNode> nodes, int tries, Duration each) {
        return link.look(session -> {
            List<NodeInfo> asked = new ArrayList<>();
            for (ClusterNode node : nodes) {
                asked.add(session.node(node.type(), node.id()));
            }
            Collection<NodeInfo> silent = new RollCall(asked).silent(session, tries, each);
            Set<ClusterNode> result = new LinkedHashSet<>();
            nodes.stream().filter(n -> silent.stream().anyMatch(s -> s.type() == n.type() && Integer.toUnsignedLong(s.id()) == n.id())).forEach(result::add);
            return result;
        });
    }

    /** Opens a stream to a server and says where that leads: address, port, kind of stream. Needs the server. */
    public CompletableFuture<StreamRoute> route(NodeType type, long id) {
        return link.look(session -> {
            try (Connection connection = session.connect(session.node(type, id))) {
                return StreamRoute.parse(connection.peer(), connection.fallback());
            }
        });
    }

    /**
     * Round trips of a heartbeat over one stream, which is opened before. Needs the server.
     *
     * @param times number of round trips, ≥ 1
     */
    public CompletableFuture<List<Duration>> ping(NodeType type, long id, int times) {
        return link.look(session -> {
            List<Duration> trips = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                session.ask(type, id, new HeartbeatRequest(), Heartbeat.class);
                trips.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            return trips;
        });
    }

    /** Removes a node from the cluster, with its targets' mapping if it is a storage server. Needs mgmtd. */
    public CompletableFuture<Void> remove(NodeType type, long id) {
        return link.change(session -> {
            FsError error = session.askManagement(new RemoveNode(type.number(), (int) id, ""), ResultResp.class).error();
            return switch (error) {
                case SUCCESS -> null;
                case UNKNOWN_NODE -> throw Problems.refused("There is no " + type.name().toLowerCase(java.util.Locale.ROOT) + " node " + id + ".");
                default -> throw Problems.refusedByManagement(error);
            };
        });
    }

    /** A server's answer to a command for people (spec admin §3.11). Needs the server. Commands may change what the server does. */
    public CompletableFuture<String> debug(NodeType type, long id, String command) {
        return link.change(session -> {
            session.node(type, id);
            return DisplayText.lines(session.ask(type, id, new GenericDebug(DisplayText.toWire(command)), GenericDebugResp.class).text());
        });
    }

    /** Whether a server answers over a stream. Needs the server. */
    public CompletableFuture<Boolean> serves(NodeType type, long id) {
        return link.look(session -> {
            try {
                return session.ask(type, id, new HeartbeatRequest(), Heartbeat.class).nodeNumId() == (int) id || type == NodeType.MGMT;
            } catch (FsException e) {
                return false;
            }
        });
    }
}
