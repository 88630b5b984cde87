package org.apiaryfs.mgmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.node.StartException;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.node.*;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A started management server, talked to over loopback. */
class MgmtServiceTest {
    private static final long ROOM = 2L << 40;

    @TempDir
    Path directory;

    private TestMgmt mgmt;

    private void start(String... more) throws Exception {
        mgmt = new TestMgmt(directory, more);
    }

    @AfterEach
    void stop() throws Exception {
        if (mgmt != null) {
            mgmt.close();
        }
    }

    private <T extends Message> T ask(Message request, Class<T> expected) throws Exception {
        return mgmt.ask(request, expected);
    }

    private FsError result(Message request) throws Exception {
        return ask(request, ResultResp.class).error();
    }

    private static RegisterNode registration(NodeType type, String alias, int udpPort) {
        return new RegisterNode(0, 0, alias, List.of(TestMgmt.LOOPBACK), type.number(), 0, 0, false, udpPort, type == NodeType.CLIENT ? 0 : udpPort);
    }

    private static Heartbeat heartbeat(NodeType type, String alias, int id, int udpPort, String ackId) {
        return new Heartbeat(0, 0, type.number(), alias, ackId, id, 0, false, udpPort, type == NodeType.CLIENT ? 0 : udpPort, List.of(TestMgmt.LOOPBACK));
    }

    private int register(NodeType type, String alias, int udpPort) throws Exception {
        return ask(registration(type, alias, udpPort), RegisterNodeResp.class).nodeNumId();
    }

    /** Storage node 1 with targets 1 and 2. */
    private void storage(int udpPort) throws Exception {
        assertEquals(1, register(NodeType.STORAGE, "s", udpPort));
        assertEquals(1, ask(new RegisterTarget("t1", 0), RegisterTargetResp.class).targetNumId());
        assertEquals(2, ask(new RegisterTarget("t2", 0), RegisterTargetResp.class).targetNumId());
        assertEquals(Map.of(1, 0, 2, 0), ask(new MapTargets(Map.of(1, 1, 2, 1), 1, ""), MapTargetsResp.class).results());
    }

    private FsError report(NodeType type, List<Integer> ids, int before, int after) throws Exception {
        return result(new ChangeTargetConsistencyStates(type.number(), ids, ids.stream().map(i -> before).toList(), ids.stream().map(i -> after).toList(), ""));
    }

    private Map<Integer, TargetState> states(NodeType type) throws Exception {
        return ask(new GetStatesAndBuddyGroups(type.number()), GetStatesAndBuddyGroupsResp.class).states();
    }

    @Test
    void everybodyIsToldOfNewcomers() throws Exception {
        start();
        TestMgmt.Listener meta = mgmt.listen(MessageType.HEARTBEAT, MessageType.MAP_TARGETS, MessageType.REFRESH_STORAGE_POOLS, MessageType.REMOVE_NODE,
                MessageType.SET_MIRROR_BUDDY_GROUP, MessageType.REFRESH_TARGET_STATES);
        TestMgmt.Listener client = mgmt.listen(MessageType.HEARTBEAT, MessageType.MAP_TARGETS, MessageType.REMOVE_NODE);
        assertEquals(1, register(NodeType.META, "m", meta.port()));
        assertEquals(1, register(NodeType.CLIENT, "c", client.port()));
        meta.await(Heartbeat.class, h -> h.nodeType() == NodeType.CLIENT.number() && h.nodeId().equals("c"));

        storage(9);
        for (TestMgmt.Listener listener : List.of(client, meta)) {
            Heartbeat storage = listener.await(Heartbeat.class, h -> h.nodeType() == NodeType.STORAGE.number());
            assertEquals("s", storage.nodeId());
            Set<Integer> mapped = new HashSet<>(); // in one message or in two
            while (!mapped.equals(Set.of(1, 2))) {
                MapTargets targets = listener.await(MapTargets.class);
                assertEquals(1, targets.nodeId());
                mapped.addAll(targets.targets().keySet());
            }
        }
        assertEquals(1, ask(new SetMirrorBuddyGroup(2, 1, 2, 1, false, ""), SetMirrorBuddyGroupResp.class).groupId());
        SetMirrorBuddyGroup group = meta.await(SetMirrorBuddyGroup.class);
        assertEquals(List.of(2, 1, 2, 1, true), List.of(group.nodeType(), group.primary(), group.secondary(), group.groupId(), group.allowUpdate()));

        assertEquals(FsError.SUCCESS, result(new RemoveNode(NodeType.STORAGE.number(), 1, "")));
        assertEquals(1, client.await(RemoveNode.class).nodeNumId());
        assertEquals(FsError.SUCCESS, result(new RemoveNode(NodeType.CLIENT.number(), 1, "")));
        assertEquals(1, meta.await(RemoveNode.class, r -> r.nodeType() == NodeType.CLIENT.number()).nodeNumId());
    }

    @Test
    void newsOfMetadataNodesCarryTheRootsOwner() throws Exception {
        start();
        TestMgmt.Listener first = mgmt.listen(MessageType.HEARTBEAT);
        assertEquals(1, register(NodeType.META, "m1", first.port()));
        assertEquals(2, register(NodeType.META, "m2", 9));
        Heartbeat news = first.await(Heartbeat.class, h -> h.nodeId().equals("m2"));
        assertEquals(1, news.rootNumId());
        GetNodesResp nodes = ask(new GetNodes(NodeType.META.number()), GetNodesResp.class);
        assertEquals(1, nodes.rootNumId());
        assertEquals(List.of("m1", "m2"), nodes.nodes().stream().map(NodeInfo::alias).toList());
        first.send(mgmt.port, new HeartbeatRequest());
        Heartbeat own = first.await(Heartbeat.class, h -> h.nodeType() == NodeType.MGMT.number());
        assertEquals(List.of(1, 0, mgmt.port, mgmt.port, List.of(TestMgmt.LOOPBACK)),
                List.of(own.nodeNumId(), own.rootNumId(), own.portTcp(), own.portUdp(), own.nics()));
        assertEquals(own, ask(new HeartbeatRequest(), Heartbeat.class), "the same by stream");
    }

    @Test
    void aClusterIsUsableAsSoonAsItsServersHaveReported() throws Exception {
        start();
        TestMgmt.Listener meta = mgmt.listen(MessageType.HEARTBEAT, MessageType.REFRESH_CAPACITY_POOLS, MessageType.REFRESH_TARGET_STATES);
        register(NodeType.META, "m", meta.port());
        assertEquals(new Ack("a1"), ask(heartbeat(NodeType.META, "m", 1, meta.port(), "a1"), Ack.class));
        storage(9);
        assertEquals(Map.of(1, new TargetState(1, 0), 2, new TargetState(1, 0)), states(NodeType.STORAGE));
        assertEquals(FsError.SUCCESS, report(NodeType.META, List.of(1), 0, 0));
        assertEquals(FsError.SUCCESS, report(NodeType.STORAGE, List.of(1, 2), 0, 0));
        meta.await(RefreshTargetStates.class);
        assertEquals(Map.of(1, new TargetState(0, 0), 2, new TargetState(0, 0)), states(NodeType.STORAGE));

        assertEquals(FsError.SUCCESS, result(new SetStorageTargetInfo(1, List.of(new StorageTargetInfo(1, "/m", ROOM, ROOM, ROOM, ROOM, 0)))));
        assertEquals(FsError.SUCCESS, result(new SetStorageTargetInfo(2, List.of(new StorageTargetInfo(1, "/1", ROOM, ROOM, ROOM, ROOM, 0),
                new StorageTargetInfo(2, "/2", ROOM, 30L << 30, ROOM, ROOM, 0)))));
        CapacityPools wanted = new CapacityPools(List.of(1), List.of(2), List.of());
        while (!capacities(GetNodeCapacityPools.STORAGE_TARGETS).get(1).equals(wanted)) {
            meta.await(RefreshCapacityPools.class);
        }
        assertEquals(Map.of(0, new CapacityPools(List.of(1), List.of(), List.of())), capacities(GetNodeCapacityPools.META_NODES));
        assertEquals(wanted, ask(new GetStoragePools(), GetStoragePoolsResp.class).pools().getFirst().targetPools());
        assertEquals(FsError.INVAL, result(new SetStorageTargetInfo(3, List.of())));
    }

    private Map<Integer, CapacityPools> capacities(int query) throws Exception {
        return ask(new GetNodeCapacityPools(query), GetNodeCapacityPoolsResp.class).pools();
    }

    @Test
    void aRestartAsksEverybodyToReport() throws Exception {
        start();
        TestMgmt.Listener storage = mgmt.listen(MessageType.HEARTBEAT, MessageType.PUBLISH_CAPACITIES, MessageType.REFRESH_TARGET_STATES);
        storage(storage.port());
        report(NodeType.STORAGE, List.of(1, 2), 0, 0);
        report(NodeType.STORAGE, List.of(2), 0, 1);
        mgmt.restart();
        assertEquals(mgmt.port, storage.await(Heartbeat.class, h -> h.nodeType() == NodeType.MGMT.number()).portTcp());
        storage.await(PublishCapacities.class);
        assertEquals(Map.of(1, new TargetState(1, 0), 2, new TargetState(1, 1)), states(NodeType.STORAGE), "states are doubtful, consistency is kept");
        assertEquals(Map.of(1, 1, 2, 1), ask(new GetTargetMappings(), GetTargetMappingsResp.class).mappings());
    }

    @Test
    void heartbeatsByDatagramRegisterAndAreAcknowledged() throws Exception {
        start();
        TestMgmt.Listener node = mgmt.listen(MessageType.HEARTBEAT);
        NodeInfo self = new NodeInfo("mgmtd", List.of(TestMgmt.LOOPBACK), 1, mgmt.port, mgmt.port, 4);
        assertEquals(List.of(), node.endpoint().sendAcked(List.of(self), ack -> heartbeat(NodeType.STORAGE, "s", 5, node.port(), ack)).get());
        assertEquals(List.of(5), ask(new GetNodes(2), GetNodesResp.class).nodes().stream().map(NodeInfo::id).toList());
        assertEquals(List.of(self), node.endpoint().sendAcked(List.of(self), ack -> heartbeat(NodeType.STORAGE, "other", 5, node.port(), ack)).get(),
                "the number is another node's");
        assertEquals(List.of(), node.endpoint().sendAcked(List.of(self), ack -> new RemoveNode(2, 5, ack)).get());
        assertEquals(List.of(), ask(new GetNodes(2), GetNodesResp.class).nodes());
    }

    @Test
    void strangersCanBeKeptOut() throws Exception {
        start("sysAllowNewServers=false", "sysAllowNewTargets=false");
        assertEquals(0, register(NodeType.META, "m", 9));
        assertEquals(0, ask(new RegisterTarget("t", 0), RegisterTargetResp.class).targetNumId());
        assertEquals(1, register(NodeType.CLIENT, "c", 9));
    }

    @Test
    void whoCannotBeUnderstoodLosesTheConnection() throws Exception {
        start();
        List<Message> bad = List.of(registration(NodeType.META, "", 9), new GetNodes(77), new GetTargetStates(3), new GetStatesAndBuddyGroups(0),
                new GetMirrorBuddyGroups(4), new GetNodeCapacityPools(4), heartbeat(NodeType.META, "", 1, 9, "x"), heartbeat(NodeType.META, "m", 0, 9, "x"),
                new ChangeTargetConsistencyStates(2, List.of(1, 2), List.of(0), List.of(0), ""), new SetTargetConsistencyStates(2, List.of(1), List.of(9), "", true),
                new StatStoragePath(1), new GetTargetConsistencyStates(List.of(1)));
        for (Message message : bad) {
            try (Connection connection = mgmt.connect()) {
                assertThrows(ExecutionException.class, () -> connection.ask(Envelope.of(message)).get(10, TimeUnit.SECONDS), message.toString());
            }
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mgmt.port)) {
            socket.getOutputStream().write(new byte[100]);
            assertEquals(-1, new DataInputStream(socket.getInputStream()).read());
        }
        assertEquals(0, ask(registration(NodeType.HELPER, "h", 9), RegisterNodeResp.class).nodeNumId(), "a type that doesn't register is refused");
    }

    @Test
    void switchoverIsSeenTogetherWithTheStates() throws Exception {
        start();
        storage(9);
        ask(new SetMirrorBuddyGroup(2, 1, 2, 0, false, ""), SetMirrorBuddyGroupResp.class);
        report(NodeType.STORAGE, List.of(1, 2), 0, 0);
        assertEquals(FsError.SUCCESS, result(new SetTargetConsistencyStates(2, List.of(1), List.of(1), "", false)));
        GetStatesAndBuddyGroupsResp seen = ask(new GetStatesAndBuddyGroups(2), GetStatesAndBuddyGroupsResp.class);
        assertEquals(Map.of(1, new BuddyGroup(2, 1)), seen.groups());
        assertEquals(new TargetState(0, 1), seen.states().get(1));
        assertEquals(FsError.AGAIN, report(NodeType.STORAGE, List.of(1), 0, 0));
        GetTargetStatesResp flat = ask(new GetTargetStates(2), GetTargetStatesResp.class);
        assertEquals(List.of(List.of(1, 2), List.of(0, 0), List.of(1, 0)), List.of(flat.ids(), flat.reachability(), flat.consistency()));
        GetMirrorBuddyGroupsResp groups = ask(new GetMirrorBuddyGroups(2), GetMirrorBuddyGroupsResp.class);
        assertEquals(List.of(List.of(1), List.of(2), List.of(1)), List.of(groups.groups(), groups.primaries(), groups.secondaries()));
    }

    @Test
    void removingAGroupAsksItsServersFirst() throws Exception {
        start();
        storage(9);
        ask(new SetMirrorBuddyGroup(2, 1, 2, 0, false, ""), SetMirrorBuddyGroupResp.class);
        assertEquals(FsError.COMMUNICATION, result(new RemoveBuddyGroup(2, 1, false, false)), "nobody is at port 9");
        assertEquals(List.of(1), ask(new GetMirrorBuddyGroups(2), GetMirrorBuddyGroupsResp.class).groups());
        assertEquals(FsError.INTERNAL, result(new RemoveBuddyGroup(1, 1, false, false)));
        assertEquals(FsError.UNKNOWN_TARGET, result(new RemoveBuddyGroup(2, 8, false, false)));
        assertEquals(FsError.INVAL, result(new SetMetadataMirroring()), "no root yet");
        register(NodeType.META, "m", 9);
        assertEquals(FsError.INTERNAL, result(new SetMetadataMirroring()), "in no group");
    }

    @Test
    void withoutQuotasLimitsAreNeitherTakenNorGiven() throws Exception {
        start();
        assertEquals(0, ask(new SetQuota(1, List.of(new QuotaData(1, 1, 1000, 1, true))), SetQuotaResp.class).result());
        assertEquals(List.of(), ask(new GetQuotaInfo(new GetQuotaInfo.Single(1000), 1, 0, 0, 1), GetQuotaInfoResp.class).data());
        assertEquals(0, ask(new SetDefaultQuota(1, 1, 1, 1), SetDefaultQuotaResp.class).result());
        assertEquals(FsError.NOT_SUPPORTED.code(), ask(new RequestExceededQuota(1, 1, 1, 0), RequestExceededQuotaResp.class).error());
    }

    @Test
    void withQuotasLimitsAreKept() throws Exception {
        start("quotaEnableEnforcement=true");
        QuotaData one = new QuotaData(-1, 5, 1000, 1, true);
        QuotaData two = new QuotaData(7, 0, 1001, 1, true);
        assertEquals(1, ask(new SetQuota(1, List.of(one, two, new QuotaData(0, 0, 1002, 1, true))), SetQuotaResp.class).result());
        assertEquals(1, ask(new SetQuota(99, List.of(one)), SetQuotaResp.class).result(), "an unknown pool is only logged");
        assertEquals(1, ask(new SetDefaultQuota(1, 10, 20, 1), SetDefaultQuotaResp.class).result());
        assertEquals(1, ask(new SetDefaultQuota(1, 30, 40, 2), SetDefaultQuotaResp.class).result());
        mgmt.restart();
        assertEquals(List.of(one, two), limits(new GetQuotaInfo.Range(999, 2000)));
        assertEquals(List.of(), limits(new GetQuotaInfo.Range(2000, 999)));
        assertEquals(List.of(two, new QuotaData(0, 0, 5, 1, false)), limits(new GetQuotaInfo.Ids(List.of(1001, 5))));
        assertEquals(List.of(one), limits(new GetQuotaInfo.Single(1000)));
        assertEquals(List.of(), limits(new GetQuotaInfo.All()));
        assertEquals(new QuotaDefaultLimits(20, 10, 40, 30), ask(new GetDefaultQuota(1), GetDefaultQuotaResp.class).limits());
        assertEquals(new RequestExceededQuotaResp(0, 1, 2, List.of(), 0), ask(new RequestExceededQuota(1, 2, 1, 0), RequestExceededQuotaResp.class));
        assertEquals(FsError.INVAL.code(), ask(new RequestExceededQuota(1, 2, 9, 0), RequestExceededQuotaResp.class).error(), "no such pool");
        assertEquals(FsError.INVAL.code(), ask(new RequestExceededQuota(1, 2, 0, 9), RequestExceededQuotaResp.class).error(), "no such target");
    }

    private List<QuotaData> limits(GetQuotaInfo.Query query) throws Exception {
        return ask(new GetQuotaInfo(query, 1, 0, 0, 1), GetQuotaInfoResp.class).data();
    }

    @Test
    void aCleanStopWithMirrorsRefusesChangesAndServesOn() throws Exception {
        start();
        TestMgmt.Listener storage = mgmt.listen(MessageType.HEARTBEAT, MessageType.REFRESH_TARGET_STATES);
        storage(storage.port());
        ask(new SetMirrorBuddyGroup(2, 1, 2, 0, false, ""), SetMirrorBuddyGroupResp.class);
        report(NodeType.STORAGE, List.of(1, 2), 0, 0);
        storage.await(RefreshTargetStates.class);
        assertEquals(Duration.ofSeconds(180), mgmt.service.retire());
        assertEquals(GenericResponse.TRY_AGAIN, ask(registration(NodeType.META, "m", 9), GenericResponse.class).code());
        assertEquals(GenericResponse.TRY_AGAIN, ask(new RemoveNode(2, 1, ""), GenericResponse.class).code());
        assertEquals(Map.of(1, new TargetState(1, 0), 2, new TargetState(0, 0)), states(NodeType.STORAGE));
        storage.await(RefreshTargetStates.class);
        NodeInfo self = new NodeInfo("mgmtd", List.of(TestMgmt.LOOPBACK), 1, mgmt.port, mgmt.port, 4);
        assertEquals(List.of(self), storage.endpoint().sendAcked(List.of(self), ack -> heartbeat(NodeType.STORAGE, "s", 1, storage.port(), ack)).get());
    }

    @Test
    void aStopWithoutMirrorsIsShort() throws Exception {
        start();
        assertEquals(Duration.ZERO, mgmt.service.retire());
    }

    @Test
    void twoServersDoNotShareADirectory() throws Exception {
        start();
        StartException e = assertThrows(StartException.class, () -> MgmtService.start(TestMgmt.config(TestMgmt.words(directory, TestMgmt.freePort())), mgmt.transport()));
        assertTrue(e.getMessage().contains("in use by process"), e.getMessage());
    }

    @Test
    void aTakenPortIsNamedAndTheDirectoryFreedAgain() throws Exception {
        start();
        Path other = Files.createDirectory(directory.resolve("other"));
        StartException e = assertThrows(StartException.class, () -> MgmtService.start(TestMgmt.config(TestMgmt.words(other, mgmt.port)), mgmt.transport()));
        assertTrue(e.getMessage().contains(Integer.toString(mgmt.port)), e.getMessage());
        MgmtService.start(TestMgmt.config(TestMgmt.words(other, TestMgmt.freePort())), mgmt.transport()).close();
    }

    @Test
    void aDirectoryOfBeeGfsIsNotTouched() throws Exception {
        Path store = Files.createDirectories(directory.resolve("store"));
        Files.writeString(store.resolve("format.conf"), "version=5\n");
        Files.write(store.resolve("meta.nodes"), new byte[9]);
        StartException e = assertThrows(StartException.class, this::start);
        assertTrue(e.getMessage().contains("version '5'"), e.getMessage());
        assertFalse(Files.exists(store.resolve("registry.journal")));
    }

    @Test
    void statusPagesTellHealthAndNumbers() throws Exception {
        int statusPort = TestMgmt.freePort();
        start("connStatusPort=" + statusPort);
        storage(9);
        assertEquals(statusPort, mgmt.service.statusPort().orElseThrow());
        assertEquals("ok\n", page(statusPort, "health"));
        String metrics = page(statusPort, "metrics");
        assertTrue(metrics.contains("apiary_mgmt_nodes{service=\"mgmtd\",type=\"storage\"} 1.0"), metrics);
        assertTrue(metrics.contains("apiary_mgmt_states{reachability=\"probably_offline\",service=\"mgmtd\",type=\"storage\"} 2.0"), metrics);
    }

    private static String page(int port, String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name)).build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void debugCommandsAnswerInWords() throws Exception {
        start();
        storage(9);
        assertEquals("1 Probably-offline Good\n2 Probably-offline Good", debug("liststoragestates"));
        assertTrue(debug("version").startsWith("Apiary"));
        assertTrue(debug("liststoragepools ").contains("storage pool 1 (Default)\n   targets: [1, 2]"));
        assertTrue(debug("listpools").contains(" pool Low:\n  plain pool contents:\n   1 2 \n  grouped pool contents:\n   nodeID: 1\n    1 2 \n"), debug("listpools"));
        assertTrue(debug("net").contains("storage_nodes\n=============\ns [ID: 1]\n   Connections: <none>\n"));
        assertEquals("Unknown/invalid operation", debug("nonsense"));
        assertEquals("Unknown/invalid operation", debug(""));
        assertInstanceOf(GenericDebugResp.class, ask(new GenericDebug("setloglevel 5"), GenericDebugResp.class));
    }

    private String debug(String command) throws Exception {
        return ask(new GenericDebug(command), GenericDebugResp.class).text();
    }
}
