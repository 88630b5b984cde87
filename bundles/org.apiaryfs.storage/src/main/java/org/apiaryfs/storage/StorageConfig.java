package org.apiaryfs.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.node.NodeKeys;
import org.apiaryfs.node.NodeSettings;

/**
 * Configuration of a storage server (spec storage §15). Immutable, built once.
 *
 * @param node what all daemons have
 * @param directories one per target, absolute
 * @param allowInit whether empty directories may become targets
 * @param workers threads per target, or in all if they are shared
 * @param workersPerTarget whether each target has workers of its own
 * @param descriptors most files that sessions keep open
 * @param readAheadTrigger bytes read in a row before the system is told to read ahead
 * @param readAheadSize bytes to read ahead; 0 leaves it to the system
 * @param writeSyncSize bytes written in a row after which write-back is started; 0 leaves it to the system
 * @param earlyStat whether closing a chunk looks at its attributes before instead of after
 * @param enforceQuota whether limits are obeyed before mgmtd has said whether they are to be
 * @param given keys that were set, with their text
 */
public record StorageConfig(
        NodeSettings node, List<Path> directories, boolean allowInit, int workers, boolean workersPerTarget, int descriptors,
        long readAheadTrigger, long readAheadSize, long writeSyncSize, boolean earlyStat, boolean enforceQuota, Map<String, String> given) {

    private static final int DEFAULT_CONNECTIONS = 6;

    public static final ConfigKey<List<String>> STORE_DIRECTORY = ConfigKey.list("storeStorageDirectory", "", "Directories of the storage targets, separated by commas, each on a file system of its own.");
    private static final ConfigKey<Integer> PORT_TCP = ConfigKey.port("connStoragePortTCP", 8003, "TCP port of this server.");
    private static final ConfigKey<Integer> PORT_UDP = ConfigKey.port("connStoragePortUDP", 8003, "UDP port of this server.");
    private static final ConfigKey<Integer> MAX_CONNECTIONS = ConnectionKeys.maxConnections(DEFAULT_CONNECTIONS);
    private static final ConfigKey<Integer> STATUS_PORT = NodeKeys.statusPort(18003);
    private static final ConfigKey<Integer> WORKERS = ConfigKey.number("tuneNumWorkers", 8, 1, 4096, "Threads that read and write, per target.");
    private static final ConfigKey<Boolean> PER_TARGET = ConfigKey.bool("tuneUsePerTargetWorkers", true, "Gives each target threads of its own, so that a slow one doesn't hold up the others.");
    private static final ConfigKey<Integer> DESCRIPTORS = ConfigKey.number("tuneProcessFDLimit", 50000, 64, 10_000_000, "Most files that may be open; sessions keep at most half of them.");
    private static final ConfigKey<Long> READ_AHEAD_TRIGGER = ConfigKey.size("tuneFileReadAheadTriggerSize", "4m", "Bytes read in a row before read-ahead begins.");
    private static final ConfigKey<Long> READ_AHEAD_SIZE = ConfigKey.size("tuneFileReadAheadSize", "0", "Bytes to read ahead of sequential readers; 0 leaves it to the system.");
    private static final ConfigKey<Long> WRITE_SYNC_SIZE = ConfigKey.size("tuneFileWriteSyncSize", "0", "Bytes written in a row after which write-back starts; 0 leaves it to the system.");
    private static final ConfigKey<Boolean> EARLY_STAT = ConfigKey.bool("tuneEarlyStat", false, "Looks at a chunk's attributes before closing it instead of after.");
    private static final ConfigKey<Boolean> ENFORCE_QUOTA = ConfigKey.bool("quotaEnableEnforcement", false, "Obeys quota limits; the management server's setting counts once it is known.");

    /** Keys of BeeGFS's storage server that mean nothing here. */
    private static final List<String> IGNORED = List.of("storeFsUUID", "tuneWorkerBufSize", "tuneFileReadSize", "tuneFileWriteSize",
            "tuneDirCacheLimit", "tuneNumResyncGatherSlaves", "tuneNumResyncSlaves", "sysResyncSafetyThresholdMins", "quotaDisableZfsSupport");

    /** The keys with their defaults and meanings. */
    public static ConfigSchema schema() {
        List<ConfigKey<?>> keys = new ArrayList<>(List.of(STORE_DIRECTORY, PORT_TCP, PORT_UDP, STATUS_PORT, WORKERS, PER_TARGET, DESCRIPTORS,
                READ_AHEAD_TRIGGER, READ_AHEAD_SIZE, WRITE_SYNC_SIZE, EARLY_STAT, ENFORCE_QUOTA));
        keys.addAll(NodeKeys.all(DEFAULT_CONNECTIONS));
        List<String> ignored = new ArrayList<>(NodeKeys.ignored(keys));
        ignored.addAll(IGNORED);
        return ConfigSchema.of(keys, ignored);
    }

    /**
     * @param config of {@link #schema()}
     * @throws ConfigException if values are missing or don't go together
     */
    public static StorageConfig of(Config config) throws ConfigException {
        List<Path> directories = config.get(STORE_DIRECTORY).stream().map(Path::of).toList();
        if (directories.isEmpty()) {
            throw new ConfigException("storeStorageDirectory is not set; name a directory for each storage target");
        }
        if (directories.stream().map(Path::normalize).distinct().count() < directories.size()) {
            throw new ConfigException("storeStorageDirectory names a directory twice: " + directories);
        }
        return new StorageConfig(NodeSettings.of(config, PORT_TCP, PORT_UDP, MAX_CONNECTIONS, STATUS_PORT), directories,
                config.get(NodeKeys.ALLOW_INIT), config.get(WORKERS), config.get(PER_TARGET), config.get(DESCRIPTORS) / 2,
                config.get(READ_AHEAD_TRIGGER), config.get(READ_AHEAD_SIZE), config.get(WRITE_SYNC_SIZE), config.get(EARLY_STAT),
                config.get(ENFORCE_QUOTA), config.given());
    }
}
