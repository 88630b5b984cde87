package org.apiaryfs.meta;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.meta.store.SyncMode;
import org.apiaryfs.node.NodeKeys;

/** Configuration keys of the metadata service, BeeGFS's names where the meaning is the same (spec meta §15). Constants only. */
public final class MetaKeys {
    private static final int CONNECTIONS = 16;

    public static final ConfigKey<Optional<Path>> DIRECTORY = ConfigKey.path("storeMetaDirectory", "", "Directory of the metadata store.");
    public static final ConfigKey<Integer> PORT_TCP = ConfigKey.port("connMetaPortTCP", 8005, "TCP port of this service.");
    public static final ConfigKey<Integer> PORT_UDP = ConfigKey.port("connMetaPortUDP", 8005, "UDP port of this service.");
    public static final ConfigKey<Integer> STATUS_PORT = NodeKeys.statusPort(18005);
    public static final ConfigKey<Integer> MAX_CONNECTIONS = ConnectionKeys.maxConnections(CONNECTIONS);
    public static final ConfigKey<Boolean> CLIENT_XATTRS = ConfigKey.bool("storeClientXAttrs", false, "Lets clients store extended attributes.");
    public static final ConfigKey<Boolean> CLIENT_ACLS = ConfigKey.bool("storeClientACLs", false, "Hands default access control lists down to new entries, and takes the umask off where there is none; needs storeClientXAttrs.");
    public static final ConfigKey<Long> CHUNK_SIZE = ConfigKey.size("tuneDefaultChunkSize", "512k", "Chunk size of a newly made root directory's pattern; a power of two from 64k.");
    public static final ConfigKey<Integer> STRIPE_TARGETS = ConfigKey.number("tuneDefaultNumStripeTargets", 4, 1, 256, "Targets per file of a newly made root directory's pattern.");
    public static final ConfigKey<TargetChoice> TARGET_CHOOSER = ConfigKey.choice("tuneTargetChooser", TargetChoice.RANDOMIZED, "How storage targets of new files are chosen.");
    public static final ConfigKey<Integer> DIRECTORY_CACHE = ConfigKey.number("tuneDirMetadataCacheLimit", 1024, 16, 10_000_000, "Directories kept in memory although nobody uses them.");
    public static final ConfigKey<Integer> LOCK_GRANT_WAIT = ConfigKey.number("tuneLockGrantWaitMS", 333, 10, 60_000, "Milliseconds between repetitions of a granted lock's message.");
    public static final ConfigKey<Integer> LOCK_GRANT_RETRIES = ConfigKey.number("tuneLockGrantNumRetries", 15, 0, 1000, "Repetitions of a granted lock's message before the lock is taken back.");
    public static final ConfigKey<Boolean> EARLY_UNLINK = ConfigKey.bool("tuneEarlyUnlinkResponse", true, "Answers an unlink before the chunk files are removed.");
    public static final ConfigKey<Integer> DISPOSAL_PERIOD = ConfigKey.number("tuneDisposalGCPeriod", 0, 0, 86_400, "Seconds between clean-ups of unlinked files; 0 = only at start and after failures.");
    public static final ConfigKey<SyncMode> SYNC = ConfigKey.choice("tuneMetaSync", SyncMode.NONE, "When updates reach the disk: whenever the system likes, each second (interval), or before each answer (every). The end of the process alone loses nothing.");
    public static final ConfigKey<Long> CACHE_SIZE = ConfigKey.size("tuneMetaCacheSize", "48m", "Memory for blocks of the metadata store.");
    public static final ConfigKey<Boolean> EARLY_CHOWN = ConfigKey.bool("quotaEarlyChownResponse", true, "Answers a change of owner before the storage servers know of it.");
    public static final ConfigKey<Boolean> QUOTA_ENFORCEMENT = ConfigKey.bool("quotaEnableEnforcement", false, "Refuses new files of users who used up their quota; the management server's setting counts once it is known.");
    public static final ConfigKey<Boolean> USER_PATTERN = ConfigKey.bool("sysAllowUserSetPattern", false, "Lets users change number of targets and chunk size of their own directories.");

    public static final ConfigKey<String> EVENT_LOG = ConfigKey.text("sysFileEventLogTarget", "", "Where file events go that clients report: unix: and the path of the socket at which somebody listens; empty = nowhere.");

    private static final List<String> IGNORED = List.of("storeUseExtendedAttribs", "storeSelfHealEmptyFiles", "tuneMirrorTimestamps",
            "tuneRotateMirrorTargets", "tuneNumCommSlaves", "tuneCommSlaveNumaAffinity", "tuneUseAggressiveStreamPoll", "tuneNumResyncSlaves");

    private MetaKeys() {}

    /** All keys that the service knows, in order of help. */
    public static ConfigSchema schema() {
        List<ConfigKey<?>> keys = new ArrayList<>(List.of(DIRECTORY, PORT_TCP, PORT_UDP, STATUS_PORT));
        keys.addAll(NodeKeys.all(CONNECTIONS));
        keys.addAll(List.of(CLIENT_XATTRS, CLIENT_ACLS, CHUNK_SIZE, STRIPE_TARGETS, TARGET_CHOOSER, DIRECTORY_CACHE, LOCK_GRANT_WAIT, LOCK_GRANT_RETRIES,
                EARLY_UNLINK, DISPOSAL_PERIOD, SYNC, CACHE_SIZE, EARLY_CHOWN, QUOTA_ENFORCEMENT, USER_PATTERN, EVENT_LOG));
        List<String> ignored = new ArrayList<>(NodeKeys.ignored(keys));
        ignored.addAll(IGNORED);
        return ConfigSchema.of(keys, ignored);
    }
}
