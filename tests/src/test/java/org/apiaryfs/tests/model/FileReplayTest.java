package org.apiaryfs.tests.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tester itself: a file of this machine has no divergence, two different files that pretend to be one have. */
class FileReplayTest {
    @TempDir
    Path dir;

    @Test
    void localFileIsAnArrayOfBytes() throws Exception {
        List<FileStep> history = new FileSteps(1 << 16, 1 << 20, true).history(1, 2_000);
        Path file = dir.resolve("file");
        Optional<FileReplay.Divergence> divergence = FileReplay.play(history, List.of(file, file), true);
        assertEquals(Optional.empty(), divergence, () -> FileReplay.text(history, divergence.get()));
    }

    @Test
    void incoherentMountsAreFoundOut() throws Exception {
        List<FileStep> history = new FileSteps(1 << 16, 1 << 20, true).history(1, 2_000);
        Optional<FileReplay.Divergence> divergence = FileReplay.play(history, List.of(dir.resolve("one"), dir.resolve("other")), true);
        assertTrue(divergence.isPresent());
        assertTrue(FileReplay.text(history, divergence.get()).contains("instead of"), () -> FileReplay.text(history, divergence.get()));
    }
}
