package org.apiaryfs.tests.simulator;

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
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.Discovery;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.Mgmtd;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.PublishCapacities;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.RefreshStoragePools;
import org.apiaryfs.protocol.node.RefreshTargetStates;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Timeouts;
import org.apiaryfs.transport.Transport;

/**
 * The nodes of a large cluster around a real management server, in this process: each registers, downloads what such a node downloads
 * when it starts, reports its states and keeps its connection. Datagrams to all of them arrive at one socket, which acknowledges them.
 * Thread-safe.
 */
public final class SimulatedCluster implements AutoCloseable {
    private static final String INTERFACE = "lo";
    private static final long TARGET_BYTES = 100L << 40;
    private static final long TARGET_INODES = 1L << 30;
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Transport transport = Transport.open();
    private final Latencies downloads = new Latencies();
    private final Queue<Mgmtd> connections = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Connector connector;
    private final PeerRequests requests;
    private final DatagramEndpoint datagrams;
    private final NodeInfo management;

    /**
     * Finds the management server.
     *
     * @param secret of the cluster
     */
    public SimulatedCluster(String host, int port, byte[] secret) throws FsException, InterruptedException {
        connector = transport.connector(ConnectorConfig.userspace(AuthHash.of(secret), true).withFilters(NetFilter.ALL, NetFilter.NONE)
                .withTimeouts(CONNECT, new Timeouts(ANSWER, ANSWER, ANSWER)));
        requests = new PeerRequests(RetryPolicy.userspace(), transport.scheduler());
        Discovery discovery = new Discovery(host, port);
        Set<MessageType> accepted = Set.of(MessageType.HEARTBEAT, MessageType.MAP_TARGETS, MessageType.PUBLISH_CAPACITIES, MessageType.REFRESH_CAPACITY_POOLS,
                MessageType.REFRESH_STORAGE_POOLS, MessageType.REFRESH_TARGET_STATES, MessageType.REMOVE_NODE);
        datagrams = transport.datagrams(new DatagramConfig("simulated", new InetSocketAddress(0), accepted, List::of, NetFilter.ALL,
                ConnectorConfig.DEFAULT_RECEIVE_BUFFER), Runnable::run, received -> acknowledge(received, discovery));
        management = discovery.find(datagrams, Duration.ofSeconds(10));
    }

    private static void acknowledge(DatagramEndpoint.Received received, Discovery discovery) {
        switch (received.envelope().message()) {
            case Heartbeat heartbeat -> {
                discovery.offer(heartbeat);
                received.acknowledge(heartbeat.ackId());
            }
            case MapTargets m -> received.acknowledge(m.ackId());
            case PublishCapacities m -> received.acknowledge(m.ackId());
            case RefreshCapacityPools m -> received.acknowledge(m.ackId());
            case RefreshStoragePools m -> received.acknowledge(m.ackId());
            case RefreshTargetStates m -> received.acknowledge(m.ackId());
            case RemoveNode m -> received.acknowledge(m.ackId());
            default -> { }
        }
    }

    /** A node that starts. */
    @FunctionalInterface
    private interface Start {
        void run(Mgmtd mgmtd) throws FsException;
    }

    /**
     * Starts all nodes, servers and clients mixed, at moments spread at random over a time, and waits until all are there.
     *
     * @throws AssertionError if some could not enter the cluster
     */
    public void start(ClusterSize size, Duration within) throws InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 1; i <= size.metas(); i++) {
            int number = i;
            starts.add(mgmtd -> meta(mgmtd, number));
        }
        for (int i = 1; i <= size.storages(); i++) {
            int number = i;
            starts.add(mgmtd -> storage(mgmtd, number, size.targets()));
        }
        for (int i = 1; i <= size.clients(); i++) {
            int number = i;
            starts.add(mgmtd -> client(mgmtd, number));
        }
        Random random = new Random(1);
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Start start : starts) {
                long delay = (long) (random.nextDouble() * within.toMillis());
                nodes.execute(() -> begin(start, delay));
            }
            nodes.shutdown();
            if (!nodes.awaitTermination(within.toSeconds() + 300, TimeUnit.SECONDS)) {
                nodes.shutdownNow();
                throw new AssertionError("not all nodes have entered the cluster; " + downloads);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " nodes could not enter the cluster, such as: " + failures.peek());
        }
    }

    private void begin(Start start, long delay) {
        try {
            Thread.sleep(delay);
            Mgmtd mgmtd = new Mgmtd(management, connector, PoolConfig.of(1), transport.scheduler(), requests);
            connections.add(mgmtd);
            start.run(mgmtd);
        } catch (FsException e) {
            failures.add(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalNode node(NodeType type, String alias, int tcpPort) {
        return new LocalNode(type, alias, 0, datagrams.port(), tcpPort,
                () -> List.of(NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), INTERFACE)));
    }

    private static int register(Mgmtd mgmtd, LocalNode node) throws FsException {
        int id = Await.of(mgmtd.register(node, RootOwner.UNKNOWN));
        if (id == 0) {
            throw new FsException(org.apiaryfs.protocol.FsError.INTERNAL, node.alias() + " was refused");
        }
        node.registered(id);
        return id;
    }

    private void meta(Mgmtd mgmtd, int number) throws FsException {
        int id = register(mgmtd, node(NodeType.META, "meta" + number, datagrams.port()));
        downloadAsServer(mgmtd);
        Await.of(mgmtd.changeStates(NodeType.META, List.of(id), List.of(Consistency.GOOD.number()), List.of(Consistency.GOOD.number())));
        Await.of(mgmtd.reportCapacity(NodeType.META, List.of(new StorageTargetInfo(id, "/meta", TARGET_BYTES, TARGET_BYTES, TARGET_INODES, TARGET_INODES,
                Consistency.GOOD.number()))));
    }

    private void storage(Mgmtd mgmtd, int number, int targets) throws FsException {
        Map<Integer, Integer> mapped = new HashMap<>();
        for (int i = 1; i <= targets; i++) {
            mapped.put(Await.of(mgmtd.registerTarget("storage" + number + "-target" + i, 0)), 1);
        }
        int id = register(mgmtd, node(NodeType.STORAGE, "storage" + number, datagrams.port()));
        Await.of(mgmtd.mapTargets(mapped, id));
        downloadAsServer(mgmtd);
        List<Integer> ids = List.copyOf(mapped.keySet());
        List<Integer> good = ids.stream().map(t -> Consistency.GOOD.number()).toList();
        Await.of(mgmtd.changeStates(NodeType.STORAGE, ids, good, good));
        Await.of(mgmtd.reportCapacity(NodeType.STORAGE, ids.stream().map(t -> new StorageTargetInfo(t, "/target" + t, TARGET_BYTES, TARGET_BYTES,
                TARGET_INODES, TARGET_INODES, Consistency.GOOD.number())).toList()));
    }

    private void client(Mgmtd mgmtd, int number) throws FsException {
        register(mgmtd, node(NodeType.CLIENT, "client" + number, 0));
        downloadAsClient(mgmtd);
    }

    private void downloadAsClient(Mgmtd mgmtd) throws FsException {
        Await.of(downloads.of(() -> mgmtd.nodes(NodeType.META)));
        Await.of(downloads.of(() -> mgmtd.nodes(NodeType.STORAGE)));
        Await.of(downloads.of(mgmtd::targetMappings));
        Await.of(downloads.of(() -> mgmtd.states(NodeType.STORAGE)));
        Await.of(downloads.of(() -> mgmtd.states(NodeType.META)));
    }

    private void downloadAsServer(Mgmtd mgmtd) throws FsException {
        downloadAsClient(mgmtd);
        Await.of(downloads.of(() -> mgmtd.nodes(NodeType.CLIENT)));
        Await.of(downloads.of(mgmtd::storagePools));
    }

    /** How long the management server took for each download. */
    public Latencies downloads() {
        return downloads;
    }

    /** Closes all connections; the nodes stay registered. */
    @Override
    public void close() {
        connections.forEach(Mgmtd::close);
        datagrams.close();
        transport.close();
    }
}
