package org.apiaryfs.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.FileSystemClient;
import org.apiaryfs.client.OpenFile;
import org.apiaryfs.client.OpenFiles;
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

    /** One of each kind of damage that one metadata node can have, mended; what isn't damaged stays as it is. */
    @Test
    void repair() throws Exception {
        byte[] kept = new byte[1_200_000];
        new Random(1).nextBytes(kept);
        try (FileSystemClient files = services.client()) {
            files.makeDirectories("/keep/deep");
            files.write("/keep/deep/kept", kept);
            for (String dir : List.of("gone", "gone-full", "owned", "lost", "parent", "counts")) {
                files.makeDirectories("/r/" + dir);
            }
            for (String file : List.of("dangling", "nameless", "link", "owner", "orphan", "count", "gone-full/inside", "lost/inside")) {
                files.write("/r/" + file, new byte[0]);
            }
            files.write("/r/size", kept);
            files.write("/r/chunk", kept);
        }
        Set<Path> before = new TreeSet<>(services.chunks(1));
        services.damage(s -> {
            EntryKey r = dir(s, "r");
            EntryKey gone = dir(s, "r", "gone");
            s.update().removeDir(gone, s.store().dir(gone).orElseThrow());
            EntryKey full = dir(s, "r", "gone-full");
            s.update().removeDir(full, s.store().dir(full).orElseThrow());
            EntryKey owned = dir(s, "r", "owned");
            s.update().putDir(owned, s.store().dir(owned).orElseThrow().withOwner(9));
            s.update().unlink(s.store().name(r, "lost"));
            s.update().addCounts(r, -DirCounts.SUBDIR);
            EntryKey parent = dir(s, "r", "parent");
            s.update().putDir(parent, s.store().dir(parent).orElseThrow().withParent(gone, 1));
            s.update().setCounts(dir(s, "r", "counts"), DirCounts.of(3, 4));
            EntryKey dangling = dentry(s, r, "dangling").key();
            s.update().removeFile(dangling, s.store().file(dangling).orElseThrow());
            s.update().unlink(s.store().name(r, "nameless"));
            s.update().unlink(s.store().name(r, "orphan"));
            s.update().addCounts(r, -2);
            EntryKey orphan = dentry(s, r, "orphan").key();
            s.update().putFile(orphan, s.store().file(orphan).orElseThrow().separate());
            EntryKey link = dentry(s, r, "link").key();
            s.update().putFile(link, s.store().file(link).orElseThrow().inlinedIn(full));
            Dentry owner = dentry(s, r, "owner");
            s.update().link(s.store().name(r, "owner"), new Dentry(owner.type(), 0, owner.key(), 9));
            s.update().putFile(owner.key(), s.store().file(owner.key()).orElseThrow().separate());
            EntryKey count = dentry(s, r, "count").key();
            s.update().putFile(count, s.store().file(count).orElseThrow().withNlink(4));
            EntryKey size = dentry(s, r, "size").key();
            s.update().putFile(size, s.store().file(size).orElseThrow().withSize(7, List.of()));
        });
        Path chunk = services.chunks(1).stream().filter(c -> before.contains(c) && c.toFile().length() > 500_000).reduce((a, b) -> b).orElseThrow();
        Path elsewhere = services.target(1).resolve("chunks/u0/0/0/root").resolve(chunk.getFileName());
        Files.createDirectories(elsewhere.getParent());
        Files.move(chunk, elsewhere);
        Files.writeString(elsewhere.resolveSibling("strange"), "of nobody");

        CheckReport report = services.check((kind, count) -> true);
        assertTrue(report.findings().stream().allMatch(f -> f.outcome() == Finding.Outcome.MENDED), report::toString);
        assertEquals(new TreeSet<>(Set.of("dangling-name /r/dangling", "dangling-name /r/gone", "contents-without-inode /r/gone-full",
                "wrong-directory-owner /r/owned", "orphaned-directory -", "wrong-parent /r/parent", "wrong-directory-counts /r/counts",
                "nameless-inlined-inode -", "orphaned-file -", "broken-link /r/link", "wrong-name-owner /r/owner", "wrong-link-count /r/count",
                "wrong-size /r/size", "malformed-chunk -", "wrong-chunk-path /r/chunk")), kinds(report), report::toString);
        assertEquals(List.of(), services.check().findings());
        try (FileSystemClient files = services.client()) {
            assertArrayEquals(kept, files.read("/keep/deep/kept"));
            assertArrayEquals(kept, files.read("/r/size"));
            assertArrayEquals(kept, files.read("/r/chunk"));
            assertEquals(0, files.read("/r/gone-full/inside").length);
            assertEquals(0, files.read("/r/owner").length);
            assertEquals(1, files.list("/lost+found").size());
            assertEquals(Set.of("gone", "gone-full", "owned", "parent", "counts", "link", "owner", "count", "size", "chunk"),
                    files.list("/r").stream().map(FileSystemClient.Listed::name).filter(name -> name.length() < 12).collect(Collectors.toSet()));
        }
        assertEquals(before, new TreeSet<>(services.chunks(1)));
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

    private List<Path> allChunks() throws IOException {
        return Stream.concat(services.chunks(1).stream(), services.chunks(2).stream()).toList();
    }

    @Test
    void aRemovedFileMayHaveLostItsChunksAlready() throws Exception {
        try (FileSystemClient files = services.client()) {
            Set<Path> before = new TreeSet<>(allChunks());
            files.write("/removed", new byte[100]);
            Path chunk = allChunks().stream().filter(c -> !before.contains(c)).findFirst().orElseThrow();
            Files.delete(chunk);
            Files.createDirectory(chunk); // which can't be removed as a chunk file, so that the inode has to stay
            files.delete("/removed");
            assertEquals(List.of(), services.check().findings());
            Files.delete(chunk);
        }
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

    /** Counters of a directory go up and down within a second, so neither they nor its times tell that it is in use. */
    @Test
    void directoryWhoseCountersComeBackAgainAndAgainIsNotJudged() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (FileSystemClient files = services.client()) {
            List<Thread> workers = List.of(Thread.ofVirtual().start(() -> comeAndGo(files, "/a/x", stop, failure)),
                    Thread.ofVirtual().start(() -> comeAndGo(files, "/a/y", stop, failure)),
                    Thread.ofVirtual().start(() -> comeAndGo(files, "/a/z", stop, failure)));
            for (int round = 0; round < 5; round++) {
                assertEquals(List.of(), services.check().findings(), "round " + round);
            }
            stop.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertEquals(null, failure.get());
    }

    private static void comeAndGo(FileSystemClient files, String name, AtomicBoolean stop, AtomicReference<Throwable> failure) {
        try {
            while (!stop.get()) {
                files.write(name, new byte[0]);
                files.delete(name);
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    /** Wherever a check is broken off, the servers don't take it for running any more. */
    @Test
    void checkThatIsBrokenOffLeavesTheServersFree() throws Exception {
        try (FileSystemClient files = services.client()) {
            for (int i = 0; i < 1100; i++) { // so that chunks come in several answers
                files.write("/a/b/chunk" + i, new byte[] {1});
            }
        }
        for (int moment = 0; moment < 6; moment++) {
            CompletableFuture<CheckReport> broken = new CompletableFuture<>();
            Thread check = Thread.ofPlatform().start(() -> {
                try {
                    broken.complete(services.check());
                } catch (Exception e) {
                    broken.completeExceptionally(e);
                }
            });
            Thread.sleep(40 + 40 * moment);
            check.interrupt();
            check.join();
            if (broken.isCompletedExceptionally()) {
                assertInstanceOf(InterruptedException.class, broken.exceptionNow());
            }
            assertEquals(List.of(), services.check().findings(), "after one that was broken off at moment " + moment);
        }
    }

    @Test
    void openFileWithoutNameKeepsItsContentWhenAllIsMended() throws Exception {
        byte[] content = new byte[2_000_000];
        new Random(2).nextBytes(content);
        try (FileSystemClient files = services.client()) {
            files.write("/a/open", content);
            OpenFile open = files.open("/a/open", OpenFiles.Mode.READ);
            files.delete("/a/open");
            assertEquals(List.of(), services.check((kind, count) -> true).findings());
            ByteBuf read = open.read(0, content.length, Caller.ROOT).get(10, TimeUnit.SECONDS);
            assertEquals(Unpooled.wrappedBuffer(content), read);
            read.release();
            open.close().get(10, TimeUnit.SECONDS);
        }
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
