package org.apiaryfs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.Timeouts;

/**
 * What the keys of {@link ConnectionKeys} say, files read and checked. Immutable, built once.
 *
 * @param mgmtdHost name or address; "" if not set
 * @param mgmtdTcpPort shifted
 * @param mgmtdUdpPort shifted
 * @param portShift added to all ports
 * @param authHash of the shared secret; {@link AuthHash#NONE} if authentication is switched off
 * @param interfaces names of the interfaces to use, in order of preference; empty = all
 * @param netFilter destinations that may be connected to
 * @param maxConnections to one peer
 * @param fallbackExpiry when a connection over a less preferred interface is given up
 * @param timeouts of messages
 * @param tcpReceiveBuffer bytes; ≤ 0 = the system's choice
 * @param udpReceiveBuffer bytes; ≤ 0 = the system's choice
 * @param updateStates between downloads of states; empty = derived from the offline timeout
 */
public record Settings(
        String mgmtdHost, int mgmtdTcpPort, int mgmtdUdpPort, int portShift, AuthHash authHash, List<String> interfaces,
        NetFilter netFilter, int maxConnections, Duration fallbackExpiry, Timeouts timeouts, int tcpReceiveBuffer,
        int udpReceiveBuffer, Optional<Duration> updateStates) {

    /**
     * @param maxConnections the program's own key for it, whose default differs
     * @throws ConfigException if a file can't be read or values contradict each other
     */
    public static Settings of(Config config, ConfigKey<Integer> maxConnections) throws ConfigException {
        int shift = config.get(ConnectionKeys.PORT_SHIFT);
        int update = config.get(ConnectionKeys.UPDATE_STATES_SECS);
        int udpBuffer = config.get(ConnectionKeys.UDP_RCVBUF);
        return new Settings(
                config.get(ConnectionKeys.MGMTD_HOST),
                shifted(config.get(ConnectionKeys.MGMTD_PORT_TCP), shift),
                shifted(config.get(ConnectionKeys.MGMTD_PORT_UDP), shift),
                shift,
                authHash(config),
                interfaces(config),
                netFilter(config),
                config.get(maxConnections),
                Duration.ofSeconds(config.get(ConnectionKeys.FALLBACK_EXPIRATION)),
                timeouts(config.get(ConnectionKeys.MESSAGING_TIMEOUTS)),
                config.get(ConnectionKeys.TCP_RCVBUF),
                udpBuffer == 0 ? 573_440 : udpBuffer,
                update == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(update)));
    }

    /** A port with the shift of this configuration. */
    public int shifted(int port) throws ConfigException {
        return shifted(port, portShift);
    }

    private static int shifted(int port, int shift) throws ConfigException {
        if (port + shift > 65535) {
            throw new ConfigException("port " + port + " + connPortShift " + shift + " is above 65535; choose a smaller connPortShift");
        }
        return port + shift;
    }

    /** Between state downloads: as configured, else a sixth of the offline timeout (spec mgmtd §10.4). */
    public Duration statesInterval(Duration offlineTimeout) {
        return updateStates.orElse(Duration.ofMillis(offlineTimeout.toSeconds() * 166));
    }

    private static AuthHash authHash(Config config) throws ConfigException {
        boolean disabled = config.get(ConnectionKeys.DISABLE_AUTH);
        Optional<Path> file = config.get(ConnectionKeys.AUTH_FILE);
        if (file.isEmpty()) {
            if (disabled) {
                return AuthHash.NONE;
            }
            throw new ConfigException("connAuthFile is not set; name a file with the cluster's shared secret,"
                    + " or set connDisableAuthentication=true to run without one");
        }
        if (disabled) {
            return AuthHash.NONE;
        }
        byte[] secret = read(file.get(), ConnectionKeys.AUTH_FILE);
        if (secret.length < AuthHash.MIN_SECRET) {
            throw new ConfigException("connAuthFile " + file.get() + " holds " + secret.length + " bytes; a secret needs at least " + AuthHash.MIN_SECRET);
        }
        return AuthHash.of(secret);
    }

    private static byte[] read(Path file, ConfigKey<?> key) throws ConfigException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(1 << 20);
        } catch (IOException e) {
            throw new ConfigException(key.name() + " " + file + " can't be read: " + e);
        }
    }

    private static List<String> lines(Path file, ConfigKey<?> key) throws ConfigException {
        return new String(read(file, key), java.nio.charset.StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static List<String> interfaces(Config config) throws ConfigException {
        Optional<Path> file = config.get(ConnectionKeys.INTERFACES_FILE);
        List<String> list = config.get(ConnectionKeys.INTERFACES_LIST);
        if (file.isPresent() && !list.isEmpty()) {
            throw new ConfigException("connInterfacesFile and connInterfacesList are both set; keep one of them");
        }
        if (file.isEmpty()) {
            return list;
        }
        return lines(file.get(), ConnectionKeys.INTERFACES_FILE).stream()
                .map(String::trim).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    }

    private static NetFilter netFilter(Config config) throws ConfigException {
        Optional<Path> file = config.get(ConnectionKeys.NET_FILTER_FILE);
        if (file.isEmpty()) {
            return NetFilter.ALL;
        }
        try {
            NetFilter filter = NetFilter.parse(file.get().toString(), lines(file.get(), ConnectionKeys.NET_FILTER_FILE));
            return filter.isEmpty() ? NetFilter.ALL : filter;
        } catch (IllegalArgumentException e) {
            throw new ConfigException("connNetFilterFile " + e.getMessage());
        }
    }

    private static Timeouts timeouts(List<String> values) throws ConfigException {
        List<Long> millis = new ArrayList<>();
        for (String value : values) {
            try {
                millis.add(Long.parseUnsignedLong(value));
            } catch (NumberFormatException e) {
                throw new ConfigException("connMessagingTimeouts holds '" + value + "'; write three numbers of milliseconds such as 0,0,0");
            }
        }
        if (millis.size() != 3) {
            throw new ConfigException("connMessagingTimeouts has " + millis.size() + " values; write three numbers of milliseconds such as 0,0,0");
        }
        return Timeouts.ofMillis(millis.get(0), millis.get(1), millis.get(2));
    }
}
