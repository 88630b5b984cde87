package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.StreamRoute;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Registered nodes (spec admin §3.1).
 *
 * @param type kind of nodes
 * @param details ports and interfaces
 * @param nicDetails the interfaces with their addresses
 * @param reachable whether each answers datagrams
 * @param retries how often a node is asked again
 * @param timeout ms for each of these questions
 * @param errorCodes whether the exit code tells of unreachable nodes
 * @param route where a stream to each leads
 * @param ping whether round trips are measured
 * @param pings how many of them
 */
record ListNodes(NodeType type, boolean details, boolean nicDetails, boolean reachable, int retries, int timeout, boolean errorCodes, boolean route,
        boolean ping, int pings) implements Mode.Action {
    static final String USAGE = """
            --nodetype=<meta|storage|client|mgmt>  Which nodes to list (needed).
            --details          Show ports, network interfaces, number of nodes, owner of the root directory.
            --nicdetails       The same with addresses and types of the interfaces.
            --reachable        Ask each node whether it answers.
            --reachretries=<n> How often to ask again (default: 6).
            --reachtimeout=<n> Milliseconds to wait for answers each time (default: 500).
            --errorcodes       With --reachable: exit code 5 if a node doesn't answer.
            --route            Open a connection to each server and show where it leads.
            --ping             Measure round trips to each server; --pingretries=<n> says how many (default: 4).
            """;
    private static final int RETRIES = 6;
    private static final int TIMEOUT_MS = 500;
    private static final int PINGS = 4;
    private static final double NANOS_PER_MICRO = 1000;

    static ListNodes parse(ModeArguments a) throws ModeException {
        NodeType type = a.requiredNodeType(NodeType.META, NodeType.STORAGE, NodeType.CLIENT, NodeType.MGMT);
        a.number("numconns", 1, 1000);
        return new ListNodes(type, a.flag("details"), a.flag("nicdetails"), a.flag("reachable"),
                a.number("reachretries", 0, 1000).orElse((long) RETRIES).intValue(), a.number("reachtimeout", 1, 600_000).orElse((long) TIMEOUT_MS).intValue(),
                a.flag("errorcodes"), a.flag("route"), a.flag("ping"), a.number("pingretries", 1, 1_000_000).orElse((long) PINGS).intValue());
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        List<ClusterNode> nodes = snapshot.nodes(type);
        if (ping) {
            ping(run, nodes);
        }
        Set<ClusterNode> silent = reachable ? ModeRun.get(run.cluster().nodes().silent(nodes, retries + 1, Duration.ofMillis(timeout))) : Set.of();
        for (ClusterNode node : nodes) {
            run.line(ModeRun.text(node));
            if (details || nicDetails) {
                run.line("   Ports: UDP: " + node.udpPort() + "; TCP: " + node.tcpPort());
                interfaces(run, node);
            }
            if (reachable) {
                run.line("   Reachable: " + (silent.contains(node) ? "<no>" : "<yes>"));
            }
            if (route) {
                run.line("   Route: " + route(run, node, silent.contains(node)));
            }
        }
        if (details || nicDetails) {
            run.line("");
            run.line("Number of nodes: " + nodes.size());
            if (type == NodeType.META) {
                run.line("Root: " + snapshot.root().map(r -> Integer.toString(r.id())).orElse("<unknown>"));
            }
        }
        return errorCodes && !silent.isEmpty() ? ExitCode.NOT_REACHABLE : ExitCode.OK;
    }

    private void interfaces(ModeRun run, ClusterNode node) {
        StringBuilder line = new StringBuilder("   Interfaces: ");
        if (!nicDetails) {
            node.interfaces().forEach(nic -> line.append(nic.name()).append('(').append(nic.kind()).append(") "));
        }
        run.line(line.toString());
        if (nicDetails) {
            node.interfaces().forEach(nic -> run.line("   + " + nic.name() + "[ip addr: " + nic.address().getHostAddress() + "; type: " + nic.kind() + "]"));
        }
    }

    private static String route(ModeRun run, ClusterNode node, boolean silent) throws InterruptedException {
        if (node.type() == NodeType.CLIENT) {
            return "<skipped client>";
        }
        if (silent) {
            return "<skipped unreachable>";
        }
        CompletableFuture<StreamRoute> asked = run.cluster().nodes().route(node.type(), node.id());
        try {
            StreamRoute route = asked.get();
            return route.address() + " (protocol: " + route.kind() + ")" + (route.fallback() ? " [fallback route]" : "");
        } catch (ExecutionException e) {
            return "<connect failed on all available routes>";
        }
    }

    private void ping(ModeRun run, List<ClusterNode> nodes) throws ModeException, InterruptedException {
        run.line("Pinging... (" + nodes.size() + " nodes)");
        List<Double> micros = new ArrayList<>();
        for (ClusterNode node : nodes) {
            if (node.type() != NodeType.CLIENT) {
                // The first one opens the connection and doesn't count.
                List<Duration> trips = ModeRun.get(run.cluster().nodes().ping(node.type(), node.id(), pings + 1));
                trips.forEach(t -> run.line("Node " + node.alias() + ": " + decimal(t.toNanos() / NANOS_PER_MICRO) + " µs"));
                trips.stream().skip(1).forEach(t -> micros.add(t.toNanos() / NANOS_PER_MICRO));
            }
        }
        if (!micros.isEmpty()) {
            List<Double> sorted = micros.stream().sorted().toList();
            int middle = sorted.size() / 2;
            double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            run.line("Ping (w/o 1st value) average: " + decimal(micros.stream().mapToDouble(d -> d).average().orElse(0)) + " µs, median: " + decimal(median)
                    + " µs (" + micros.size() + " successful pings)");
        }
        run.line("");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
