package org.apiaryfs.fuse.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All settings of a mount, in the form of BeeGFS's configuration files: for tools, which find the cluster by
 * asking the mount (spec admin §4). Everybody may read it; the secret isn't in it. Stateless.
 */
final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private SettingsFile() {}

    private static Path file(Path directory) {
        return MountState.folder().resolve("apiary-mount" + directory.toString().replace('/', '-') + ".conf");
    }

    /** Writes it anew; empty if that is not possible. */
    static Optional<Path> write(Path directory, Config config) {
        Map<String, String> given = config.given();
        StringBuilder text = new StringBuilder("# Settings of the mount at " + directory + ", for tools.\n");
        for (ConfigKey<?> key : ClientKeys.all()) {
            // Whoever reads this is in another directory.
            String value = config.get(key) instanceof Optional<?> set && set.isPresent() && set.get() instanceof Path path
                    ? path.toAbsolutePath().toString() : given.getOrDefault(key.name(), key.defaultText());
            text.append(key.name()).append(" = ").append(value).append('\n');
        }
        try {
            return Optional.of(Files.writeString(file(directory), text));
        } catch (IOException e) {
            LOG.warn("settings not written, BeeGFS's tools can't ask this mount: error=\"{}\"", e.toString());
            return Optional.empty();
        }
    }

    static void remove(Path directory) {
        try {
            Files.deleteIfExists(file(directory));
        } catch (IOException e) {
            LOG.debug("settings not removed: {}", e.toString());
        }
    }
}
