package org.apiaryfs.fuse.vfs;

import java.time.Duration;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.Config;

/**
 * How long the kernel may believe what, and what it is told beyond. Immutable.
 *
 * <p>A file's name is asked for again at each use unless tuneFileSubentryCacheValidityMS says otherwise,
 * and with the name come its attributes; as in BeeGFS, whoever has come to a file by its name then uses
 * those. So attributes may be believed for longer than names: only somebody who holds a file open sees
 * others' changes {@value #ATTRIBUTES_MS} ms late, unless tuneRefreshOnGetAttr is set.
 *
 * @param directories validity of directories' names and attributes
 * @param files of files' names
 * @param attributes of files' attributes
 * @param missing of names that don't exist
 * @param pages of files' content in the kernel while nothing says that it has changed
 * @param blockSize preferred I/O size in bytes
 */
record Settings(Duration directories, Duration files, Duration attributes, Duration missing, Duration pages, int blockSize) {
    private static final int ATTRIBUTES_MS = 1000;

    static Settings of(Config config) {
        Duration files = Duration.ofMillis(config.get(ClientKeys.FILE_CACHE_MS));
        Duration pages = Duration.ofMillis(config.get(ClientKeys.PAGE_CACHE_MS));
        // Pages are looked at whenever attributes are asked for.
        Duration attributes = config.get(ClientKeys.REFRESH_ON_GETATTR) ? Duration.ZERO
                : Duration.ofMillis(Math.min(Math.max(files.toMillis(), ATTRIBUTES_MS), pages.toMillis()));
        return new Settings(Duration.ofMillis(config.get(ClientKeys.DIR_CACHE_MS)), files, attributes,
                Duration.ofMillis(config.get(ClientKeys.NEGATIVE_CACHE_MS)), pages, 1 << config.get(ClientKeys.INODE_BLOCK_BITS));
    }
}
