package org.apiaryfs.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.ConfigKey;

/**
 * Configuration keys of whoever talks to a cluster, server or client; names and defaults are
 * BeeGFS's (spec framing §14, admin §12.2). Constants only.
 */
public final class ConnectionKeys {
    public static final ConfigKey<String> MGMTD_HOST = ConfigKey.text("sysMgmtdHost", "", "Host name or address of the management server.");
    public static final ConfigKey<Integer> PORT_SHIFT = ConfigKey.number("connPortShift", 0, 0, 60000, "Added to all port numbers, to run several clusters on one host.");
    public static final ConfigKey<Integer> MGMTD_PORT_TCP = ConfigKey.port("connMgmtdPortTCP", 8008, "TCP port of the management server.");
    public static final ConfigKey<Integer> MGMTD_PORT_UDP = ConfigKey.port("connMgmtdPortUDP", 8008, "UDP port of the management server.");
    public static final ConfigKey<Optional<Path>> AUTH_FILE = ConfigKey.path("connAuthFile", "", "Shared secret file; its first 1024 bytes count. All nodes of a cluster need the same.");
    public static final ConfigKey<Boolean> DISABLE_AUTH = ConfigKey.bool("connDisableAuthentication", false, "Runs without a shared secret; whoever reaches the ports then has full access.");
    public static final ConfigKey<Optional<Path>> INTERFACES_FILE = ConfigKey.path("connInterfacesFile", "", "File with the names of the network interfaces to use, one per line, in order of preference.");
    public static final ConfigKey<List<String>> INTERFACES_LIST = ConfigKey.list("connInterfacesList", "", "The same as a list on one line.");
    public static final ConfigKey<Optional<Path>> NET_FILTER_FILE = ConfigKey.path("connNetFilterFile", "", "File with subnets (a.b.c.d/len, one per line) that may be connected to; all if not set.");
    public static final ConfigKey<Integer> FALLBACK_EXPIRATION = ConfigKey.number("connFallbackExpirationSecs", 900, 0, 1_000_000, "Seconds after which the preferred interface is tried again when another had to be used.");
    public static final ConfigKey<Integer> TCP_RCVBUF = ConfigKey.number("connTCPRcvBufSize", 0, -1, Integer.MAX_VALUE, "TCP receive buffer in bytes; 0 or negative leaves it to the system.");
    public static final ConfigKey<Integer> UDP_RCVBUF = ConfigKey.number("connUDPRcvBufSize", 0, -1, Integer.MAX_VALUE, "UDP receive buffer in bytes; 0 = 573440, negative leaves it to the system.");
    public static final ConfigKey<List<String>> MESSAGING_TIMEOUTS = ConfigKey.list("connMessagingTimeouts", "0,0,0", "Long, medium and short message time-outs in ms; 0 = 600000, 90000, 30000.");
    public static final ConfigKey<Integer> UPDATE_STATES_SECS = ConfigKey.number("sysUpdateTargetStatesSecs", 0, 0, 86400, "Seconds between downloads (and reports) of target states; 0 = a sixth of sysTargetOfflineTimeoutSecs.");

    private ConnectionKeys() {}

    /** BeeGFS's default for the number of connections to one peer differs by daemon. */
    public static ConfigKey<Integer> maxConnections(int defaultNumber) {
        return ConfigKey.number("connMaxInternodeNum", defaultNumber, 1, 4096, "Largest number of connections to one other node.");
    }

    /** All keys of this class, in order of help, but for {@link #maxConnections}. */
    public static List<ConfigKey<?>> all() {
        return new ArrayList<>(List.of(MGMTD_HOST, PORT_SHIFT, MGMTD_PORT_TCP, MGMTD_PORT_UDP, AUTH_FILE, DISABLE_AUTH, INTERFACES_FILE,
                INTERFACES_LIST, NET_FILTER_FILE, FALLBACK_EXPIRATION, TCP_RCVBUF, UDP_RCVBUF, MESSAGING_TIMEOUTS, UPDATE_STATES_SECS));
    }

    /** Keys of BeeGFS's files that have no meaning here, accepted so that the files can be used as they are. */
    public static List<String> ignored() {
        return List.of("connUseRDMA", "connRDMABufSize", "connRDMABufNum", "connRDMATypeOfService", "connRDMATimeouts", "connUseSDP",
                "connRestrictOutboundInterfaces", "connNoDefaultRoute", "connTcpOnlyFilterFile", "connRDMAInterfacesFile",
                "connMetaPortTCP", "connMetaPortUDP", "connStoragePortTCP", "connStoragePortUDP", "connClientPortUDP", "connHelperdPortTCP",
                "connMonPortUDP", "connAdmonPortUDP", "logType", "logNumLines", "logNumRotatedFiles", "logNoDate", "logStdFile", "logErrFile",
                "runDaemonized", "pidFile", "sysTargetOfflineTimeoutSecs", "tuneNumWorkers", "tuneNumStreamListeners", "tuneUseAggressiveStreamPoll",
                "tuneListenerPrioShift", "tuneWorkerNumaAffinity", "tuneListenerNumaAffinity", "tuneBindToNumaZone", "tuneProcessFDLimit",
                "tuneUsePerUserMsgQueues", "tuneUsePerTargetWorkers");
    }
}
