package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.errno;
import static org.apiaryfs.fuse.testing.Workplace.inode;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Names: what they may be, and how they are changed, after path_resolution(7) and rename(2). Threading: see the suite. */
interface NameRules extends Workplace {
    @Test
    default void namesAreBytes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            if (c != '/') {
                all.append(c);
            }
        }
        String weird = work() + "/" + all; // 254 bytes
        if (lacks(Feature.BYTE_NAMES)) {
            assertEquals(Errno.EILSEQ, errno(() -> Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
            return;
        }
        Posix.close(Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
        assertEquals(Errno.EEXIST, errno(() -> Posix.open(weird, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
        Posix.rename(weird, weird + "z", 0);
        assertTrue(Commands.expect("sh", "-c", "ls -b '" + work() + "'").contains("\\001\\002"));
        Posix.unlink(weird + "z");
        assertEquals(Errno.ENOENT, errno(() -> Posix.open(weird + "z", Posix.O_RDONLY, 0)));
    }

    @Test
    default void tooLongNamesAreRefused() {
        String longest = work() + "/" + "n".repeat(255);
        Posix.close(Posix.open(longest, Posix.O_CREAT | Posix.O_RDWR, 0600));
        assertEquals(Errno.ENAMETOOLONG, errno(() -> Posix.open(longest + "n", Posix.O_CREAT | Posix.O_RDWR, 0600)));
        assertEquals(Errno.ENAMETOOLONG, errno(() -> Posix.open(longest + "n", Posix.O_RDONLY, 0)));
        assertEquals(Errno.ENAMETOOLONG, errno(() -> Posix.mkdir(longest + "n", 0700)));
        assertEquals(Errno.ENAMETOOLONG, errno(() -> Posix.rename(longest, longest + "n", 0)));
    }

    @Test
    default void renamesReplaceTheirTarget() throws IOException {
        Path a = Files.writeString(work().resolve("a"), "a");
        Path b = Files.writeString(work().resolve("b"), "b");
        Files.move(a, b, StandardCopyOption.ATOMIC_MOVE);
        assertEquals("a", Files.readString(b));
        assertFalse(Files.exists(a));
        Path full = Files.createDirectories(work().resolve("full/below")).getParent();
        Path empty = Files.createDirectory(work().resolve("empty"));
        assertThrows(FileSystemException.class, () -> Files.move(b, empty, StandardCopyOption.ATOMIC_MOVE));
        assertThrows(FileSystemException.class, () -> Files.move(empty, full, StandardCopyOption.ATOMIC_MOVE));
        assertEquals(Errno.EINVAL, errno(() -> Posix.rename(full.toString(), full + "/below/self", 0)));
        Files.move(full, empty, StandardCopyOption.ATOMIC_MOVE);
        assertTrue(Files.isDirectory(work().resolve("empty/below")));
        Path elsewhere = Files.createDirectory(work().resolve("elsewhere"));
        Files.move(empty.resolve("below"), elsewhere.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals(Files.getAttribute(elsewhere, "unix:ino"),
                Files.getAttribute(elsewhere.resolve("moved/.."), "unix:ino"));
    }

    @Test
    default void renameFlags() throws IOException {
        String a = Files.writeString(work().resolve("a"), "a").toString();
        String b = Files.writeString(work().resolve("b"), "b").toString();
        assertEquals(Errno.EEXIST, errno(() -> Posix.rename(a, b, Posix.RENAME_NOREPLACE)));
        assertEquals("b", Files.readString(Path.of(b)));
        if (lacks(Feature.RENAME_NOREPLACE)) {
            assertEquals(Errno.EINVAL, errno(() -> Posix.rename(b, b + "2", Posix.RENAME_NOREPLACE)));
        } else {
            Posix.rename(b, b + "2", Posix.RENAME_NOREPLACE);
            Posix.rename(b + "2", b, Posix.RENAME_NOREPLACE);
        }
        assertEquals("b", Files.readString(Path.of(b)));
        if (lacks(Feature.RENAME_EXCHANGE)) {
            assertEquals(Errno.EINVAL, errno(() -> Posix.rename(a, b, Posix.RENAME_EXCHANGE)));
            assertEquals("a", Files.readString(Path.of(a)));
            assertEquals("b", Files.readString(Path.of(b)));
            return;
        }
        Posix.rename(a, b, Posix.RENAME_EXCHANGE);
        assertEquals("b", Files.readString(Path.of(a)));
        assertEquals("a", Files.readString(Path.of(b)));
        assertEquals(Errno.ENOENT, errno(() -> Posix.rename(a, b + "x", Posix.RENAME_EXCHANGE)));
    }

    @Test
    default void tooLongNamesAreRefusedByEveryOperation() {
        String longest = path("n".repeat(255));
        String longer = longest + "n";
        String file = path("file");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Map<String, Consumer<String>> operations = new LinkedHashMap<>();
        operations.put("create", p -> Posix.close(Posix.open(p, Posix.O_CREAT | Posix.O_WRONLY, 0644)));
        operations.put("open", p -> Posix.close(Posix.open(p, Posix.O_RDONLY, 0)));
        operations.put("chmod", p -> Posix.chmod(p, 0600));
        operations.put("truncate", p -> Posix.truncate(p, 1));
        operations.put("utimensat", p -> Posix.utimes(p, 1, 1));
        operations.put("unlink", Posix::unlink);
        operations.put("mkdir", p -> Posix.mkdir(p, 0755));
        operations.put("rmdir", Posix::rmdir);
        operations.put("symlink", p -> Posix.symlink("x", p));
        operations.put("unlink again", Posix::unlink);
        operations.put("link", p -> Posix.link(file, p));
        operations.put("unlink one more time", Posix::unlink);
        operations.put("rename over", p -> Posix.rename(file, p, 0));
        operations.put("rename", p -> Posix.rename(p, file, 0));
        if (!lacks(Feature.SPECIAL_FILES)) {
            operations.put("mkfifo", p -> Posix.mkfifo(p, 0644));
        }
        operations.forEach((name, operation) -> {
            refused(name, Errno.ENAMETOOLONG, () -> operation.accept(longer));
            operation.accept(longest);
        });
    }

    @Test
    default void tooLongPathsAreRefused() {
        String component = "/" + "d".repeat(100);
        String path = work().toString();
        int depth = 0;
        while (path.length() + component.length() < 4096) {
            path += component;
            Posix.mkdir(path, 0755);
            depth++;
        }
        assertTrue(depth > 30);
        String tooLong = path + component;
        refused("mkdir", Errno.ENAMETOOLONG, () -> Posix.mkdir(tooLong, 0755));
        refused("open", Errno.ENAMETOOLONG, () -> Posix.open(tooLong, Posix.O_CREAT | Posix.O_RDWR, 0644));
    }

    @Test
    default void pathsThatLeadNowhereAreRefused() {
        String file = path("file");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Posix.symlink("loop2", path("loop1"));
        Posix.symlink("loop1", path("loop2"));
        Map<String, Errno> paths = Map.of(file + "/x", Errno.ENOTDIR, path("missing/x"), Errno.ENOENT, path("loop1/x"), Errno.ELOOP);
        paths.forEach((path, error) -> {
            refused("open " + path, error, () -> Posix.open(path, Posix.O_CREAT | Posix.O_WRONLY, 0644));
            refused("mkdir " + path, error, () -> Posix.mkdir(path, 0755));
            refused("rmdir " + path, error, () -> Posix.rmdir(path));
            refused("unlink " + path, error, () -> Posix.unlink(path));
            refused("symlink " + path, error, () -> Posix.symlink("t", path));
            refused("link " + path, error, () -> Posix.link(file, path));
            refused("rename " + path, error, () -> Posix.rename(path, file, 0));
            refused("rename to " + path, error, () -> Posix.rename(file, path, 0));
            refused("chmod " + path, error, () -> Posix.chmod(path, 0600));
            refused("chown " + path, error, () -> Posix.chown(path, 0, 0));
            refused("truncate " + path, error, () -> Posix.truncate(path, 0));
            refused("utimensat " + path, error, () -> Posix.utimes(path, 1, 1));
        });
    }

    @Test
    default void anythingIsRenamed() throws IOException {
        Posix.mkdir(path("elsewhere"), 0755);
        for (Kind kind : kinds()) {
            String here = path(kind + "-1");
            String there = path("elsewhere/" + kind);
            kind.make(here);
            Object inode = inode(here);
            Posix.rename(here, path(kind + "-2"), 0);
            Posix.rename(path(kind + "-2"), there, 0);
            refused(kind.name(), Errno.ENOENT, () -> Posix.rename(here, there, 0));
            assertEquals(inode, inode(there), kind.name());
            assertEquals(kind, Kind.of(there));
        }
    }

    @Test
    default void renamesReplaceTheirLike() {
        for (Kind source : kinds()) {
            for (Kind target : kinds()) {
                String from = path("from");
                String to = path("to");
                source.make(from);
                target.make(to);
                boolean directory = source == Kind.DIRECTORY;
                if (directory == (target == Kind.DIRECTORY)) {
                    Posix.rename(from, to, 0);
                    assertEquals(source, Kind.of(to));
                    assertFalse(Files.exists(Path.of(from), LinkOption.NOFOLLOW_LINKS));
                } else {
                    refused(source + " to " + target, directory ? Errno.ENOTDIR : Errno.EISDIR, () -> Posix.rename(from, to, 0));
                    source.remove(from);
                }
                Kind.of(to).remove(to);
            }
        }
    }

    @Test
    default void renamesKeepTreesWhole() {
        Posix.mkdir(path("a"), 0755);
        Posix.mkdir(path("a/b"), 0755);
        Posix.mkdir(path("full"), 0755);
        Posix.mkdir(path("full/x"), 0755);
        refused("into itself", Errno.EINVAL, () -> Posix.rename(path("a"), path("a/b/c"), 0));
        refused("over its parent", Errno.ENOTEMPTY, () -> Posix.rename(path("a/b"), path("a"), 0));
        refused("over a full one", Errno.ENOTEMPTY, () -> Posix.rename(path("a"), path("full"), 0));
        refused("dot", Errno.EBUSY, () -> Posix.rename(path("a/."), path("c"), 0));
        refused("dot dot", Errno.EBUSY, () -> Posix.rename(path("a/.."), path("c"), 0));
        Posix.rename(path("a"), path("a"), 0);
        Posix.rename(path("full/x"), path("a/b"), 0);
        Posix.rename(path("a"), path("full"), 0);
        assertTrue(Files.isDirectory(work().resolve("full/b")));
    }

    @Test
    default void namesOfOneFileDoNotReplaceEachOther() throws IOException {
        Path file = Files.writeString(work().resolve("a"), "content");
        Files.createLink(work().resolve("b"), file);
        Posix.rename(path("a"), path("b"), 0);
        assertEquals("content", Files.readString(work().resolve("a")));
        assertEquals(2, Files.getAttribute(work().resolve("b"), "unix:nlink"));
    }

    @Test
    default void openFilesAreMovedAndReplaced() throws IOException {
        assume(Feature.REAL_UNLINK);
        Posix.mkdir(path("elsewhere"), 0755);
        Path old = Files.writeString(work().resolve("old"), "old content");
        Path file = Files.writeString(work().resolve("new"), "new");
        int moved = Posix.open(file.toString(), Posix.O_RDWR, 0);
        int replaced = Posix.open(old.toString(), Posix.O_RDWR, 0);
        try {
            Posix.write(moved, "before".getBytes(), 0);
            if (lacks(Feature.MOVED_OPEN_FILES)) {
                refused("to another directory", Errno.EBUSY, () -> Posix.rename(file.toString(), path("elsewhere/file"), 0));
                Posix.rename(file.toString(), old.toString(), 0);
                assertEquals("before", new String(Posix.read(moved, 100, 0)));
                assertEquals("old content", new String(Posix.read(replaced, 100, 0)));
                return;
            }
            Posix.rename(file.toString(), path("elsewhere/file"), 0);
            Posix.write(moved, " and after".getBytes(), 6);
            Posix.rename(path("elsewhere/file"), old.toString(), 0);
            Posix.write(moved, "!".getBytes(), 16);
            assertEquals("old content", new String(Posix.read(replaced, 100, 0)));
            Posix.write(replaced, "OLD".getBytes(), 0);
            assertEquals("OLD content", new String(Posix.read(replaced, 100, 0)));
        } finally {
            Posix.close(moved);
            Posix.close(replaced);
        }
        assertEquals("before and after!", Files.readString(old));
    }
}
