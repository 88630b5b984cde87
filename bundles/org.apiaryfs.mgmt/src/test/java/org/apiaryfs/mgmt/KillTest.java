package org.apiaryfs.mgmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.GetStoragePools;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.GetTargetMappings;
import org.apiaryfs.protocol.node.GetTargetMappingsResp;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.RegisterNode;
import org.apiaryfs.protocol.node.RegisterNodeResp;
import org.apiaryfs.protocol.node.RegisterTarget;
import org.apiaryfs.protocol.node.RegisterTargetResp;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A management server that is killed in the middle of registrations keeps every one that it acknowledged. */
class KillTest {
    private static final int ROUNDS = 2;

    @TempDir
    Path directory;

    private final Map<String, Integer> targets = new HashMap<>();
    private final Map<Integer, String> pools = new HashMap<>();
    private final Semaphore acknowledged = new Semaphore(0);
    private int asked;

    private Process start(int port) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                MgmtProcess.class.getName()));
        command.addAll(TestMgmt.words(directory, port));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String line;
        do {
            line = out.readLine();
        } while (line != null && !line.startsWith("serving"));
        assertEquals("serving " + port, line);
        return process;
    }

    private static <T extends Message> T ask(Connection connection, Message request, Class<T> expected) throws Exception {
        return expected.cast(connection.ask(Envelope.of(request)).get(10, TimeUnit.SECONDS).message());
    }

    /** Registers until the connection breaks, and notes what was acknowledged. */
    private void register(Connection connection) {
        try {
            while (true) {
                String alias = "target-" + asked++;
                int number = ask(connection, new RegisterTarget(alias, 0), RegisterTargetResp.class).targetNumId();
                assertTrue(number != 0);
                Map<Integer, Integer> mapped = ask(connection, new MapTargets(Map.of(number, 1), 1, ""), MapTargetsResp.class).results();
                assertEquals(Map.of(number, 0), mapped);
                targets.put(alias, number);
                acknowledged.release();
                if (asked % 5 == 0) {
                    AddStoragePoolResp pool = ask(connection, new AddStoragePool(0, "pool of " + alias, List.of(number), List.of()), AddStoragePoolResp.class);
                    assertEquals(0, pool.result());
                    pools.put(pool.id(), "pool of " + alias);
                }
            }
        } catch (Exception e) {
            assertInstanceOf(FsException.class, e.getCause(), "only the kill may end this");
        }
    }

    @Test
    void whatWasAcknowledgedIsThere() throws Exception {
        try (Transport transport = Transport.open(1)) {
            for (int round = 0; round < ROUNDS; round++) {
                int port = TestMgmt.freePort();
                Process process = start(port);
                try (Connection connection = TestMgmt.connect(transport, port)) {
                    int node = ask(connection, new RegisterNode(0, 0, "s", List.of(TestMgmt.LOOPBACK), 2, 0, 0, false, 9, 9), RegisterNodeResp.class).nodeNumId();
                    assertEquals(1, node);
                    check(connection);
                    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> register(connection), Thread::startVirtualThread);
                    assertTrue(acknowledged.tryAcquire(20 + 7 * round, 20, TimeUnit.SECONDS));
                    process.destroyForcibly().waitFor();
                    writer.get(20, TimeUnit.SECONDS);
                } finally {
                    process.destroyForcibly();
                }
            }
            try (TestMgmt mgmt = new TestMgmt(directory); Connection connection = mgmt.connect()) {
                check(connection);
            }
            assertTrue(targets.size() >= ROUNDS * 20, targets.size() + " targets");
            assertTrue(pools.size() >= ROUNDS * 3, pools.size() + " pools");
        }
    }

    private void check(Connection connection) throws Exception {
        Map<Integer, Integer> mappings = ask(connection, new GetTargetMappings(), GetTargetMappingsResp.class).mappings();
        for (Map.Entry<String, Integer> target : targets.entrySet()) {
            assertEquals(target.getValue(), ask(connection, new RegisterTarget(target.getKey(), 0), RegisterTargetResp.class).targetNumId(), target.getKey());
            assertEquals(1, mappings.get(target.getValue()), target.getKey());
        }
        Map<Integer, String> found = new HashMap<>();
        ask(connection, new GetStoragePools(), GetStoragePoolsResp.class).pools().forEach(p -> found.put(p.id(), p.description()));
        pools.forEach((id, name) -> assertEquals(name, found.get(id)));
    }
}
