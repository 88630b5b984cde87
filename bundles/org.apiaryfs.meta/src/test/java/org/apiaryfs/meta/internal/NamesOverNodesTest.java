package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.meta.namespace.Moves;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.*;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.*;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Renaming and linking between directories of three metadata servers, as clients see it. */
@Timeout(120)
class NamesOverNodesTest {
    private static final Duration SETTLING = Duration.ofSeconds(10);
    @TempDir
    Path temp;

    private TestCluster cluster;
    /** A directory of each server, by its number. */
    private EntryInfo[] dirs;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp, 3, "storeClientXAttrs=true", "tuneDefaultNumStripeTargets=2");
        dirs = new EntryInfo[4];
        for (int node = 1; node <= 3; node++) {
            dirs[node] = mkdir(TestCluster.ROOT, "on" + node, node);
        }
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private <T extends Message> T ask(EntryInfo owned, Message request, Class<T> expected) throws FsException {
        return cluster.ask(owned.owner(), request, expected);
    }

    private EntryInfo mkdir(EntryInfo parent, String name, int owner) throws FsException {
        MkDir request = new MkDir(7, 8, 0040755, 0, parent, Optional.empty(), name, List.of(owner), Optional.empty(), false);
        MkDirResp made = ask(parent, request, MkDirResp.class);
        assertEquals(FsError.SUCCESS, made.error());
        assertEquals(owner, made.entryInfo().owner());
        return made.entryInfo();
    }

    private EntryInfo create(EntryInfo dir, String name) throws FsException {
        LookupIntent.Create wish = new LookupIntent.Create(7, 8, 0100644, 0, List.of(), Optional.empty(), Optional.empty());
        LookupIntentResp created = ask(dir, LookupIntent.create(dir, name, wish, true), LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, created.createError());
        return created.entryInfo().orElseThrow();
    }

    private Optional<EntryInfo> find(EntryInfo dir, String name) throws FsException {
        return ask(dir, LookupIntent.plain(dir, name), LookupIntentResp.class).entryInfo();
    }

    private EntryInfo get(EntryInfo dir, String name) throws FsException {
        return find(dir, name).orElseThrow();
    }

    private StatData stat(EntryInfo entry) throws FsException {
        StatResp answer = ask(entry, new Stat(entry, false), StatResp.class);
        assertEquals(FsError.SUCCESS, answer.error());
        return answer.statData();
    }

    private FsError statError(EntryInfo entry) throws FsException {
        return ask(entry, new Stat(entry, false), StatResp.class).error();
    }

    /** A file whose last name went is gone, or waits for the end of its chunk files, which are removed after the answer. */
    private void assertNameless(EntryInfo file) throws FsException {
        StatResp answer = ask(file, new Stat(file, false), StatResp.class);
        assertTrue(answer.error() == FsError.PATH_NOT_EXISTS || answer.error().ok() && answer.statData().nlink() == 0, answer::toString);
    }

    private FsError rename(EntryInfo from, String oldName, EntryInfo to, String newName) throws FsException {
        int type = find(from, oldName).map(EntryInfo::typeNumber).orElse(2);
        Envelope request = new Envelope(new Rename(type, from, to, oldName, newName), 0, 0, 0, 7, Rename.FOLLOWS_INODES, 0, Optional.empty());
        return cluster.ask(from.owner(), request, ResultResp.class).error();
    }

    private FsError link(EntryInfo file, EntryInfo from, String fromName, EntryInfo to, String toName) throws FsException {
        return ask(to, new Hardlink(file, to, toName, from, fromName), ResultResp.class).error();
    }

    private FsError unlink(EntryInfo dir, String name) throws FsException {
        return ask(dir, new UnlinkFile(dir, name), ResultResp.class).error();
    }

    private FsError rmdir(EntryInfo dir, String name) throws FsException {
        return ask(dir, new RmDir(dir, name), ResultResp.class).error();
    }

    private OpenFileResp open(EntryInfo file) throws FsException {
        return ask(file, new OpenFile(TestCluster.CLIENT, AccessFlags.READ_WRITE, Optional.empty(), file, Optional.empty(), false), OpenFileResp.class);
    }

    private FsError close(EntryInfo file, String handle, int used) throws FsException {
        return ask(file, new CloseFile(TestCluster.CLIENT, handle, file, used, Optional.empty(), Optional.empty(), Optional.empty(), false, false),
                ResultResp.class).error();
    }

    /** The number of a device is kept as a chunk file, which clients of Apiary write and read. */
    @Test
    void deviceKeepsItsContentOverServersAndItGoesWithTheLastName() throws Exception {
        for (int type : List.of(0020000, 0060000)) {
            EntryInfo device = ask(dirs[1], new MkFile(7, 8, type | 0600, 0, dirs[1], "device"), MkFileResp.class).entryInfo();
            OpenFileResp opened = open(device);
            String chunk = opened.pattern().targets().getFirst() + " " + device.entryId();
            cluster.chunks.put(chunk, 3L);
            assertEquals(FsError.SUCCESS, close(device, opened.fileHandleID(), 0));
            assertEquals(FsError.SUCCESS, rename(dirs[1], "device", dirs[2], "moved"));
            EntryInfo moved = get(dirs[2], "moved");
            assertEquals(2, moved.owner(), "the inode has moved");
            assertEquals(3, stat(moved).size());
            assertEquals(opened.pattern(), ask(moved, new GetEntryInfo(moved), GetEntryInfoResp.class).pattern());
            assertEquals(opened.pathInfo(), ask(moved, new GetEntryInfo(moved), GetEntryInfoResp.class).pathInfo());
            assertEquals(Set.of(chunk), cluster.chunks.keySet());
            assertEquals(FsError.SUCCESS, unlink(dirs[2], "moved"));
            long limit = System.nanoTime() + SETTLING.toNanos();
            while (!cluster.chunks.isEmpty() && System.nanoTime() < limit) {
                Thread.sleep(20); // chunk files are removed after the answer
            }
            assertEquals(Map.of(), cluster.chunks);
        }
    }

    /** A file with so many bytes on its first target. */
    private EntryInfo written(EntryInfo dir, String name, long bytes) throws FsException {
        EntryInfo file = create(dir, name);
        OpenFileResp opened = open(file);
        cluster.chunks.put(opened.pattern().targets().getFirst() + " " + file.entryId(), bytes);
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 0));
        return file;
    }

    /** The stores fit together once what goes on after answers, such as the removal of chunk files, has come to its end. */
    private void assertSound() throws Exception {
        cluster.settled();
        long limit = System.nanoTime() + SETTLING.toNanos();
        while (!cluster.check().isEmpty() && System.nanoTime() < limit) {
            Thread.sleep(20); // nobody tells when a server has nothing left to do
        }
        assertEquals(List.of(), cluster.check());
    }

    @Test
    void aClosedFileMovesWithInodeAttributesAndPlaceOfItsChunks() throws Exception {
        EntryInfo file = written(dirs[2], "f", 1234);
        for (String name : List.of("user.a", "user.b")) {
            ask(file, new SetXAttr(file, name, name.getBytes(), 0), ResultResp.class);
        }
        ask(file, new SetAttr(SetAttr.UID, 0, 0, 0, 99, 0, file), ResultResp.class);
        StatData before = stat(file);
        OpenFileResp opened = open(file);
        close(file, opened.fileHandleID(), -1);

        assertEquals(FsError.SUCCESS, rename(dirs[2], "f", dirs[3], "g"));
        assertEquals(Optional.empty(), find(dirs[2], "f"));
        EntryInfo moved = get(dirs[3], "g");
        assertEquals(file.entryId(), moved.entryId());
        assertEquals(3, moved.owner());
        assertTrue(moved.inlined());
        assertEquals(before, stat(moved));
        assertEquals(FsError.PATH_NOT_EXISTS, statError(file));
        OpenFileResp again = open(moved);
        assertEquals(opened.pathInfo(), again.pathInfo());
        assertEquals(opened.pattern(), again.pattern());
        close(moved, again.fileHandleID(), -1);
        assertArrayEquals("user.b".getBytes(), ask(moved, new GetXAttr(moved, "user.b", 100), GetXAttrResp.class).value());
        assertEquals(FsError.SUCCESS, rename(dirs[3], "g", dirs[2], "f"));
        assertEquals(before, stat(get(dirs[2], "f")));
        assertEquals(FsError.SUCCESS, unlink(dirs[2], "f"));
        assertSound();
    }

    @Test
    void anOpenFileLeavesItsInodeBehind() throws Exception {
        EntryInfo file = create(dirs[2], "f");
        OpenFileResp opened = open(file);
        assertEquals(FsError.IN_USE, ask(dirs[2], new Rename(2, dirs[2], dirs[3], "f", "g"), ResultResp.class).error());
        assertEquals(FsError.SUCCESS, rename(dirs[2], "f", dirs[3], "g"));
        EntryInfo moved = get(dirs[3], "g");
        assertEquals(2, moved.owner());
        assertFalse(moved.inlined());
        cluster.chunks.put(opened.pattern().targets().getFirst() + " " + file.entryId(), 77L);
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 0));
        assertEquals(77, stat(moved).size());
        // Removed while open again: the inode goes at the last close.
        opened = open(moved);
        assertEquals(FsError.SUCCESS, unlink(dirs[3], "g"));
        assertEquals(0, stat(moved).nlink());
        assertEquals(FsError.SUCCESS, close(moved, opened.fileHandleID(), -1));
        assertSound();
    }

    @Test
    void whatIsOverwrittenGoesWhereverItsInodeIs() throws Exception {
        EntryInfo here = written(dirs[3], "here", 10);
        EntryInfo elsewhere = written(dirs[1], "elsewhere", 10);
        assertEquals(FsError.SUCCESS, link(elsewhere, dirs[1], "elsewhere", dirs[3], "there"));
        create(dirs[2], "a");
        create(dirs[2], "b");
        assertEquals(FsError.SUCCESS, rename(dirs[2], "a", dirs[3], "here"));
        assertEquals(FsError.SUCCESS, rename(dirs[2], "b", dirs[3], "there"));
        assertNameless(here);
        assertEquals(1, stat(elsewhere).nlink());
        // Within one directory, over a name whose inode is elsewhere.
        assertEquals(FsError.SUCCESS, link(elsewhere, dirs[1], "elsewhere", dirs[3], "again"));
        assertEquals(2, stat(elsewhere).nlink());
        assertEquals(FsError.SUCCESS, rename(dirs[3], "there", dirs[3], "again"));
        assertEquals(1, stat(elsewhere).nlink());
        assertEquals(FsError.SUCCESS, unlink(dirs[1], "elsewhere"));
        EntryInfo dir = mkdir(dirs[3], "dir", 1);
        create(dirs[2], "file");
        assertEquals(FsError.EXISTS, rename(dirs[2], "file", dirs[3], "dir"));
        assertEquals(FsError.EXISTS, rename(dirs[3], "again", dirs[3], "dir"));
        assertEquals(Optional.of(dir), find(dirs[3], "dir"));
        assertTrue(find(dirs[2], "file").isPresent());
        assertSound();
    }

    @Test
    void directoriesMoveByNameAndReplaceEmptyOnes() throws Exception {
        EntryInfo moved = mkdir(dirs[2], "d", 1);
        create(moved, "inside");
        assertEquals(FsError.SUCCESS, rename(dirs[2], "d", dirs[3], "e"));
        assertEquals(moved.entryId(), get(dirs[3], "e").entryId());
        assertEquals(1, get(dirs[3], "e").owner());
        assertEquals(3, stat(dirs[3]).nlink());
        assertEquals(2, stat(dirs[2]).nlink());
        EntryInfo parent = get(dirs[3], "e");
        StatResp.ParentInfo told = ask(parent, new Stat(parent, true), StatResp.class).parentInfo().orElseThrow();
        assertEquals(new StatResp.ParentInfo(dirs[3].entryId(), 3), told);
        int name = 0;
        for (int replaced = 1; replaced <= 3; replaced++) {
            for (int source = 1; source <= 3; source++) {
                EntryInfo old = mkdir(dirs[3], "old" + name, replaced);
                EntryInfo sub = mkdir(dirs[source], "new" + name, 2);
                EntryInfo blocking = create(old, "blocks");
                assertEquals(FsError.NOT_EMPTY, rename(dirs[source], "new" + name, dirs[3], "old" + name));
                assertEquals(FsError.SUCCESS, unlink(old, blocking.name()));
                assertEquals(FsError.SUCCESS, rename(dirs[source], "new" + name, dirs[3], "old" + name));
                assertEquals(sub.entryId(), get(dirs[3], "old" + name).entryId());
                assertEquals(Optional.empty(), find(dirs[source], "new" + name));
                assertEquals(FsError.PATH_NOT_EXISTS, statError(old));
                name++;
            }
        }
        create(dirs[3], "file");
        mkdir(dirs[1], "dir", 1);
        assertEquals(FsError.NOT_A_DIR, rename(dirs[1], "dir", dirs[3], "file"));
        assertEquals(FsError.INVAL, rename(TestCluster.ROOT, "on3", get(dirs[3], "e"), "below"));
        assertSound();
    }

    @Test
    void aDirectoryWhoseOwnerIsDownStaysWhereItIs() throws Exception {
        EntryInfo dir = mkdir(dirs[1], "d", 2);
        cluster.stop(2);
        assertEquals(FsError.COMMUNICATION, assertThrows(FsException.class, () -> rename(dirs[1], "d", dirs[3], "e")).error());
        cluster.start(2);
        assertEquals(Optional.of(dir), find(dirs[1], "d"));
        assertEquals(FsError.SUCCESS, rename(dirs[1], "d", dirs[3], "e"));
        assertEquals(FsError.SUCCESS, rename(dirs[3], "e", dirs[1], "f"));
        assertEquals(dir.entryId(), get(dirs[1], "f").entryId());
        assertSound();
    }

    @Test
    void aMoveThatComesToNothingLetsTheDirectoryGo() throws Exception {
        EntryInfo dir = mkdir(dirs[1], "d", 2);
        EntryInfo below = mkdir(dir, "below", 3);
        assertEquals(FsError.INVAL, rename(dirs[1], "d", below, "d"));
        create(mkdir(dirs[3], "full", 1), "file");
        assertEquals(FsError.NOT_EMPTY, rename(dirs[1], "d", dirs[3], "full"));
        assertSound();
        assertEquals(FsError.SUCCESS, rename(dirs[1], "d", dirs[3], "e"));
        assertSound();
    }

    @Test
    void aMoveOfARunThatEndedLetsTheDirectoryGoInTheNext() throws Exception {
        EntryInfo dir = mkdir(dirs[1], "d", 2);
        EntryKey key = EntryKey.parse(dir.entryId()).orElseThrow();
        EntryKey parent = EntryKey.parse(dirs[1].entryId()).orElseThrow();
        Pending move = cluster.ns(1).moves().begin(new Place(parent, "d"), new Dentry(EntryType.DIRECTORY, 0, key, 2));
        cluster.ns(2).moves().keep(key, move.step());
        assertEquals(FsError.AGAIN, assertThrows(FsException.class, () -> cluster.ns(1).moves().begin(new Place(parent, "d"),
                new Dentry(EntryType.DIRECTORY, 0, key, 2))).error());
        assertEquals(FsError.AGAIN, assertThrows(FsException.class, () -> cluster.ns(2).moves().keep(key, move.step() + 1)).error());
        cluster.stop(1);
        cluster.start(1);
        assertSound();
        assertEquals(FsError.SUCCESS, rename(dirs[1], "d", dirs[3], "e"));
        assertSound();
    }

    @Test
    void anOldMoveDoesntGiveADirectoryItsOldParentBack() throws Exception {
        EntryInfo dir = mkdir(dirs[1], "d", 2);
        EntryKey key = EntryKey.parse(dir.entryId()).orElseThrow();
        EntryKey first = EntryKey.parse(dirs[1].entryId()).orElseThrow();
        EntryKey third = EntryKey.parse(dirs[3].entryId()).orElseThrow();
        Moves moves = cluster.ns(2).moves();
        long one = 1L << 48 | 1_000_000;
        long other = 3L << 48 | 1_000_000;
        moves.keep(key, one);
        moves.arrived(key, third, 3, one);
        moves.keep(key, other);
        moves.arrived(key, third, 3, one);
        moves.letGo(key, one);
        assertEquals(FsError.AGAIN, assertThrows(FsException.class, () -> moves.passed(key, one)).error());
        moves.arrived(key, first, 1, other);
        moves.arrived(key, third, 3, one);
        assertEquals(first, moves.passed(key, one).parent());
        assertSound();
    }

    /** Each of two directories goes below the other: one of the moves is refused, or both would be lost. */
    @Test
    void directoriesDontGoBelowEachOther() throws Exception {
        for (int round = 0; round < 30; round++) {
            EntryInfo a = mkdir(dirs[1], "a" + round, 1 + round % 3);
            EntryInfo b = mkdir(dirs[2], "b" + round, 1 + round / 3 % 3);
            String nameOfA = a.name();
            String nameOfB = b.name();
            List<FsError> results = atOnce(() -> rename(dirs[1], nameOfA, b, "a"), () -> rename(dirs[2], nameOfB, a, "b"));
            assertEquals(Set.of(FsError.SUCCESS, FsError.INVAL), Set.copyOf(results), "round " + round);
        }
        assertSound();
    }

    private interface Operation {
        FsError perform() throws FsException;
    }

    private static List<FsError> atOnce(Operation... operations) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FsError>> results = new ArrayList<>();
            for (Operation operation : operations) {
                results.add(threads.submit(operation::perform));
            }
            List<FsError> errors = new ArrayList<>();
            for (Future<FsError> result : results) {
                errors.add(result.get());
            }
            return errors;
        }
    }

    @Test
    void linksAreCountedWhereTheInodeIs() throws Exception {
        EntryInfo file = written(dirs[1], "f", 10);
        assertEquals(FsError.SUCCESS, link(file, dirs[1], "f", dirs[2], "two"));
        assertEquals(FsError.SUCCESS, link(get(dirs[2], "two"), dirs[2], "two", dirs[3], "three"));
        assertEquals(FsError.EXISTS, link(file, dirs[1], "f", dirs[3], "three"));
        assertEquals(3, stat(file).nlink());
        assertFalse(get(dirs[1], "f").inlined());
        // Another name of the same file: nothing happens.
        assertEquals(FsError.SUCCESS, rename(dirs[2], "two", dirs[3], "three"));
        assertEquals(3, stat(file).nlink());
        assertTrue(find(dirs[2], "two").isPresent());
        assertEquals(FsError.SUCCESS, rename(dirs[1], "f", dirs[2], "moved"));
        assertEquals(1, get(dirs[2], "moved").owner());
        assertEquals(FsError.SUCCESS, unlink(dirs[2], "moved"));
        assertEquals(FsError.SUCCESS, unlink(dirs[2], "two"));
        assertEquals(1, stat(file).nlink());
        assertFalse(cluster.chunks.isEmpty());
        assertEquals(FsError.SUCCESS, unlink(dirs[3], "three"));
        assertNameless(file);
        assertEquals(FsError.PATH_NOT_EXISTS, link(file, dirs[1], "f", dirs[2], "late"));
        assertSound();
        assertTrue(cluster.chunks.isEmpty());
    }

    /** The file may have lost its other names by then, and nobody shall see it without any. */
    @Test
    void whoLooksForANameThatIsJustBeingLinkedWaitsForIt() throws Exception {
        EntryInfo file = create(dirs[1], "f");
        Pending link = beginLink(file, "two");
        cluster.ns(1).hardLinks().adjust(key(file), 1, 0); // counted; the answer is on its way
        assertEquals(FsError.SUCCESS, unlink(dirs[1], "f"));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<EntryInfo>> found = clients.submit(() -> find(dirs[2], "two"));
            Future<List<String>> listed = clients.submit(() -> names(dirs[2]));
            assertThrows(TimeoutException.class, () -> found.get(200, TimeUnit.MILLISECONDS));
            assertFalse(listed.isDone());
            cluster.ns(2).hardLinks().finish(link);
            assertTrue(found.get().isPresent());
            assertEquals(List.of("two"), listed.get());
        }
        assertEquals(1, stat(file).nlink());
        assertSound();
    }

    @Test
    void aNameWhoseFilesServerDoesntAnswerIsToldAsItWas() throws Exception {
        Pending link = beginLink(create(dirs[1], "f"), "two");
        assertEquals(Optional.empty(), find(dirs[2], "two"));
        cluster.ns(2).intents().abandon(link);
        assertSound();
    }

    /** Records on node 2 that it gives a file of node 1 a name. */
    private Pending beginLink(EntryInfo file, String name) throws FsException {
        Place from = new Place(key(dirs[1]), "f");
        cluster.ns(1).hardLinks().separate(key(file), from);
        return cluster.ns(2).hardLinks().begin(new Place(key(dirs[2]), name), new Dentry(file.type(), 0, key(file), 1), from);
    }

    private static EntryKey key(EntryInfo entry) {
        return EntryKey.parse(entry.entryId()).orElseThrow();
    }

    private List<String> names(EntryInfo dir) throws FsException {
        return ask(dir, new ListDirFromOffset(0, 100, dir, true), ListDirFromOffsetResp.class).entries().stream().map(ListDirFromOffsetResp.Entry::name).toList();
    }

    @Test
    void aNameThatBecomesOneOfTheSameFileDuringARenameStaysAndSoDoesTheOther() throws Exception {
        EntryInfo file = written(dirs[1], "f", 10);
        assertEquals(FsError.SUCCESS, link(file, dirs[1], "f", dirs[2], "two"));
        // Begun, and the other server isn't asked yet.
        EntryKey from = EntryKey.parse(dirs[2].entryId()).orElseThrow();
        Place to = new Place(EntryKey.parse(dirs[3].entryId()).orElseThrow(), "three");
        cluster.ns(2).departures().begin(from, "two", 3, to, EntryKey.ROOT, Optional.empty(), true);
        assertEquals(FsError.SUCCESS, link(file, dirs[1], "f", dirs[3], "three"));
        cluster.stop(2);
        cluster.start(2);
        cluster.settled();
        assertTrue(find(dirs[2], "two").isPresent());
        assertTrue(find(dirs[3], "three").isPresent());
        assertEquals(3, stat(file).nlink());
        assertSound();
    }

    @Test
    void nodesThatRenameTowardsEachOtherGetDone() throws Exception {
        for (int node = 1; node <= 3; node++) {
            create(dirs[node], "ball" + node);
        }
        List<Thread> players = new ArrayList<>();
        ConcurrentHashMap<String, Integer> failures = new ConcurrentHashMap<>();
        for (int i = 0; i < 6; i++) {
            Random random = new Random(i);
            players.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 60; round++) {
                    int from = 1 + random.nextInt(3);
                    int to = 1 + random.nextInt(3);
                    String name = "ball" + (1 + random.nextInt(3));
                    try {
                        FsError error = rename(dirs[from], name, dirs[to], name);
                        if (!error.ok() && error != FsError.PATH_NOT_EXISTS) {
                            failures.merge(error.toString(), 1, Integer::sum);
                        }
                    } catch (FsException e) {
                        failures.merge(e.toString(), 1, Integer::sum);
                    }
                }
            }));
        }
        for (Thread player : players) {
            player.join();
        }
        assertEquals(Map.of(), failures);
        for (int ball = 1; ball <= 3; ball++) {
            int names = 0;
            for (int node = 1; node <= 3; node++) {
                names += find(dirs[node], "ball" + ball).isPresent() ? 1 : 0;
            }
            assertEquals(1, names);
        }
        assertSound();
    }

    @Test
    void everythingAtOnceStaysSound() throws Exception {
        List<Thread> workers = new ArrayList<>();
        ConcurrentHashMap<String, Integer> failures = new ConcurrentHashMap<>();
        for (int i = 0; i < 6; i++) {
            Random random = new Random(100 + i);
            workers.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 120; round++) {
                    try {
                        FsError error = anything(random);
                        if (error == FsError.INTERNAL) {
                            failures.merge(error.toString(), 1, Integer::sum);
                        }
                    } catch (FsException e) {
                        failures.merge(e.toString(), 1, Integer::sum);
                    }
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertEquals(Map.of(), failures);
        assertSound();
    }

    /** Lost answers make clients' requests fail or find themselves done already; what must not suffer is the file system. */
    @Test
    void lostAnswersDoNothingTwiceAndLeaveNothingHalf() throws Exception {
        List<LossyLink> links = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            links.add(cluster.lossy(node, 25, new Random(node)));
        }
        work(6, 80, 200);
        int lost = links.stream().mapToInt(LossyLink::heal).sum();
        assertTrue(lost > 20, lost + " lost");
        assertSound();
        for (LossyLink link : links) {
            link.close();
        }
    }

    @Test
    void restartsInTheMiddleLeaveNothingHalf() throws Exception {
        for (int round = 0; round < 4; round++) {
            List<Thread> workers = workers(4, 60, 300 + 10 * round);
            Thread.sleep(30);
            int node = 1 + round % 3;
            cluster.stop(node);
            cluster.start(node);
            for (Thread worker : workers) {
                worker.join();
            }
            assertSound();
        }
    }

    private void work(int threads, int rounds, int seed) throws Exception {
        for (Thread worker : workers(threads, rounds, seed)) {
            worker.join();
        }
    }

    private List<Thread> workers(int threads, int rounds, int seed) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed + i);
            workers.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < rounds; round++) {
                    try {
                        anything(random);
                    } catch (FsException e) {
                        // Its answer was lost, or the server is down.
                    }
                }
            }));
        }
        return workers;
    }

    private FsError anything(Random random) throws FsException {
        EntryInfo from = dirs[1 + random.nextInt(3)];
        EntryInfo to = dirs[1 + random.nextInt(3)];
        String one = "n" + random.nextInt(5);
        String two = "n" + random.nextInt(5);
        return switch (random.nextInt(8)) {
            case 0 -> {
                LookupIntent.Create wish = new LookupIntent.Create(7, 8, 0100644, 0, List.of(), Optional.empty(), Optional.empty());
                LookupIntentResp created = ask(from, LookupIntent.create(from, one, wish, true), LookupIntentResp.class);
                yield created.createError();
            }
            case 1 -> ask(from, new MkDir(7, 8, 0040755, 0, from, one), MkDirResp.class).error();
            case 2 -> unlink(from, one);
            case 3 -> rmdir(from, one);
            case 4 -> {
                Optional<EntryInfo> file = find(from, one);
                yield file.isEmpty() || file.get().typeNumber() == 1 ? FsError.PATH_NOT_EXISTS : link(file.get(), from, one, to, two);
            }
            case 5 -> {
                Optional<EntryInfo> file = find(from, one);
                if (file.isEmpty() || file.get().typeNumber() == 1) {
                    yield FsError.PATH_NOT_EXISTS;
                }
                OpenFileResp opened = open(file.get());
                yield opened.error().ok() ? close(file.get(), opened.fileHandleID(), -1) : opened.error();
            }
            default -> rename(from, one, to, two);
        };
    }
}
