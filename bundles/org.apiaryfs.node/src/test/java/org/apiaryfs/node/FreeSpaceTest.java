package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    @TempDir
    private Path directory;

    @Test
    void isThatOfTheFileSystem() throws Exception {
        FreeSpace space = FreeSpace.of(directory);
        assertEquals(Files.getFileStore(directory).getTotalSpace(), space.sizeTotal());
        assertTrue(space.sizeFree() > 0 && space.sizeFree() <= space.sizeTotal(), space::toString);
        assertTrue(assertThrows(IOException.class, () -> FreeSpace.of(directory.resolve("none"))).getMessage().contains("none"));
    }

    @Test
    void administratorsMayWriteDownAnother() throws Exception {
        Files.writeString(directory.resolve("free_space.override"), "# for a test\n\n3G\n");
        Files.writeString(directory.resolve("free_inodes.override"), "7\n");
        FreeSpace space = FreeSpace.of(directory);
        assertEquals(3L << 30, space.sizeFree());
        assertEquals(7, space.inodesFree());
        assertTrue(space.sizeTotal() > 0);
        Files.writeString(directory.resolve("free_inodes.override"), "many\n");
        assertTrue(assertThrows(IOException.class, () -> FreeSpace.of(directory)).getMessage().contains("free_inodes.override"));
    }

    @Test
    void blocksOfRootAreFreeForRootAlone() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment statfs = arena.allocate(120, 8);
            long[] words = {0xef53, 4096, 100, 50, 40, 9, 8};
            for (int i = 0; i < words.length; i++) {
                statfs.setAtIndex(ValueLayout.JAVA_LONG, i, words[i]);
            }
            assertEquals(new FreeSpace(100 * 4096, 50 * 4096, 9, 8), FreeSpace.of(statfs, true));
            assertEquals(40 * 4096, FreeSpace.of(statfs, false).sizeFree());
            statfs.setAtIndex(ValueLayout.JAVA_LONG, 0, 0x9123683eL); // btrfs
            assertEquals(40 * 4096, FreeSpace.of(statfs, true).sizeFree());
        }
    }
}
