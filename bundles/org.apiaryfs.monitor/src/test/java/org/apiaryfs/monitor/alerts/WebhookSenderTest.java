package org.apiaryfs.monitor.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookSenderTest {
    private static final Instant TIME = Instant.parse("2027-01-02T03:04:05Z");

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> authorizations = new LinkedBlockingQueue<>();
    private volatile int status = 200;
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookSender sender() {
        return new WebhookSender("hook", address, Map.of("Authorization", "Bearer honey"), Duration.ofSeconds(10));
    }

    private static Alert alert(Alert.Event event) {
        return new Alert(event, AlertPlanTest.problem(ProblemKind.NO_ROOT, new Subject.Cluster(), Severity.ERROR), TIME);
    }

    @Test
    void postsJson() throws Exception {
        sender().send(new AlertMessage("A \"quoted\"\nname", TIME, List.of(alert(Alert.Event.OPENED))));
        assertEquals("Bearer honey", authorizations.take());
        assertEquals("{\"cluster\":\"A \\\"quoted\\\"\\u000aname\",\"time\":\"2027-01-02T03:04:05Z\",\"subject\":\"[A \\\"quoted\\\" name] Problem: It is so.\","
                + "\"alerts\":[{\"event\":\"opened\",\"time\":\"2027-01-02T03:04:05Z\",\"id\":\"no-root:cluster\",\"kind\":\"no-root\",\"subject\":\"cluster\","
                + "\"severity\":\"error\",\"since\":\"2027-01-15T08:00:00Z\",\"what\":\"It is so.\",\"why\":\"It matters.\",\"remedy\":\"Do it.\"}]}", bodies.take());
        assertFalse(sender().toString().contains("secret"));
    }

    @Test
    void saysWhatFailed() {
        status = 403;
        AlertMessage message = new AlertMessage("A", TIME, List.of(alert(Alert.Event.CLOSED)));
        IOException failure = assertThrows(IOException.class, () -> sender().send(message));
        assertEquals("The web server 127.0.0.1:" + server.getAddress().getPort() + " refuses alerts: status 403", failure.getMessage());
        server.stop(0);
        failure = assertThrows(IOException.class, () -> sender().send(message));
        assertTrue(failure.getMessage().contains("can't be reached"), failure.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new WebhookSender("x", URI.create("file:///etc/passwd"), Map.of(), Duration.ofSeconds(1)));
    }

    @Test
    void whatFailsIsTriedAgainTogetherWithWhatCameMeanwhile() throws Exception {
        status = 500;
        BlockingQueue<Optional<String>> troubles = new LinkedBlockingQueue<>();
        try (Outbox outbox = new Outbox("A", sender(), InstantSource.fixed(TIME), new Retry(Duration.ofMillis(1), Duration.ofMillis(50)), troubles::add)) {
            outbox.add(List.of(alert(Alert.Event.OPENED)));
            assertTrue(troubles.poll(30, TimeUnit.SECONDS).orElseThrow().endsWith("status 500"));
            outbox.add(List.of(alert(Alert.Event.CLOSED)));
            String first;
            do {
                first = bodies.poll(30, TimeUnit.SECONDS);
            } while (first != null && !first.contains("\"event\":\"closed\""));
            assertTrue(first != null && first.indexOf("\"event\":\"opened\"") < first.indexOf("\"event\":\"closed\""), first);
            status = 204;
            Optional<String> trouble;
            do {
                trouble = troubles.poll(30, TimeUnit.SECONDS);
            } while (trouble.isPresent());
        }
    }

    @Test
    void pausesGrow() {
        Retry retry = Retry.USUAL;
        assertEquals(Duration.ofSeconds(5), retry.pause(1));
        assertEquals(Duration.ofSeconds(20), retry.pause(3));
        assertEquals(Duration.ofMinutes(5), retry.pause(1000));
    }
}
