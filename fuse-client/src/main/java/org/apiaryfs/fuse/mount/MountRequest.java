package org.apiaryfs.fuse.mount;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.fuse.MountOptions;

/**
 * What to mount where and how, from the words of the command line. Immutable.
 *
 * @param directory absolute
 * @param config the client's configuration
 * @param options those of FUSE
 */
record MountRequest(Path directory, Config config, MountOptions options) {
    /** Options of mount(8) and fstab(5) that have no meaning here but may be there. */
    private static final Set<String> IGNORED = Set.of("defaults", "auto", "noauto", "user", "nouser", "users", "owner", "group",
            "_netdev", "nofail", "async", "relatime", "norelatime", "strictatime", "nostrictatime", "lazytime", "nolazytime", "diratime",
            "nodiratime", "iversion", "noiversion", "silent", "loud", "mand", "nomand");
    /** Files of BeeGFS's clients may hold this where a cluster is not named on the command line. */
    private static final Set<String> NO_SOURCE = Set.of("none", "apiary", "beegfs_nodev", "");

    /**
     * @param source "host", "host:port", or empty if the options name the cluster
     * @param words what was given with {@code -o}, split at commas
     * @throws MountFailure naming the option that is wrong
     */
    static MountRequest of(Optional<String> source, Path directory, List<String> words, boolean root) throws MountFailure {
        MountOptions options = MountOptions.DEFAULTS.with(o -> {
            o.allowOther = root;
            o.shutdownHook = false;
        });
        List<String> settings = new ArrayList<>();
        if (source.isPresent() && !NO_SOURCE.contains(source.get())) {
            settings.addAll(cluster(source.get()));
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
            if (word.isEmpty() || IGNORED.contains(name) || name.startsWith("x-") || name.startsWith("X-") || name.equals("comment")) {
                continue;
            }
            Optional<MountOptions> changed = option(options, name, value);
            if (changed.isPresent()) {
                options = changed.get();
            } else {
                // A key alone switches something on, as mount options do.
                settings.add(name + "=" + value.orElse("true"));
            }
        }
        Config config = config(settings);
        boolean locks = config.get(ClientKeys.GLOBAL_LOCKS);
        boolean accessLists = config.get(ClientKeys.ACLS);
        if (accessLists && options.backend() == MountOptions.Backend.JNR) {
            throw new MountFailure(MountFailure.USAGE, "libfuse 2 has no access control lists: mount with backend=direct, or without sysACLsEnabled");
        }
        MountOptions complete = named(options, cluster(config)).with(o -> {
            o.posixLocks = locks;
            o.flockLocks = locks;
            o.accessLists = accessLists;
        });
        return new MountRequest(directory.toAbsolutePath().normalize(), config, complete);
    }

    /** The management server's "host:port". */
    String cluster() {
        return cluster(config);
    }

    private static String cluster(Config config) {
        return config.get(ConnectionKeys.MGMTD_HOST) + ":" + config.get(ConnectionKeys.MGMTD_PORT_TCP);
    }

    private static MountOptions named(MountOptions options, String server) {
        return options.fsName().equals(MountOptions.DEFAULTS.fsName()) ? options.with(o -> o.fsName = server) : options;
    }

    private static Optional<MountOptions> option(MountOptions options, String name, Optional<String> value) throws MountFailure {
        try {
            return options.withOption(name, value);
        } catch (IllegalArgumentException e) {
            throw new MountFailure(MountFailure.USAGE, "bad mount option: " + e.getMessage());
        }
    }

    private static List<String> cluster(String source) throws MountFailure {
        int colon = source.lastIndexOf(':');
        if (colon < 0) {
            return List.of(ConnectionKeys.MGMTD_HOST.name() + "=" + source);
        }
        String host = source.substring(0, colon);
        String port = source.substring(colon + 1);
        if (host.isEmpty() || !port.chars().allMatch(Character::isDigit) || port.isEmpty()) {
            throw new MountFailure(MountFailure.USAGE, "'" + source + "' names no management server; write HOST or HOST:PORT");
        }
        return List.of(ConnectionKeys.MGMTD_HOST.name() + "=" + host, ConnectionKeys.MGMTD_PORT_TCP.name() + "=" + port,
                ConnectionKeys.MGMTD_PORT_UDP.name() + "=" + port);
    }

    private static Config config(List<String> settings) throws MountFailure {
        Config config;
        try {
            config = Config.parse(ClientKeys.schema(), settings);
        } catch (ConfigException e) {
            throw new MountFailure(MountFailure.USAGE, e.getMessage());
        }
        for (String warning : config.warnings()) {
            if (warning.contains("(command line)")) {
                throw new MountFailure(MountFailure.USAGE, "bad mount option: " + warning.replace(" (command line)", ""));
            }
        }
        if (config.get(ConnectionKeys.MGMTD_HOST).isEmpty()) {
            throw new MountFailure(MountFailure.USAGE, "no cluster is named: give HOST[:PORT] of the management server before the directory,"
                    + " or -o sysMgmtdHost=HOST, or -o cfgFile=FILE");
        }
        return config;
    }
}
