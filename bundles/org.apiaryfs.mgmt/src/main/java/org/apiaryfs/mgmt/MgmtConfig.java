package org.apiaryfs.mgmt;

import java.nio.file.Path;
import java.time.Duration;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.node.NodeKeys;
import org.apiaryfs.node.NodeSettings;

/**
 * What the management service's configuration says. Immutable, built once.
 *
 * @param node what all daemons have in common
 * @param directory of the registry, absolute
 * @param allowInit whether an empty directory may be initialised
 * @param newServers whether unknown servers are accepted
 * @param newTargets whether unknown storage targets are accepted
 * @param clientAutoRemove silence after which a client is removed; zero = never
 * @param quota whether and how quotas are enforced
 * @param metaLimits where metadata nodes' capacity classes begin
 * @param storageLimits where storage targets' capacity classes begin
 */
public record MgmtConfig(
        NodeSettings node, Path directory, boolean allowInit, boolean newServers, boolean newTargets, Duration clientAutoRemove,
        QuotaSettings quota, CapacityLimits metaLimits, CapacityLimits storageLimits) {
    private static final int SHORTEST_AUTO_REMOVE = 5; // minutes; clients send a heartbeat each minute

    /**
     * @param config of {@link MgmtKeys#schema()}
     * @throws ConfigException if a value, or a combination of values, can't be used
     */
    public static MgmtConfig of(Config config) throws ConfigException {
        Path directory = config.get(MgmtKeys.DIRECTORY)
                .orElseThrow(() -> new ConfigException("storeMgmtdDirectory is not set; name the directory for the registry"));
        int autoRemove = config.get(MgmtKeys.CLIENT_AUTO_REMOVE);
        if (autoRemove != 0 && autoRemove < SHORTEST_AUTO_REMOVE) {
            throw new ConfigException("tuneClientAutoRemoveMins is " + autoRemove + "; set 0 for never, or at least " + SHORTEST_AUTO_REMOVE
                    + ", since clients announce themselves once a minute");
        }
        NodeSettings node = NodeSettings.of(config, ConnectionKeys.MGMTD_PORT_TCP,
                ConnectionKeys.MGMTD_PORT_UDP, MgmtKeys.MAX_CONNECTIONS, MgmtKeys.STATUS_PORT);
        return new MgmtConfig(node, directory, config.get(NodeKeys.ALLOW_INIT), config.get(MgmtKeys.NEW_SERVERS),
                config.get(MgmtKeys.NEW_TARGETS), Duration.ofMinutes(autoRemove), QuotaSettings.of(config),
                new CapacityLimits(bounds(config, MgmtKeys.META_SPACE), bounds(config, MgmtKeys.META_INODES), config.get(MgmtKeys.META_DYNAMIC)),
                new CapacityLimits(bounds(config, MgmtKeys.STORAGE_SPACE), bounds(config, MgmtKeys.STORAGE_INODES), config.get(MgmtKeys.STORAGE_DYNAMIC)));
    }

    private static CapacityLimits.Bounds bounds(Config config, MgmtKeys.Bounds keys) throws ConfigException {
        long low = config.get(keys.low());
        long emergency = config.get(keys.emergency());
        if (emergency > low) {
            throw new ConfigException(keys.emergency().name() + " (" + emergency + ") is above " + keys.low().name() + " (" + low
                    + "); exchange them or adjust one");
        }
        return CapacityLimits.Bounds.of(low, emergency, config.get(keys.normalSpread()), config.get(keys.lowSpread()),
                config.get(keys.lowDynamic()), config.get(keys.emergencyDynamic()));
    }
}
