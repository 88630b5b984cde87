package org.apiaryfs.storage;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.node.ChangeTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroupsResp;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.GetTargetMappingsResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.RegisterNodeResp;
import org.apiaryfs.protocol.node.RegisterTarget;
import org.apiaryfs.protocol.node.RegisterTargetResp;
import org.apiaryfs.protocol.node.RequestExceededQuota;
import org.apiaryfs.protocol.node.RequestExceededQuotaResp;
import org.apiaryfs.protocol.node.SetStorageTargetInfo;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/** The little of a management server that a storage server's start needs, with answers that a test sets. */
final class ScriptedMgmtd implements AutoCloseable {
    static final int STORAGE_NODE = 21;

    final Map<String, Integer> targets = new ConcurrentHashMap<>();
    final Map<Integer, Integer> wantedPools = new ConcurrentHashMap<>();
    final Map<Integer, BuddyGroup> groups = new ConcurrentHashMap<>();
    final List<NodeInfo> clients = new CopyOnWriteArrayList<>();
    final BlockingQueue<ChangeTargetConsistencyStates> stateReports = new LinkedBlockingQueue<>();
    final BlockingQueue<SetStorageTargetInfo> capacityReports = new LinkedBlockingQueue<>();
    volatile int firstTarget = 101;
    volatile FsError mapResult = FsError.SUCCESS;
    volatile FsError quotaResult = FsError.NOT_SUPPORTED;

    private final Transport transport;
    private final StreamServer server;
    private final DatagramEndpoint datagrams;

    ScriptedMgmtd(Transport transport) throws Exception {
        this.transport = transport;
        server = transport.serve(ServerConfig.mgmt(0, AuthHash.NONE).withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), table());
        datagrams = transport.datagrams(new DatagramConfig("mgmtd", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of(MessageType.HEARTBEAT_REQUEST, MessageType.HEARTBEAT, MessageType.REFRESH_CAPACITY_POOLS), List::of, NetFilter.ALL, 0),
                Runnable::run, this::datagram);
    }

    private static NicAddress loopback() {
        return NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");
    }

    /** Configuration words that lead to this server. */
    List<String> settings() {
        return List.of("sysMgmtdHost=127.0.0.1", "connMgmtdPortTCP=" + server.port(), "connMgmtdPortUDP=" + datagrams.port(),
                "connDisableAuthentication=true");
    }

    private void datagram(DatagramEndpoint.Received datagram) {
        switch (datagram.envelope().message()) {
            case HeartbeatRequest request -> datagram.reply(
                    new Heartbeat(0, 0, NodeType.MGMT.number(), "mgmtd", "", 1, 0, false, datagrams.port(), server.port(), List.of(loopback())));
            case Heartbeat heartbeat -> datagram.acknowledge(heartbeat.ackId());
            case RefreshCapacityPools refresh -> datagram.acknowledge(refresh.ackId());
            default -> throw new AssertionError(datagram.envelope().message().type());
        }
    }

    private HandlerTable table() {
        Dispatch here = Dispatch.EVENT_LOOP;
        return HandlerTable.builder()
                .answer(MessageType.REGISTER_NODE, here, x -> new RegisterNodeResp(STORAGE_NODE))
                .answer(MessageType.REGISTER_TARGET, here, x -> registerTarget((RegisterTarget) x.request().message()))
                .answer(MessageType.MAP_TARGETS, here, x -> mapTargets((MapTargets) x.request().message()))
                .answer(MessageType.GET_NODES, here, x -> nodes((GetNodes) x.request().message()))
                .answer(MessageType.GET_TARGET_MAPPINGS, here, x -> new GetTargetMappingsResp(Map.of()))
                .answer(MessageType.GET_STORAGE_POOLS, here, x -> new GetStoragePoolsResp(List.of()))
                .answer(MessageType.GET_STATES_AND_BUDDY_GROUPS, here, x -> states())
                .answer(MessageType.CHANGE_TARGET_CONSISTENCY_STATES, here, x -> {
                    stateReports.add((ChangeTargetConsistencyStates) x.request().message());
                    return ResultResp.of(MessageType.CHANGE_TARGET_CONSISTENCY_STATES_RESP, FsError.SUCCESS);
                })
                .answer(MessageType.SET_STORAGE_TARGET_INFO, here, x -> {
                    capacityReports.add((SetStorageTargetInfo) x.request().message());
                    return ResultResp.of(MessageType.SET_STORAGE_TARGET_INFO_RESP, FsError.SUCCESS);
                })
                .answer(MessageType.REQUEST_EXCEEDED_QUOTA, here, x -> quota((RequestExceededQuota) x.request().message()))
                .build();
    }

    private Message registerTarget(RegisterTarget request) {
        if (request.targetNumId() != 0) {
            targets.put(request.targetId(), request.targetNumId());
        }
        return new RegisterTargetResp(targets.computeIfAbsent(request.targetId(), a -> firstTarget == 0 ? 0 : firstTarget + targets.size()));
    }

    private Message mapTargets(MapTargets request) {
        wantedPools.putAll(request.targets());
        Map<Integer, Integer> results = new ConcurrentHashMap<>();
        request.targets().keySet().forEach(id -> results.put(id, mapResult.code()));
        return new MapTargetsResp(results);
    }

    private Message nodes(GetNodes request) {
        return new GetNodesResp(request.nodeType() == NodeType.CLIENT.number() ? clients : List.of(), 0, false);
    }

    private Message states() {
        Map<Integer, TargetState> states = new ConcurrentHashMap<>();
        targets.values().forEach(id -> states.put(id, new TargetState(0, 0)));
        return new GetStatesAndBuddyGroupsResp(groups, states);
    }

    private Message quota(RequestExceededQuota request) {
        return new RequestExceededQuotaResp(0, request.quotaType(), request.limitType(), List.of(4711), quotaResult.code());
    }

    @Override
    public void close() {
        datagrams.close();
        server.stop(Duration.ofSeconds(1)).join();
    }
}
