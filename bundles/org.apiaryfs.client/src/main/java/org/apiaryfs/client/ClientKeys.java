package org.apiaryfs.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.ConnectionKeys;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;

/** A client's configuration keys: BeeGFS's names and defaults where the meaning is the same (spec admin §12.6). Constants only. */
public final class ClientKeys {
    /** How file data is cached. */
    public enum CacheType {
        /** Not at all: every read and write goes to the servers. */
        NONE,
        /** Read-ahead and write aggregation; others see data after close or fsync. */
        BUFFERED,
        /** As BUFFERED, and the kernel keeps read pages while the file doesn't change. */
        NATIVE
    }

    public static final ConfigKey<Integer> PORT_UDP = ConfigKey.port("connClientPortUDP", 8004, "UDP port that servers send notifications to; another free one is taken if it is in use.");
    public static final ConfigKey<Integer> MAX_CONNECTIONS = ConnectionKeys.maxConnections(8);
    public static final ConfigKey<Integer> COMM_RETRY_SECS = ConfigKey.number("connCommRetrySecs", 600, 0, 1_000_000, "About how long a request to a server that doesn't answer is tried again, in seconds.");
    public static final ConfigKey<Integer> MGMTD_WAIT_SECS = ConfigKey.number("connMgmtdWaitSecs", 60, 0, 86400, "How long a mount looks for the management server before it fails, in seconds.");
    public static final ConfigKey<Boolean> UNMOUNT_RETRIES = ConfigKey.bool("connUnmountRetries", true, "Whether requests are tried again while unmounting.");
    public static final ConfigKey<Integer> SANITY_CHECK_MS = ConfigKey.number("sysMountSanityCheckMS", 11000, 0, 3_600_000, "How long a mount waits for all servers before it fails, in ms; 0 = no check.");
    public static final ConfigKey<Integer> OFFLINE_TIMEOUT = ConfigKey.number("sysTargetOfflineTimeoutSecs", 900, 30, 1_000_000, "Seconds without news from the management server after which all targets count as offline.");
    public static final ConfigKey<Integer> UPDATE_STATES_SECS = ConfigKey.number("sysUpdateTargetStatesSecs", 30, 1, 86400, "Seconds between downloads of target states.");
    public static final ConfigKey<Boolean> XATTRS = ConfigKey.bool("sysXAttrsEnabled", false, "Extended attributes of users.");
    public static final ConfigKey<Boolean> ACLS = ConfigKey.bool("sysACLsEnabled", false, "POSIX access control lists; implies extended attributes. Needs storeClientACLs at the metadata servers.");
    public static final ConfigKey<String> EVENTS = ConfigKey.text("sysFileEventLogMask", "none", "File events that are reported to the metadata servers' logs: none, or some of flush, trunc, setattr, close, link-op, read, separated by comma, as a mount option by +.");
    public static final ConfigKey<Boolean> SYNC_ON_CLOSE = ConfigKey.bool("sysSyncOnClose", false, "Whether close() waits until the data is on the servers' disks.");
    public static final ConfigKey<Boolean> SESSION_CHECKS = ConfigKey.bool("sysSessionChecksEnabled", true, "Whether a storage server that was restarted with unsynced data of an open file is reported as an error.");
    public static final ConfigKey<Boolean> QUOTA = ConfigKey.bool("quotaEnabled", false, "Whether chunk files belong to the owners of their files, which quotas need.");
    public static final ConfigKey<CacheType> CACHE_TYPE = ConfigKey.choice("tuneFileCacheType", CacheType.BUFFERED, "How file data is cached.");
    public static final ConfigKey<Long> CACHE_BUFFER = ConfigKey.size("tuneFileCacheBufSize", "512k", "Size of the buffers that small reads and writes are gathered in.");
    public static final ConfigKey<Integer> DIR_CACHE_MS = ConfigKey.number("tuneDirSubentryCacheValidityMS", 1000, 0, 3_600_000, "How long directories are believed to be as they were, in ms.");
    public static final ConfigKey<Integer> FILE_CACHE_MS = ConfigKey.number("tuneFileSubentryCacheValidityMS", 0, 0, 3_600_000, "How long files are believed to be as they were, in ms.");
    public static final ConfigKey<Integer> NEGATIVE_CACHE_MS = ConfigKey.number("tuneENOENTCacheValidityMS", 0, 0, 3_600_000, "How long a name that doesn't exist is believed not to, in ms.");
    public static final ConfigKey<Integer> PAGE_CACHE_MS = ConfigKey.number("tunePageCacheValidityMS", 2_000_000_000, 0, Integer.MAX_VALUE, "How long file data that the kernel holds is believed while time and length of the file stay the same, in ms.");
    public static final ConfigKey<Boolean> REMOTE_FSYNC = ConfigKey.bool("tuneRemoteFSync", true, "Whether fsync() reaches the servers' disks.");
    public static final ConfigKey<Boolean> GLOBAL_LOCKS = ConfigKey.bool("tuneUseGlobalFileLocks", false, "Whether flock and fcntl locks hold between clients.");
    public static final ConfigKey<Boolean> GLOBAL_APPEND_LOCKS = ConfigKey.bool("tuneUseGlobalAppendLocks", false, "Whether appends are atomic between clients.");
    public static final ConfigKey<Boolean> REFRESH_ON_GETATTR = ConfigKey.bool("tuneRefreshOnGetAttr", false, "Whether each stat asks the server.");
    public static final ConfigKey<Integer> INODE_BLOCK_BITS = ConfigKey.number("tuneInodeBlockBits", 19, 12, 30, "Preferred I/O size shown to programs is 2 to this power.");
    public static final ConfigKey<Integer> STATFS_CACHE_SECS = ConfigKey.number("tuneStatFsCacheSecs", 10, 0, 3600, "How long free space is believed to be as it was, in seconds.");
    public static final ConfigKey<Boolean> EARLY_CLOSE = ConfigKey.bool("tuneEarlyCloseResponse", false, "Whether servers may answer a close before they have done it.");
    public static final ConfigKey<Optional<Path>> PREFERRED_META = ConfigKey.path("tunePreferredMetaFile", "", "File with IDs of metadata nodes that new directories should be on, one per line.");
    public static final ConfigKey<Optional<Path>> PREFERRED_STORAGE = ConfigKey.path("tunePreferredStorageFile", "", "File with IDs of storage targets that new files should be on, one per line.");
    public static final ConfigKey<Boolean> GRPID = ConfigKey.bool("grpid", false, "Whether new entries get the group of their directory.");
    public static final ConfigKey<Integer> LOG_LEVEL = ConfigKey.number("logLevel", 3, 0, 5, "0 and 1 log errors, 2 warnings, 3 notices, 4 and 5 everything.");
    public static final ConfigKey<Optional<Path>> LOG_FILE = ConfigKey.path("logStdFile", "", "Log file; standard error if not set.");

    private ClientKeys() {}

    /** All keys in order of help, those of {@link ConnectionKeys} first. */
    public static List<ConfigKey<?>> all() {
        List<ConfigKey<?>> keys = new ArrayList<>(ConnectionKeys.all());
        keys.removeIf(k -> k.name().equals(UPDATE_STATES_SECS.name()));
        keys.addAll(List.of(PORT_UDP, MAX_CONNECTIONS, COMM_RETRY_SECS, MGMTD_WAIT_SECS, UNMOUNT_RETRIES, SANITY_CHECK_MS, OFFLINE_TIMEOUT, UPDATE_STATES_SECS,
                XATTRS, ACLS, EVENTS, SYNC_ON_CLOSE, SESSION_CHECKS, QUOTA, CACHE_TYPE, CACHE_BUFFER, DIR_CACHE_MS, FILE_CACHE_MS, NEGATIVE_CACHE_MS,
                PAGE_CACHE_MS, REMOTE_FSYNC, GLOBAL_LOCKS, GLOBAL_APPEND_LOCKS, REFRESH_ON_GETATTR, INODE_BLOCK_BITS, STATFS_CACHE_SECS, EARLY_CLOSE,
                PREFERRED_META, PREFERRED_STORAGE, GRPID, LOG_LEVEL, LOG_FILE));
        return keys;
    }

    /** The schema, with the keys of BeeGFS's client file that have no meaning here accepted. */
    public static ConfigSchema schema() {
        List<String> ignored = new ArrayList<>(ConnectionKeys.ignored());
        ignored.addAll(List.of("logClientID", "logHelperdIP", "connTCPFallbackEnabled", "connMaxConcurrentAttempts", "connRDMAFragmentSize",
                "connRDMAMetaBufSize", "connRDMAMetaFragmentSize", "connRDMAMetaBufNum", "sysCreateHardlinksAsSymlinks", "sysSessionCheckOnClose",
                "sysInodeIDStyle", "sysRenameEbusyAsXdev", "tuneFileCacheBufNum",
                "tunePathBufSize", "tunePathBufNum", "tuneMsgBufSize", "tuneMsgBufNum", "tuneUseBufferedAppend", "tuneCoherentBuffers"));
        List<ConfigKey<?>> keys = all();
        keys.forEach(k -> ignored.remove(k.name()));
        return ConfigSchema.of(keys, ignored);
    }
}
