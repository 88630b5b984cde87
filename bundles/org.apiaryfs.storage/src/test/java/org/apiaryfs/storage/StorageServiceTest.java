package org.apiaryfs.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.node.StartException;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.node.ChangeTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetTargetConsistencyStatesResp;
import org.apiaryfs.protocol.node.SetStorageTargetInfo;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service at a management server whose answers the test sets. */
class StorageServiceTest {
    @TempDir
    private Path dir;

    private Transport transport;
    private ScriptedMgmtd mgmtd;

    @BeforeEach
    void open() throws Exception {
        transport = Transport.open(2);
        mgmtd = new ScriptedMgmtd(transport);
    }

    @AfterEach
    void close() throws Exception {
        mgmtd.close();
        transport.close();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private StorageConfig config(String... more) throws Exception {
        List<String> words = new ArrayList<>(mgmtd.settings());
        int port = freePort();
        words.addAll(List.of("storeStorageDirectory=" + dir.resolve("a") + "," + dir.resolve("b"),
                "connStoragePortTCP=" + port, "connStoragePortUDP=" + port, "connStatusPort=" + freePort(), "connInterfacesList=lo"));
        words.addAll(List.of(more));
        return StorageConfig.of(Config.parse(StorageConfig.schema(), words));
    }

    private Connection connect(StorageService service) throws Exception {
        NicAddress loopback = NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");
        return transport.connector(ConnectorConfig.userspace(AuthHash.NONE, false))
                .connect(new PeerAddress("storage", NodeType.STORAGE, List.of(loopback), service.port())).get(10, TimeUnit.SECONDS);
    }

    private static String debug(Connection connection, String command) throws Exception {
        return ((GenericDebugResp) connection.ask(Envelope.of(new GenericDebug(command))).get(10, TimeUnit.SECONDS).message()).text();
    }

    private static void write(Connection connection, int client, int target) throws Exception {
        WriteLocalFile request = new WriteLocalFile(0, 5, 2, "1#1-1-1", client, PathInfo.of(0, "root"), target);
        connection.askSending(Envelope.of(request), Unpooled.directBuffer().writeZero(5)).get(10, TimeUnit.SECONDS);
    }

    @Test
    void registersAndReports() throws Exception {
        Files.createDirectories(dir.resolve("b"));
        Files.writeString(dir.resolve("b/storagePoolID"), "7\n");
        Files.writeString(dir.resolve("b/targetNumID"), "555\n");
        int port;
        try (StorageService service = StorageService.start(config(), transport)) {
            assertEquals(ScriptedMgmtd.STORAGE_NODE, service.nodeId());
            assertEquals(List.of(101, 555), service.targetIds());
            assertEquals("21", Files.readString(dir.resolve("a/nodeNumID")).trim());
            assertEquals("21", Files.readString(dir.resolve("b/nodeNumID")).trim());
            assertEquals("101", Files.readString(dir.resolve("a/targetNumID")).trim());
            assertTrue(Files.readString(dir.resolve("a/targetID")).trim().matches("[0-9A-F]+-[0-9A-F]+-15"));
            assertEquals(1, mgmtd.wantedPools.get(101));
            assertEquals(7, mgmtd.wantedPools.get(555));
            assertFalse(Files.exists(dir.resolve("b/storagePoolID")));
            ChangeTargetConsistencyStates states = mgmtd.stateReports.poll(10, TimeUnit.SECONDS);
            assertEquals(List.of(101, 555), states.ids());
            assertEquals(List.of(0, 0), states.newStates());
            SetStorageTargetInfo capacity = mgmtd.capacityReports.poll(10, TimeUnit.SECONDS);
            assertEquals(dir.resolve("a").toString(), capacity.targets().getFirst().path());
            assertTrue(capacity.targets().getFirst().diskTotal() > 0);
            port = service.statusPort().orElseThrow();
            assertEquals("ok\n", page(port, "health"));
            assertTrue(page(port, "metrics").contains("apiary_storage_space_free{service=\"storage\",target=\"555\"}"), page(port, "metrics"));
        }
        try (StorageService service = StorageService.start(config(), transport)) {
            assertEquals(List.of(101, 555), service.targetIds());
        }
        Files.writeString(dir.resolve("b/nodeNumID"), "22\n");
        assertTrue(assertThrows(StartException.class, () -> StorageService.start(config(), transport)).getMessage().contains("belongs to node 22"));
    }

    private static String page(int port, String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void sessionsOfClientsThatVanishedMeanwhileAreDropped() throws Exception {
        mgmtd.clients.add(new NodeInfo("stays", List.of(), 8, 0, 0, NodeType.CLIENT.number()));
        try (StorageService service = StorageService.start(config(), transport); Connection connection = connect(service)) {
            write(connection, 8, 101);
            write(connection, 9, 102);
            assertTrue(debug(connection, "listopenfiles").contains("2 clients"));
        }
        try (StorageService service = StorageService.start(config(), transport); Connection connection = connect(service)) {
            assertTrue(debug(connection, "listopenfiles").startsWith("client 8 handle 1#1-1-1 target 101\n1 clients"), debug(connection, "listopenfiles"));
        }
    }

    @Test
    void mirroredTargetThatDiedIsDistrusted() throws Exception {
        try (StorageService service = StorageService.start(config(), transport)) {
            assertEquals(2, service.targetIds().size());
        }
        Files.delete(dir.resolve("a/sessions")); // as after a crash
        mgmtd.groups.put(1, new BuddyGroup(101, 900));
        mgmtd.groups.put(2, new BuddyGroup(102, 900));
        mgmtd.stateReports.clear();
        try (StorageService service = StorageService.start(config(), transport)) {
            ChangeTargetConsistencyStates states = mgmtd.stateReports.poll(10, TimeUnit.SECONDS);
            assertEquals(service.targetIds(), states.ids());
            assertEquals(List.of(Consistency.NEEDS_RESYNC.number(), Consistency.GOOD.number()), states.newStates());
        }
    }

    @Test
    void targetWithoutBuddyIsGoodAgainAfterItWasCalledBad() throws Exception {
        try (StorageService service = StorageService.start(config(), transport); Connection connection = connect(service)) {
            assertEquals(FsError.SUCCESS, ((ResultResp) ask(connection, new SetTargetConsistencyStates(
                    NodeType.STORAGE.number(), List.of(101), List.of(Consistency.BAD.number()), "", false))).error());
            GetTargetConsistencyStates state = new GetTargetConsistencyStates(List.of(101));
            while (!((GetTargetConsistencyStatesResp) ask(connection, state)).states().equals(List.of(Consistency.GOOD.number()))) {
                assertNotNull(mgmtd.stateReports.poll(10, TimeUnit.SECONDS), "there is a report as soon as a state was set");
            }
        }
    }

    private static Message ask(Connection connection, Message request) throws Exception {
        return connection.ask(Envelope.of(request)).get(10, TimeUnit.SECONDS).message();
    }

    @Test
    void quotaListsOfTheStart() throws Exception {
        mgmtd.quotaResult = FsError.SUCCESS;
        try (StorageService service = StorageService.start(config(), transport); Connection connection = connect(service)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!debug(connection, "quotaexceeded 102 gid inode").contains("gid inode: [4711]")) {
                assertTrue(System.nanoTime() < end, "lists never came");
            }
        }
    }

    @Test
    void refusalsEndTheStartWithAnExplanation() throws Exception {
        mgmtd.firstTarget = 0;
        assertTrue(assertThrows(StartException.class, () -> StorageService.start(config(), transport)).getMessage().contains("sysAllowNewTargets"));
        assertTrue(Files.exists(dir.resolve("a/sessions")), "a run that never served didn't crash");
        mgmtd.targets.clear();
        mgmtd.firstTarget = 101;
        mgmtd.mapResult = FsError.UNKNOWN_POOL;
        assertTrue(assertThrows(StartException.class, () -> StorageService.start(config(), transport)).getMessage().contains("storagePoolID"));
        mgmtd.mapResult = FsError.SUCCESS;
        StorageConfig config = config();
        try (ServerSocket taken = new ServerSocket(config.node().tcpPort())) {
            assertTrue(assertThrows(StartException.class, () -> StorageService.start(config, transport)).getMessage()
                    .contains("TCP port " + taken.getLocalPort()));
        }
        StorageService.start(config, transport).close(); // nothing of the failed starts is left locked or bound
    }

    @Test
    void badConfigurations() {
        assertThrows(ConfigException.class, () -> config("storeStorageDirectory="));
        assertTrue(assertThrows(ConfigException.class, () -> config("storeStorageDirectory=/x/a,/x/./a")).getMessage().contains("twice"));
    }
}
