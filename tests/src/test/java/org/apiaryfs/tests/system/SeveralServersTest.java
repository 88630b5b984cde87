package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of several metadata and storage servers, mounted twice. */
@Tag("system")
class SeveralServersTest {
    private static final int BYTES = 5_000_000;

    @TempDir
    Path dir;

    @Test
    void aFileIsStripedOverAllStorageServers() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(2, 2, 2)).start()) {
            byte[] content = new byte[BYTES];
            new Random(1).nextBytes(content);
            Path file = cluster.mount().directory().resolve("file");
            Files.write(file, content);
            assertArrayEquals(content, Files.readAllBytes(file));
            for (int storage = 1; storage <= 2; storage++) {
                for (int target = 1; target <= 2; target++) {
                    Path store = cluster.target(storage, target);
                    try (Stream<Path> chunks = Files.walk(store.resolve("chunks"))) {
                        assertTrue(chunks.anyMatch(Files::isRegularFile), () -> "no chunk file in " + store);
                    }
                }
            }
            assertArrayEquals(content, Files.readAllBytes(cluster.mount().directory().resolve("file")), "through another mount");
        }
    }
}
