package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.random;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Contents of files, after read(2), write(2), truncate(2), mmap(2) and copy_file_range(2). Threading: see the suite. */
interface DataRules extends Workplace {
    @Test
    default void writesAndReadsAtOffsets() throws IOException {
        Path file = work().resolve("f");
        byte[] data = random(3 << 20, 1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.READ)) {
            channel.write(ByteBuffer.wrap(data), 12_345);
            assertEquals(data.length + 12_345, channel.size());
            ByteBuffer back = ByteBuffer.allocate(1 << 20);
            channel.read(back, 12_345 + 777_777);
            assertArrayEquals(Arrays.copyOfRange(data, 777_777, 777_777 + (1 << 20)), back.array());
            ByteBuffer beginning = ByteBuffer.allocate(12_345);
            channel.read(beginning, 0);
            assertArrayEquals(new byte[12_345], beginning.array(), "the hole before the data");
            assertEquals(-1, channel.read(ByteBuffer.allocate(1), channel.size()));
        }
        byte[] all = Files.readAllBytes(file);
        assertArrayEquals(data, Arrays.copyOfRange(all, 12_345, all.length));
    }

    @Test
    default void truncationCutsAndExtendsWithZeros() throws IOException {
        Path file = Files.write(work().resolve("f"), random(10_000, 2));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(5_001);
            assertEquals(5_001, Files.size(file));
            channel.write(ByteBuffer.wrap(new byte[] {1}), 20_000);
        }
        byte[] expected = Arrays.copyOf(Arrays.copyOf(random(10_000, 2), 5_001), 20_001);
        expected[20_000] = 1;
        assertArrayEquals(expected, Files.readAllBytes(file));
        Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
        assertEquals(0, Files.size(file));
    }

    @Test
    default void appendingDescriptorsDoNotOverwriteEachOther() throws IOException {
        Path file = work().resolve("log");
        StringBuilder expected = new StringBuilder();
        try (FileChannel a = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                FileChannel b = FileChannel.open(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < 50; i++) {
                String line = "line " + i + "\n";
                (i % 2 == 0 ? a : b).write(ByteBuffer.wrap(line.getBytes()));
                expected.append(line);
            }
        }
        assertEquals(expected.toString(), Files.readString(file));
    }

    @Test
    default void directInputAndOutput() throws Exception {
        Path source = Files.write(work().resolve("source"), random(5 << 20, 3));
        Path target = work().resolve("target");
        Commands.expect("dd", "if=" + source, "of=" + target, "bs=1M", "iflag=direct", "oflag=direct");
        assertEquals(-1, Files.mismatch(source, target));
    }

    @Test
    default void mappedFilesAreReadAndWritten() throws IOException {
        Path file = Files.write(work().resolve("f"), random(300_000, 4));
        byte[] expected = random(300_000, 4);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            byte[] seen = new byte[expected.length];
            map.get(0, seen);
            assertArrayEquals(expected, seen);
            for (int at = 0; at < expected.length; at += 10_007) {
                map.put(at, (byte) 99);
                expected[at] = 99;
            }
            map.force();
        }
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    default void rangesAreCopiedBetweenFiles() throws IOException {
        byte[] data = random(2_000_000, 8);
        Path source = Files.write(work().resolve("source"), data);
        Path target = Files.write(work().resolve("target"), new byte[0]);
        int from = Posix.open(source.toString(), Posix.O_RDONLY, 0);
        int to = Posix.open(target.toString(), Posix.O_RDWR, 0);
        try {
            for (long done = 0; done < 1_500_000;) {
                long copied = Posix.copyFileRange(from, 100 + done, to, done, 1_500_000 - done);
                assertTrue(copied > 0);
                done += copied;
            }
        } finally {
            Posix.close(from);
            Posix.close(to);
        }
        assertArrayEquals(Arrays.copyOfRange(data, 100, 1_500_100), Files.readAllBytes(target));
    }

    @Test
    default void truncationIsRefusedWhereThereIsNothingToCut() {
        Posix.mkdir(path("d"), 0755);
        String file = path("f");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        refused("directory", Errno.EISDIR, () -> Posix.truncate(path("d"), 0));
        refused("negative", Errno.EINVAL, () -> Posix.truncate(file, -1));
        refused("missing", Errno.ENOENT, () -> Posix.truncate(path("x"), 0));
        if (!lacks(Feature.SPECIAL_FILES)) {
            Posix.mkfifo(path("fifo"), 0644);
            refused("fifo", Errno.EINVAL, () -> Posix.truncate(path("fifo"), 0));
        }
    }

    @Test
    default void privateMappingsStayPrivate() throws IOException {
        Path file = Files.write(work().resolve("f"), new byte[10_000]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer own = channel.map(FileChannel.MapMode.PRIVATE, 0, 10_000);
            MappedByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, 10_000);
            own.put(5000, (byte) 1);
            shared.put(9999, (byte) 2);
            assertEquals(0, shared.get(5000));
            assertEquals(2, own.get(9999), "an untouched page shows the file");
            // What is written by a call is seen in mappings, and the other way round.
            channel.write(ByteBuffer.wrap(new byte[] {3}), 7);
            assertEquals(3, shared.get(7));
            ByteBuffer back = ByteBuffer.allocate(1);
            channel.read(back, 9999);
            assertEquals(2, back.get(0));
            channel.force(true);
        }
        byte[] expected = new byte[10_000];
        expected[7] = 3;
        expected[9999] = 2;
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    default void directAndBufferedDescriptorsAgree() throws Exception {
        Path file = Files.write(work().resolve("f"), new byte[64 * 1024]);
        try (FileChannel buffered = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel direct = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT)) {
            ByteBuffer block = ByteBuffer.allocateDirect(8192).alignedSlice(4096).limit(4096);
            for (byte round = 1; round <= 20; round++) {
                buffered.write(ByteBuffer.wrap(new byte[] {round}), 4096 + round);
                direct.read(block.clear().limit(4096), 4096);
                assertEquals(round, block.get(round), "written by the buffered descriptor");
                block.put(2000, round);
                direct.write(block.clear().limit(4096), 4096);
                ByteBuffer back = ByteBuffer.allocate(1);
                buffered.read(back, 4096 + 2000);
                assertEquals(round, back.get(0), "written by the direct descriptor");
            }
        }
    }

    @Test
    default void synchronousWritesAreReadBack() throws IOException {
        Path file = work().resolve("f");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
                FileChannel other = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < 5; i++) {
                channel.write(ByteBuffer.wrap(random(5000, i)), i * 5000L);
                ByteBuffer back = ByteBuffer.allocate(5000);
                other.read(back, i * 5000L);
                assertArrayEquals(random(5000, i), back.array());
            }
        }
    }
}
