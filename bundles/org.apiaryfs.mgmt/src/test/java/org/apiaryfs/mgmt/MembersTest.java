package org.apiaryfs.mgmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.node.Member;
import org.apiaryfs.node.NodeKeys;
import org.apiaryfs.node.NodeSettings;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StateReport;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.GetTargetStates;
import org.apiaryfs.protocol.node.GetTargetStatesResp;
import org.apiaryfs.protocol.node.UnmapTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The membership code of our own servers against our management server, as in a running cluster but without their services. */
class MembersTest {
    private static final ConfigKey<Integer> TCP = ConfigKey.port("tcp", 1, "");
    private static final ConfigKey<Integer> UDP = ConfigKey.port("udp", 1, "");
    private static final ConfigKey<Integer> STATUS = NodeKeys.statusPort(0);
    private static final long ROOM = 4L << 40;

    @TempDir
    Path directory;

    private TestMgmt mgmt;
    private final List<Member> members = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        mgmt = new TestMgmt(directory);
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(Member::close);
        mgmt.close();
    }

    private Member enter(NodeType type, String alias, int id) throws Exception {
        int port = TestMgmt.freePort();
        ConfigSchema schema = ConfigSchema.of(Stream.concat(NodeKeys.all(6).stream(), Stream.of(TCP, UDP, STATUS)).toList(), List.of());
        Config config = Config.parse(schema, List.of("sysMgmtdHost=127.0.0.1", "connMgmtdPortTCP=" + mgmt.port,
                "connMgmtdPortUDP=" + mgmt.port, "connDisableAuthentication=true", "tcp=" + port, "udp=" + port));
        NodeSettings settings = NodeSettings.of(config, TCP, UDP, ConnectionKeys.maxConnections(6), STATUS);
        LocalNode self = new LocalNode(type, alias, id, port, port, () -> List.of(TestMgmt.LOOPBACK));
        Member member = Member.enter(settings, mgmt.transport(), self, RootOwner.UNKNOWN, Map.of());
        members.add(member);
        return member;
    }

    private record Report(List<Integer> ids) implements StateReport {
        @Override
        public Consistency consistency(int id) {
            return Consistency.GOOD;
        }

        @Override
        public List<StorageTargetInfo> capacities() {
            return ids.stream().map(id -> new StorageTargetInfo(id, "/data", ROOM, ROOM, ROOM, ROOM, 0)).toList();
        }
    }

    private Member meta(String alias) throws Exception {
        Member member = enter(NodeType.META, alias, 0);
        int id = member.register();
        member.join(() -> null);
        member.serve(new Report(List.of(id)));
        return member;
    }

    private Member storage(String alias, String... targets) throws Exception {
        Member member = enter(NodeType.STORAGE, alias, 0);
        member.register();
        List<Integer> ids = new ArrayList<>();
        for (String target : targets) {
            ids.add(Await.of(member.mgmtd().registerTarget(target, 0)));
        }
        member.join(() -> {
            Map<Integer, Integer> wanted = new HashMap<>();
            ids.forEach(id -> wanted.put(id, 1));
            assertTrue(Await.of(member.mgmtd().mapTargets(wanted, member.self().id())).values().stream().allMatch(code -> code == 0));
            return null;
        });
        member.serve(new Report(ids));
        return member;
    }

    /** Waits until a member's view is as wanted. */
    private static void await(Member member, String what, Predicate<ClusterMap> condition) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        ClusterView.Listener listener = (before, after) -> {
            if (condition.test(after)) {
                seen.complete(null);
            }
        };
        member.view().addListener(listener);
        if (!condition.test(member.view().current())) {
            try {
                seen.get(10, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError(what + " not seen by " + member.self().alias() + ": " + member.view().current());
            }
        }
        member.view().removeListener(listener);
    }

    private static boolean online(ClusterMap map, NodeType type, Integer... ids) {
        return List.of(ids).stream().allMatch(id -> map.states(type).reachability(id).filter(r -> r == Reachability.ONLINE).isPresent());
    }

    @Test
    void aClusterComesUpTogether() throws Exception {
        long start = System.nanoTime();
        Member meta = meta("m1");
        Member storage = storage("s1", "t1", "t2");
        await(meta, "targets online", map -> online(map, NodeType.STORAGE, 1, 2));
        await(storage, "targets online", map -> online(map, NodeType.STORAGE, 1, 2));
        await(meta, "room on the targets", map -> map.pools().containsKey(1) && map.pools().get(1).targetPools().normal().equals(List.of(1, 2)));
        await(meta, "room on the metadata node", map -> map.metaPools().equals(new CapacityPools(List.of(1), List.of(), List.of())));
        await(meta, "the storage node", map -> map.storageNodes().get(1).map(NodeInfo::alias).equals(Optional.of("s1")));
        await(storage, "the metadata node", map -> map.metaNodes().get(1).isPresent());
        await(meta, "itself online", map -> online(map, NodeType.META, 1) && map.root().equals(new RootOwner(1, false)));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(taken.compareTo(Duration.ofSeconds(5)) < 0, "usable only after " + taken);
    }

    @Test
    void newsReachRunningMembers() throws Exception {
        Member meta = meta("m1");
        Member first = storage("s1", "t1");
        Member second = storage("s2", "t2");
        for (Member member : List.of(meta, first)) {
            await(member, "the newcomer's target", map -> map.targetNodes().equals(Map.of(1, 1, 2, 2)) && map.storageNodes().size() == 2);
        }
        await(meta, "the newcomer's room", map -> online(map, NodeType.STORAGE, 1, 2) && map.pools().get(1).targetPools().normal().equals(List.of(1, 2)));
        assertEquals(0, mgmt.ask(new AddStoragePool(0, "fast", List.of(2), List.of()), AddStoragePoolResp.class).result());
        for (Member member : List.of(meta, first, second)) {
            await(member, "the new pool", map -> map.pools().size() == 2 && map.pools().get(2).targets().equals(List.of(2)));
        }
        assertTrue(Await.of(meta.mgmtd().remove(NodeType.STORAGE, 2)).error().ok());
        await(meta, "the removal", map -> map.storageNodes().size() == 1);
        await(meta, "the pool without it", map -> map.pools().get(2).targets().isEmpty());
    }

    @Test
    void membersFollowARestartedManagementServer() throws Exception {
        Member meta = meta("m1");
        Member storage = storage("s1", "t1");
        await(meta, "target online", map -> online(map, NodeType.STORAGE, 1));
        long start = System.nanoTime();
        mgmt.restart();
        // Everybody is doubtful after the restart until he reports again; seen from outside, so that nobody's old view counts.
        while (!(state(NodeType.META) == Reachability.ONLINE.number() && state(NodeType.STORAGE) == Reachability.ONLINE.number())) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10), "members didn't report");
            Thread.onSpinWait();
        }
        await(meta, "target online", map -> online(map, NodeType.STORAGE, 1) && online(map, NodeType.META, 1));
        await(meta, "room", map -> map.pools().get(1).targetPools().normal().equals(List.of(1)));
    }

    private int state(NodeType type) throws Exception {
        return mgmt.ask(new GetTargetStates(type.number()), GetTargetStatesResp.class).reachability().getFirst();
    }

    @Test
    void memberTellsItsConnections() throws Exception {
        Member meta = meta("m1");
        String told = meta.neighbours();
        assertTrue(told.matches("(?s)mgmt_nodes\n=+\n[^\n]+ \\[ID: 1]\n   Connections: TCP: \\d+ \\(127\\.0\\.0\\.1:\\d+\\); \n.*"
                + "meta_nodes\n=+\nm1 \\[ID: 1]\n   Root: <yes>\n   Connections: <none>\n.*"), told);
    }

    @Test
    void aRegisteredMemberComesBackUnderItsNumber() throws Exception {
        Member meta = meta("m1");
        meta.close();
        Member again = enter(NodeType.META, "m1", 1);
        again.join(() -> null);
        assertEquals(1, again.view().current().metaNodes().size());
        Member impostor = enter(NodeType.META, "m2", 0);
        assertEquals(2, impostor.register());
    }

    @Test
    void anUnmappedTargetIsMappedAgainByItsServer() throws Exception {
        Member storage = storage("s1", "t1", "t2");
        assertTrue(Await.of(storage.mgmtd().ask(new UnmapTarget(2), ResultResp.class)).error().ok());
        await(storage, "pool without the target", map -> map.pools().get(1).targets().equals(List.of(1)));
        assertEquals(Map.of(2, 0), Await.of(storage.mgmtd().mapTargets(Map.of(2, 1), 1)));
        await(storage, "pool with the target", map -> map.pools().get(1).targets().equals(List.of(1, 2)));
    }

    @Test
    void whatHappensWhileAMemberStartsIsNotMissed() throws Exception {
        storage("s1", "t1");
        Member meta = enter(NodeType.META, "m1", 0);
        meta.register();
        meta.join(() -> null);
        assertEquals(Map.of(1, 1), meta.view().current().targetNodes());
        // Nobody is told of this, so only a download shows it.
        assertTrue(mgmt.ask(new UnmapTarget(1), ResultResp.class).error().ok());
        meta.serve(new Report(List.of(1)));
        await(meta, "the unmapped target", map -> map.targetNodes().isEmpty());
    }

    @Test
    void aRefusedMemberIsToldWhy() throws Exception {
        mgmt.close();
        mgmt = new TestMgmt(directory, "sysAllowNewServers=false");
        Member member = enter(NodeType.STORAGE, "s1", 0);
        StartException e = assertThrows(StartException.class, member::register);
        assertTrue(e.getMessage().contains("sysAllowNewServers"), e.getMessage());
    }
}
