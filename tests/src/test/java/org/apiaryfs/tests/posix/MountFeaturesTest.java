package org.apiaryfs.tests.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apiaryfs.protocol.id.InodeNumber;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a mount keeps beyond its own life, and what it tells the tools that ask it. */
@Tag("posix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MountFeaturesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TARGETS = 2;
    private static final int DEFAULT_TARGETS = 4;
    private static final int ENOTTY = 25;

    private TestCluster cluster;
    private Mount mount;
    private Path dir;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        dir = temporary;
        cluster = new TestCluster(temporary.resolve("cluster"), TARGETS).start();
        mount = cluster.mount();
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** The bytes that an ioctl fills in, as many as its number says; done by Perl, for Java has no ioctl. */
    private byte[] ioctl(Path path, long command) throws Exception {
        String hex = Shell.run(dir, LIMIT, "perl -e '$size = $ARGV[1] >> 16 & 0x3fff; $data = \"\\0\" x $size; open(F, \"<\", $ARGV[0]) or die $!; "
                + "ioctl(F, $ARGV[1], $data) or die \"errno \" . ($! + 0) . \"\\n\"; print unpack(\"H*\", $data)' '" + path + "' " + command);
        return Arrays.copyOf(HexFormat.of().parseHex(hex), (int) (command >> 16 & 0x3fff)); // Perl's buffers are larger
    }

    private static String text(byte[] structure, int offset) {
        int end = offset;
        while (structure[end] != 0) {
            end++;
        }
        return new String(structure, offset, end - offset);
    }

    /** The commands and structures of spec admin §4. */
    @Test
    void toolsAskTheMount() throws Exception {
        Path directory = Files.createDirectory(mount.directory().resolve("asked"));
        Path file = Files.writeString(directory.resolve("file"), "content");
        Map<Path, EntryType> asked = Map.of(mount.directory(), EntryType.DIRECTORY, directory, EntryType.DIRECTORY, file, EntryType.REGULAR);
        for (Path path : asked.keySet()) {
            ByteBuffer entry = ByteBuffer.wrap(ioctl(path, 0x8044661fL)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(68, entry.capacity());
            assertNotEquals(0, entry.getInt(0), "owner");
            assertEquals(Files.getAttribute(path, "unix:ino"), InodeNumber.of(text(entry.array(), 31)), "entry ID of " + path);
            if (path.equals(mount.directory())) {
                assertEquals(EntryInfo.ROOT_ID, text(entry.array(), 31));
            } else {
                assertEquals(Files.getAttribute(path.getParent(), "unix:ino"), InodeNumber.of(text(entry.array(), 4)), "parent of " + path);
            }
            assertEquals(asked.get(path).number(), entry.getInt(60));
            assertEquals(path.equals(file) ? EntryInfo.INLINED : 0, entry.getInt(64), "flags of " + path);

            ByteBuffer stripes = ByteBuffer.wrap(ioctl(path, 0x800c6619L)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(List.of(1, 512 * 1024, path.equals(file) ? TARGETS : DEFAULT_TARGETS),
                    List.of(stripes.getInt(0), stripes.getInt(4), (int) stripes.getShort(8)), "stripes of " + path);

            assertEquals("_FhGFS", new String(ioctl(path, 0x80066616L)));
            assertTrue(text(ioctl(path, 0x81006618L), 0).contains(Long.toHexString(mount.process().pid()).toUpperCase()), "mount ID");
            for (long command : new long[] {0x90046614L, 0x90046617L}) {
                Map<String, String> settings = settings(Path.of(text(ioctl(path, command), 0)));
                assertEquals("127.0.0.1", settings.get("sysMgmtdHost"));
                assertEquals(Integer.toString(cluster.address().port()), settings.get("connMgmtdPortTCP"));
                assertEquals(cluster.directory().resolve("auth").toString(), settings.get("connAuthFile"));
            }
            AssertionError unknown = assertThrows(AssertionError.class, () -> ioctl(path, 0x80046601L));
            assertTrue(unknown.getMessage().contains("errno " + ENOTTY), unknown.getMessage());
        }
    }

    private static Map<String, String> settings(Path file) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                settings.put(parts[0].strip(), parts[1].strip());
            }
        }
        return settings;
    }

    @Test
    void numbersOfInodesAndDevicesAreTheSameEverywhereAndForEver() throws Exception {
        Path work = Files.createDirectory(mount.directory().resolve("numbers"));
        Files.createDirectory(work.resolve("directory"));
        Files.createFile(work.resolve("file"));
        Files.createSymbolicLink(work.resolve("symlink"), Path.of("x"));
        Files.createLink(work.resolve("link"), work.resolve("file"));
        Shell.run(work, LIMIT, "mknod null c 1 3; mknod disk b 259 65537; mkfifo fifo");
        Map<String, Object> made = numbers(work);
        assertEquals(8, made.size());
        try (Mount second = cluster.mount()) {
            assertEquals(made, numbers(second.directory().resolve("numbers")));
        }
        try (Mount third = cluster.mount()) { // after the second has gone, that is after a remount
            assertEquals(made, numbers(third.directory().resolve("numbers")));
        }
    }

    private static Map<String, Object> numbers(Path directory) throws Exception {
        Map<String, Object> numbers = new TreeMap<>();
        try (var names = Files.newDirectoryStream(directory)) {
            for (Path path : names) {
                numbers.put(path.getFileName().toString(), Files.readAttributes(path, "unix:ino,rdev,mode,size", LinkOption.NOFOLLOW_LINKS));
            }
        }
        numbers.put(".", Files.getAttribute(directory, "unix:ino"));
        return numbers;
    }

    @Test
    void whatWasWrittenSynchronouslySurvivesTheMount() throws Exception {
        Mount doomed = cluster.mount();
        byte[] data = new byte[20 * 4096];
        new Random(1).nextBytes(data);
        Map<String, OpenOption[]> ways = Map.of(
                "written", new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.DSYNC},
                "appended", new OpenOption[] {StandardOpenOption.APPEND, StandardOpenOption.SYNC},
                "direct", new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.DSYNC, ExtendedOpenOption.DIRECT},
                "mapped", new OpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE});
        List<FileChannel> open = new ArrayList<>();
        ByteBuffer aligned = ByteBuffer.allocateDirect(2 * 4096).alignedSlice(4096).limit(4096);
        for (String way : ways.keySet()) {
            FileChannel channel = FileChannel.open(Files.createFile(doomed.directory().resolve(way)), ways.get(way));
            open.add(channel);
            if (way.equals("mapped")) {
                MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, data.length);
                map.put(0, data);
                map.force(); // msync(2)
                continue;
            }
            for (int at = 0; at < data.length; at += 4096) {
                channel.write(aligned.clear().put(0, data, at, 4096).limit(4096));
            }
        }
        doomed.process().kill();
        for (FileChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("not connected") || e.getMessage().contains("abort"), "nobody is there: " + e);
            }
        }
        doomed.close();
        for (String way : ways.keySet()) {
            assertArrayEquals(data, Files.readAllBytes(mount.directory().resolve(way)), way);
        }
    }
}
