package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apiaryfs.fuse.Errno;

/** What the rules of the {@linkplain PosixSuite suite} work with. Threading: see the suite. */
interface Workplace {
    /** An empty directory of the mounted file system. */
    Path work();

    /** What the mount can do beyond the basics. */
    Set<Feature> features();

    /** How many entries the large directory gets. */
    int largeDirectorySize();

    default boolean lacks(Feature feature) {
        return !features().contains(feature);
    }

    default void assume(Feature feature) {
        assumeTrue(features().contains(feature), () -> "no " + feature);
    }

    default void assumeRoot() {
        assumeTrue(isRoot(), "not root");
    }

    private static boolean isRoot() {
        return Integer.valueOf(0).equals(attribute("/proc/self", "unix:uid"));
    }

    /** The kinds of files that can be made here. */
    default List<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> switch (kind) {
            case REGULAR, DIRECTORY, SYMLINK -> true;
            case FIFO, SOCKET -> !lacks(Feature.SPECIAL_FILES);
            case CHARACTER_DEVICE, BLOCK_DEVICE -> !lacks(Feature.SPECIAL_FILES) && isRoot();
        }).toList();
    }

    /** Path of a name in the directory. */
    default String path(String name) {
        return work() + "/" + name;
    }

    /** The error that a call ends with. */
    static Errno errno(Runnable call) {
        return Errno.of(assertThrows(Posix.Failure.class, call::run).errno()).orElseThrow();
    }

    /** Asserts that a call ends with an error. */
    static void refused(String what, Errno error, Runnable call) {
        Posix.Failure failure = assertThrows(Posix.Failure.class, call::run, what);
        assertEquals(error, Errno.of(failure.errno()).orElseThrow(), what);
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** An attribute of what is at the path itself, as of {@link Files#getAttribute}. */
    static Object attribute(String path, String name) {
        try {
            return Files.getAttribute(Path.of(path), name, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Permission and set-ID bits. */
    static int mode(String path) {
        return (int) attribute(path, "unix:mode") & 07777;
    }

    static long inode(String path) {
        return (long) attribute(path, "unix:ino");
    }

    static int links(String path) {
        return (int) attribute(path, "unix:nlink");
    }

    /** Access time in seconds. */
    static long accessed(String path) {
        return seconds(path, "lastAccessTime");
    }

    /** Modification time in seconds. */
    static long modified(String path) {
        return seconds(path, "lastModifiedTime");
    }

    /** Time of the last change in seconds. */
    static long changed(String path) {
        return seconds(path, "unix:ctime");
    }

    private static long seconds(String path, String name) {
        return ((FileTime) attribute(path, name)).toInstant().getEpochSecond();
    }
}
