package org.apiaryfs.mgmt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.node.NodeKeys;

/** Configuration keys of the management service; names and defaults are BeeGFS's (spec mgmtd §16). Constants only. */
public final class MgmtKeys {
    public static final ConfigKey<Optional<Path>> DIRECTORY = ConfigKey.path("storeMgmtdDirectory", "", "Directory for the registry; absolute. Must be set.");
    public static final ConfigKey<Boolean> NEW_SERVERS = ConfigKey.bool("sysAllowNewServers", true, "Accepts servers that aren't registered yet.");
    public static final ConfigKey<Boolean> NEW_TARGETS = ConfigKey.bool("sysAllowNewTargets", true, "Accepts storage targets that aren't registered yet.");
    public static final ConfigKey<Integer> CLIENT_AUTO_REMOVE = ConfigKey.number("tuneClientAutoRemoveMins", 60, 0, 1_000_000, "Minutes of silence after which a client is removed and its locks are released; 0 = never, else at least 5.");
    public static final ConfigKey<Boolean> QUOTA = ConfigKey.bool("quotaEnableEnforcement", false, "Keeps quota limits and enforces them.");
    public static final ConfigKey<Integer> QUOTA_INTERVAL = ConfigKey.number("quotaUpdateIntervalMin", 10, 1, 100_000, "Minutes between rounds in which usage is compared with the limits.");
    public static final ConfigKey<Integer> QUOTA_INTERVAL_SECONDS = ConfigKey.number("quotaUpdateIntervalSecs", 0, 0, 100_000, "The same in seconds; 0 = quotaUpdateIntervalMin counts.");
    public static final ConfigKey<Integer> QUOTA_WORKERS = ConfigKey.number("tuneNumQuotaWorkers", 8, 1, 1000, "Targets that are asked for usage at once.");
    public static final ConfigKey<QuotaSettings.Kind> QUOTA_QUERY = ConfigKey.choice("quotaQueryType", QuotaSettings.Kind.SYSTEM, "Whose usage is asked for: accounts of this host, IDs of a file, or a range of IDs. Who has limits of his own is asked for in any case.");
    public static final ConfigKey<Optional<Path>> QUOTA_UID_FILE = ConfigKey.path("quotaQueryUIDFile", "", "File of user IDs, for quotaQueryType file.");
    public static final ConfigKey<Optional<Path>> QUOTA_GID_FILE = ConfigKey.path("quotaQueryGIDFile", "", "File of group IDs, for quotaQueryType file.");
    public static final ConfigKey<List<String>> QUOTA_UID_RANGE = ConfigKey.list("quotaQueryUIDRange", "", "First and last user ID, for quotaQueryType range.");
    public static final ConfigKey<List<String>> QUOTA_GID_RANGE = ConfigKey.list("quotaQueryGIDRange", "", "First and last group ID, for quotaQueryType range.");
    public static final ConfigKey<Boolean> QUOTA_SYSTEM_ACCOUNTS = ConfigKey.bool("quotaQueryWithSystemUsersGroups", false, "Asks for accounts of services too, for quotaQueryType system.");
    public static final ConfigKey<Boolean> META_DYNAMIC = ConfigKey.bool("tuneMetaDynamicPools", true, "Takes differences between metadata nodes into account for capacity pools.");
    public static final ConfigKey<Boolean> STORAGE_DYNAMIC = ConfigKey.bool("tuneStorageDynamicPools", true, "Takes differences between storage targets into account for capacity pools.");
    public static final ConfigKey<Integer> MAX_CONNECTIONS = ConnectionKeys.maxConnections(6);
    public static final ConfigKey<Integer> STATUS_PORT = NodeKeys.statusPort(18008);

    static final Bounds META_SPACE = Bounds.of("tuneMetaSpace", "10G", "3G", "free bytes of metadata nodes");
    static final Bounds META_INODES = Bounds.of("tuneMetaInodes", "10M", "1M", "free inodes of metadata nodes");
    static final Bounds STORAGE_SPACE = Bounds.of("tuneStorageSpace", "1T", "20G", "free bytes of storage targets");
    static final Bounds STORAGE_INODES = Bounds.of("tuneStorageInodes", "10M", "1M", "free inodes of storage targets");

    private MgmtKeys() {}

    /** The six limits of one resource. */
    record Bounds(ConfigKey<Long> low, ConfigKey<Long> emergency, ConfigKey<Long> normalSpread, ConfigKey<Long> lowSpread,
            ConfigKey<Long> lowDynamic, ConfigKey<Long> emergencyDynamic) {
        static Bounds of(String prefix, String low, String emergency, String what) {
            return new Bounds(
                    ConfigKey.size(prefix + "LowLimit", low, "Capacity pool 'normal' begins above this; " + what + "."),
                    ConfigKey.size(prefix + "EmergencyLimit", emergency, "Capacity pool 'low' begins above this; " + what + "."),
                    ConfigKey.size(prefix + "NormalSpreadThreshold", "0", "Difference within pool 'normal' above which the poorest become 'low'; 0 = the low limit."),
                    ConfigKey.size(prefix + "LowSpreadThreshold", "0", "Difference within pool 'low' above which the poorest become 'emergency'; 0 = the emergency limit."),
                    ConfigKey.size(prefix + "LowDynamicLimit", "0", "The poorest of 'normal' are those up to this; 0 = twice the low limit."),
                    ConfigKey.size(prefix + "EmergencyDynamicLimit", "0", "The poorest of 'low' are those up to this; 0 = twice the emergency limit."));
        }

        List<ConfigKey<?>> keys() {
            return List.of(low, emergency, normalSpread, lowSpread, lowDynamic, emergencyDynamic);
        }
    }

    /** All keys, in order of help. */
    public static ConfigSchema schema() {
        List<ConfigKey<?>> keys = new ArrayList<>(List.of(DIRECTORY));
        keys.addAll(NodeKeys.all(6));
        keys.add(STATUS_PORT);
        keys.addAll(List.of(NEW_SERVERS, NEW_TARGETS, CLIENT_AUTO_REMOVE, QUOTA, QUOTA_INTERVAL, QUOTA_INTERVAL_SECONDS,
                QUOTA_WORKERS, QUOTA_QUERY, QUOTA_UID_FILE, QUOTA_GID_FILE, QUOTA_UID_RANGE, QUOTA_GID_RANGE, QUOTA_SYSTEM_ACCOUNTS, META_DYNAMIC, STORAGE_DYNAMIC));
        for (Bounds bounds : List.of(META_SPACE, META_INODES, STORAGE_SPACE, STORAGE_INODES)) {
            keys.addAll(bounds.keys());
        }
        List<String> ignored = new ArrayList<>(NodeKeys.ignored(keys));
        ignored.addAll(List.of("tuneMetaNodeAutoRemoveMins", "tuneStorageNodeAutoRemoveMins", "quotaStoreIntervalMin"));
        return ConfigSchema.of(keys, ignored);
    }
}
