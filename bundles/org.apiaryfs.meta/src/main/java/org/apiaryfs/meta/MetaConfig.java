package org.apiaryfs.meta;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.meta.store.StoreOptions;
import org.apiaryfs.node.NodeKeys;
import org.apiaryfs.node.NodeSettings;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * What the metadata service is told to do. Immutable, built once.
 *
 * @param node ports and connections
 * @param directory of the store
 * @param allowInit an empty directory may be initialised
 * @param store how the store uses the machine
 * @param rootPattern pattern of a newly made root directory, without targets
 * @param choice how targets of new files are chosen
 * @param directoryCache directories kept in memory although nobody uses them
 * @param clientXattrs clients may store extended attributes
 * @param clientAcls default access control lists are handed down to new entries
 * @param earlyUnlink an unlink is answered before chunk files are removed
 * @param earlyChown a change of owner is answered before the storage servers know of it
 * @param quotaEnforcement exceeded quota is refused
 * @param userPattern users may change patterns of their own directories
 * @param lockGrantWait between repetitions of a granted lock's message
 * @param lockGrantRetries repetitions before the lock is taken back
 * @param disposalPeriod between clean-ups of unlinked files; zero = only at start and after failures
 * @param eventListener socket at which somebody listens for file events
 * @param given keys that were set, with their text
 */
public record MetaConfig(
        NodeSettings node, Path directory, boolean allowInit, StoreOptions store, StripePattern rootPattern, TargetChoice choice,
        int directoryCache, boolean clientXattrs, boolean clientAcls, boolean earlyUnlink, boolean earlyChown, boolean quotaEnforcement, boolean userPattern,
        Duration lockGrantWait, int lockGrantRetries, Duration disposalPeriod, Optional<Path> eventListener, Map<String, String> given) {

    private static final String UNIX = "unix:";
    private static final int LONGEST_SOCKET_PATH = 107; // unix(7)

    /** The keys with their defaults and meanings. */
    public static ConfigSchema schema() {
        return MetaKeys.schema();
    }

    /** @throws ConfigException if the keys' values don't make a service */
    public static MetaConfig of(Config config) throws ConfigException {
        Path directory = config.get(MetaKeys.DIRECTORY).orElseThrow(
                () -> new ConfigException("storeMetaDirectory is not set; name the directory for the metadata"));
        long chunkSize = config.get(MetaKeys.CHUNK_SIZE);
        if (chunkSize > 1 << 30 || !StripePattern.validChunkSize((int) chunkSize)) {
            throw new ConfigException("tuneDefaultChunkSize is " + chunkSize + "; choose a power of two from 64k to 1g");
        }
        boolean acls = config.get(MetaKeys.CLIENT_ACLS);
        if (acls && !config.get(MetaKeys.CLIENT_XATTRS)) {
            throw new ConfigException("storeClientACLs=true needs storeClientXAttrs=true, since access control lists are kept as"
                    + " extended attributes; set both, or neither");
        }
        return new MetaConfig(
                NodeSettings.of(config, MetaKeys.PORT_TCP, MetaKeys.PORT_UDP, MetaKeys.MAX_CONNECTIONS, MetaKeys.STATUS_PORT),
                directory.toAbsolutePath(),
                config.get(NodeKeys.ALLOW_INIT),
                new StoreOptions(config.get(MetaKeys.SYNC), config.get(MetaKeys.CACHE_SIZE), StoreOptions.DEFAULT.memtableBytes()),
                StripePattern.raid0((int) chunkSize, StripePattern.DEFAULT_POOL, config.get(MetaKeys.STRIPE_TARGETS), List.of()),
                config.get(MetaKeys.TARGET_CHOOSER),
                config.get(MetaKeys.DIRECTORY_CACHE),
                config.get(MetaKeys.CLIENT_XATTRS),
                acls,
                config.get(MetaKeys.EARLY_UNLINK),
                config.get(MetaKeys.EARLY_CHOWN),
                config.get(MetaKeys.QUOTA_ENFORCEMENT),
                config.get(MetaKeys.USER_PATTERN),
                Duration.ofMillis(config.get(MetaKeys.LOCK_GRANT_WAIT)),
                config.get(MetaKeys.LOCK_GRANT_RETRIES),
                Duration.ofSeconds(config.get(MetaKeys.DISPOSAL_PERIOD)),
                eventListener(config.get(MetaKeys.EVENT_LOG)),
                config.given());
    }

    private static Optional<Path> eventListener(String target) throws ConfigException {
        if (target.isEmpty()) {
            return Optional.empty();
        }
        String path = target.startsWith(UNIX) ? target.substring(UNIX.length()) : "";
        if (path.isEmpty() || path.length() > LONGEST_SOCKET_PATH) {
            throw new ConfigException("sysFileEventLogTarget is '" + target + "'; write unix: and the path of a socket, of at most "
                    + LONGEST_SOCKET_PATH + " bytes, such as unix:/run/apiary/events");
        }
        return Optional.of(Path.of(path));
    }
}
