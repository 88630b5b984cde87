package org.apiaryfs.daemons.beegfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.daemons.ctl.CtlException;
import org.apiaryfs.daemons.ctl.WhichCluster;

/**
 * Which cluster a command line means: the one of a client's configuration file or of a mount, with keys of such a file on the
 * command line winning, as in BeeGFS (spec admin §1.1); or that of Apiary's own options. Immutable.
 *
 * @param keys keys of a client's configuration that were given as {@code --key=value}
 * @param file configuration file, if one was named
 * @param mount mount whose configuration counts, if one was named
 * @param own Apiary's own options, in their form on the command line
 */
record ClusterChoice(Map<String, String> keys, Optional<Path> file, Optional<Path> mount, List<String> own) implements ModeRun.Cluster {
    private static final Path DEFAULT_FILE = Path.of("/etc/beegfs/beegfs-client.conf");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> OWN = Set.of("mgmtd", "auth-file", "dir");

    ClusterChoice {
        keys = Map.copyOf(keys);
        own = List.copyOf(own);
    }

    /** Takes what says which cluster is meant. */
    static ClusterChoice take(ModeArguments arguments) {
        Optional<Path> file = arguments.value(Config.FILE_KEY).map(Path::of);
        Optional<Path> mount = arguments.value("mount").map(Path::of);
        arguments.flag("logEnabled");
        List<String> own = new ArrayList<>();
        arguments.takeAll(OWN::contains).forEach((key, value) -> own.add("--" + key + "=" + value));
        ConfigSchema schema = ClientKeys.schema();
        Set<String> known = new HashSet<>(schema.ignored());
        schema.keys().stream().map(ConfigKey::name).forEach(known::add);
        return new ClusterChoice(arguments.takeAll(known::contains), file, mount, own);
    }

    @Override
    public ClusterAddress address() throws ModeException {
        if (!configured()) {
            return ofOwnOptions();
        }
        Config config = configuration();
        try {
            Optional<Path> secret = config.get(ConnectionKeys.DISABLE_AUTH) ? Optional.empty() : config.get(ConnectionKeys.AUTH_FILE);
            return new ClusterAddress(config.get(ConnectionKeys.MGMTD_HOST),
                    config.get(ConnectionKeys.MGMTD_PORT_UDP) + config.get(ConnectionKeys.PORT_SHIFT), secret);
        } catch (IllegalArgumentException e) {
            throw ModeException.badArguments(e.getMessage());
        }
    }

    private boolean configured() {
        return own.isEmpty() && (file.isPresent() || mount.isPresent() || !keys.isEmpty() || Files.exists(DEFAULT_FILE));
    }

    private ClusterAddress ofOwnOptions() throws ModeException {
        try {
            return WhichCluster.of(own).address();
        } catch (CtlException e) {
            throw ModeException.badArguments(e.getMessage());
        }
    }

    @Override
    public Config configuration() throws ModeException {
        List<String> words = configured() ? ofConfiguration() : wordsOf(ofOwnOptions());
        try {
            Config config = Config.parse(ClientKeys.schema(), words);
            if (config.get(ConnectionKeys.MGMTD_HOST).isEmpty()) {
                throw ModeException.badArguments("No management server is named; set sysMgmtdHost in a configuration file (--cfgFile), or give --sysMgmtdHost=HOST.");
            }
            return config;
        } catch (ConfigException e) {
            throw ModeException.badArguments(e.getMessage());
        }
    }

    private List<String> ofConfiguration() throws ModeException {
        List<String> words = new ArrayList<>();
        Optional<Path> from = mount.isPresent() ? Optional.of(MountIoctl.runtimeConfiguration(mount.get()))
                : file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
        from.ifPresent(path -> words.add(Config.FILE_KEY + "=" + path));
        keys.forEach((key, value) -> words.add(key + "=" + value));
        return words;
    }

    private static List<String> wordsOf(ClusterAddress address) {
        return List.of(ConnectionKeys.MGMTD_HOST.name() + "=" + address.host(), ConnectionKeys.MGMTD_PORT_UDP.name() + "=" + address.port(),
                address.secretFile().map(secret -> ConnectionKeys.AUTH_FILE.name() + "=" + secret).orElse(ConnectionKeys.DISABLE_AUTH.name() + "=true"),
                // A cluster on this machine may have no other interface.
                ConnectionKeys.INTERFACES_LIST.name() + "=" + (address.host().equals(LOOPBACK) ? "lo" : ""));
    }
}
