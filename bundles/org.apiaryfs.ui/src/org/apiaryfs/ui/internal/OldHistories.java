package org.apiaryfs.ui.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was measured in clusters that aren't known any more. Stateless; blocks for the disk. */
final class OldHistories {
    private static final Logger LOG = LoggerFactory.getLogger(OldHistories.class);

    private OldHistories() { }

    /**
     * Deletes it.
     *
     * @param histories holds a directory for each profile
     * @param known IDs of the profiles that there are
     * @param before what was changed since then is left alone: its profile may have come meanwhile
     */
    static void delete(Path histories, Set<String> known, Instant before) {
        if (!Files.isDirectory(histories)) {
            return; // nothing was measured yet
        }
        try (Stream<Path> all = Files.list(histories)) {
            for (Path history : all.filter(one -> !known.contains(one.getFileName().toString())).toList()) {
                if (Files.getLastModifiedTime(history).toInstant().isBefore(before)) {
                    delete(history);
                }
            }
        } catch (IOException e) {
            LOG.warn("histories of removed clusters can't be deleted: directory={} error=\"{}\"", histories, e.getMessage());
        }
    }

    private static void delete(Path history) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(history)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
            Files.delete(one);
        }
        LOG.info("deleted what was measured in a cluster that was removed: id={}", history.getFileName());
    }
}
