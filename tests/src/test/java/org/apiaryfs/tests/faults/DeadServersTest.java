package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who use a mount get when servers, or the mount itself, are gone: errors in time, signals that work, and nothing that stays behind. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadServersTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long SOON_SECONDS = 60;
    /** Of commands that wait for a server which isn't there, before they get a signal. */
    private static final int WAIT_MS = 2000;
    private static final int POLL_MS = 100;
    private static final String WAITING = "waiting for the management server";
    /** Exit code of mount(8). */
    private static final int MOUNT_FAILURE = 32;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    /** Tries again for ten minutes. */
    private static Mount patient;
    /** Tries again for five seconds. */
    private static Mount hasty;

    @BeforeAll
    static void mount() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 1).start();
        patient = cluster.mount("tuneUseGlobalFileLocks");
        hasty = cluster.mount("connCommRetrySecs=5");
        Files.createDirectory(patient.directory().resolve("work"));
        Files.writeString(patient.directory().resolve("work/file"), "content");
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void bringBack() throws Exception {
        for (Daemon daemon : cluster.daemons()) {
            if (!daemon.running()) {
                daemon.start();
            }
        }
        cluster.awaitOnline();
    }

    /**
     * A command whose argument $0 is a mount. Neither it nor the test's own process is in the mount or touches it while a
     * server is away: they have to start programs.
     */
    private record Command(String script, Process process, Path output) {
        static Command start(Mount mount, String script) throws IOException {
            Path output = Files.createTempFile(dir, "command", ".out");
            return new Command(script, new ProcessBuilder("bash", "-c", script, mount.directory().toString())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
        }

        void mustWait() throws IOException {
            assertTrue(process.isAlive(), this::report);
        }

        void signal(String signal) throws Exception {
            Shell.run(Path.of("/"), LIMIT, "kill -" + signal + " " + process.pid());
        }

        void mustEnd(String when) throws InterruptedException {
            boolean ended = process.waitFor(SOON_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertTrue(ended, () -> script + " doesn't end " + when);
        }

        void mustSucceed(String when) throws InterruptedException {
            mustEnd(when);
            assertEquals(0, process.exitValue(), this::report);
        }

        private String report() {
            try {
                return "exit code " + (process.isAlive() ? "none yet" : process.exitValue()) + " of " + script + ", which printed " + Files.readString(output) + cluster.logs();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aDeadMetadataServerMeansErrorsSignalsWorkAndItIsBackAtOnce() throws Exception {
        Command hurried = Command.start(hasty, "read; ! ls $0/work && ! stat $0/work/file && ! touch $0/work/new");
        cluster.meta().kill();
        hurried.process().getOutputStream().close();
        List<Command> stuck = List.of(Command.start(patient, "exec ls $0/work"), Command.start(patient, "exec stat $0/work/file"),
                Command.start(patient, "exec mkdir $0/work/new"), Command.start(patient, "exec touch $0/work/new2"),
                Command.start(patient, "exec rm $0/work/file"), Command.start(patient, "exec mv $0/work/file $0/work/file2"));
        Thread.sleep(WAIT_MS);
        for (int i = 0; i < stuck.size(); i++) {
            stuck.get(i).mustWait();
            stuck.get(i).signal(i % 2 == 0 ? "TERM" : "KILL");
        }
        for (Command command : stuck) {
            command.mustEnd("by a signal");
        }
        hurried.mustSucceed("when connCommRetrySecs are over");
        Command waiting = Command.start(patient, "ls $0/work && stat $0/work/file");
        cluster.meta().start();
        waiting.mustSucceed("when the server is back");
        Shell.run(hasty.directory(), LIMIT, "ls work; stat work/file");
    }

    @Test
    void whoeverReadsOrWritesCanBeKilledWithoutTheStorageServer() throws Exception {
        Files.writeString(patient.directory().resolve("data"), "d".repeat(100_000));
        Files.writeString(patient.directory().resolve("cut"), "to be cut");
        // The metadata server knows the length only when the file has been closed there, which close(2) doesn't wait for.
        await(() -> Files.size(hasty.directory().resolve("data")) == 100_000, cluster::logs);
        cluster.storage().kill();
        List<Command> stuck = List.of(Command.start(patient, "exec cat $0/data"), Command.start(patient, "exec dd if=/dev/zero of=$0/new bs=1M count=200"),
                Command.start(patient, "exec dd if=/dev/zero of=$0/new2 bs=100 count=1 conv=fsync"),
                Command.start(patient, "echo x > $0/new3; exec sleep 1000"),
                Command.start(patient, "exec dd if=$0/data of=/dev/null iflag=direct bs=4096"),
                Command.start(patient, "exec dd if=/dev/zero of=$0/new5 oflag=direct bs=4096"),
                Command.start(patient, ": > $0/cut"));
        Command open = Command.start(patient, ": > $0/cut; echo x > $0/cut; grep -qx x $0/cut");
        Thread.sleep(WAIT_MS);
        for (Command command : stuck) {
            command.mustWait();
            command.signal("KILL");
        }
        for (Command command : stuck) {
            command.mustEnd("by SIGKILL");
        }
        open.mustWait();
        Command.start(hasty, "! cat $0/data").mustSucceed("when connCommRetrySecs are over");
        cluster.storage().start();
        open.mustSucceed("although somebody else who was opening the file was killed");
        Shell.run(patient.directory(), LIMIT, "cat data | wc -c | grep -qx 100000; echo again > new4; grep -qx again new4");
    }

    @Test
    void aRestartedManagementServerIsNoticedByNobody() throws Exception {
        cluster.mgmtd().kill();
        Shell.run(patient.directory(), LIMIT, "mkdir without; echo x > without/mgmtd; cat without/mgmtd");
        cluster.mgmtd().start();
        cluster.awaitOnline();
        Shell.run(patient.directory(), LIMIT, "mkdir with; echo x > with/mgmtd; cat with/mgmtd");
    }

    @Test
    void aServerThatMovesIsFollowed() throws Exception {
        Files.writeString(patient.directory().resolve("moved"), "m");
        Daemon moved = cluster.moved(cluster.storage());
        cluster.storage().stop();
        try (moved) {
            moved.start();
            Shell.run(patient.directory(), LIMIT, "cat moved; echo again > moved; grep -qx again moved");
            moved.stop();
            cluster.storage().start();
            Shell.run(patient.directory(), LIMIT, "cat moved; echo back > moved; grep -qx back moved");
        }
    }

    @Test
    void aMountWaitsForTheManagementServer() throws Exception {
        Mount early = cluster.mount();
        early.close();
        cluster.mgmtd().kill();
        Daemon hurried = early.process().with(List.of("-o", "connMgmtdWaitSecs=1"));
        hurried.start();
        assertEquals(MOUNT_FAILURE, hurried.await(SOON_SECONDS));
        assertTrue(hurried.logTail().contains("management server 127.0.0.1 does not answer"), hurried::logTail);
        Daemon waiting = early.process();
        int before = waiting.logTail().split(WAITING, -1).length;
        waiting.start();
        await(() -> waiting.logTail().split(WAITING, -1).length > before, waiting::logTail);
        cluster.mgmtd().start();
        await(early::usable, waiting::logTail);
        early.close();
    }

    @Test
    void theNextMountTakesADeadOneOutOfTheCluster() throws Exception {
        Mount dying = cluster.mount("tuneUseGlobalFileLocks");
        int clients = clients();
        Process holder = holder(dying, "locked");
        dying.process().kill();
        holder.destroyForcibly().waitFor();
        assertEquals(clients, clients());
        assertFalse(free("locked"));
        dying.start();
        assertEquals(clients, clients(), "the new one is there, the old one isn't");
        await(() -> free("locked"), cluster::logs);
        // An orderly end releases at once what is held.
        holder = holder(dying, "locked2");
        dying.close();
        holder.destroyForcibly().waitFor();
        assertEquals(clients - 1, clients());
        await(() -> free("locked2"), cluster::logs);
    }

    @Test
    void aMountIsTakenAwayWithoutItsServers() throws Exception {
        Mount mount = cluster.mount();
        Shell.run(mount.directory(), LIMIT, "ls work");
        for (Daemon daemon : cluster.daemons()) {
            daemon.kill();
        }
        Shell.run(Path.of("/"), Duration.ofSeconds(SOON_SECONDS), "umount " + mount.directory());
        assertEquals(0, mount.process().await(SOON_SECONDS));
    }

    /** A process that has locked a file. */
    private static Process holder(Mount mount, String name) throws Exception {
        Files.createFile(patient.directory().resolve(name));
        Process holder = Command.start(mount, "exec 9<>$0/" + name + "; flock -x 9; exec sleep 1000").process();
        await(() -> !free(name), () -> name + " is not locked" + cluster.logs());
        return holder;
    }

    private static boolean free(String name) throws Exception {
        return Shell.run(patient.directory(), LIMIT, "flock -n -x " + name + " true && echo free || echo held").contains("free");
    }

    private static void await(Callable<Boolean> condition, Supplier<String> report) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, report);
            Thread.sleep(POLL_MS);
        }
    }

    private static int clients() throws Exception {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        try (ClusterConnection connection = ClusterConnection.polling(cluster.address(), Duration.ofMillis(200), Role.INFORMATION)) {
            connection.listen(state -> {
                if (state instanceof ConnectionState.Online(var snapshot)) {
                    count.complete(snapshot.nodes(NodeType.CLIENT).size());
                }
            });
            return count.get(SOON_SECONDS, TimeUnit.SECONDS);
        }
    }
}
