package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.transport.StreamServer;
import org.junit.jupiter.api.Test;

class StatusPagesTest {
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void metricsCarryTheServersCounters() throws Exception {
        try (StatusPages pages = StatusPages.open(freePort(), "meta", Optional::empty).orElseThrow()) {
            pages.watch(() -> new StreamServer.Counters(3, 42, 100, 200, 0, 0, 0));
            String text = get(pages.port(), "/metrics").body();
            assertTrue(text.contains("apiary_requests_total{service=\"meta\"} 42.0"), text);
            assertTrue(text.contains("jvm_memory_used_bytes"), text);
        }
    }

    @Test
    void healthSaysWhatIsWrong() throws Exception {
        AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
        try (StatusPages pages = StatusPages.open(freePort(), "meta", trouble::get).orElseThrow()) {
            assertEquals(200, get(pages.port(), "/health").statusCode());
            trouble.set(Optional.of("store is read-only"));
            HttpResponse<String> sick = get(pages.port(), "/health");
            assertEquals(503, sick.statusCode());
            assertEquals("store is read-only\n", sick.body());
        }
    }

    @Test
    void aTakenPortMeansNoPages() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(StatusPages.open(taken.getLocalPort(), "meta", Optional::empty).isEmpty());
        }
        assertTrue(StatusPages.open(0, "meta", Optional::empty).isEmpty());
    }
}
