package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.nio.file.ExtendedOpenOption;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.OpenFile;
import org.apiaryfs.client.OpenFiles;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one mount sees of what another one does: the promises of docs/semantics.md. */
@Tag("system")
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoherenceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final OpenOption[] READ = {StandardOpenOption.READ};
    private static final OpenOption[] READ_WRITE = {StandardOpenOption.READ, StandardOpenOption.WRITE};
    private static final int PAGE = 4096;
    /** Longer than any of the tests. */
    private static final int FOREVER_MS = 3_600_000;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path here;
    private static Path there;
    /** With locks of all clients, and pages kept over opens. */
    private static Path lockedHere;
    private static Path lockedThere;
    /** Believes everything for very long. */
    private static Path credulous;

    @BeforeAll
    static void mount() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 2).start();
        here = cluster.mount().directory();
        there = cluster.mount().directory();
        String[] locked = {"tuneUseGlobalFileLocks", "tuneUseGlobalAppendLocks", "tuneFileCacheType=native"};
        lockedHere = cluster.mount(locked).directory();
        lockedThere = cluster.mount(locked).directory();
        credulous = cluster.mount("tuneDirSubentryCacheValidityMS=" + FOREVER_MS, "tuneFileSubentryCacheValidityMS=" + FOREVER_MS,
                "tuneENOENTCacheValidityMS=" + FOREVER_MS, "tunePageCacheValidityMS=0").directory();
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(length);
        int count = 0;
        while (count >= 0 && data.hasRemaining()) {
            count = file.read(data, at + data.position());
        }
        return new String(data.array(), 0, data.position(), StandardCharsets.ISO_8859_1);
    }

    private static void write(FileChannel file, long at, String text) throws IOException {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), at);
    }

    /** Waits for what others' doings become visible after a while; there is no event for that. */
    private static <T> void soon(T expected, Callable<T> actual) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        T last = actual.call();
        while (!expected.equals(last) && System.nanoTime() < end) {
            Thread.sleep(20);
            last = actual.call();
        }
        assertEquals(expected, last);
    }

    /** The beginning of a second, so that what follows happens within it. */
    private static void awaitNewSecond() throws InterruptedException {
        Instant now = Instant.now();
        Thread.sleep(1000 - now.toEpochMilli() % 1000);
    }

    @Test
    void closeThenOpenShowsDataSizeTimesAndNames() throws Exception {
        for (int i = 0; i < 20; i++) {
            String name = "closed" + i;
            Files.writeString(here.resolve(name), "x".repeat(i));
            assertEquals("x".repeat(i), Files.readString(there.resolve(name)));
            // Over what is there already, of the same length and at the same time.
            Files.writeString(there.resolve(name), "y".repeat(i));
            assertEquals("y".repeat(i), Files.readString(here.resolve(name)));
            Files.setLastModifiedTime(here.resolve(name), FileTime.fromMillis(1_000_000L * i));
            assertEquals(1_000_000L * i, Files.getLastModifiedTime(there.resolve(name)).toMillis());
            Files.move(here.resolve(name), here.resolve(name + "b"));
            assertFalse(Files.exists(there.resolve(name)));
            assertTrue(Files.exists(there.resolve(name + "b")));
            Files.delete(there.resolve(name + "b"));
            assertThrows(NoSuchFileException.class, () -> Files.readString(here.resolve(name + "b")));
        }
    }

    @Test
    void syncThenOpenShowsWhatIsStillBeingWritten() throws Exception {
        try (FileChannel out = FileChannel.open(here.resolve("log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 1; i <= 10; i++) {
                write(out, (i - 1) * 3000L, "z".repeat(3000));
                out.force(false);
                assertEquals(i * 3000L, Files.size(there.resolve("log")));
                assertEquals("z".repeat(i * 3000), Files.readString(there.resolve("log")));
            }
        }
    }

    @Test
    void changesWithinASecondAreSeenThroughAnOpenFile() throws Exception {
        Path mine = here.resolve("second");
        for (String before : List.of("0", "2", "4")) {
            String after = Integer.toString(Integer.parseInt(before) + 1);
            awaitNewSecond();
            Files.writeString(mine, before.repeat(PAGE));
            try (FileChannel open = FileChannel.open(there.resolve("second"), READ)) {
                assertEquals(before.repeat(PAGE), read(open, 0, PAGE));
                Files.writeString(mine, after.repeat(PAGE), StandardOpenOption.WRITE);
                soon(after.repeat(PAGE), () -> read(open, 0, PAGE));
            }
        }
    }

    @Test
    void anOpenFileShowsOthersChangesSoon() throws Exception {
        Path mine = here.resolve("open");
        Files.writeString(mine, "begin");
        try (FileChannel open = FileChannel.open(there.resolve("open"), READ_WRITE)) {
            assertEquals("begin", read(open, 0, 100));
            Files.writeString(mine, "longer than before");
            soon("longer than before", () -> read(open, 0, 100));
            soon(18L, open::size);
            Files.writeString(mine, "s");
            soon("s", () -> read(open, 0, 100));
            soon(1L, open::size);
            try (FileChannel growing = FileChannel.open(mine, READ_WRITE)) {
                growing.truncate(0);
                write(growing, 200_000, "end");
            }
            soon("\0".repeat(100), () -> read(open, 0, 100));
            soon(200_003L, open::size);
        }
    }

    @Test
    void aMappedFileShowsOthersChangesWhenItIsLookedAt() throws Exception {
        Path mine = here.resolve("mapped");
        Files.writeString(mine, "m".repeat(PAGE));
        try (FileChannel open = FileChannel.open(there.resolve("mapped"), READ_WRITE)) {
            MappedByteBuffer map = open.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            assertEquals('m', map.get(5));
            Files.writeString(mine, "n".repeat(PAGE), StandardOpenOption.WRITE);
            soon((byte) 'n', () -> {
                open.size();
                return map.get(5);
            });
            map.put(7, (byte) '!');
            map.force();
            assertEquals("nnnnnnn!nn", Files.readString(mine).substring(0, 10));
        }
    }

    @Test
    void aHoleAtTheEndIsSeenAtTheNextOpening() throws Exception {
        Path mine = here.resolve("hole");
        Files.createFile(mine);
        try (FileChannel open = FileChannel.open(there.resolve("hole"), READ)) {
            assertEquals("", read(open, 0, 10));
            Shell.run(here, SOON, "truncate -s 300000 hole");
            assertEquals("\0".repeat(300_000), Files.readString(there.resolve("hole")));
        }
    }

    @Test
    void openFilesOutliveWhatOthersDoToTheirNames() throws Exception {
        Files.createDirectory(here.resolve("elsewhere"));
        Path mine = here.resolve("kept");
        Files.writeString(mine, "content");
        try (FileChannel open = FileChannel.open(there.resolve("kept"), READ_WRITE)) {
            Files.move(mine, here.resolve("kept2"));
            assertEquals("content", read(open, 0, 100));
            write(open, 7, " and more");
            open.force(true);
            assertEquals("content and more", Files.readString(here.resolve("kept2")));
            Files.writeString(here.resolve("other"), "other");
            Files.move(here.resolve("other"), here.resolve("kept2"), StandardCopyOption.REPLACE_EXISTING);
            assertEquals("content and more", read(open, 0, 100));
            write(open, 0, "CONTENT");
            open.force(true);
            assertEquals("CONTENT and more", read(open, 0, 100));
            assertEquals(16, open.size());
            assertEquals("other", Files.readString(there.resolve("kept2")));
        }
        try (FileChannel open = FileChannel.open(there.resolve("kept2"), READ_WRITE)) {
            Files.delete(here.resolve("kept2"));
            assertEquals("other", read(open, 0, 100));
            write(open, 5, "!");
            assertEquals(6, open.size());
        }
        assertFalse(Files.exists(there.resolve("kept2")));
    }

    @Test
    void aFileThatOthersCutIsShortForItsWriterToo() throws Exception {
        try (FileChannel open = FileChannel.open(here.resolve("cut"), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            write(open, 0, "c".repeat(100_000));
            open.force(false);
            Shell.run(there, SOON, "truncate -s 10 cut");
            assertEquals(10, Files.size(here.resolve("cut")));
            soon(10L, open::size);
            soon("c".repeat(10), () -> read(open, 0, 100));
            // What is still in buffers is written later than the cut, and so is there.
            write(open, 20, "d");
            assertEquals(21, Files.size(here.resolve("cut")));
        }
        assertEquals("c".repeat(10) + "\0".repeat(10) + "d", Files.readString(there.resolve("cut")));
    }

    @Test
    void directReadsAskTheServers() throws Exception {
        Path mine = here.resolve("direct");
        Files.writeString(mine, "a".repeat(PAGE));
        try (FileChannel open = FileChannel.open(there.resolve("direct"), StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
            ByteBuffer aligned = ByteBuffer.allocateDirect(8 * PAGE).alignedSlice(PAGE);
            for (int i = 1; i < 6; i++) {
                char content = (char) ('a' + i);
                try (FileChannel out = FileChannel.open(mine, READ_WRITE)) {
                    write(out, 0, String.valueOf(content).repeat(i * PAGE));
                    out.force(false);
                }
                assertEquals(i * PAGE, open.read(aligned.clear(), 0));
                assertEquals(content, aligned.get(PAGE * i - 1));
            }
            Shell.run(here, SOON, "truncate -s 0 direct; truncate -s " + 2 * PAGE + " direct");
            assertEquals(2 * PAGE, open.read(aligned.clear(), 0));
            assertEquals(0, aligned.get(2 * PAGE - 1));
        }
    }

    @Test
    void pagesThatAreKeptOverOpensFollowTheFile() throws Exception {
        Path mine = lockedHere.resolve("native");
        for (int i = 0; i < 30; i++) {
            // Faster than the clock of the servers ticks.
            String content = Integer.toString(i % 10).repeat(PAGE);
            Files.writeString(mine, content);
            assertEquals(content, Files.readString(lockedThere.resolve("native")));
        }
    }

    @Test
    void whoeverGetsALockSeesWhatWasWrittenUnderIt() throws Exception {
        Path mine = lockedHere.resolve("counter");
        Files.writeString(mine, "0".repeat(8));
        try (FileChannel one = FileChannel.open(mine, READ_WRITE); FileChannel two = FileChannel.open(lockedThere.resolve("counter"), READ_WRITE)) {
            for (int i = 0; i < 50; i++) {
                try (FileLock lock = (i % 2 == 0 ? one : two).lock()) {
                    FileChannel file = lock.channel() instanceof FileChannel f ? f : one;
                    assertEquals(i, Integer.parseInt(read(file, 0, 8)));
                    write(file, 0, "%08d".formatted(i + 1));
                }
            }
        }
        // Through mappings, which no close or sync writes out meanwhile.
        try (FileChannel one = FileChannel.open(mine, READ_WRITE); FileChannel two = FileChannel.open(lockedThere.resolve("counter"), READ_WRITE)) {
            List<FileChannel> files = List.of(one, two);
            List<MappedByteBuffer> maps = new ArrayList<>();
            for (FileChannel file : files) {
                maps.add(file.map(FileChannel.MapMode.READ_WRITE, 0, 8));
            }
            for (int i = 0; i < 20; i++) {
                try (FileLock lock = files.get(i % 2).lock()) {
                    MappedByteBuffer map = maps.get(i % 2);
                    assertEquals(50 + i, Integer.parseInt(StandardCharsets.ISO_8859_1.decode(map.duplicate().clear()).toString()));
                    map.duplicate().clear().put("%08d".formatted(51 + i).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    @Test
    void locksExcludeOtherMounts() throws Exception {
        Path mine = lockedHere.resolve("lock");
        Files.createFile(mine);
        try (FileChannel one = FileChannel.open(mine, READ_WRITE); FileChannel two = FileChannel.open(lockedThere.resolve("lock"), READ_WRITE)) {
            FileLock held = one.lock(0, 10, false);
            Path other = lockedThere.resolve("lock");
            // Another process, for Java refuses a second lock on what it takes for the same file.
            assertEquals("busy", Shell.run(dir, SOON, "python3 -c 'import fcntl,sys; f=open(sys.argv[1],\"r+b\")\ntry:\n fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB,5); print(\"free\")\nexcept OSError: print(\"busy\")' " + other).strip());
            held.release();
            try (FileLock now = two.lock(5, 10, false)) {
                assertTrue(now.isValid());
            }
        }
        Shell.run(lockedHere, SOON, "exec 9<lock; flock -x 9; ! flock -n -s " + lockedThere.resolve("lock") + " true; flock -u 9; flock -n -x "
                + lockedThere.resolve("lock") + " true");
        // Whoever is killed while he waits doesn't keep others waiting.
        Shell.run(lockedHere, SOON, "exec 9<lock; flock -s 9; flock -x " + lockedThere.resolve("lock") + " true & sleep 1; kill -9 $!; wait || true; "
                + "flock -n -s " + lockedThere.resolve("lock") + " true");
        String ranges = "lockf() { exec python3 -c 'import fcntl,sys,time; f=open(sys.argv[1],\"r+b\"); fcntl.lockf(f,eval(sys.argv[2]),5); print(1,flush=True); time.sleep(int(sys.argv[3]))' $*; }; ";
        Shell.run(lockedHere, SOON, ranges + "(lockf lock fcntl.LOCK_SH 60) > held & holder=$!; until [ -s held ]; do sleep 0.1; done; "
                + "(lockf " + lockedThere.resolve("lock") + " fcntl.LOCK_EX 0) & sleep 2; kill -9 $!; wait $! || true; "
                + "until (lockf " + lockedThere.resolve("lock") + " 'fcntl.LOCK_SH|fcntl.LOCK_NB' 0) 2> /dev/null; do kill -0 $holder; sleep 0.1; done; kill $holder");
    }

    /** The request of one who is killed and what is said of that afterwards must not overtake each other. */
    @Test
    void whoeverIsKilledAtAnyMomentLeavesTheQueue() throws Exception {
        Files.createFile(lockedHere.resolve("crowd"));
        Files.writeString(dir.resolve("crowd.py"), """
                import fcntl, os, random, sys, time
                here, there = sys.argv[1:]
                held = open(here, "r+b")
                fcntl.lockf(held, fcntl.LOCK_SH, 5)
                for i in range(200):
                    waiter = os.fork()
                    if waiter == 0:
                        fcntl.lockf(open(there, "r+b"), fcntl.LOCK_EX, 5)
                        os._exit(0)
                    time.sleep(random.random() * 0.01)
                    os.kill(waiter, 9)
                    os.waitpid(waiter, 0)
                    file = open(there, "r+b")
                    end = time.time() + 10
                    while True:
                        try:
                            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 5)
                            break
                        except BlockingIOError:
                            if time.time() > end:
                                sys.exit("round %d: a waiter that was killed is still in the way" % i)
                            time.sleep(0.002)
                    file.close()
                """);
        Shell.run(dir, Duration.ofMinutes(1), "python3 crowd.py " + lockedHere.resolve("crowd") + " " + lockedThere.resolve("crowd") + " 2>&1");
    }

    @Test
    void appendsOfTwoMountsLoseNothing() throws Exception {
        Files.createFile(lockedHere.resolve("appended"));
        int each = 300;
        String script = "for i in $(seq %d); do echo \"$0 $i .......................................................................\"; done >> appended";
        String writer = script.formatted(each);
        Process one = new ProcessBuilder("bash", "-c", writer, "one").directory(lockedHere.toFile()).inheritIO().start();
        Process two = new ProcessBuilder("bash", "-c", writer, "two").directory(lockedThere.toFile()).inheritIO().start();
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
        Set<String> lines = new HashSet<>();
        for (String line : Files.readAllLines(lockedThere.resolve("appended"))) {
            assertTrue(line.endsWith("...") && lines.add(line), line);
        }
        assertEquals(2 * each, lines.size());
    }

    @Test
    void whatIsAppendedAfterASyncGoesBehindWhatOthersWrote() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (FileChannel mine = FileChannel.open(here.resolve("grown"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileChannel end = FileChannel.open(here.resolve("grown"), StandardOpenOption.APPEND)) {
                write(end, 0, "appended");
                end.force(true);
                Files.writeString(there.resolve("grown"), "by others", StandardOpenOption.APPEND);
                write(mine, 0, "A"); // still buffered
                write(end, 0, " again");
                assertEquals("again", read(mine, 18, 5), "at once, where the kernel takes the file for shorter");
                mine.force(true);
            }
            assertEquals("Appendedby others again", Files.readString(there.resolve("grown")));
            Files.delete(there.resolve("grown"));
        }
    }

    @Test
    void whatOthersCutInTheSecondOfOurWritingIsGoneAlthoughTheFileIsAsLongAgain() throws Exception {
        int length = 3 * 4096;
        for (int i = 0; i < 2; i++) {
            awaitNewSecond();
            try (FileChannel mine = FileChannel.open(here.resolve("regrown"), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                write(mine, 0, "x".repeat(length));
                mine.force(true);
                try (RandomAccessFile theirs = new RandomAccessFile(there.resolve("regrown").toFile(), "rw")) {
                    theirs.setLength(i * 100);
                    theirs.setLength(length);
                }
                awaitNewSecond(); // so long attributes are believed
                awaitNewSecond();
                assertEquals("x".repeat(i * 100) + "\0".repeat(length - i * 100), read(mine, 0, length));
            }
            Files.delete(here.resolve("regrown"));
        }
    }

    @Test
    void validityTimesAreObeyed() throws Exception {
        Path mine = here.resolve("believed");
        Files.createDirectory(mine);
        Path theirs = credulous.resolve("believed");
        assertFalse(Files.exists(theirs.resolve("new")));
        Files.writeString(mine.resolve("new"), "1");
        assertFalse(Files.exists(theirs.resolve("new")), "a missing name is believed for tuneENOENTCacheValidityMS");
        Files.writeString(mine.resolve("file"), "1");
        assertEquals(1, Files.size(theirs.resolve("file")));
        Files.writeString(mine.resolve("file"), "12345");
        Files.move(mine.resolve("file"), mine.resolve("moved"));
        assertTrue(Files.exists(theirs.resolve("file")), "a name is believed for tuneFileSubentryCacheValidityMS");
        // The defaults: directories a second, the rest not at all.
        assertFalse(Files.exists(there.resolve("believed/late")));
        Files.writeString(mine.resolve("late"), "");
        assertTrue(Files.exists(there.resolve("believed/late")));
        Files.createDirectory(mine.resolve("directory"));
        assertTrue(Files.isDirectory(there.resolve("believed/directory")));
        Files.delete(mine.resolve("directory"));
        soon(false, () -> Files.exists(there.resolve("believed/directory")));
    }

    @Test
    void pagesThatAreNotBelievedAreAskedForAgain() throws Exception {
        Files.writeString(here.resolve("pages"), "p");
        try (FileChannel open = FileChannel.open(credulous.resolve("pages"), READ)) {
            assertEquals("p", read(open, 0, 1));
            for (String content : List.of("q", "r", "s")) {
                Files.writeString(here.resolve("pages"), content, StandardOpenOption.WRITE);
                assertEquals(content, read(open, 0, 1));
            }
        }
    }

    @Test
    void nothingIsMadeInADirectoryThatAnotherMountHasRemoved() throws Exception {
        Path removed = Files.createDirectory(here.resolve("removed"));
        Path believed = credulous.resolve("removed");
        assertTrue(Files.isDirectory(believed));
        Files.delete(removed);
        assertThrows(NoSuchFileException.class, () -> Files.createFile(believed.resolve("file")));
        assertThrows(NoSuchFileException.class, () -> Files.createDirectory(believed.resolve("directory")));
        assertThrows(NoSuchFileException.class, () -> Files.createSymbolicLink(believed.resolve("link"), Path.of("target")));
    }

    /** Linux takes for removed what it believes to be there. */
    @Test
    void aDirectoryLivesOnWhoseNameWasAnotherOnesWhenThatWasRemovedOrReplaced() throws Exception {
        for (String removal : List.of("removed", "replaced")) {
            Path name = Files.createDirectory(here.resolve("name-" + removal));
            Path moved = here.resolve("moved-" + removal);
            Path believed = credulous.resolve(name.getFileName());
            try (DirectoryStream<Path> held = Files.newDirectoryStream(believed)) { // lest Linux forgets it
                Files.move(name, moved);
                Files.createDirectory(name);
                if (removal.equals("removed")) {
                    Files.delete(believed);
                } else {
                    Files.createDirectory(credulous.resolve("next"));
                    Shell.run(credulous, SOON, "mv -T next " + name.getFileName());
                }
                Files.writeString(credulous.resolve(moved.getFileName()).resolve("file"), removal);
            }
            assertEquals(removal, Files.readString(moved.resolve("file")));
        }
    }

    @Test
    void aLengthThatTheServersHadWhenTheyWereAskedIsTheirsToTell() throws Exception {
        try (Client client = cluster.client()) {
            EntryInfo root = client.namespace().root();
            OpenFile file = client.files().create(root, client.namespace().stat(root, Caller.ROOT).get(), "arrived", 0644, true,
                    OpenFiles.Mode.WRITE, Caller.ROOT).get().file();
            String id = file.entry().entryId();
            long before = System.nanoTime();
            file.write(0, Unpooled.directBuffer(1000).writeZero(1000), Caller.ROOT).get();
            assertEquals(OptionalLong.of(1000), client.files().knownSize(id, System.nanoTime()), "what is only here");
            file.flush().get();
            assertEquals(OptionalLong.of(1000), client.files().knownSize(id, before), "what they were asked for before they had it");
            assertEquals(OptionalLong.empty(), client.files().knownSize(id, System.nanoTime()), "others may have cut it");
            CompletableFuture<Void> closing = file.close();
            assertEquals(OptionalLong.empty(), client.files().knownSize(id, System.nanoTime()), "also while it is being closed");
            closing.get();
        }
    }

    @Test
    void whatIsCutRightAfterItsCloseIsShort() throws Exception {
        for (int round = 0; round < 200; round++) {
            Path file = here.resolve("cut" + round);
            Files.write(file, new byte[100_000]);
            try (FileChannel other = FileChannel.open(there.resolve("cut" + round), READ_WRITE)) {
                other.truncate(10);
            }
            assertEquals(10, Files.size(file), "round " + round);
        }
    }
}
