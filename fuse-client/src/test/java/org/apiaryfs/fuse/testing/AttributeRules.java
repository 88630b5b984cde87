package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.accessed;
import static org.apiaryfs.fuse.testing.Workplace.changed;
import static org.apiaryfs.fuse.testing.Workplace.inode;
import static org.apiaryfs.fuse.testing.Workplace.modified;
import static org.apiaryfs.fuse.testing.Workplace.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Modes, times, extended attributes and free space, after inode(7), utimensat(2), xattr(7) and statvfs(3). Threading: see the suite. */
interface AttributeRules extends Workplace {
    @Test
    default void attributesCanBeChanged() throws IOException {
        Path file = Files.writeString(work().resolve("f"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x-wx"));
        boolean fine = !lacks(Feature.FINE_TIMES);
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
    default void umaskIsApplied() throws Exception {
        Commands.expect("sh", "-c", "cd '" + work() + "' && umask 027 && touch f && mkdir d");
        assertEquals(0640, (int) Files.getAttribute(work().resolve("f"), "unix:mode") & 07777);
        assertEquals(0750, (int) Files.getAttribute(work().resolve("d"), "unix:mode") & 07777);
    }

    @Test
    default void birthTime() throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        Path file = Files.createFile(work().resolve("f"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        long birth = Long.parseLong(Commands.expect("stat", "--printf=%W", file.toString()).strip());
        if (lacks(Feature.BIRTH_TIME)) {
            assertEquals(0, birth, "unknown");
            return;
        }
        assertTrue(birth >= before.getEpochSecond() && birth <= Instant.now().getEpochSecond() + 2, "birth " + birth);
    }

    @Test
    default void extendedAttributes() throws IOException {
        assume(Feature.XATTR);
        Path file = Files.createFile(work().resolve("f"));
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
    default void freeSpaceIsShown() throws Exception {
        assertTrue(Files.getFileStore(work()).getTotalSpace() > 0);
        assertTrue(Files.getFileStore(work()).getUsableSpace() <= Files.getFileStore(work()).getTotalSpace());
        assertTrue(Commands.expect("df", "-i", work().toString()).lines().count() == 2);
    }

    @Test
    default void timesAreSetAsAsked() {
        String file = path("f");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Posix.utimes(file, 1_000_000_000, 1_100_000_000);
        assertEquals(1_000_000_000, accessed(file));
        assertEquals(1_100_000_000, modified(file));
        long far = 1L << 33; // in the year 2242
        Posix.utimes(file, far, far + 1);
        assertEquals(far, accessed(file));
        assertEquals(far + 1, modified(file));
        Posix.symlink("f", path("link"));
        Posix.utimes(path("link"), 5, 6);
        assertEquals(6, modified(path("link")), "of the link itself");
        assertEquals(far + 1, modified(file));
    }

    @Test
    default void timesAreSetOneByOne() {
        assume(Feature.SEPARATE_TIMES);
        String file = path("f");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Posix.utimes(file, 1_000_000_000, 1_100_000_000);
        Posix.utimes(file, Posix.UTIME_OMIT, 1_200_000_000);
        assertEquals(1_000_000_000, accessed(file));
        assertEquals(1_200_000_000, modified(file));
        Posix.utimes(file, 1_300_000_000, Posix.UTIME_OMIT);
        assertEquals(1_300_000_000, accessed(file));
        long before = Instant.now().getEpochSecond();
        Posix.utimes(file, Posix.UTIME_NOW, Posix.UTIME_OMIT);
        assertTrue(accessed(file) >= before);
        assertEquals(1_200_000_000, modified(file));
    }

    @Test
    default void contentAndNamesMoveTheirTimes() throws IOException {
        String file = path("f");
        String directory = path("d");
        Posix.mkdir(directory, 0755);
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("create", () -> Posix.close(Posix.open(directory + "/a", Posix.O_CREAT | Posix.O_WRONLY, 0644)));
        changes.put("mkdir", () -> Posix.mkdir(directory + "/b", 0755));
        changes.put("symlink", () -> Posix.symlink("a", directory + "/c"));
        changes.put("link", () -> Posix.link(directory + "/a", directory + "/e"));
        changes.put("rename", () -> Posix.rename(directory + "/a", directory + "/g", 0));
        changes.put("unlink", () -> Posix.unlink(directory + "/g"));
        changes.put("rmdir", () -> Posix.rmdir(directory + "/b"));
        changes.forEach((name, change) -> {
            Posix.utimes(directory, 1, 1);
            change.run();
            assertTrue(modified(directory) > 1, name);
        });
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("write", () -> {
            int fd = Posix.open(file, Posix.O_WRONLY, 0);
            Posix.write(fd, new byte[10], 0);
            Posix.close(fd);
        });
        writes.put("truncate", () -> Posix.truncate(file, 5));
        writes.put("open", () -> Posix.close(Posix.open(file, Posix.O_WRONLY | Posix.O_TRUNC, 0)));
        writes.forEach((name, write) -> {
            Posix.utimes(file, 1, 1);
            write.run();
            assertTrue(modified(file) > 1, name);
        });
    }

    @Test
    default void everyChangeMovesTheChangeTime() throws Exception {
        Map<String, Consumer<String>> changes = new LinkedHashMap<>();
        changes.put("chmod", p -> Posix.chmod(p, 0600));
        changes.put("chown", p -> Posix.chown(p, 0, 0));
        changes.put("link", p -> Posix.link(p, p + "-link"));
        changes.put("unlink", p -> Posix.unlink(p + "-2"));
        changes.put("truncate", p -> Posix.truncate(p, 1));
        changes.put("utimensat", p -> Posix.utimes(p, 1, 1));
        if (lacks(Feature.COHERENT_LINKS)) {
            changes.keySet().removeAll(Set.of("link", "unlink"));
        }
        changes.keySet().forEach(name -> {
            Posix.close(Posix.open(path(name), Posix.O_CREAT | Posix.O_WRONLY, 0644));
            Posix.link(path(name), path(name) + "-2");
        });
        Map<String, Long> before = new LinkedHashMap<>();
        changes.keySet().forEach(name -> before.put(name, changed(path(name))));
        // Times may be whole seconds: the next one is what is waited for.
        long last = Collections.max(before.values());
        while (Instant.now().getEpochSecond() <= last) {
            Thread.sleep(Duration.ofMillis(50));
        }
        changes.forEach((name, change) -> {
            change.accept(path(name));
            assertTrue(changed(path(name)) > before.get(name), name);
        });
    }

    @Test
    default void inodeNumbersAreLastingAndDistinct() throws IOException {
        Set<Object> numbers = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Path file = Files.createFile(work().resolve("f" + i));
            assertTrue(numbers.add(inode(file.toString())), () -> file + " has the number of another");
        }
        int fd = Posix.open(work().toString(), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        try {
            for (List<Posix.Listed> part = Posix.list(fd, 8192); !part.isEmpty(); part = Posix.list(fd, 8192)) {
                part.stream().filter(e -> e.name().startsWith("f")).forEach(e -> {
                    assertEquals(e.inode(), inode(path(e.name())), e.name());
                    assertEquals(8, e.type(), "regular file");
                });
            }
        } finally {
            Posix.close(fd);
        }
    }
}
