package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldHistoriesTest {
    private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path histories;

    @Test
    void onlyThoseOfUnknownClustersAreDeleted() throws Exception {
        history("known", START.minusSeconds(9));
        history("removed", START.minusSeconds(9));
        history("new", START.plusSeconds(1));
        OldHistories.delete(histories, Set.of("known"), START);
        try (Stream<Path> left = Files.list(histories)) {
            assertEquals(List.of("known", "new"), left.map(one -> one.getFileName().toString()).sorted().toList());
        }
        OldHistories.delete(histories.resolve("none"), Set.of(), START); // nothing to do
    }

    private void history(String id, Instant changed) throws Exception {
        Path directory = Files.createDirectories(histories.resolve(id).resolve("below")).getParent();
        Files.writeString(directory.resolve("load"), "1");
        Files.setLastModifiedTime(directory, FileTime.from(changed));
    }
}
