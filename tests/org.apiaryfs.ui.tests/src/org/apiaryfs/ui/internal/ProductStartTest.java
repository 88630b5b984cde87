package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product does with the arguments that it is started with. */
class ProductStartTest {
    @TempDir
    Path home;

    @Test
    void connectsToWhatItsArgumentsSay() throws Exception {
        int port = silentPort();
        try (var product = ProductProcess.start(home, "--connect", "127.0.0.1:" + port)) {
            // The workbench is up, the connection was tried through the network, and the log is where it belongs.
            product.awaitInLog("No management server answers at 127.0.0.1:" + port);
        }
    }

    @Test
    void refusesArgumentsThatMissSomething() throws Exception {
        try (var product = ProductProcess.start(home, "--connect")) {
            assertEquals(2, product.awaitEnd());
            assertTrue(product.output().contains("apiary-admin: --connect needs a value: HOST:PORT"), product::output);
        }
    }

    private static int silentPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
