package org.apiaryfs.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;

/** Answers to GenericDebug that several daemons give, in the layout that scripts know (spec admin §3.11, §5.2). Pure functions. */
public final class DebugTexts {
    private static final Path LOAD = Path.of("/proc/loadavg");

    private DebugTexts() {}

    /** The answer to {@code loadavg}. */
    public static String loadAverage() {
        try {
            return Files.readString(LOAD).strip();
        } catch (IOException e) {
            return "load average not known: " + e.getMessage();
        }
    }

    /** The answer to {@code net}. */
    public static String net(NodeInfo mgmtd, ToIntFunction<NodeInfo> toMgmtd, ClusterMap map, ToIntFunction<NodeInfo> toOthers) {
        return nodes("mgmt_nodes", List.of(mgmtd), Optional.empty(), toMgmtd) + "\n"
                + nodes("meta_nodes", map.metaNodes().all(), Optional.of(map.root()), toOthers) + "\n"
                + nodes("storage_nodes", map.storageNodes().all(), Optional.empty(), toOthers);
    }

    private static String nodes(String title, Collection<NodeInfo> nodes, Optional<RootOwner> root, ToIntFunction<NodeInfo> connections) {
        return title + "\n=============\n" + nodes.stream().map(node -> node.alias() + " [ID: " + Integer.toUnsignedString(node.id()) + "]\n"
                + (root.filter(owner -> !owner.mirrored() && owner.id() == node.id()).isPresent() ? "   Root: <yes>\n" : "")
                + "   Connections: " + connections(node, connections.applyAsInt(node)) + "\n").collect(Collectors.joining());
    }

    private static String connections(NodeInfo node, int number) {
        return number == 0 ? "<none>" : "TCP: " + number + " (" + node.nics().stream().findFirst().map(NicAddress::address)
                .map(address -> address.getHostAddress() + ":" + node.tcpPort()).orElse("?") + "); ";
    }

    /**
     * Where capacity classes begin, as the answer to {@code listpools} says.
     *
     * @param dynamic whether differences between the members count
     */
    public record Limits(long lowSpace, long emergencySpace, long lowInodes, long emergencyInodes, boolean dynamic) {
        /** Of a server that doesn't sort the members itself, and of groups, which are as their members. */
        public static final Limits NONE = new Limits(0, 0, 0, 0, false);

        private String text() {
            return " lastRoundRobinTarget: 0\n lowSpace: " + lowSpace + "\n emergencySpace: " + emergencySpace + "\n lowInodes: " + lowInodes
                    + "\n emergencyInodes: " + emergencyInodes + "\n dynamicLimits: " + (dynamic ? "on" : "off") + "\n\n";
        }
    }

    /** A section of the answer to {@code listpools}, of metadata nodes or of buddy groups. */
    public static String pools(String title, Limits limits, CapacityPools pools) {
        return title + ": \n" + limits.text() + pool("Normal", pools.normal()) + pool("Low", pools.low()) + pool("Emergency", pools.emergency()) + "\n";
    }

    private static String pool(String name, List<Integer> ids) {
        return " pool " + name + ":\n" + ids.stream().map(id -> "  " + id).collect(Collectors.joining("\n")) + "\n";
    }

    /**
     * A section of the answer to {@code listpools}, of storage targets, also by the nodes that they are on.
     *
     * @param node the node of a target, 0 if it isn't known
     */
    public static String targetPools(String title, Limits limits, CapacityPools pools, ToIntFunction<Integer> node) {
        return title + ": \n" + limits.text() + targetPool("Normal", pools.normal(), node) + targetPool("Low", pools.low(), node)
                + targetPool("Emergency", pools.emergency(), node) + "\n";
    }

    private static String targetPool(String name, List<Integer> targets, ToIntFunction<Integer> node) {
        return " pool " + name + ":\n  plain pool contents:\n   " + ids(targets) + "\n  grouped pool contents:\n"
                + targets.stream().map(node::applyAsInt).distinct().sorted().map(on -> "   nodeID: " + Integer.toUnsignedString(on) + "\n    "
                        + ids(targets.stream().filter(target -> node.applyAsInt(target) == on).toList()) + "\n").collect(Collectors.joining())
                + "\n";
    }

    private static String ids(List<Integer> ids) {
        return ids.stream().map(id -> id + " ").collect(Collectors.joining());
    }

    /** What waits, in the answer to {@code msgqueuestats}. Nothing waits in a queue of its own for connections of other servers. */
    public static String queues(String prefix, int waiting) {
        return prefix + "general queue stats: \n* Queue type: ListWorkContainer\n* Queue len: " + waiting
                + "\n\n" + prefix + "direct queue stats: \n* Queue type: ListWorkContainer\n* Queue len: 0\n\n";
    }

    /** What is under way, in the answer to {@code msgqueuestats}. */
    public static String workers(String prefix, int busy, Optional<HighResolutionStats> lastSecond) {
        return prefix + "busy worker stats: \n* Busy workers:  " + busy
                + "\n* Work Requests: " + lastSecond.map(HighResolutionStats::workRequests).orElse(0)
                + " (reset every second)\n* Bytes read:    " + lastSecond.map(HighResolutionStats::netRecvBytes).orElse(0L)
                + " (reset every second)\n* Bytes written: " + lastSecond.map(HighResolutionStats::netSendBytes).orElse(0L)
                + " (reset every second)\n\n";
    }
}
