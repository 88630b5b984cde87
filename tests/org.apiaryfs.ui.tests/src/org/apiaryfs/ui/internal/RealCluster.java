package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiaryfs.admin.ClusterAddress;

/**
 * One management and metadata daemon each, and storage daemons with two targets each, as processes on this machine: from the
 * installation, or what {@code tests/beegfs-local} starts. Used by one thread.
 */
final class RealCluster implements AutoCloseable {
    /** Network interface of the daemons. */
    static final String NETWORK = Optional.ofNullable(System.getenv("APIARY_TEST_NETWORK")).orElse("lo");

    private static final long PATIENCE = 100; // seconds for one command
    private static final int FIRST_PORT = 20_000; // below the ephemeral ports, and with 10000 above for the status pages
    private static final int LAST_PORT = 30_000;
    private static final int PORTS = 10; // that one cluster may take
    private static final String MOUNT = "mnt";
    private static final Optional<String> OTHER_PROGRAM = Optional.ofNullable(System.getenv("APIARY_TEST_LOCAL"));
    private static final String HOST = Optional.ofNullable(System.getenv("APIARY_TEST_HOST")).orElse("127.0.0.1");

    private final Path directory;
    private final int port;
    private final List<String> options;
    private List<String> managementCommand = List.of(); // known when it was killed
    private Optional<Process> management = Optional.empty(); // if it was started by itself

    private RealCluster(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
    }

    /** One that isn't mounted. @param directory is made, and must be left to the cluster until this is closed */
    static RealCluster start(Path directory) throws IOException, InterruptedException {
        return start(directory, List.of("--no-mount"));
    }

    /** One with several storage daemons. @param storageServers 1 to 7 */
    static RealCluster start(Path directory, int storageServers) throws IOException, InterruptedException {
        return start(directory, List.of("--no-mount", "--storage", Integer.toString(storageServers)));
    }

    /** The same with several metadata daemons, and as many targets of each storage daemon. */
    static RealCluster start(Path directory, int metadataServers, int storageServers, int targets) throws IOException, InterruptedException {
        return start(directory, List.of("--no-mount", "--meta", Integer.toString(metadataServers), "--storage", Integer.toString(storageServers),
                "--targets", Integer.toString(targets)));
    }

    /** One that is mounted and keeps quotas. @param directory likewise */
    static RealCluster startWithMountAndQuotas(Path directory) throws IOException, InterruptedException {
        return start(directory, List.of("--quotas", "--mount", directory.resolve(MOUNT).toString()));
    }

    private static RealCluster start(Path directory, List<String> options) throws IOException, InterruptedException {
        var cluster = new RealCluster(directory, freePorts(), options);
        try {
            cluster.up();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            try (cluster) {
                throw e;
            }
        }
    }

    ClusterAddress address() {
        return new ClusterAddress(HOST, port, Optional.of(directory.resolve("secret")));
    }

    /** Whether the servers copy within mirror groups: those of BeeGFS do, and are done at once if there is nothing. */
    static boolean resynchronises() {
        return OTHER_PROGRAM.isPresent();
    }

    /** Where it is mounted, if it is. */
    Path mount() {
        return directory.resolve(MOUNT);
    }

    /** Ends the management daemon as a power cut would, and returns when it has ended. */
    void killManagement() throws IOException {
        if (management.isPresent()) {
            management.get().destroyForcibly().onExit().join();
        } else {
            kill("mgmtd");
        }
    }

    /** Starts the management daemon that was killed, and nothing else that doesn't run. */
    void upManagement() throws IOException {
        management = Optional.of(new ProcessBuilder(managementCommand).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** The same for the storage daemon. */
    void killStorage() throws IOException {
        kill("storage1");
    }

    /** The same for one of several, such as "storage2". */
    void kill(String daemon) throws IOException {
        String started = Files.readString(directory.resolve("run.json"));
        Matcher pid = Pattern.compile("\"" + daemon + "\"\\s*:\\s*\\{\\s*\"pid\"\\s*:\\s*(\\d+)").matcher(started);
        assertTrue(pid.find(), () -> "no " + daemon + " in " + started);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
        if (daemon.equals("mgmtd")) {
            managementCommand = List.of(Files.readString(Path.of("/proc", pid.group(1), "cmdline")).split("\0"));
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts what doesn't run. */
    void up() throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("--base-port", Integer.toString(port)));
        words.addAll(options);
        local("up", words.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        management.ifPresent(Process::destroyForcibly);
        local("down", "--force");
    }

    private void local(String command, String... options) throws IOException, InterruptedException {
        Path program = OTHER_PROGRAM.map(Path::of).orElseGet(() -> Path.of(System.getProperty("apiary.dist"), "bin", "apiary-local"));
        assertTrue(Files.isExecutable(program), () -> "not built: " + program);
        var words = new ArrayList<>(List.of(program.toString(), command, "--dir", directory.toString()));
        words.addAll(List.of(options));
        Path output = Files.createTempFile("apiary-local", ".out"); // not below the directory: it may not be there yet
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            try {
                assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), () -> command + " ends by itself");
            } finally {
                process.destroy(); // up takes with it what it has started
                process.waitFor(PATIENCE, TimeUnit.SECONDS);
            }
            assertEquals(0, process.exitValue(), command + ": " + Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static int freePorts() throws IOException {
        int start = FIRST_PORT + (int) (ProcessHandle.current().pid() % 900) * PORTS; // test runs side by side take others
        for (int first = start; first < LAST_PORT; first += PORTS) {
            if (free(first)) {
                return first;
            }
        }
        throw new IOException("no " + PORTS + " free ports from " + start + " to " + LAST_PORT);
    }

    private static boolean free(int first) {
        for (int port = first; port < first + PORTS; port++) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (var tcp = new ServerSocket(); var udp = new DatagramSocket(null)) {
                tcp.setReuseAddress(true); // what waits after a close is no owner
                tcp.bind(address);
                udp.bind(address);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
