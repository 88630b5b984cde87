package org.apiaryfs.monitor.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells by a POST request with JSON, see {@link AlertJson}; any answer from 200 to 299 is success. Thread-safe; waits for the server.
 */
public final class WebhookSender implements AlertSender {
    private final String name;
    private final URI address;
    private final Map<String, String> headers;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param name unique among the senders of a cluster
     * @param address http or https
     * @param headers added to the request, such as Authorization
     * @param patience how long to wait for the connection, and for the answer, > 0
     */
    public WebhookSender(String name, URI address, Map<String, String> headers, Duration patience) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(Texts.of("webhook_address", address));
        }
        this.name = name;
        this.address = address;
        this.headers = new TreeMap<>(headers);
        this.patience = patience;
        // No redirects: the alert, and what is secret in the headers, goes where it was meant to go.
        this.client = HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(AlertMessage message) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(AlertJson.of(message)));
        headers.forEach(request::setHeader);
        int status;
        try {
            status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new IOException(Texts.of("webhook_unreachable", address.getAuthority(), e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
        }
        if (status < 200 || status > 299) {
            throw new IOException(Texts.of("webhook_refused", address.getAuthority(), status));
        }
    }

    /** Without headers, and what follows the host. */
    @Override
    public String toString() {
        return "webhook at " + address.getAuthority();
    }
}
