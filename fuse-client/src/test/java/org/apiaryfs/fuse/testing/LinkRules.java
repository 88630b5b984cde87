package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.inode;
import static org.apiaryfs.fuse.testing.Workplace.links;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Several names, and none, after link(2), unlink(2) and symlink(7). Threading: see the suite. */
interface LinkRules extends Workplace {
    @Test
    default void hardLinksAreOneFile() throws IOException {
        Path a = Files.writeString(work().resolve("a"), "content");
        Path b = Files.createLink(work().resolve("b"), a);
        assertEquals("content", Files.readString(b));
        assertEquals(2, Files.getAttribute(b, "unix:nlink"));
        assertEquals(Files.getAttribute(a, "unix:ino"), Files.getAttribute(b, "unix:ino"));
        if (!lacks(Feature.COHERENT_LINKS)) {
            Files.writeString(b, "changed through b");
            assertEquals("changed through b", Files.readString(a));
            Files.delete(a);
            assertEquals(1, Files.getAttribute(b, "unix:nlink"));
        } else {
            Files.delete(a);
        }
        assertTrue(Files.exists(b));
        assertThrows(FileSystemException.class,
                () -> Files.createLink(work().resolve("d"), Files.createDirectory(work().resolve("dir"))));
    }

    @Test
    default void symbolicLinks() throws IOException {
        Path target = Files.writeString(work().resolve("target"), "t");
        Path link = Files.createSymbolicLink(work().resolve("link"), Path.of("target"));
        assertEquals("t", Files.readString(link));
        assertEquals(Path.of("target"), Files.readSymbolicLink(link));
        Files.delete(target);
        assertFalse(Files.exists(link));
        Path loop = Files.createSymbolicLink(work().resolve("loop"), Path.of("loop"));
        assertThrows(FileSystemException.class, () -> Files.readString(loop));
        String longTarget = "x/".repeat(1500) + "x";
        assertEquals(longTarget, Files.readSymbolicLink(
                Files.createSymbolicLink(work().resolve("long"), Path.of(longTarget))).toString());
    }

    @Test
    default void unlinkedFilesLiveOnWhileOpen() throws IOException {
        Path file = Files.writeString(work().resolve("f"), "before");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Files.delete(file);
            assertFalse(Files.exists(file));
            channel.write(ByteBuffer.wrap("after!".getBytes()), 0);
            ByteBuffer back = ByteBuffer.allocate(6);
            channel.read(back, 0);
            assertEquals("after!", new String(back.array()));
            if (!lacks(Feature.REAL_UNLINK)) {
                try (Stream<Path> names = Files.list(work())) {
                    assertEquals(0, names.count());
                }
            }
        }
    }

    @Test
    default void everythingButDirectoriesIsLinked() throws IOException {
        assume(Feature.COHERENT_LINKS);
        for (Kind kind : kinds()) {
            String a = path(kind + "-a");
            String b = path(kind + "-b");
            kind.make(a);
            if (kind == Kind.DIRECTORY) {
                refused("directory", Errno.EPERM, () -> Posix.link(a, b));
                continue;
            }
            Posix.link(a, b);
            assertEquals(inode(a), inode(b), kind.name());
            assertEquals(kind, Kind.of(b));
            assertEquals(2, links(a), kind.name());
            Posix.chown(a, 1234, -1);
            assertEquals(1234, Files.getAttribute(Path.of(b), "unix:uid", LinkOption.NOFOLLOW_LINKS), kind.name());
            refused(kind.name(), Errno.EEXIST, () -> Posix.link(a, b));
            refused(kind.name(), Errno.ENOENT, () -> Posix.link(a + "x", b + "x"));
            Posix.unlink(a);
            assertEquals(1, links(b), kind.name());
            assertEquals(kind, Kind.of(b));
            Posix.unlink(b);
        }
    }

    @Test
    default void theLastNameOfAnOpenFileLeavesNoLink() throws IOException {
        assume(Feature.COHERENT_LINKS);
        Path file = Files.writeString(work().resolve("f"), "content");
        int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
        try {
            Path open = Path.of("/proc/self/fd/" + fd);
            Posix.link(file.toString(), path("g"));
            Posix.unlink(file.toString());
            assertEquals(1, Files.getAttribute(open, "unix:nlink"));
            Posix.unlink(path("g"));
            assertEquals(0, Files.getAttribute(open, "unix:nlink"));
            Posix.truncate(fd, 3);
            assertEquals(3L, Files.getAttribute(open, "unix:size"));
            assertEquals("con", new String(Posix.read(fd, 10, 0)));
        } finally {
            Posix.close(fd);
        }
    }

    @Test
    default void removalAsksForTheRightKind() {
        Posix.mkdir(path("d"), 0755);
        Posix.mkdir(path("d/below"), 0755);
        Posix.close(Posix.open(path("f"), Posix.O_CREAT | Posix.O_WRONLY, 0644));
        refused("unlink a directory", Errno.EISDIR, () -> Posix.unlink(path("d")));
        refused("rmdir a file", Errno.ENOTDIR, () -> Posix.rmdir(path("f")));
        refused("rmdir a full one", Errno.ENOTEMPTY, () -> Posix.rmdir(path("d")));
        refused("rmdir dot", Errno.EINVAL, () -> Posix.rmdir(path("d/below/.")));
        refused("rmdir dot dot", Errno.ENOTEMPTY, () -> Posix.rmdir(path("d/below/..")));
        refused("unlink nothing", Errno.ENOENT, () -> Posix.unlink(path("x")));
        Posix.symlink("d", path("s"));
        refused("rmdir a symbolic link", Errno.ENOTDIR, () -> Posix.rmdir(path("s")));
        Posix.unlink(path("s"));
        assertTrue(Files.isDirectory(work().resolve("d")));
    }

    @Test
    default void targetsOfSymbolicLinksAreKeptToTheByte() throws IOException {
        for (String target : List.of("x", "y".repeat(4095), "/" + "n".repeat(255) + "/..", "a\nb")) {
            Posix.symlink(target, path("link"));
            assertEquals(target, Files.readSymbolicLink(work().resolve("link")).toString());
            assertEquals((long) target.length(), Files.getAttribute(work().resolve("link"), "size", LinkOption.NOFOLLOW_LINKS));
            refused("exists", Errno.EEXIST, () -> Posix.symlink(target, path("link")));
            Posix.unlink(path("link"));
        }
        refused("too long", Errno.ENAMETOOLONG, () -> Posix.symlink("z".repeat(4096), path("link")));
        refused("empty", Errno.ENOENT, () -> Posix.symlink("", path("link")));
    }
}
