package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every mounted file system must do, whatever is behind it. A subclass says where it is mounted and which of
 * the optional features it has; each test works in a new directory below and leaves it empty of open files.
 *
 * <p>Threading: tests run one after another; those that lock or run in parallel use threads of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PosixSuite {
    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;
    private static final int ENXIO = 6;
    private static final int ENAMETOOLONG = 36;
    private static final int EILSEQ = 84;
    private static final int EOPNOTSUPP = 95;
    private static final long MIB = 1 << 20;

    private Path work;

    /** Abilities that not every mount has. */
    public enum Feature {
        /** An unlinked open file leaves no name behind. */
        REAL_UNLINK,
        /** Link counts and content are seen at once through all names of a file. */
        COHERENT_LINKS,
        /** The link count of a directory is two and one for each directory in it. */
        DIRECTORY_LINK_COUNTS,
        /** renameat2 with RENAME_EXCHANGE. */
        RENAME_EXCHANGE,
        /** SEEK_DATA and SEEK_HOLE find real holes. */
        SEEK_HOLE,
        /** fallocate can punch holes. */
        PUNCH_HOLE,
        /** fallocate can reserve space. */
        FALLOCATE,
        /** Extended attributes in the user name space. */
        XATTR,
        /** Time of birth. */
        BIRTH_TIME,
        /** Times are finer than seconds. */
        FINE_TIMES,
        /** flock locks are kept by the file system. */
        FLOCK,
        /** Byte-range locks are kept by the file system. */
        POSIX_LOCKS,
        /** Waiting for a lock can be interrupted by a signal. */
        INTERRUPT,
        /** Names need not be valid UTF-8. */
        BYTE_NAMES,
        /** FIFOs and other special files. */
        SPECIAL_FILES,
        /** Users other than the mounting one may enter. */
        OTHER_USERS
    }

    /** A directory of the mounted file system that the tests may fill. */
    protected abstract Path directory();

    /** What this mount can do beyond the basics. */
    protected abstract Set<Feature> features();

    /** How many entries the large directory gets. */
    protected int largeDirectorySize() {
        return 10_000;
    }

    @BeforeEach
    void makeWorkDirectory() throws IOException {
        work = Files.createTempDirectory(directory(), "posix");
    }

    private boolean lacks(Feature feature) {
        return !features().contains(feature);
    }

    private void assume(Feature feature) {
        assumeTrue(features().contains(feature), () -> "no " + feature);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static int errno(Runnable call) {
        return assertThrows(Posix.Failure.class, call::run).errno();
    }

    @Test
    void directoriesAreMadeAndRemoved() throws IOException {
        Path directory = Files.createDirectory(work.resolve("d"));
        assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectory(directory));
        Files.createFile(directory.resolve("f"));
        assertThrows(DirectoryNotEmptyException.class, () -> Files.delete(directory));
        assertThrows(FileSystemException.class, () -> Files.createFile(directory.resolve("f/below-a-file")));
        Files.delete(directory.resolve("f"));
        Files.delete(directory);
        assertThrows(NoSuchFileException.class, () -> Files.delete(directory));
        assertFalse(Files.exists(directory));
    }

    @Test
    void directoryLinkCountsFollowSubdirectories() throws IOException {
        assume(Feature.DIRECTORY_LINK_COUNTS);
        int before = (int) Files.getAttribute(work, "unix:nlink");
        Files.createDirectory(work.resolve("d"));
        assertEquals(before + 1, Files.getAttribute(work, "unix:nlink"));
        Files.delete(work.resolve("d"));
        assertEquals(before, Files.getAttribute(work, "unix:nlink"));
    }

    @Test
    void attributesCanBeChanged() throws IOException {
        Path file = Files.writeString(work.resolve("f"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x-wx"));
        boolean fine = features().contains(Feature.FINE_TIMES);
        Instant time = Instant.ofEpochSecond(1_234_567_890, fine ? 123_456_789 : 0);
        Files.setLastModifiedTime(file, FileTime.from(time));
        assertEquals("rw-r-x-wx", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(time, Files.getLastModifiedTime(file).toInstant());
        assertEquals(7, Files.size(file));
        Instant old = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        assertTrue(fine ? changed.isAfter(old) : !changed.isBefore(old));
    }

    @Test
    void ownersAndSetIdBits() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")), "not root");
        Path directory = Files.createDirectory(work.resolve("d"));
        Files.setAttribute(directory, "unix:gid", 4321);
        Files.setAttribute(directory, "unix:mode", 02775);
        Path file = Files.createFile(directory.resolve("f"));
        Path below = Files.createDirectory(directory.resolve("below"));
        assertEquals(4321, Files.getAttribute(file, "unix:gid"), "group of a set-group-ID directory");
        assertEquals(02000, (int) Files.getAttribute(below, "unix:mode") & 02000);
        Files.setAttribute(file, "unix:mode", 06755);
        assertEquals(06755, (int) Files.getAttribute(file, "unix:mode") & 07777);
        Commands.expect("chown", "1234:1234", file.toString());
        assertEquals(1234, Files.getAttribute(file, "unix:uid"));
        assertEquals(0755, (int) Files.getAttribute(file, "unix:mode") & 07777, "set-ID bits after chown");
    }

    @Test
    void umaskIsApplied() throws Exception {
        Commands.expect("sh", "-c", "cd '" + work + "' && umask 027 && touch f && mkdir d");
        assertEquals(0640, (int) Files.getAttribute(work.resolve("f"), "unix:mode") & 07777);
        assertEquals(0750, (int) Files.getAttribute(work.resolve("d"), "unix:mode") & 07777);
    }

    @Test
    void permissionsBindOtherUsers() throws Exception {
        assume(Feature.OTHER_USERS);
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")), "not root");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path secret = Files.writeString(work.resolve("secret"), "s");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String[] asNobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"};
        assertNotEquals(0, Commands.run(append(asNobody, "cat", secret.toString())).status());
        assertNotEquals(0, Commands.run(append(asNobody, "touch", work.resolve("new").toString())).status());
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        Commands.expect(append(asNobody, "touch", work.resolve("new").toString()));
        assertEquals(65534, Files.getAttribute(work.resolve("new"), "unix:uid"), "owner of what another user makes");
    }

    private static String[] append(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void writesAndReadsAtOffsets() throws IOException {
        Path file = work.resolve("f");
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
    void truncationCutsAndExtendsWithZeros() throws IOException {
        Path file = Files.write(work.resolve("f"), random(10_000, 2));
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
    void appendingDescriptorsDoNotOverwriteEachOther() throws IOException {
        Path file = work.resolve("log");
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
    void exclusiveCreationFailsOnExistingNames() {
        String path = work.resolve("f").toString();
        Posix.close(Posix.open(path, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
        assertEquals(EEXIST, errno(() -> Posix.open(path, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
        Posix.close(Posix.open(path, Posix.O_CREAT | Posix.O_RDWR, 0600));
        assertEquals(ENOENT, errno(() -> Posix.open(path + "x", Posix.O_RDWR, 0)));
    }

    @Test
    void directInputAndOutput() throws Exception {
        Path source = Files.write(work.resolve("source"), random(5 << 20, 3));
        Path target = work.resolve("target");
        Commands.expect("dd", "if=" + source, "of=" + target, "bs=1M", "iflag=direct", "oflag=direct");
        assertEquals(-1, Files.mismatch(source, target));
    }

    @Test
    void mappedFilesAreReadAndWritten() throws IOException {
        Path file = Files.write(work.resolve("f"), random(300_000, 4));
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
    void holesAreFound() throws IOException {
        Path file = work.resolve("sparse");
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
                assertEquals(ENXIO, errno(() -> Posix.seek(fd, 16 * MIB, Posix.SEEK_DATA)));
                return;
            }
            assertEquals(0, Posix.seek(fd, 0, Posix.SEEK_HOLE));
            long data = Posix.seek(fd, 0, Posix.SEEK_DATA);
            assertTrue(data > 0 && data <= 8 * MIB, "data at " + data);
            long hole = Posix.seek(fd, 8 * MIB, Posix.SEEK_HOLE);
            assertTrue(hole > 8 * MIB && hole < 16 * MIB, "hole at " + hole);
            assertEquals(16 * MIB, Posix.seek(fd, 16 * MIB - 1, Posix.SEEK_HOLE));
            assertEquals(ENXIO, errno(() -> Posix.seek(fd, 16 * MIB, Posix.SEEK_DATA)));
        } finally {
            Posix.close(fd);
        }
    }

    @Test
    void spaceIsReserved() throws IOException {
        Path file = Files.write(work.resolve("f"), random(100, 6));
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            if (lacks(Feature.FALLOCATE)) {
                assertEquals(EOPNOTSUPP, errno(() -> Posix.fallocate(fd, 0, 0, 100_000)));
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
    void holesArePunched() throws IOException {
        byte[] expected = random(100_000, 7);
        Path file = Files.write(work.resolve("f"), expected);
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            if (lacks(Feature.PUNCH_HOLE)) {
                assertEquals(EOPNOTSUPP, errno(() -> Posix.fallocate(fd, Posix.PUNCH_HOLE_KEEP_SIZE, 10_000, 50_000)));
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
    void rangesAreCopiedBetweenFiles() throws IOException {
        byte[] data = random(2_000_000, 8);
        Path source = Files.write(work.resolve("source"), data);
        Path target = Files.write(work.resolve("target"), new byte[0]);
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
    void extendedAttributes() throws IOException {
        assume(Feature.XATTR);
        Path file = Files.createFile(work.resolve("f"));
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        assertEquals(List.of(), view.list());
        view.write("small", ByteBuffer.wrap(new byte[] {0, 1, (byte) 200}));
        view.write("large", ByteBuffer.wrap(random(4000, 9)));
        assertEquals(Set.of("small", "large"), new HashSet<>(view.list()));
        assertEquals(4000, view.size("large"));
        ByteBuffer value = ByteBuffer.allocate(5000);
        view.read("large", value);
        assertEquals(ByteBuffer.wrap(random(4000, 9)), value.flip());
        assertThrows(FileSystemException.class, () -> view.read("large", ByteBuffer.allocate(10)));
        view.write("small", ByteBuffer.wrap(new byte[0]));
        assertEquals(0, view.size("small"));
        view.delete("small");
        assertThrows(FileSystemException.class, () -> view.delete("small"));
        assertEquals(List.of("large"), view.list());
    }

    @Test
    void renamesReplaceTheirTarget() throws IOException {
        Path a = Files.writeString(work.resolve("a"), "a");
        Path b = Files.writeString(work.resolve("b"), "b");
        Files.move(a, b, StandardCopyOption.ATOMIC_MOVE);
        assertEquals("a", Files.readString(b));
        assertFalse(Files.exists(a));
        Path full = Files.createDirectories(work.resolve("full/below")).getParent();
        Path empty = Files.createDirectory(work.resolve("empty"));
        assertThrows(FileSystemException.class, () -> Files.move(b, empty, StandardCopyOption.ATOMIC_MOVE));
        assertThrows(FileSystemException.class, () -> Files.move(empty, full, StandardCopyOption.ATOMIC_MOVE));
        assertEquals(EINVAL, errno(() -> Posix.rename(full.toString(), full + "/below/self", 0)));
        Files.move(full, empty, StandardCopyOption.ATOMIC_MOVE);
        assertTrue(Files.isDirectory(work.resolve("empty/below")));
        Path elsewhere = Files.createDirectory(work.resolve("elsewhere"));
        Files.move(empty.resolve("below"), elsewhere.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals(Files.getAttribute(elsewhere, "unix:ino"),
                Files.getAttribute(elsewhere.resolve("moved/.."), "unix:ino"));
    }

    @Test
    void renameFlags() throws IOException {
        String a = Files.writeString(work.resolve("a"), "a").toString();
        String b = Files.writeString(work.resolve("b"), "b").toString();
        assertEquals(EEXIST, errno(() -> Posix.rename(a, b, Posix.RENAME_NOREPLACE)));
        assertEquals("b", Files.readString(Path.of(b)));
        if (lacks(Feature.RENAME_EXCHANGE)) {
            assertEquals(EINVAL, errno(() -> Posix.rename(a, b, Posix.RENAME_EXCHANGE)));
            assertEquals("a", Files.readString(Path.of(a)));
            assertEquals("b", Files.readString(Path.of(b)));
            return;
        }
        Posix.rename(a, b, Posix.RENAME_EXCHANGE);
        assertEquals("b", Files.readString(Path.of(a)));
        assertEquals("a", Files.readString(Path.of(b)));
        assertEquals(ENOENT, errno(() -> Posix.rename(a, b + "x", Posix.RENAME_EXCHANGE)));
    }

    @Test
    void unlinkedFilesLiveOnWhileOpen() throws IOException {
        Path file = Files.writeString(work.resolve("f"), "before");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Files.delete(file);
            assertFalse(Files.exists(file));
            channel.write(ByteBuffer.wrap("after!".getBytes()), 0);
            ByteBuffer back = ByteBuffer.allocate(6);
            channel.read(back, 0);
            assertEquals("after!", new String(back.array()));
            if (features().contains(Feature.REAL_UNLINK)) {
                try (Stream<Path> names = Files.list(work)) {
                    assertEquals(0, names.count());
                }
            }
        }
    }

    @Test
    void hardLinksAreOneFile() throws IOException {
        Path a = Files.writeString(work.resolve("a"), "content");
        Path b = Files.createLink(work.resolve("b"), a);
        assertEquals("content", Files.readString(b));
        assertEquals(2, Files.getAttribute(b, "unix:nlink"));
        assertEquals(Files.getAttribute(a, "unix:ino"), Files.getAttribute(b, "unix:ino"));
        if (features().contains(Feature.COHERENT_LINKS)) {
            Files.writeString(b, "changed through b");
            assertEquals("changed through b", Files.readString(a));
            Files.delete(a);
            assertEquals(1, Files.getAttribute(b, "unix:nlink"));
        } else {
            Files.delete(a);
        }
        assertTrue(Files.exists(b));
        assertThrows(FileSystemException.class,
                () -> Files.createLink(work.resolve("d"), Files.createDirectory(work.resolve("dir"))));
    }

    @Test
    void symbolicLinks() throws IOException {
        Path target = Files.writeString(work.resolve("target"), "t");
        Path link = Files.createSymbolicLink(work.resolve("link"), Path.of("target"));
        assertEquals("t", Files.readString(link));
        assertEquals(Path.of("target"), Files.readSymbolicLink(link));
        Files.delete(target);
        assertFalse(Files.exists(link));
        Path loop = Files.createSymbolicLink(work.resolve("loop"), Path.of("loop"));
        assertThrows(FileSystemException.class, () -> Files.readString(loop));
        String longTarget = "x/".repeat(1500) + "x";
        assertEquals(longTarget, Files.readSymbolicLink(
                Files.createSymbolicLink(work.resolve("long"), Path.of(longTarget))).toString());
    }

    @Test
    void specialFiles() throws IOException {
        assume(Feature.SPECIAL_FILES);
        Path fifo = work.resolve("fifo");
        Posix.mkfifo(fifo.toString(), 0600);
        BasicFileAttributes attributes = Files.readAttributes(fifo, BasicFileAttributes.class);
        assertTrue(attributes.isOther());
        assertFalse(attributes.isRegularFile());
    }

    @Test
    void birthTime() throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        Path file = Files.createFile(work.resolve("f"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        long birth = Long.parseLong(Commands.expect("stat", "--printf=%W", file.toString()).strip());
        if (lacks(Feature.BIRTH_TIME)) {
            assertEquals(0, birth, "unknown");
            return;
        }
        assertTrue(birth >= before.getEpochSecond() && birth <= Instant.now().getEpochSecond() + 2, "birth " + birth);
    }

    @Test
    void largeDirectoriesAreListedCompletely() throws Exception {
        Set<String> expected = new TreeSet<>();
        int size = largeDirectorySize();
        for (int i = 0; i < size; i++) {
            String name = "entry-with-a-name-of-some-length-" + i;
            Posix.close(Posix.open(work + "/" + name, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
            expected.add(name);
        }
        Set<String> listed = new TreeSet<>();
        try (Stream<Path> names = Files.list(work)) {
            names.forEach(path -> assertTrue(listed.add(path.getFileName().toString()), () -> "twice: " + path));
        }
        assertEquals(expected, listed);
        long lines = Commands.expect("ls", "-l", work.toString()).lines().count();
        assertEquals(size + 1, lines, "ls -l with its total line");
        Commands.expect("rm", "-rf", work.toString());
        assertFalse(Files.exists(work));
    }

    @Test
    void namesAreBytes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            if (c != '/') {
                all.append(c);
            }
        }
        String weird = work + "/" + all; // 254 bytes
        if (lacks(Feature.BYTE_NAMES)) {
            assertEquals(EILSEQ, errno(() -> Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
            return;
        }
        Posix.close(Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
        assertEquals(EEXIST, errno(() -> Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
        Posix.rename(weird, weird + "z", 0);
        assertTrue(Commands.expect("sh", "-c", "ls -b '" + work + "'").contains("\\001\\002"));
        Posix.unlink(weird + "z");
        assertEquals(ENOENT, errno(() -> Posix.open(weird + "z", Posix.O_RDONLY, 0)));
    }

    @Test
    void tooLongNamesAreRefused() {
        String longest = work + "/" + "n".repeat(255);
        Posix.close(Posix.open(longest, Posix.O_CREAT | Posix.O_RDWR, 0600));
        assertEquals(ENAMETOOLONG, errno(() -> Posix.open(longest + "n", Posix.O_CREAT | Posix.O_RDWR, 0600)));
        assertEquals(ENAMETOOLONG, errno(() -> Posix.open(longest + "n", Posix.O_RDONLY, 0)));
        assertEquals(ENAMETOOLONG, errno(() -> Posix.mkdir(longest + "n", 0700)));
        assertEquals(ENAMETOOLONG, errno(() -> Posix.rename(longest, longest + "n", 0)));
    }

    @Test
    void treesAreCopiedFaithfully() throws Exception {
        Path tree = Files.createDirectory(work.resolve("tree"));
        for (int i = 0; i < 100; i++) {
            Path directory = Files.createDirectories(tree.resolve("d" + i % 10));
            Files.write(directory.resolve("f" + i), random(i * 997, i));
        }
        Files.createSymbolicLink(tree.resolve("link"), Path.of("d1/f1"));
        Commands.expect("cp", "-a", tree.toString(), work.resolve("copy").toString());
        Commands.expect("diff", "-r", tree.toString(), work.resolve("copy").toString());
        Commands.expect("sh", "-c", "cd '" + work + "' && tar cf a.tar tree && mkdir x && tar xf a.tar -C x "
                + "&& diff -r tree x/tree && rm -r tree copy x");
        assertFalse(Files.exists(tree));
    }

    @Test
    void freeSpaceIsShown() throws Exception {
        assertTrue(Files.getFileStore(work).getTotalSpace() > 0);
        assertTrue(Files.getFileStore(work).getUsableSpace() <= Files.getFileStore(work).getTotalSpace());
        assertTrue(Commands.expect("df", "-i", work.toString()).lines().count() == 2);
    }

    @Test
    void wholeFileLocks() throws Exception {
        assume(Feature.FLOCK);
        String path = Files.createFile(work.resolve("f")).toString();
        int a = Posix.open(path, Posix.O_RDWR, 0);
        int b = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.flock(a, Posix.LOCK_SH);
            Posix.flock(b, Posix.LOCK_SH);
            assertEquals(EAGAIN, errno(() -> Posix.flock(b, Posix.LOCK_EX | Posix.LOCK_NB)));
            Posix.flock(a, Posix.LOCK_UN);
            Posix.flock(b, Posix.LOCK_EX);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> Posix.flock(a, Posix.LOCK_EX),
                    task -> Thread.ofPlatform().daemon().start(task));
            assertThrows(TimeoutException.class,
                    () -> waiting.get(200, TimeUnit.MILLISECONDS), "granted while another holds it");
            Posix.flock(b, Posix.LOCK_UN);
            waiting.get(10, TimeUnit.SECONDS);
        } finally {
            Posix.close(a);
            Posix.close(b);
        }
    }

    @Test
    void waitingForALockCanBeInterrupted() throws Exception {
        assume(Feature.FLOCK);
        String path = Files.createFile(work.resolve("f")).toString();
        int holder = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.flock(holder, Posix.LOCK_EX);
            if (lacks(Feature.INTERRUPT)) {
                assertEquals(1, Commands.run("flock", "-n", path, "true").status(), "refused without waiting");
                return;
            }
            long start = System.nanoTime();
            // flock(1) is interrupted by its alarm signal and then ends with the status asked for
            assertEquals(9, Commands.run("flock", "-w", "1", "-E", "9", path, "true").status());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
        } finally {
            Posix.close(holder);
        }
        Commands.expect("flock", "-w", "5", path, "true");
    }

    @Test
    void rangeLocks() throws Exception {
        assume(Feature.POSIX_LOCKS);
        String path = Files.createFile(work.resolve("f")).toString();
        int a = Posix.open(path, Posix.O_RDWR, 0);
        int b = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_WRLCK, 100, 100);
            assertEquals(EAGAIN, errno(() -> Posix.lock(b, Posix.OFD_SETLK, Posix.F_RDLCK, 199, 1)));
            assertEquals(Posix.F_WRLCK, Posix.lock(b, Posix.OFD_GETLK, Posix.F_RDLCK, 0, 0));
            assertEquals(Posix.F_UNLCK, Posix.lock(b, Posix.OFD_GETLK, Posix.F_WRLCK, 200, 10));
            Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 200, 10);
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_UNLCK, 150, 10);
            Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 150, 10);
            assertEquals(EAGAIN, errno(() -> Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 160, 1)));
            CompletableFuture<Short> waiting = CompletableFuture.supplyAsync(
                    () -> Posix.lock(b, Posix.OFD_SETLKW, Posix.F_WRLCK, 160, 40),
                    task -> Thread.ofPlatform().daemon().start(task));
            assertThrows(TimeoutException.class,
                    () -> waiting.get(200, TimeUnit.MILLISECONDS));
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_UNLCK, 0, 0);
            waiting.get(10, TimeUnit.SECONDS);
        } finally {
            Posix.close(a);
            Posix.close(b);
        }
        int c = Posix.open(path, Posix.O_RDWR, 0);
        try { // closing released everything
            Posix.lock(c, Posix.OFD_SETLK, Posix.F_WRLCK, 0, 0);
        } finally {
            Posix.close(c);
        }
    }

    @Test
    void parallelCreationAndRemoval() throws Exception {
        inParallel(8, thread -> {
            for (int i = 0; i < 100; i++) {
                Path file = work.resolve("t" + thread + "-" + i);
                Files.write(file, new byte[i]);
                assertEquals(i, Files.size(file));
                if (i % 3 != 0) {
                    Files.delete(file);
                    assertFalse(Files.exists(file));
                }
            }
            return null;
        });
        try (Stream<Path> names = Files.list(work)) {
            assertEquals(8 * 34, names.count());
        }
    }

    @Test
    void parallelRandomWritesAreReadBack() throws Exception {
        Path file = Files.createFile(work.resolve("f"));
        int slice = 1 << 20;
        inParallel(8, thread -> {
            byte[] model = new byte[slice];
            Random random = new Random(thread);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                for (int i = 0; i < 100; i++) {
                    int at = random.nextInt(slice - 70_000);
                    byte[] data = random(1 + random.nextInt(70_000), random.nextLong());
                    System.arraycopy(data, 0, model, at, data.length);
                    channel.write(ByteBuffer.wrap(data), (long) thread * slice + at);
                    int from = random.nextInt(slice - 70_000);
                    ByteBuffer back = ByteBuffer.allocate(50_000);
                    channel.read(back, (long) thread * slice + from);
                    for (int j = 0; j < back.position(); j++) {
                        assertEquals(model[from + j], back.get(j), "byte " + j);
                    }
                }
            }
            return null;
        });
    }

    private interface Part {
        Object run(int thread) throws Exception;
    }

    private static void inParallel(int threads, Part part) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Object>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                Callable<Object> task = () -> part.run(thread);
                results.add(executor.submit(task));
            }
            for (Future<Object> result : results) {
                result.get(Duration.ofSeconds(50).toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
