package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product as it is installed, started by its script as a user does: other bundles and start levels than those of this test run. */
class ProductStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void connectsToWhatItsArgumentsSay() throws Exception {
        int port = silentPort();
        Process product = start("--connect", "127.0.0.1:" + port);
        try {
            // The workbench is up, the connection was tried through the network, and the log is where it belongs.
            awaitInLog(product, "No management server answers at 127.0.0.1:" + port);
        } finally {
            product.destroy();
            if (!product.waitFor(15, TimeUnit.SECONDS)) {
                product.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void refusesArgumentsThatMissSomething() throws Exception {
        Process product = start("--connect");

        assertTrue(product.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "ends by itself");
        assertEquals(2, product.exitValue());
        assertTrue(output().contains("apiary-admin: --connect needs a value: HOST:PORT"), this::output);
    }

    private Process start(String... arguments) throws IOException {
        Path script = Path.of(System.getProperty("apiary.product"), "apiary-admin");
        assertTrue(Files.isExecutable(script), () -> "not built: " + script);
        var builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
        builder.environment().put("XDG_DATA_HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile()).start();
    }

    private void awaitInLog(Process product, String text) throws IOException {
        Path log = home.resolve("apiary-admin/apiary-admin.log");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && product.isAlive()) {
            if (Files.exists(log) && Files.readString(log).contains(text)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError((product.isAlive() ? "not in the log: " + text : "the product has ended") + "\n" + output());
    }

    private String output() {
        try {
            return String.join("\n", Files.exists(home.resolve("output"))
                    ? Files.readAllLines(home.resolve("output"), StandardCharsets.UTF_8) : List.of());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int silentPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
