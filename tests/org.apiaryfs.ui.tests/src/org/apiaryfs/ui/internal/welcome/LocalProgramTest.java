package org.apiaryfs.ui.internal.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.ClusterAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that starts clusters on this computer, played by scripts. */
class LocalProgramTest {
    private static final String STATE = """
            { "dir" : "/a \\"b\\"", "state" : "%s", "mgmtdHost" : "127.0.0.1", "mgmtdPort" : 8008, "authFile" : "/a/secret", "daemons" : [ { "port" : 1 } ] }
            """;

    @TempDir
    Path directory;

    @Test
    void theFirstPlaceThatHasItCounts() throws Exception {
        Path installation = Files.createDirectories(directory.resolve("product"));
        Path path = Files.createDirectories(directory.resolve("path"));
        String search = directory.resolve("none") + File.pathSeparator + path;

        assertEquals(Optional.empty(), LocalProgram.find(Optional.empty(), installation, search));
        Path onPath = script(path.resolve("apiary-local"), "");
        assertEquals(Optional.of(onPath), found(Optional.empty(), installation, search));
        Path beside = script(Files.createDirectories(directory.resolve("bin")).resolve("apiary-local"), "");
        assertEquals(Optional.of(beside), found(Optional.empty(), installation, search));
        Path given = script(directory.resolve("given"), "");
        assertEquals(Optional.of(given), found(Optional.of(given.toString()), installation, search));
        assertEquals(Optional.of(beside), found(Optional.of(directory.resolve("gone").toString()), installation, search));
    }

    @Test
    void toldIsWhatTheProgramSays() throws Exception {
        var program = new LocalProgram(script(directory.resolve("good"), "echo \"$@\"; echo done >&2"), List.of("--dir", "/x y"));
        List<String> log = Collections.synchronizedList(new ArrayList<>());

        program.up(false, log::add).get(20, TimeUnit.SECONDS);
        assertEquals(List.of("up --no-mount --dir /x y", "done"), log);
        log.clear();
        program.up(true, log::add).get(20, TimeUnit.SECONDS);
        program.down(log::add).get(20, TimeUnit.SECONDS);
        assertEquals(List.of("up --dir /x y", "done", "down --dir /x y", "done"), log);
    }

    @Test
    void aFailureIsItsLastSentence() throws Exception {
        var program = new LocalProgram(script(directory.resolve("bad"), "echo one; echo 'the disk is full' >&2; exit 1"), List.of());

        var failure = assertThrows(ExecutionException.class, () -> program.up(true, line -> { }).get(20, TimeUnit.SECONDS));
        assertEquals("the disk is full", failure.getCause().getMessage());
        assertThrows(ExecutionException.class, () -> new LocalProgram(directory.resolve("none"), List.of()).state().get(20, TimeUnit.SECONDS));
    }

    @Test
    void cancellingEndsTheProcess() throws Exception {
        Path ended = directory.resolve("ended");
        var program = new LocalProgram(script(directory.resolve("slow"), "trap 'touch " + ended + "; exit 1' TERM; echo begun; while true; do sleep 0.05; done"), List.of());
        var begun = new CountDownLatch(1);

        CompletableFuture<Void> up = program.up(true, line -> begun.countDown());
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        up.cancel(true);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(ended) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(Files.exists(ended), "it was told to end");
    }

    @Test
    void statesAreRead() throws Exception {
        var stopped = new LocalProgram(script(directory.resolve("stopped"), "cat <<'END'\n" + STATE.formatted("partly") + "END\nexit 3"), List.of());
        LocalState state = stopped.state().get(20, TimeUnit.SECONDS);

        assertEquals(new LocalState(Path.of("/a \"b\""), true, Optional.of(new ClusterAddress("127.0.0.1", 8008, Optional.of(Path.of("/a/secret"))))), state);
        assertFalse(LocalState.parse(STATE.formatted("stopped")).runs());
        assertEquals(new LocalState(Path.of("/d"), false, Optional.empty()), LocalState.parse("{ \"dir\" : \"/d\", \"state\" : \"none\" }"));
        assertThrows(IllegalArgumentException.class, () -> LocalState.parse("apiary status: no"));
    }

    private static Optional<Path> found(Optional<String> property, Path installation, String path) {
        return LocalProgram.find(property, installation, path).map(LocalProgram::program);
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
