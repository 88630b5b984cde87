package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** up, down and status of a cluster on this machine, as a user calls them. */
@Tag("system")
@Timeout(240)
class LocalClusterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 100;

    @TempDir private Path directory;
    private final List<Path> clusters = new ArrayList<>();

    /** A command's end. */
    private record Result(int code, String out, String errors) {}

    private Result local(Path cluster, String command, String... words) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Path errors = Files.createTempFile(directory, "err", "");
        Process process = start(cluster, out, errors, command, words);
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), command + " ends");
        return new Result(process.exitValue(), Files.readString(out), Files.readString(errors));
    }

    private Process start(Path cluster, Path out, Path errors, String command, String... words) throws IOException {
        if (!clusters.contains(cluster)) {
            clusters.add(cluster);
        }
        List<String> all = new ArrayList<>(List.of(Installation.program("apiary-local").toString(), command, "--dir", cluster.toString()));
        all.addAll(List.of(words));
        return new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(errors.toFile()).start();
    }

    private Result up(Path cluster, String... words) throws Exception {
        Result result = local(cluster, "up", words);
        assertEquals(0, result.code, () -> "up: " + result.errors);
        return result;
    }

    private JsonNode status(Path cluster) throws Exception {
        return JSON.readTree(local(cluster, "status", "--json").out);
    }

    private static List<Long> pids(JsonNode status) {
        Stream<JsonNode> processes = Stream.concat(StreamSupport.stream(status.path("daemons").spliterator(), false), Stream.of(status.path("mount")));
        return processes.filter(p -> p.path("pid").isNumber()).map(p -> p.path("pid").asLong()).toList();
    }

    /** Whether it runs; one that has ended and that its parent, often the system's first process, hasn't looked at yet doesn't. */
    private static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean mounted(Path mountPoint) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8).stream()
                .anyMatch(line -> line.split(" ")[4].equals(mountPoint.toString()));
    }

    @AfterEach
    void stopEverything() throws Exception {
        for (Path cluster : clusters) {
            local(cluster, "down", "--force");
        }
    }

    @Test
    void keepsFilesOverKillsAndStops() throws Exception {
        Path cluster = directory.resolve("cluster");
        Path mount = cluster.resolve("mnt");
        String base = Integer.toString(Ports.range(10));
        assertEquals(3, local(cluster, "status").code, "there is none yet");
        Result first = up(cluster, "--base-port", base);
        assertTrue(first.out.contains(mount.toString()), first.out);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.resolve("secret"))));

        JsonNode status = status(cluster);
        assertEquals("running", status.path("state").asText(), status::toPrettyString);
        assertEquals(base, status.path("mgmtdPort").asText());
        assertEquals(3, status.path("daemons").size());
        assertEquals(3, status.path("targets").size());
        for (JsonNode target : status.path("targets")) {
            assertEquals("Online", target.path("reachability").asText());
            assertEquals("Good", target.path("consistency").asText());
            assertEquals("normal", target.path("capacityPool").asText());
        }
        Files.writeString(mount.resolve("kept"), "content\n".repeat(100_000));

        List<Long> before = pids(status);
        assertEquals(4, before.size());
        up(cluster);
        assertEquals(before, pids(status(cluster)), "what runs is left alone");

        before.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        for (long pid : before) {
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        }
        assertEquals("stopped", status(cluster).path("state").asText());
        up(cluster);
        assertEquals("content\n".repeat(100_000), Files.readString(mount.resolve("kept")));

        JsonNode storage = status(cluster).path("daemons").path(2);
        ProcessHandle process = ProcessHandle.of(storage.path("pid").asLong()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        Result partly = local(cluster, "status");
        assertEquals(3, partly.code);
        assertTrue(partly.out.contains("Not running: " + storage.path("name").asText() + ". \"apiary up\" starts what is missing."), partly.out);
        up(cluster);

        List<Long> after = pids(status(cluster));
        Result down = local(cluster, "down");
        assertEquals(0, down.code, down::errors);
        after.forEach(pid -> assertFalse(alive(pid), "process " + pid + " has ended"));
        assertFalse(mounted(mount));
        assertEquals("stopped", status(cluster).path("state").asText());
        assertEquals(0, local(cluster, "down").code, "once more is no error");

        up(cluster);
        assertEquals("content\n".repeat(100_000), Files.readString(mount.resolve("kept")), "the data stayed");
    }

    @Test
    void growsAndMakesWayForAnotherCluster() throws Exception {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        String base = Integer.toString(Ports.range(40));
        up(one, "--base-port", base, "--no-mount");
        up(two, "--base-port", base, "--no-mount", "--meta", "2", "--targets", "1");
        JsonNode second = status(two);
        assertEquals(2, second.path("metaPorts").size());
        assertNotEquals(status(one).path("mgmtdPort"), second.path("mgmtdPort"));

        up(one, "--no-mount", "--storage", "2");
        assertEquals(5, status(one).path("targets").size());
        Result shrink = local(one, "up", "--no-mount", "--storage", "1");
        assertEquals(1, shrink.code);
        assertTrue(shrink.errors.contains("storage daemons"), shrink.errors);
    }

    @Test
    void leavesNothingBehindWhenInterrupted() throws Exception {
        Path cluster = directory.resolve("cluster");
        Path started = cluster.resolve("run.json");
        Process up = start(cluster, directory.resolve("out"), directory.resolve("err"), "up", "--base-port", Integer.toString(Ports.range(10)));
        awaitStarted(up, started, "mgmtd");
        long mgmtd = JSON.readTree(Files.readString(started)).path("mgmtd").path("pid").asLong();
        signal("STOP", mgmtd); // so that up has to wait, however busy the machine is
        awaitStarted(up, started, "storage1");
        List<Long> pids = started(started);
        assertTrue(up.isAlive(), "up is still waiting for the daemons");
        signal("INT", up.pid());
        signal("CONT", mgmtd);
        assertTrue(up.waitFor(SECONDS, TimeUnit.SECONDS));
        assertNotEquals(0, up.exitValue());
        assertTrue(pids.size() >= 3, "all daemons had been started: " + pids);
        pids.forEach(pid -> assertFalse(alive(pid), "process " + pid + " has ended"));
        assertFalse(mounted(cluster.resolve("mnt")));
        assertEquals("stopped", status(cluster).path("state").asText());
    }

    @Test
    void daemonsEndWhatTheyHaveUnderWay() throws Exception {
        Path cluster = directory.resolve("cluster");
        up(cluster, "--base-port", Integer.toString(Ports.range(10)), "--no-mount", "--storage", "2", "--targets", "1");
        assertEquals(0, new ProcessBuilder(Installation.program("apiary-ctl").toString(), "group", "add", "--nodetype", "storage", "--primary", "1",
                "--secondary", "2", "--dir", cluster.toString()).start().waitFor());
        Result down = local(cluster, "down");
        assertEquals(0, down.code, down::errors);
        assertFalse(down.errors.contains("by force"), down.errors);
        for (String daemon : List.of("meta1", "storage1", "storage2")) {
            String log = Files.readString(cluster.resolve("log/" + daemon + ".log"));
            assertTrue(log.contains("DaemonProcess: stopped"), () -> daemon + " ended before it had stopped:\n" + log);
        }
    }

    private static void awaitStarted(Process up, Path started, String name) throws Exception {
        while (up.isAlive() && !(Files.exists(started) && Files.readString(started).contains(name))) {
            Thread.sleep(5); // a file tells nobody that it has been written
        }
    }

    /** Numbers of the processes that up has started so far, in order. */
    private static List<Long> started(Path file) throws IOException {
        List<Long> pids = new ArrayList<>();
        JSON.readTree(Files.readString(file)).forEach(process -> pids.add(process.path("pid").asLong()));
        return pids;
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    }
}
