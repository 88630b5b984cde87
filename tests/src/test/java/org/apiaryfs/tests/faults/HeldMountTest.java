package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount is killed while the kernel holds its thread for notifications, until a page is read that only this mount could read:
 * neither does the process end then, nor does the kernel see that nobody serves the mount.
 */
@Tag("faults")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldMountTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SOON_SECONDS = 60;
    private static final int POLL_MS = 20;
    private static final int MIB = 1 << 20;

    @TempDir
    Path dir;

    private TestCluster cluster;
    private Mount mount;
    private Process reader;

    @BeforeEach
    void holdAndKill() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 1).start();
        mount = cluster.mount("tuneUseGlobalFileLocks");
        Files.write(mount.directory().resolve("file"), new byte[64 * MIB]);
        // All is opened before the server stops, since that asks for the file's length. Each lock makes the kernel drop pages: one
        // comes after the page is being read.
        reader = new ProcessBuilder("bash", "-c", "exec 8<file 9<file; echo ready; read; dd bs=4096 skip=10000 count=1 <&8 >/dev/null & "
                + "while flock -s 9; do flock -u 9; sleep 0.1; done; wait")
                .directory(mount.directory().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals("ready", reader.inputReader().readLine());
        signal("STOP", cluster.storage().pid());
        reader.getOutputStream().close();
        long server = mount.process().pid();
        await(() -> states(server).contains("fuse-notify D"));
        signal("KILL", server);
        await(() -> states(server).stream().noneMatch(s -> s.startsWith("fuse-reader")));
        signal("CONT", cluster.storage().pid());
        assertTrue(mount.process().running(), "the kernel doesn't hold the killed process, so this test tests nothing");
    }

    @AfterEach
    void end() throws Exception {
        reader.destroyForcibly();
        if (mount.process().running()) { // else closing waits for ever if the test has failed
            new ProcessBuilder("umount", "-f", mount.directory().toString()).start().waitFor();
        }
        cluster.close();
    }

    @Test
    void theNextMountTakesItsPlace() throws Exception {
        try (Daemon next = mount.process().with(List.of())) {
            next.start();
            mount.process().await(SOON_SECONDS);
            reader.waitFor(SOON_SECONDS, TimeUnit.SECONDS);
            await(() -> mount.usable() && Files.isRegularFile(mount.directory().resolve("file")));
            Shell.run(mount.directory(), LIMIT, "stat -c %s file | grep -qx " + 64 * MIB);
        }
    }

    @Test
    void itIsUnmounted() throws Exception {
        Shell.run(dir, LIMIT, Installation.program("apiary-mount") + " --unmount " + mount.directory());
        mount.process().await(SOON_SECONDS);
        assertTrue(!mount.mounted());
    }

    private static void signal(String signal, long process) throws Exception {
        Shell.run(Path.of("/"), LIMIT, "kill -" + signal + " " + process);
    }

    /** Names and states of a process's threads (proc(5)). */
    private static List<String> states(long process) throws IOException {
        List<String> states = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
            for (Path thread : threads) {
                try {
                    String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                    int end = stat.lastIndexOf(')');
                    states.add(stat.substring(stat.indexOf('(') + 1, end) + " " + stat.charAt(end + 2));
                } catch (IOException e) {
                    continue; // the thread has ended
                }
            }
        }
        return states;
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, () -> "not in time" + cluster.logs());
            Thread.sleep(POLL_MS);
        }
    }
}
