package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Directories and their listings, after mkdir(2), rmdir(2), getdents(2) and seekdir(3). Threading: see the suite. */
interface DirectoryRules extends Workplace {
    @Test
    default void directoriesAreMadeAndRemoved() throws IOException {
        Path directory = Files.createDirectory(work().resolve("d"));
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
    default void directoryLinkCountsFollowSubdirectories() throws IOException {
        assume(Feature.DIRECTORY_LINK_COUNTS);
        int before = (int) Files.getAttribute(work(), "unix:nlink");
        Files.createDirectory(work().resolve("d"));
        assertEquals(before + 1, Files.getAttribute(work(), "unix:nlink"));
        Files.delete(work().resolve("d"));
        assertEquals(before, Files.getAttribute(work(), "unix:nlink"));
    }

    @Test
    default void largeDirectoriesAreListedCompletely() throws Exception {
        Set<String> expected = new TreeSet<>();
        int size = largeDirectorySize();
        for (int i = 0; i < size; i++) {
            String name = "entry-with-a-name-of-some-length-" + i;
            Posix.close(Posix.open(work() + "/" + name, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
            expected.add(name);
        }
        Set<String> listed = new TreeSet<>();
        try (Stream<Path> names = Files.list(work())) {
            names.forEach(path -> assertTrue(listed.add(path.getFileName().toString()), () -> "twice: " + path));
        }
        assertEquals(expected, listed);
        long lines = Commands.expect("ls", "-l", work().toString()).lines().count();
        assertEquals(size + 1, lines, "ls -l with its total line");
        Commands.expect("rm", "-rf", work().toString());
        assertFalse(Files.exists(work()));
    }

    @Test
    default void treesAreCopiedFaithfully() throws Exception {
        Path tree = Files.createDirectory(work().resolve("tree"));
        for (int i = 0; i < 100; i++) {
            Path directory = Files.createDirectories(tree.resolve("d" + i % 10));
            Files.write(directory.resolve("f" + i), random(i * 997, i));
        }
        Files.createSymbolicLink(tree.resolve("link"), Path.of("d1/f1"));
        Commands.expect("cp", "-a", tree.toString(), work().resolve("copy").toString());
        Commands.expect("diff", "-r", tree.toString(), work().resolve("copy").toString());
        Commands.expect("sh", "-c", "cd '" + work() + "' && tar cf a.tar tree && mkdir x && tar xf a.tar -C x "
                + "&& diff -r tree x/tree && rm -r tree copy x");
        assertFalse(Files.exists(tree));
    }

    @Test
    default void listingsGoOnAnywhere() {
        Posix.mkdir(path("d"), 0755);
        for (int i = 0; i < 300; i++) {
            Posix.close(Posix.open(path("d/entry-" + i), Posix.O_CREAT | Posix.O_WRONLY, 0644));
        }
        int fd = Posix.open(path("d"), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        try {
            List<Posix.Listed> all = rest(fd);
            assertEquals(302, all.size());
            for (int i = 0; i < all.size(); i += 37) {
                Posix.position(fd, all.get(i).offset());
                assertEquals(all.subList(i + 1, all.size()), rest(fd), "behind entry " + i);
            }
            // What was there before and is still there comes exactly once.
            Posix.position(fd, 0);
            List<String> names = new ArrayList<>();
            List<Posix.Listed> part = Posix.list(fd, 2048);
            part.forEach(e -> names.add(e.name()));
            part.stream().filter(e -> e.name().startsWith("entry")).forEach(e -> Posix.unlink(path("d/" + e.name())));
            Posix.close(Posix.open(path("d/late"), Posix.O_CREAT | Posix.O_WRONLY, 0644));
            rest(fd).forEach(e -> names.add(e.name()));
            names.remove("late");
            assertEquals(all.stream().map(Posix.Listed::name).sorted().toList(), names.stream().sorted().toList());
            Posix.position(fd, 0);
            assertEquals(303 - part.stream().filter(e -> e.name().startsWith("entry")).count(), rest(fd).size());
        } finally {
            Posix.close(fd);
        }
    }

    private static List<Posix.Listed> rest(int fd) {
        List<Posix.Listed> all = new ArrayList<>();
        for (List<Posix.Listed> part = Posix.list(fd, 4096); !part.isEmpty(); part = Posix.list(fd, 4096)) {
            all.addAll(part);
        }
        return all;
    }

    @Test
    default void listingsTellTypes() {
        for (Kind kind : kinds()) {
            kind.make(path(kind.name()));
        }
        int fd = Posix.open(work().toString(), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        try {
            for (Posix.Listed entry : rest(fd)) {
                if (!entry.name().startsWith(".")) {
                    assertEquals(Kind.valueOf(entry.name()).listed(), entry.type(), entry.name());
                }
            }
        } finally {
            Posix.close(fd);
        }
    }

    @Test
    default void watchersSeeChangesOfThisHost() throws Exception {
        try (WatchService watcher = work().getFileSystem().newWatchService()) { // inotify
            work().register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            Files.createFile(work().resolve("f"));
            Files.delete(work().resolve("f"));
            List<String> seen = new ArrayList<>();
            while (seen.size() < 2) {
                WatchKey key = watcher.poll(20, TimeUnit.SECONDS);
                assertNotNull(key, () -> "only " + seen);
                key.pollEvents().forEach(e -> seen.add(e.kind().name() + " " + e.context()));
                key.reset();
            }
            assertEquals(List.of("ENTRY_CREATE f", "ENTRY_DELETE f"), seen);
        }
    }
}
