package org.apiaryfs.ui.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** Clusters that nobody runs. */
final class Snapshots {
    static final Space SILENT = new Space.Unknown(new Problem(Problem.Kind.SERVER_UNREACHABLE, "No answer."));

    private Snapshots() { }

    static ClusterSnapshot snapshot(List<ClusterNode> nodes, List<ClusterTarget> targets) {
        return new ClusterSnapshot(Instant.EPOCH, node(NodeType.MGMT, 1, "g"), nodes, targets, List.of(), List.of(), Optional.empty());
    }

    static ClusterNode node(NodeType type, int id, String alias) {
        return new ClusterNode(type, id, alias, interfaces(), 8000, 8000);
    }

    /** One of which nothing is said. */
    static ClusterTarget target(NodeType kind, int id, int node) {
        return new ClusterTarget(kind, id, node, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), SILENT);
    }

    static ClusterTarget target(NodeType kind, int id, int node, Reachability reachability, Space space) {
        return new ClusterTarget(kind, id, node, Optional.empty(), Optional.of(reachability), Optional.of(Consistency.GOOD), Optional.empty(),
                Optional.empty(), space);
    }

    /** 200 metadata servers, 200 storage servers with ten targets each, and 10,000 clients. */
    static ClusterSnapshot large(Reachability ofTheFirstTarget) {
        var room = new Space.Known(4L << 40, 1L << 30, 0, 0);
        List<ClusterNode> nodes = Stream.of(
                IntStream.rangeClosed(1, 200).mapToObj(id -> node(NodeType.META, id, "m" + id)),
                IntStream.rangeClosed(1, 200).mapToObj(id -> node(NodeType.STORAGE, id, "s" + id)),
                IntStream.rangeClosed(1, 10_000).mapToObj(id -> node(NodeType.CLIENT, id, "c" + id))).flatMap(Function.identity()).toList();
        List<ClusterTarget> targets = Stream.concat(
                IntStream.rangeClosed(1, 200).mapToObj(id -> target(NodeType.META, id, id, Reachability.ONLINE, room)),
                IntStream.range(0, 2000).mapToObj(id ->
                        target(NodeType.STORAGE, id, 1 + id / 10, id == 0 ? ofTheFirstTarget : Reachability.ONLINE, room))).toList();
        return snapshot(nodes, targets);
    }

    static List<ClusterNode.Interface> interfaces() {
        try {
            return List.of(new ClusterNode.Interface("eth0", InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), "TCP"));
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }
}
