package org.apiaryfs.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;

/**
 * What the keys of {@link ClientKeys} say about how the file system is used. Immutable, built once.
 *
 * @param cache how file data is cached
 * @param cacheBuffer bytes that small reads and writes are gathered in, ≥ 4096
 * @param quota whether requests ask for the check against quotas and chunks get owners
 * @param sessionChecks whether lost unsynced data is looked for after a storage server's restart
 * @param remoteFsync whether fsync reaches the servers' disks
 * @param syncOnClose whether close does
 * @param earlyClose whether servers may answer a close before they have done it
 * @param xattrs whether extended attributes are offered
 * @param acls whether access control lists are offered
 * @param events file events that are reported to the servers' logs
 * @param grpid whether new entries get the group of their directory
 * @param globalLocks whether file locks hold between clients
 * @param globalAppendLocks whether appends are atomic between clients
 * @param statfsValidity how long free space is believed
 * @param preferredMeta metadata nodes that new directories should be on
 * @param preferredStorage targets that new files should be on
 */
public record ClientSettings(ClientKeys.CacheType cache, int cacheBuffer, boolean quota, boolean sessionChecks,
        boolean remoteFsync, boolean syncOnClose, boolean earlyClose, boolean xattrs, boolean acls, Set<EventClass> events, boolean grpid,
        boolean globalLocks, boolean globalAppendLocks, Duration statfsValidity, List<Integer> preferredMeta,
        List<Integer> preferredStorage) {
    private static final long MIN_BUFFER = 4096;
    private static final long MAX_BUFFER = 64 << 20;
    private static final int MAX_ID = 0xFFFF;

    public ClientSettings {
        events = Set.copyOf(events);
        preferredMeta = List.copyOf(preferredMeta);
        preferredStorage = List.copyOf(preferredStorage);
    }

    /** @throws ConfigException if a value is out of range or a file can't be read */
    public static ClientSettings of(Config config) throws ConfigException {
        long buffer = config.get(ClientKeys.CACHE_BUFFER);
        if (buffer < MIN_BUFFER || buffer > MAX_BUFFER) {
            throw new ConfigException(ClientKeys.CACHE_BUFFER.name() + "=" + buffer + " is out of range; choose 4k to 64m");
        }
        boolean acls = config.get(ClientKeys.ACLS);
        return new ClientSettings(config.get(ClientKeys.CACHE_TYPE), (int) buffer, config.get(ClientKeys.QUOTA),
                config.get(ClientKeys.SESSION_CHECKS), config.get(ClientKeys.REMOTE_FSYNC), config.get(ClientKeys.SYNC_ON_CLOSE),
                config.get(ClientKeys.EARLY_CLOSE), acls || config.get(ClientKeys.XATTRS), acls, events(config), config.get(ClientKeys.GRPID),
                config.get(ClientKeys.GLOBAL_LOCKS), config.get(ClientKeys.GLOBAL_APPEND_LOCKS),
                Duration.ofSeconds(config.get(ClientKeys.STATFS_CACHE_SECS)),
                ids(config, ClientKeys.PREFERRED_META), ids(config, ClientKeys.PREFERRED_STORAGE));
    }

    private static Set<EventClass> events(Config config) throws ConfigException {
        try {
            return EventClass.parse(config.get(ClientKeys.EVENTS));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(ClientKeys.EVENTS.name() + ": " + e.getMessage());
        }
    }

    private static List<Integer> ids(Config config, ConfigKey<Optional<Path>> key) throws ConfigException {
        Optional<Path> file = config.get(key);
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return Files.readAllLines(file.get(), StandardCharsets.ISO_8859_1).stream().map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty()).map(ClientSettings::id).toList();
        } catch (IOException e) {
            throw new ConfigException(key.name() + " " + file.get() + " can't be read: " + e);
        } catch (NumberFormatException e) {
            throw new ConfigException(key.name() + " " + file.get() + ": write one ID from 1 to 65535 per line, " + e.getMessage());
        }
    }

    private static int id(String text) {
        int id = Integer.parseInt(text);
        if (id < 1 || id > MAX_ID) {
            throw new NumberFormatException("not " + text);
        }
        return id;
    }
}
