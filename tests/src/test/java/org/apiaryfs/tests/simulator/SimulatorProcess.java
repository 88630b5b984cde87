package org.apiaryfs.tests.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A {@link SimulatedCluster} in a process of its own, so that what it needs isn't counted where the tool under test is measured. */
public final class SimulatorProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    /** @param port of the management server on this host */
    public SimulatorProcess(int port, Path secret, ClusterSize size, Duration within) throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), SimulatorMain.class.getName(),
                Integer.toString(port), secret.toString(), Integer.toString(size.metas()), Integer.toString(size.storages()),
                Integer.toString(size.targets()), Integer.toString(size.clients()), Long.toString(within.toSeconds()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits until all nodes are in the cluster. */
    public void awaitReady() throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(SimulatorMain.READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the simulator has ended");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
