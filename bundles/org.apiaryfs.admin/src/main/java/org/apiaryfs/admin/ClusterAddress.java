package org.apiaryfs.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a cluster. Immutable.
 *
 * @param host name or address of the management server
 * @param port its UDP port, 1 to 65535; the TCP port comes with its answer
 * @param secretFile shared secret of the cluster (connAuthFile); empty for clusters without authentication
 * @param patience how long the management server is looked for
 */
public record ClusterAddress(String host, int port, Optional<Path> secretFile, Duration patience) {
    /** Port of a management server unless configured otherwise. */
    public static final int DEFAULT_PORT = 8008;
    /** Enough for a server that runs (spec mgmtd §14.1). */
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(2500);

    public ClusterAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException(Texts.of("address_noHost"));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(Texts.of("address_port", port));
        }
    }

    /** Of a management server that is expected to run. */
    public ClusterAddress(String host, int port, Optional<Path> secretFile) {
        this(host, port, secretFile, SHORT_PATIENCE);
    }

    /** The same for whoever can wait until a management server has started. */
    public ClusterAddress withPatience(Duration longer) {
        return new ClusterAddress(host, port, secretFile, longer);
    }

    /**
     * Reads {@code HOST} or {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException with a sentence if the text is neither
     */
    public static ClusterAddress parse(String text, Optional<Path> secretFile) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new ClusterAddress(text.trim(), DEFAULT_PORT, secretFile);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1).trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Texts.of("address_form", text), e);
        }
        return new ClusterAddress(text.substring(0, colon).trim(), port, secretFile);
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
