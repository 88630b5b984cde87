package org.apiaryfs.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final int TRIES = 3;
    private static final Duration EACH = Duration.ofMillis(500);
    private static final int TRIPS = 5;
    private static final int LANES = 16;

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

    /** How servers can be reached from here, each asked in all ways. Needs nothing but the servers themselves. */
    public CompletableFuture<List<ReachedNode>> reach(Collection<ClusterNode> servers) {
        return link.look(session -> {
            List<NodeInfo> asked = new ArrayList<>();
            for (ClusterNode server : servers) {
                asked.add(session.node(server.type(), server.id()));
            }
            Collection<NodeInfo> silent = new RollCall(asked).silent(session, TRIES, EACH);
            List<Callable<ReachedNode>> looks = new ArrayList<>();
            int index = 0;
            for (ClusterNode server : servers) {
                NodeInfo node = asked.get(index++);
                looks.add(() -> reach(session, server, node, !silent.contains(node)));
            }
            List<ReachedNode> reached = new ArrayList<>();
            // Several at a time, for one that is away takes long; not all, which would make the round trips longer.
            try (ExecutorService lanes = Executors.newFixedThreadPool(LANES, Thread.ofVirtual().factory())) {
                for (Future<ReachedNode> look : lanes.invokeAll(looks)) {
                    reached.add(look.get());
                }
            } catch (ExecutionException e) {
                throw AdminException.problemOf(e).asException();
            }
            return reached;
        });
    }

    private static ReachedNode reach(Session session, ClusterNode server, NodeInfo node, boolean datagrams) throws InterruptedException {
        try (Connection connection = session.connect(node)) {
            List<Duration> trips = trips(session, server.type(), server.id(), TRIPS);
            return new ReachedNode(server, datagrams, Optional.of(StreamRoute.parse(connection.peer(), connection.fallback())),
                    Optional.of(trips.stream().sorted().toList().get(TRIPS / 2)), Optional.empty());
        } catch (FsException e) {
            return new ReachedNode(server, datagrams, Optional.empty(), Optional.empty(), Optional.of(Problems.of(e)));
        }
    }

    private static List<Duration> trips(Session session, NodeType type, long id, int times) throws FsException, InterruptedException {
        List<Duration> trips = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            session.ask(type, id, new HeartbeatRequest(), Heartbeat.class);
            trips.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return trips;
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
        return link.look(session -> trips(session, type, id, times));
    }

    /** Removes a node from the cluster, with its targets' mapping if it is a storage server. Needs mgmtd. */
    public CompletableFuture<Void> remove(NodeType type, long id) {
        return link.change(session -> {
            FsError error = session.askManagement(new RemoveNode(type.number(), (int) id, ""), ResultResp.class).error();
            return switch (error) {
                case SUCCESS -> null;
                case UNKNOWN_NODE -> throw Problems.refused(Texts.of("missing_node", Texts.of(type), id));
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
}
