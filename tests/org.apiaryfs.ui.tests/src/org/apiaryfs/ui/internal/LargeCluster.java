package org.apiaryfs.ui.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.protocol.monitor.GetHighResStats;
import org.apiaryfs.protocol.monitor.GetHighResStatsResp;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroups;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroupsResp;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.GetTargetMappingsResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/**
 * A cluster of 200 metadata servers, 500 storage servers with 2,000 targets and 10,000 clients that answers what the suite asks, all at
 * one port of this process. Each answer about space is another one, and a client comes every now and then. Thread-safe.
 */
final class LargeCluster implements AutoCloseable {
    static final int METAS = 200;
    static final int STORAGES = 500;
    static final int TARGETS = 2000;
    static final int CLIENTS = 10_000;

    private static final int BACKLOG = 1024;
    private static final int BUFFER = 1 << 20;
    private static final int NEW_CLIENT = 3; // with each so many lists
    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final long REMEMBERED = 60 * SECOND;
    private static final long BYTES = 100L << 40;
    private static final long CHANGE = 10L << 30;
    private static final long INODES = 1L << 30;
    private static final CapacityPools NONE = new CapacityPools(List.of(), List.of(), List.of());

    private final Transport transport = Transport.open(1);
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger spaces = new AtomicInteger();
    private final List<Integer> targets = IntStream.rangeClosed(1, TARGETS).boxed().toList();
    private final Map<Integer, Integer> mappings = new TreeMap<>();
    private final StreamServer server;
    private final DatagramEndpoint datagrams;

    LargeCluster() throws FsException {
        targets.forEach(target -> mappings.put(target, 1 + target % STORAGES));
        server = transport.serve(ServerConfig.mgmt(0, AuthHash.NONE).withBacklog(BACKLOG), HandlerTable.builder()
                .answer(MessageType.GET_NODES, Dispatch.EVENT_LOOP, this::nodes)
                .answer(MessageType.GET_TARGET_MAPPINGS, Dispatch.EVENT_LOOP, exchange -> new GetTargetMappingsResp(mappings))
                .answer(MessageType.GET_STATES_AND_BUDDY_GROUPS, Dispatch.EVENT_LOOP, this::states)
                .answer(MessageType.GET_STORAGE_POOLS, Dispatch.EVENT_LOOP, exchange -> pools())
                .answer(MessageType.GET_NODE_CAPACITY_POOLS, Dispatch.EVENT_LOOP, LargeCluster::metaPools)
                .answer(MessageType.GET_HIGH_RES_STATS, Dispatch.EVENT_LOOP, LargeCluster::load)
                .answer(MessageType.STAT_STORAGE_PATH, Dispatch.EVENT_LOOP, exchange ->
                        new StatStoragePathResp(0, BYTES, BYTES / 2 - spaces.incrementAndGet() * CHANGE % (BYTES / 4), INODES, INODES / 2))
                .answer(MessageType.GET_CLIENT_STATS, Dispatch.EVENT_LOOP, exchange -> new GetClientStatsResp(Collections.nCopies(8, 0L)))
                .build());
        datagrams = transport.datagrams(new DatagramConfig("large", new InetSocketAddress(0), Set.of(MessageType.HEARTBEAT_REQUEST), List::of, NetFilter.ALL, BUFFER),
                Runnable::run, this::announce);
    }

    private void announce(DatagramEndpoint.Received question) {
        question.reply(new Heartbeat(0, 0, NodeType.MGMT.number(), "large", "", 1, 1, false, datagrams.port(), server.port(), interfaces()));
    }

    ClusterAddress address() {
        return new ClusterAddress("127.0.0.1", datagrams.port(), Optional.empty());
    }

    private static List<NicAddress> interfaces() {
        return List.of(NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo"));
    }

    private Message nodes(Exchange exchange) {
        NodeType type = NodeType.of(((GetNodes) exchange.request().message()).nodeType()).orElseThrow();
        int number = switch (type) {
            case META -> METAS;
            case STORAGE -> STORAGES;
            default -> CLIENTS + lists.incrementAndGet() / NEW_CLIENT;
        };
        String name = type.name().toLowerCase(Locale.ROOT);
        int port = type == NodeType.CLIENT ? 0 : server.port();
        return new GetNodesResp(IntStream.rangeClosed(1, number).mapToObj(id ->
                new NodeInfo(name + id, interfaces(), id, 8004, port, type.number())).toList(), 1, false);
    }

    private Message states(Exchange exchange) {
        boolean meta = ((GetStatesAndBuddyGroups) exchange.request().message()).nodeType() == NodeType.META.number();
        Map<Integer, TargetState> states = new TreeMap<>();
        IntStream.rangeClosed(1, meta ? METAS : TARGETS).forEach(id -> states.put(id, new TargetState(0, 0)));
        return new GetStatesAndBuddyGroupsResp(Map.of(), states);
    }

    private Message pools() {
        var capacity = new CapacityPools(targets, List.of(), List.of());
        return new GetStoragePoolsResp(List.of(new StoragePool(1, "Default", targets, List.of(), capacity, List.of(Map.of(), Map.of(), Map.of()), mappings, NONE)));
    }

    private static Message metaPools(Exchange exchange) {
        boolean nodes = ((GetNodeCapacityPools) exchange.request().message()).query() == GetNodeCapacityPools.META_NODES;
        return new GetNodeCapacityPoolsResp(Map.of(0, nodes ? new CapacityPools(IntStream.rangeClosed(1, METAS).boxed().toList(), List.of(), List.of()) : NONE));
    }

    /** A sample at the end of each second, newest first. */
    private static Message load(Exchange exchange) {
        long now = System.currentTimeMillis();
        long after = Math.max(((GetHighResStats) exchange.request().message()).lastStatsMillis(), now - REMEMBERED);
        List<HighResolutionStats> samples = new ArrayList<>();
        for (long time = now - now % SECOND; time > after; time -= SECOND) {
            int level = (int) (time / SECOND % 100);
            samples.add(new HighResolutionStats(time, level % 10, level % 3, level << 20, level << 19, level << 20, level << 20, level * 10));
        }
        return new GetHighResStatsResp(samples);
    }

    @Override
    public void close() {
        datagrams.close();
        server.stop(Duration.ZERO);
        transport.close();
    }
}
