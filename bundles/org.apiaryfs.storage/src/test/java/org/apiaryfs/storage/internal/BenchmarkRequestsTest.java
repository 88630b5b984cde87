package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiaryfs.protocol.monitor.StorageBenchControl;
import org.apiaryfs.protocol.monitor.StorageBenchControlResp;
import org.apiaryfs.storage.chunk.Tmpfs;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of the disks, asked for over a real connection (spec storage §10). */
class BenchmarkRequestsTest {
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int SECOND = FIRST_TARGET + 1;
    private static final int BLOCK = 4096;
    private static final int SIZE = 10_000;
    private static final long ENDLESS = 1L << 50;

    @TempDir
    private Path dir;

    private TestServer server;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(List.of(dir.resolve("a"), dir.resolve("b")));
        connection = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    private StorageBenchControlResp run(int kind, long size, int threads, Integer... targets) throws Exception {
        return ask(connection, new StorageBenchControl(StorageBenchControl.START, kind, BLOCK, size, threads, false, List.of(targets)),
                StorageBenchControlResp.class);
    }

    private StorageBenchControlResp say(int action, Integer... targets) throws Exception {
        return ask(connection, new StorageBenchControl(action, StorageBenchControl.NO_TYPE, BLOCK, SIZE, 1, false, List.of(targets)),
                StorageBenchControlResp.class);
    }

    private void awaitEnd() throws Exception {
        server.server().context().benchmark().awaitEnd();
    }

    private static StorageBenchControlResp answer(int status, int action, int kind, int error) {
        return new StorageBenchControlResp(status, action, kind, error, List.of(), List.of());
    }

    @Test
    void writesReadsAndCleansUp() throws Exception {
        assertEquals(new StorageBenchControlResp(0, StorageBenchControl.STATUS, StorageBenchControl.NO_TYPE, 0, List.of(FIRST_TARGET), List.of(0L)),
                say(StorageBenchControl.STATUS, FIRST_TARGET));
        assertEquals(0, run(WRITE, SIZE, 2, FIRST_TARGET, SECOND).errorCode());
        awaitEnd();
        StorageBenchControlResp written = say(StorageBenchControl.STATUS, SECOND, FIRST_TARGET);
        assertEquals(7, written.status());
        assertEquals(List.of(SECOND, FIRST_TARGET), written.targetIds());
        written.throughput().forEach(kib -> assertTrue(kib > 0, "throughput " + kib));
        for (String target : List.of("a", "b")) {
            for (String thread : List.of("0", "1")) {
                assertEquals(SIZE, Files.size(dir.resolve(target).resolve("benchmark").resolve(thread)));
            }
        }

        assertEquals(0, run(READ, SIZE, 2, SECOND).errorCode());
        awaitEnd();
        StorageBenchControlResp read = say(StorageBenchControl.STATUS, FIRST_TARGET, SECOND);
        assertEquals(READ, read.benchType());
        assertEquals(0, read.throughput().get(0), "the first had no part in it");
        assertTrue(read.throughput().get(1) > 0);

        assertEquals(answer(7, StorageBenchControl.CLEANUP, READ, 0), say(StorageBenchControl.CLEANUP, FIRST_TARGET, SECOND));
        assertFalse(Files.exists(dir.resolve("a/benchmark")));
        assertFalse(Files.exists(dir.resolve("b/benchmark")));
    }

    @Test
    void oneAtATimeUntilItIsStopped() throws Exception {
        assertEquals(answer(3, StorageBenchControl.START, WRITE, 0), run(WRITE, ENDLESS, 1, FIRST_TARGET));
        assertEquals(answer(3, StorageBenchControl.START, WRITE, 24), run(READ, SIZE, 1, SECOND));
        assertEquals(answer(3, StorageBenchControl.CLEANUP, WRITE, 25), say(StorageBenchControl.CLEANUP, FIRST_TARGET));
        say(StorageBenchControl.STOP, FIRST_TARGET);
        awaitEnd();
        assertEquals(5, say(StorageBenchControl.STATUS, FIRST_TARGET).status());
        assertEquals(answer(5, StorageBenchControl.CLEANUP, WRITE, 0), say(StorageBenchControl.CLEANUP, FIRST_TARGET));
        assertFalse(Files.exists(dir.resolve("a/benchmark")));
    }

    @Test
    void whatCantBeDoneSaysWhy() throws Exception {
        assertEquals(answer(2, StorageBenchControl.START, READ, 11), run(READ, SIZE, 1, FIRST_TARGET), "nothing was written yet");
        run(WRITE, SIZE, 1, FIRST_TARGET);
        awaitEnd();
        assertEquals(answer(2, StorageBenchControl.START, READ, 11), run(READ, SIZE + 1, 1, FIRST_TARGET), "too little was written");
        assertEquals(answer(2, StorageBenchControl.START, WRITE, 23), run(WRITE, SIZE, 1, 7));
        assertEquals(answer(2, StorageBenchControl.START, WRITE, 10), run(WRITE, SIZE, 0, FIRST_TARGET));
        assertEquals(answer(2, StorageBenchControl.START, WRITE, 10), run(WRITE, SIZE, 1));
        assertEquals(0, run(READ, SIZE, 1, FIRST_TARGET).errorCode(), "and goes on");
        awaitEnd();
        assertEquals(7, say(StorageBenchControl.STATUS, FIRST_TARGET).status());
    }

    @Test
    void fullDiskEndsIt() throws Exception {
        Path small = Files.createDirectory(dir.resolve("small"));
        try (Tmpfs full = Tmpfs.mount(small, 4 << 20);
                TestServer other = TestServer.start(List.of(full.path().resolve("target"))); Connection to = other.connect()) {
            ask(to, new StorageBenchControl(StorageBenchControl.START, WRITE, BLOCK, ENDLESS, 2, false, List.of(FIRST_TARGET)), StorageBenchControlResp.class);
            other.server().context().benchmark().awaitEnd();
            StorageBenchControlResp status = ask(to, new StorageBenchControl(StorageBenchControl.STATUS, 2, BLOCK, SIZE, 1, false, List.of(FIRST_TARGET)),
                    StorageBenchControlResp.class);
            assertEquals(2, status.status());
            assertEquals(-1, status.errorCode());
            ask(to, new StorageBenchControl(StorageBenchControl.CLEANUP, 2, BLOCK, SIZE, 1, false, List.of(FIRST_TARGET)), StorageBenchControlResp.class);
            assertFalse(Files.exists(full.path().resolve("target/benchmark")));
        }
    }
}
