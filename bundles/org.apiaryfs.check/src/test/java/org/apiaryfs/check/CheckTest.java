package org.apiaryfs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apiaryfs.client.FileSystemClient;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a real cluster in this process, sound and damaged. */
@Timeout(120)
class CheckTest {
    @TempDir
    Path temp;

    private Services services;

    @BeforeEach
    void start() throws Exception {
        services = new Services(temp);
        try (FileSystemClient files = services.client()) {
            files.makeDirectories("/a/b");
            files.makeDirectories("/empty");
            files.write("/a/one", new byte[3_000_000]);
            files.write("/a/two", new byte[10]);
            files.write("/a/b/three", new byte[0]);
            files.write("/four", new byte[700_000]);
            files.rename("/four", "/a/b/moved");
            files.link("/a/pointer", "one");
        }
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private static Set<String> kinds(CheckReport report) {
        return report.findings().stream().map(f -> f.kind().id() + " " + f.path().orElse("-")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Dentry dentry(Services.Store s, EntryKey dir, String name) {
        return s.store().dentry(s.store().name(dir, name)).orElseThrow();
    }

    private static EntryKey dir(Services.Store s, String... path) {
        EntryKey at = EntryKey.ROOT;
        for (String name : path) {
            at = dentry(s, at, name).key();
        }
        return at;
    }

    @Test
    void soundFileSystemIsClean() throws Exception {
        CheckReport report = services.check();
        assertEquals(List.of(), report.findings());
        assertEquals(8, report.counted().names());
        assertEquals(0, Files.list(temp.resolve("work")).count(), "temporary files are removed");
    }

    @Test
    void damageOfNamesAndInodes() throws Exception {
        services.damage(s -> {
            EntryKey a = dir(s, "a");
            EntryKey two = dentry(s, a, "two").key();
            s.update().removeFile(two, s.store().file(two).orElseThrow());
            EntryKey one = dentry(s, a, "one").key();
            FileInode inode = s.store().file(one).orElseThrow();
            s.update().putFile(one, inode.withNlink(3).withSize(5, List.of()));
            EntryKey b = dentry(s, a, "b").key();
            s.update().setCounts(b, DirCounts.of(1, 7));
            EntryKey moved = dentry(s, b, "moved").key();
            s.update().putFile(moved, s.store().file(moved).orElseThrow().inlinedIn(a));
            s.update().unlink(s.store().name(EntryKey.ROOT, "empty"));
            s.update().unlink(s.store().name(b, "three"));
        });
        CheckReport report = services.check();
        // The chunks of a file without inode are orphans too.
        assertEquals(Set.of("dangling-name /a/two", "orphaned-chunk /a/two", "wrong-link-count /a/one", "wrong-size /a/one",
                "wrong-directory-counts /a/b", "wrong-directory-counts /", "broken-link /a/b/moved", "orphaned-directory -", "nameless-inlined-inode -"),
                kinds(report), report::toString);
    }

    @Test
    void damageOfChunks() throws Exception {
        Path chunk = services.chunks(1).stream().filter(c -> c.toFile().length() > 1_000_000).findFirst().orElseThrow();
        Path elsewhere = services.target(1).resolve("chunks/u0/0/0/root").resolve(chunk.getFileName());
        Files.createDirectories(elsewhere.getParent());
        Files.move(chunk, elsewhere);
        Files.writeString(elsewhere.resolveSibling("12-34-1"), "of nobody");
        Files.writeString(elsewhere.resolveSibling("strange"), "of nobody");
        CheckReport report = services.check();
        assertEquals(Set.of("orphaned-chunk -", "malformed-chunk -", "wrong-chunk-path /a/one"), kinds(report), report::toString);
    }

    @Test
    void nodeThatIsDownIsNamed() {
        services.stopMeta();
        CheckException e = assertThrows(CheckException.class, services::check);
        assertTrue(e.getMessage().startsWith("The metadata node 1 ("), e.getMessage());
    }

    @Test
    void nothingIsFoundWhileFilesComeAndGo() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (FileSystemClient files = services.client()) {
            List<Thread> workers = List.of(Thread.ofVirtual().start(() -> work(files, 0, stop, failure)),
                    Thread.ofVirtual().start(() -> work(files, 1, stop, failure)));
            for (int round = 0; round < 4; round++) {
                CheckReport report = services.check();
                assertEquals(List.of(), report.findings());
            }
            stop.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertEquals(null, failure.get());
        assertEquals(List.of(), services.check().findings());
    }

    private static void work(FileSystemClient files, int worker, AtomicBoolean stop, AtomicReference<Throwable> failure) {
        try {
            for (int i = 0; !stop.get(); i++) {
                String name = "/a/w" + worker + "-" + i % 20;
                files.write(name, new byte[i % 3 * 300_000]);
                files.rename(name, "/empty/w" + worker + "-" + i % 7);
                if (i % 5 == 4) {
                    files.delete("/empty/w" + worker + "-" + i % 7);
                    files.makeDirectories("/a/d" + worker + "-" + i);
                    files.rename("/a/d" + worker + "-" + i, "/empty/d" + worker + "-" + i);
                    files.delete("/empty/d" + worker + "-" + i);
                }
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }
}
