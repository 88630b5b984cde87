package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.errno;
import static org.apiaryfs.fuse.testing.Workplace.random;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Holes, reserved space and large offsets, after lseek(2) and fallocate(2). Threading: see the suite. */
interface SparseRules extends Workplace {
    /** 2^20 bytes. */
    long MIB = 1L << 20;
    /** 2^40 bytes. */
    long TIB = 1L << 40;

    @Test
    default void holesAreFound() throws IOException {
        Path file = work().resolve("sparse");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(random(4096, 5)), 8 * MIB);
            channel.write(ByteBuffer.wrap(random(1, 5)), 16 * MIB - 1);
        }
        int fd = Posix.open(file.toString(), Posix.O_RDONLY, 0);
        try {
            if (lacks(Feature.SEEK_HOLE)) {
                // lseek(2): then the whole file is data, and the only hole is at its end.
                assertEquals(0, Posix.seek(fd, 0, Posix.SEEK_DATA));
                assertEquals(16 * MIB, Posix.seek(fd, 0, Posix.SEEK_HOLE));
                assertEquals(Errno.ENXIO, errno(() -> Posix.seek(fd, 16 * MIB, Posix.SEEK_DATA)));
                return;
            }
            assertEquals(0, Posix.seek(fd, 0, Posix.SEEK_HOLE));
            long data = Posix.seek(fd, 0, Posix.SEEK_DATA);
            assertTrue(data > 0 && data <= 8 * MIB, "data at " + data);
            long hole = Posix.seek(fd, 8 * MIB, Posix.SEEK_HOLE);
            assertTrue(hole > 8 * MIB && hole < 16 * MIB, "hole at " + hole);
            assertEquals(16 * MIB, Posix.seek(fd, 16 * MIB - 1, Posix.SEEK_HOLE));
            assertEquals(Errno.ENXIO, errno(() -> Posix.seek(fd, 16 * MIB, Posix.SEEK_DATA)));
        } finally {
            Posix.close(fd);
        }
    }

    @Test
    default void spaceIsReserved() throws IOException {
        Path file = Files.write(work().resolve("f"), random(100, 6));
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            if (lacks(Feature.FALLOCATE)) {
                assertEquals(Errno.EOPNOTSUPP, errno(() -> Posix.fallocate(fd, 0, 0, 100_000)));
                assertArrayEquals(random(100, 6), Files.readAllBytes(file));
                return;
            }
            Posix.fallocate(fd, 0, 0, 100_000);
        } finally {
            Posix.close(fd);
        }
        assertArrayEquals(Arrays.copyOf(random(100, 6), 100_000), Files.readAllBytes(file));
    }

    @Test
    default void holesArePunched() throws IOException {
        byte[] expected = random(100_000, 7);
        Path file = Files.write(work().resolve("f"), expected);
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            if (lacks(Feature.PUNCH_HOLE)) {
                assertEquals(Errno.EOPNOTSUPP, errno(() -> Posix.fallocate(fd, Posix.PUNCH_HOLE_KEEP_SIZE, 10_000, 50_000)));
                assertArrayEquals(expected, Files.readAllBytes(file));
                return;
            }
            Posix.fallocate(fd, Posix.PUNCH_HOLE_KEEP_SIZE, 10_000, 50_000);
        } finally {
            Posix.close(fd);
        }
        Arrays.fill(expected, 10_000, 60_000, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    default void offsetsBeyondEightTebibytes() throws IOException {
        assume(Feature.LARGE_OFFSETS);
        String file = path("large");
        int fd = Posix.open(file, Posix.O_CREAT | Posix.O_RDWR, 0644);
        try {
            for (long at : new long[] {9 * TIB - 1, 9 * TIB + 123_456_789, 12 * TIB}) {
                Posix.write(fd, "far".getBytes(), at);
                assertEquals("far", new String(Posix.read(fd, 100, at)));
                assertEquals(at + 3, Files.size(Path.of(file)));
            }
            assertArrayEquals(new byte[100], Posix.read(fd, 100, 5 * TIB), "a hole");
            Posix.truncate(fd, 10 * TIB);
            assertEquals(10 * TIB, Files.size(Path.of(file)));
            assertEquals("far", new String(Posix.read(fd, 3, 9 * TIB - 1)));
            assertEquals(0, Posix.read(fd, 10, 10 * TIB).length);
            Posix.truncate(file, 11 * TIB);
            assertArrayEquals(new byte[10], Posix.read(fd, 100, 11 * TIB - 10));
        } finally {
            Posix.close(fd);
        }
        assertEquals(11 * TIB, Files.size(Path.of(file)));
        Posix.unlink(file);
    }

    @Test
    default void offsetsAtTheEndOfTheWorld() throws IOException {
        assume(Feature.LARGE_OFFSETS);
        String file = path("limit");
        int fd = Posix.open(file, Posix.O_CREAT | Posix.O_RDWR, 0644);
        try {
            Posix.write(fd, "content".getBytes(), 0);
            refused("write far out", Errno.EFBIG, () -> Posix.write(fd, new byte[2], Long.MAX_VALUE - 100_000));
            refused("truncate far out", Errno.EFBIG, () -> Posix.truncate(fd, Long.MAX_VALUE - 100_000));
            assertEquals(0, Posix.read(fd, 10, Long.MAX_VALUE - 100).length);
            assertEquals(7, Files.size(Path.of(file)), "nothing changed");
            assertEquals("content", new String(Posix.read(fd, 100, 0)));
        } finally {
            Posix.close(fd);
        }
    }

    @Test
    default void spaceIsReservedByWhateverMeans() throws IOException {
        Path file = Files.write(work().resolve("f"), random(1000, 6));
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            Posix.reserve(fd, 0, 300_000);
        } finally {
            Posix.close(fd);
        }
        assertArrayEquals(Arrays.copyOf(random(1000, 6), 300_000), Files.readAllBytes(file));
    }
}
