package org.apiaryfs.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.nio.file.Path;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.ConfigKey;

/** Configuration keys that all daemons share beyond {@link ConnectionKeys} (spec admin §12.2). Constants only. */
public final class NodeKeys {
    public static final ConfigKey<Integer> LOG_LEVEL = ConfigKey.number("logLevel", 3, 0, 5, "0 and 1 log errors, 2 warnings, 3 notices, 4 and 5 everything.");
    public static final ConfigKey<Optional<Path>> LOG_FILE = ConfigKey.path("logStdFile", "", "Log file; standard error if not set.");
    public static final ConfigKey<Integer> BACKLOG = ConfigKey.number("connBacklogTCP", 64, 1, 65535, "Connections that may wait for being accepted.");
    public static final ConfigKey<Integer> OFFLINE_TIMEOUT = ConfigKey.number("sysTargetOfflineTimeoutSecs", 180, 30, 86400, "Seconds of silence after which a target or metadata node counts as offline; must be the same on all servers.");
    public static final ConfigKey<Boolean> ALLOW_INIT = ConfigKey.bool("storeAllowFirstRunInit", true, "Allows an empty store directory to be initialised.");
    public static final ConfigKey<Optional<Path>> PID_FILE = ConfigKey.path("pidFile", "", "File that gets the process ID.");

    private NodeKeys() {}

    /** Port of the status pages; the default is the service's TCP port + 10000. */
    public static ConfigKey<Integer> statusPort(int defaultPort) {
        return ConfigKey.number("connStatusPort", defaultPort, 0, 65535, "Loopback port of /metrics and /health; 0 switches them off. connPortShift is added.");
    }

    /** The keys of this class and of {@link ConnectionKeys}, in order of help. */
    public static List<ConfigKey<?>> all(int maxConnections) {
        List<ConfigKey<?>> keys = new ArrayList<>(ConnectionKeys.all());
        keys.add(ConnectionKeys.maxConnections(maxConnections));
        keys.addAll(List.of(BACKLOG, OFFLINE_TIMEOUT, ALLOW_INIT, LOG_LEVEL, LOG_FILE, PID_FILE));
        return keys;
    }

    /**
     * Names of keys that BeeGFS's files may hold but that have no meaning here.
     *
     * @param own the daemon's keys, which are not among them
     */
    public static List<String> ignored(List<? extends ConfigKey<?>> own) {
        List<String> names = new ArrayList<>(ConnectionKeys.ignored());
        own.forEach(k -> names.remove(k.name()));
        return names;
    }
}
