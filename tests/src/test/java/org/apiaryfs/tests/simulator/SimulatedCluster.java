package org.apiaryfs.tests.simulator;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.cluster.Discovery;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.node.ChangeTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroups;
import org.apiaryfs.protocol.node.GetStoragePools;
import org.apiaryfs.protocol.node.GetTargetMappings;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.PublishCapacities;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.RefreshStoragePools;
import org.apiaryfs.protocol.node.RefreshTargetStates;
import org.apiaryfs.protocol.node.RegisterNodeResp;
import org.apiaryfs.protocol.node.RegisterTarget;
import org.apiaryfs.protocol.node.RegisterTargetResp;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.protocol.node.SetStorageTargetInfo;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.Transport;

/**
 * The nodes of a large cluster around a real management server, in this process: each registers, downloads what such a node downloads
 * when it starts, reports its states and keeps its connection. Datagrams to all of them arrive at one socket, which acknowledges them;
 * who is asked to download states does it. Thread-safe.
 */
public final class SimulatedCluster implements AutoCloseable {
    private static final String INTERFACE = "lo";
    private static final long TARGET_BYTES = 100L << 40;
    private static final long TARGET_INODES = 1L << 30;
    private static final int GOOD = Consistency.GOOD.number();
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    /** The one socket gets what in a real cluster goes to the sockets of all nodes, in bytes. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final Transport transport = Transport.open();
    private final Latencies downloads = new Latencies();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<SimulatedNode> nodes = new ConcurrentLinkedQueue<>();
    /** Those that nothing goes on in. */
    private final Queue<SimulatedNode> idle = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AuthHash secret;
    private final DatagramEndpoint datagrams;
    private final InetSocketAddress management;
    private final SimulatedServers servers;

    /**
     * Finds the management server.
     *
     * @param secret of the cluster
     */
    public SimulatedCluster(String host, int port, byte[] secret) throws FsException, InterruptedException {
        this.secret = AuthHash.of(secret);
        Discovery discovery = new Discovery(host, port);
        Set<MessageType> accepted = Set.of(MessageType.HEARTBEAT, MessageType.MAP_TARGETS, MessageType.PUBLISH_CAPACITIES, MessageType.REFRESH_CAPACITY_POOLS,
                MessageType.REFRESH_STORAGE_POOLS, MessageType.REFRESH_TARGET_STATES, MessageType.REMOVE_NODE);
        datagrams = transport.datagrams(new DatagramConfig("simulated", new InetSocketAddress(0), accepted, List::of, NetFilter.ALL, RECEIVE_BUFFER),
                Runnable::run, received -> acknowledge(received, discovery));
        NodeInfo found = discovery.find(datagrams, Duration.ofSeconds(10));
        management = new InetSocketAddress(host, found.tcpPort());
        servers = new SimulatedServers(transport, this.secret);
    }

    private void acknowledge(DatagramEndpoint.Received received, Discovery discovery) {
        switch (received.envelope().message()) {
            case Heartbeat heartbeat -> {
                discovery.offer(heartbeat);
                received.acknowledge(heartbeat.ackId());
            }
            case MapTargets m -> received.acknowledge(m.ackId());
            case PublishCapacities m -> received.acknowledge(m.ackId());
            case RefreshCapacityPools m -> received.acknowledge(m.ackId());
            case RefreshStoragePools m -> received.acknowledge(m.ackId());
            case RefreshTargetStates m -> {
                received.acknowledge(m.ackId());
                SimulatedNode some = idle.poll(); // which one it is doesn't matter
                if (some != null) {
                    threads.execute(() -> working(some, this::downloadStates));
                }
            }
            case RemoveNode m -> received.acknowledge(m.ackId());
            default -> { }
        }
    }

    /** What a node does. */
    @FunctionalInterface
    private interface Work {
        void run(SimulatedNode node) throws IOException;
    }

    private void working(SimulatedNode node, Work work) {
        try {
            work.run(node);
            idle.add(node);
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    /**
     * Starts all nodes, servers and clients mixed, at moments spread at random over a time, and waits until all are there.
     *
     * @throws AssertionError if some could not enter the cluster
     */
    public void start(ClusterSize size, Duration within) throws InterruptedException {
        List<Work> starts = new ArrayList<>();
        for (int i = 1; i <= size.metas(); i++) {
            int number = i;
            starts.add(node -> meta(node, number));
        }
        for (int i = 1; i <= size.storages(); i++) {
            int number = i;
            starts.add(node -> storage(node, number, size.targets()));
        }
        for (int i = 1; i <= size.clients(); i++) {
            int number = i;
            starts.add(node -> client(node, number));
        }
        Random random = new Random(1);
        try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Work start : starts) {
                long delay = (long) (random.nextDouble() * within.toMillis());
                starting.execute(() -> begin(start, delay));
            }
            starting.shutdown();
            if (!starting.awaitTermination(within.toSeconds() + 300, TimeUnit.SECONDS)) {
                starting.shutdownNow();
                throw new AssertionError("not all nodes have entered the cluster; " + downloads);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " nodes could not enter the cluster, such as: " + failures.peek());
        }
    }

    private void begin(Work start, long delay) {
        try {
            Thread.sleep(delay);
            SimulatedNode node = new SimulatedNode(management, secret);
            nodes.add(node);
            working(node, start);
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int register(SimulatedNode node, NodeType type, String alias, int tcpPort) throws IOException {
        LocalNode self = new LocalNode(type, alias, 0, datagrams.port(), tcpPort,
                () -> List.of(NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), INTERFACE)));
        int id = node.ask(self.registration(RootOwner.UNKNOWN), RegisterNodeResp.class).nodeNumId();
        if (id == 0) {
            throw new IOException(alias + " was refused");
        }
        return id;
    }

    private void meta(SimulatedNode node, int number) throws IOException {
        int id = register(node, NodeType.META, "meta" + number, servers.port());
        downloadAsServer(node);
        report(node, NodeType.META, List.of(id));
    }

    private void storage(SimulatedNode node, int number, int targets) throws IOException {
        Map<Integer, Integer> mapped = new HashMap<>();
        for (int i = 1; i <= targets; i++) {
            mapped.put(node.ask(new RegisterTarget("storage" + number + "-target" + i, 0), RegisterTargetResp.class).targetNumId(), 1);
        }
        int id = register(node, NodeType.STORAGE, "storage" + number, servers.port());
        node.ask(new MapTargets(mapped, id, ""), MapTargetsResp.class);
        downloadAsServer(node);
        report(node, NodeType.STORAGE, List.copyOf(mapped.keySet()));
    }

    /** Reports at once, and from time to time for ever, else they would count as offline. */
    private void report(SimulatedNode node, NodeType type, List<Integer> targets) throws IOException {
        reportOnce(node, type, targets);
        threads.execute(() -> {
            try {
                while (true) {
                    Thread.sleep(REPORT_INTERVAL);
                    reportOnce(node, type, targets);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                failures.add(e.toString());
            }
        });
    }

    private static void reportOnce(SimulatedNode node, NodeType type, List<Integer> targets) throws IOException {
        List<Integer> good = targets.stream().map(t -> GOOD).toList();
        node.ask(new ChangeTargetConsistencyStates(type.number(), targets, good, good, ""), ResultResp.class);
        node.ask(new SetStorageTargetInfo(type.number(), targets.stream()
                .map(t -> new StorageTargetInfo(t, "/target" + t, TARGET_BYTES, TARGET_BYTES, TARGET_INODES, TARGET_INODES, GOOD)).toList()), ResultResp.class);
    }

    private void client(SimulatedNode node, int number) throws IOException {
        register(node, NodeType.CLIENT, "client" + number, 0);
        downloadAsClient(node);
    }

    private void downloadAsClient(SimulatedNode node) throws IOException {
        download(node, new GetNodes(NodeType.META.number()), new GetNodes(NodeType.STORAGE.number()), new GetTargetMappings());
        downloadStates(node);
    }

    private void downloadStates(SimulatedNode node) throws IOException {
        download(node, new GetStatesAndBuddyGroups(NodeType.STORAGE.number()), new GetStatesAndBuddyGroups(NodeType.META.number()));
    }

    private void downloadAsServer(SimulatedNode node) throws IOException {
        downloadAsClient(node);
        download(node, new GetNodes(NodeType.CLIENT.number()), new GetStoragePools());
    }

    private void download(SimulatedNode node, Message... questions) throws IOException {
        for (Message question : questions) {
            node.download(question, downloads);
        }
    }

    /** How long the management server took for each download. */
    public Latencies downloads() {
        return downloads;
    }

    /** Closes all connections; the nodes stay registered. */
    @Override
    public void close() {
        datagrams.close();
        threads.shutdownNow();
        nodes.forEach(SimulatedNode::close);
        servers.close();
        transport.close();
    }
}
