package org.apiaryfs.daemons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemons as processes; mostly mgmtd, which needs nobody else, since all three have one life. */
@Timeout(90)
class DaemonProcessTest {
    @TempDir private Path directory;
    private int port;
    private int started;

    @BeforeEach
    void choosePort() {
        port = freePort();
    }

    private static int freePort() {
        while (true) {
            try (ServerSocket stream = new ServerSocket(0); DatagramSocket datagrams = new DatagramSocket(stream.getLocalPort())) {
                return datagrams.getLocalPort();
            } catch (IOException e) {
                continue; // taken by a datagram socket; the next is another
            }
        }
    }

    private ChildProcess run(Class<?> main, List<String> words) throws IOException {
        return run(main, Map.of(), words);
    }

    private ChildProcess run(Class<?> main, Map<String, String> environment, List<String> words) throws IOException {
        return ChildProcess.start(main, directory.resolve("errors" + started++), environment, words);
    }

    private List<String> management(String... more) {
        List<String> words = new ArrayList<>(List.of("storeMgmtdDirectory=" + directory.resolve("store"), "connMgmtdPortTCP=" + port,
                "connMgmtdPortUDP=" + port, "connDisableAuthentication=true", "connInterfacesList=lo", "connStatusPort=0"));
        words.addAll(List.of(more));
        return words;
    }

    @Test
    void helpListsEveryKeyWithItsDefault() throws Exception {
        try (ChildProcess help = run(StorageMain.class, List.of("--help"))) {
            String text = help.output();
            assertEquals(0, help.exitCode());
            StorageMain.daemon().schema().keys().forEach(key -> assertTrue(text.contains("  " + key.name() + " = "), key.name()));
            assertTrue(text.contains("connStoragePortTCP = 8003"), text);
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        try (ChildProcess version = run(MetaMain.class, List.of("--version"))) {
            assertTrue(version.output().startsWith("apiary-meta "));
            assertEquals(0, version.exitCode());
        }
    }

    @Test
    void refusesBadValuesInOneLine() throws Exception {
        try (ChildProcess daemon = run(MgmtdMain.class, management("sysTargetOfflineTimeoutSecs=soon"))) {
            assertEquals(1, daemon.exitCode());
            assertEquals("", daemon.output());
            assertEquals("apiary-mgmtd: bad value 'soon' for sysTargetOfflineTimeoutSecs (command line): expected a number 30..86400\n", daemon.errors());
        }
        assertFalse(Files.exists(directory.resolve("store")), "nothing was touched");
    }

    @Test
    void refusesToStartWithoutAStoreInOneLine() throws Exception {
        Path log = directory.resolve("log");
        try (ChildProcess daemon = run(MetaMain.class, List.of("connDisableAuthentication=true", "logStdFile=" + log))) {
            assertEquals(1, daemon.exitCode());
            assertEquals(1, daemon.errors().lines().count(), daemon.errors());
            assertTrue(daemon.errors().contains("storeMetaDirectory"), daemon.errors());
            assertFalse(Files.readString(log).contains("\tat "), "no stack trace in the log");
        }
    }

    @Test
    void warnsOfUnknownKeysAndShowsWhatIsSet() throws Exception {
        Path file = Files.writeString(directory.resolve("mgmtd.conf"), "# a comment\nconnMgmtdPortTPC = 1\nlogLevel = 3\n");
        try (ChildProcess daemon = run(MgmtdMain.class, management("cfgFile=" + file))) {
            assertEquals("apiary-mgmtd ready pid=" + daemon.pid(), daemon.line());
            assertNull(daemon.line(), "standard output ends, so that whoever waited needs no longer read");
            String log = daemon.errors();
            assertTrue(log.contains("unknown key 'connMgmtdPortTPC' (" + file + " line 2) has no effect; did you mean 'connMgmtdPortTCP'?"), log);
            assertTrue(log.contains("setting: connMgmtdPortTCP=" + port), log);
            assertFalse(log.contains("setting: logLevel"), "3 is the default");
            daemon.signal("TERM");
            assertEquals(0, daemon.exitCode());
        }
    }

    @Test
    void stopsAtASignalAndTakesItsPidFileAway() throws Exception {
        Path pidFile = directory.resolve("pid");
        for (String signal : List.of("TERM", "INT")) {
            try (ChildProcess daemon = run(MgmtdMain.class, management("pidFile=" + pidFile))) {
                daemon.line();
                assertEquals(daemon.pid() + "\n", Files.readString(pidFile));
                daemon.signal(signal);
                assertEquals(0, daemon.exitCode());
                assertTrue(daemon.errors().contains("stopping: signal=SIG" + signal), daemon.errors());
                assertFalse(Files.exists(pidFile));
            }
        }
    }

    @Test
    void refusesADirectoryThatAnotherProcessHas() throws Exception {
        try (ChildProcess first = run(MgmtdMain.class, management())) {
            first.line();
            port = freePort();
            try (ChildProcess second = run(MgmtdMain.class, management("logLevel=0"))) {
                assertEquals(1, second.exitCode());
                assertEquals("apiary-mgmtd: " + directory.resolve("store") + " is in use by process " + first.pid() + "; stop that first\n", second.errors());
            }
        }
    }

    @Test
    void startsAgainAfterBeingKilled() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (ChildProcess daemon = run(MgmtdMain.class, management())) {
                assertEquals("apiary-mgmtd ready pid=" + daemon.pid(), daemon.line(), daemon::pidAndErrors);
                daemon.signal("KILL");
                assertEquals(128 + 9, daemon.exitCode());
            }
        }
    }

    @Test
    void stopsWhileItStillWaitsForTheManagementServer() throws Exception {
        int own = freePort();
        try (ChildProcess daemon = run(StorageMain.class, List.of("storeStorageDirectory=" + directory.resolve("target"), "sysMgmtdHost=127.0.0.1",
                "connMgmtdPortUDP=" + port, "connStoragePortTCP=" + own, "connStoragePortUDP=" + own, "connDisableAuthentication=true",
                "connInterfacesList=lo", "connStatusPort=0"))) {
            awaitLog(daemon, "waiting for the management server");
            daemon.signal("TERM");
            assertEquals(0, daemon.exitCode());
            assertEquals("", daemon.output(), "it never was ready");
        }
    }

    private static void awaitLog(ChildProcess daemon, String text) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!daemon.errors().contains(text)) {
            assertTrue(System.nanoTime() < end, daemon::pidAndErrors);
            Thread.sleep(20); // a file tells nobody that it has grown
        }
    }

    @Test
    void tellsTheServiceManager() throws Exception {
        Path socket = directory.resolve("notify");
        try (LocalDatagrams datagrams = LocalDatagrams.bind(socket);
                ChildProcess daemon = run(MgmtdMain.class, Map.of("NOTIFY_SOCKET", socket.toString()), management())) {
            assertEquals("READY=1", datagrams.receive());
            daemon.signal("TERM");
            assertEquals("STOPPING=1", datagrams.receive());
            assertEquals(0, daemon.exitCode());
        }
    }
}
