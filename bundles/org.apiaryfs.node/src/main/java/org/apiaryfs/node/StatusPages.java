package org.apiaryfs.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apiaryfs.transport.StreamServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon's status over HTTP on the loopback address: {@code /metrics} in Prometheus' text format,
 * {@code /health} with 200 and "ok" or 503 and what is wrong. Thread-safe.
 */
public final class StatusPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusPages.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics gc;

    private StatusPages(HttpServer server, ExecutorService threads, PrometheusMeterRegistry registry, JvmGcMetrics gc) {
        this.server = server;
        this.threads = threads;
        this.registry = registry;
        this.gc = gc;
    }

    /**
     * Serves the pages. A port that is taken is no reason for a daemon not to serve its users: it is
     * logged, and there are no pages.
     *
     * @param port loopback port; 0 = no pages
     * @param service label of all metrics, such as "meta"
     * @param trouble what keeps the daemon from serving, empty if nothing
     */
    public static Optional<StatusPages> open(int port, String service, Supplier<Optional<String>> trouble) {
        if (port == 0) {
            return Optional.empty();
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.config().commonTags("service", service);
            JvmGcMetrics gc = new JvmGcMetrics();
            gc.bindTo(registry);
            new JvmMemoryMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/metrics", x -> answer(x, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
            server.createContext("/health", x -> {
                Optional<String> wrong = trouble.get();
                answer(x, wrong.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", wrong.orElse("ok") + "\n");
            });
            server.start();
            return Optional.of(new StatusPages(server, threads, registry, gc));
        } catch (IOException e) {
            LOG.warn("no status pages: port={} error=\"{}\"; set connStatusPort to a free port or to 0", port, e.getMessage());
            return Optional.empty();
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The port that the pages are on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where the service adds metrics of its own, named {@code apiary.…}. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Adds the counters of the service's stream server. */
    public void watch(Supplier<StreamServer.Counters> counters) {
        Gauge.builder("apiary.connections", () -> counters.get().connections()).register(registry);
        Gauge.builder("apiary.requests.queued", () -> counters.get().queued()).register(registry);
        Gauge.builder("apiary.requests.busy", () -> counters.get().busy()).register(registry);
        FunctionCounter.builder("apiary.requests", counters, c -> c.get().requests()).register(registry);
        FunctionCounter.builder("apiary.network.in", counters, c -> c.get().bytesIn()).baseUnit("bytes").register(registry);
        FunctionCounter.builder("apiary.network.out", counters, c -> c.get().bytesOut()).baseUnit("bytes").register(registry);
        FunctionCounter.builder("apiary.connections.refused", counters, c -> c.get().refused()).register(registry);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        gc.close();
    }
}
