package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apiaryfs.cluster.StateTable;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.meta.*;
import org.apiaryfs.protocol.meta.MoveFileInode;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.protocol.session.*;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests as a client sends them, over TCP, and what storage targets get to hear of it. */
@Timeout(60)
class MetaServerTest {
    /** The user of a message that nobody in particular has sent. */
    private static final long NOBODY = 0xffff_ffffL;

    private static final int CHUNK = 512 * 1024;

    @TempDir
    Path temp;

    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"), "storeClientXAttrs=true", "tuneDefaultNumStripeTargets=2",
                "tuneLockGrantWaitMS=500", "tuneLockGrantNumRetries=2");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private EntryInfo create(EntryInfo dir, String name) throws FsException {
        LookupIntent.Create wish = new LookupIntent.Create(1000, 1000, 0100644, 022, List.of(), Optional.empty(), Optional.empty());
        LookupIntentResp created = cluster.ask(LookupIntent.create(dir, name, wish, true), LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, created.createError());
        return created.entryInfo().orElseThrow();
    }

    private EntryInfo mkdir(EntryInfo dir, String name) throws FsException {
        MkDirResp made = cluster.ask(new MkDir(1000, 1000, 0040755, 022, dir, name), MkDirResp.class);
        assertEquals(FsError.SUCCESS, made.error());
        return made.entryInfo();
    }

    private StatData stat(EntryInfo entry) throws FsException {
        StatResp answer = cluster.ask(new Stat(entry, false), StatResp.class);
        assertEquals(FsError.SUCCESS, answer.error());
        return answer.statData();
    }

    private OpenFileResp open(EntryInfo file, int access) throws FsException {
        OpenFileResp opened = cluster.ask(new OpenFile(TestCluster.CLIENT, access, Optional.empty(), file, Optional.empty(), false), OpenFileResp.class);
        assertEquals(FsError.SUCCESS, opened.error());
        return opened;
    }

    private FsError close(EntryInfo file, String handle, int maxUsed) throws FsException {
        return cluster.result(new CloseFile(TestCluster.CLIENT, handle, file, maxUsed, Optional.empty(), Optional.empty(), Optional.empty(), false, false));
    }

    private FsError unlink(EntryInfo dir, String name) throws FsException {
        return cluster.result(new UnlinkFile(dir, name, Optional.empty(), Optional.empty()));
    }

    private LookupIntentResp lookup(EntryInfo dir, String name) throws FsException {
        return cluster.ask(LookupIntent.lookup(dir, name), LookupIntentResp.class);
    }

    /** As if the client had written: full chunks on both targets, and some bytes on the second. */
    private void write(EntryInfo file, OpenFileResp opened, long first, long second) {
        List<Integer> targets = opened.pattern().targets();
        cluster.chunks.put(targets.get(0) + " " + file.entryId(), first);
        cluster.chunks.put(targets.get(1) + " " + file.entryId(), second);
    }

    @Test
    void createLookupAndStatAgree() throws Exception {
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        EntryInfo file = create(dir, "f");
        assertEquals(EntryType.REGULAR, file.type());
        assertTrue(file.inlined());
        assertEquals(dir.entryId(), file.parentId());
        LookupIntentResp found = lookup(dir, "f");
        assertEquals(Optional.of(file), found.entryInfo());
        assertEquals(stat(file), found.stat().orElseThrow().statData());
        assertEquals(0100644, stat(file).mode());
        assertEquals(1, stat(dir).size());
        assertEquals(2, stat(dir).nlink());
        assertEquals(FsError.PATH_NOT_EXISTS, lookup(dir, "g").lookupError());
        assertEquals(List.of(), List.copyOf(cluster.storageSaw));
    }

    @Test
    void createOfAnExistingNameDependsOnExclusive() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(), Optional.empty(), Optional.empty());
        LookupIntentResp shared = cluster.ask(
                LookupIntent.create(TestCluster.ROOT, "f", wish, false).andOpen(AccessFlags.READ, TestCluster.CLIENT), LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, shared.createError());
        assertEquals(Optional.of(file), shared.entryInfo());
        assertEquals(Optional.empty(), shared.open());
        LookupIntentResp exclusive = cluster.ask(LookupIntent.create(TestCluster.ROOT, "f", wish, true), LookupIntentResp.class);
        assertEquals(FsError.EXISTS, exclusive.createError());
        assertEquals(FsError.SUCCESS, exclusive.lookupError());
        EntryInfo gone = new EntryInfo(1, 0, "root", "1-2-1", "gone", TestCluster.META);
        LookupIntentResp nowhere = cluster.ask(LookupIntent.create(gone, "f", wish, false), LookupIntentResp.class);
        assertEquals(FsError.INTERNAL, nowhere.createError());
        assertEquals(FsError.INTERNAL, nowhere.lookupError());
    }

    @Test
    void atomicCreateAndOpenGivesAHandle() throws Exception {
        LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(), Optional.empty(), Optional.empty());
        LookupIntentResp answer = cluster.ask(
                LookupIntent.create(TestCluster.ROOT, "f", wish, true).andOpen(AccessFlags.READ_WRITE, TestCluster.CLIENT), LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, answer.openError());
        assertEquals(2, answer.open().orElseThrow().pattern().targets().size());
        assertEquals(FsError.SUCCESS, close(answer.entryInfo().orElseThrow(), answer.open().get().fileHandleID(), -1));
    }

    @Test
    void revalidationNoticesAnotherFileOfTheSameName() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        assertEquals(FsError.SUCCESS, cluster.ask(LookupIntent.revalidate(TestCluster.ROOT, "f", file), LookupIntentResp.class).revalidateError());
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "f"));
        create(TestCluster.ROOT, "f");
        LookupIntentResp changed = cluster.ask(LookupIntent.revalidate(TestCluster.ROOT, "f", file), LookupIntentResp.class);
        assertEquals(FsError.PATH_NOT_EXISTS, changed.revalidateError());
        assertNotEquals(Optional.of(file), changed.entryInfo());
    }

    @Test
    void sizeIsThatOfTheTargetsWhileOpenAndStoredAtClose() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, CHUNK, 1234);
        assertEquals(CHUNK + 1234, stat(file).size());
        write(file, opened, 2 * CHUNK, CHUNK);
        assertEquals(3 * CHUNK, lookup(TestCluster.ROOT, "f").stat().orElseThrow().statData().size());
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 1));
        cluster.chunks.clear();
        assertEquals(3 * CHUNK, stat(file).size());
        assertEquals(3 * CHUNK, cluster.ns.volume().store().file(EntryKey.parse(file.entryId()).orElseThrow()).orElseThrow().size());
    }

    @Test
    void sizeIsAskedForLaterIfTheTargetsDidNotAnswerAtClose() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, 4321, 0);
        cluster.storageFails = FsError.COMMUNICATION;
        assertEquals(FsError.COMMUNICATION, close(file, opened.fileHandleID(), 1));
        assertAskAgain(new Stat(file), StatResp.class);
        assertAskAgain(LookupIntent.lookup(TestCluster.ROOT, "f"), LookupIntentResp.class);
        cluster.storageFails = FsError.SUCCESS;
        assertEquals(4321, lookup(TestCluster.ROOT, "f").stat().orElseThrow().statData().size());
        cluster.storageSaw.clear();
        assertEquals(4321, stat(file).size());
        assertEquals(List.of(), List.copyOf(cluster.storageSaw), "once they answered, the stored size counts");
    }

    /** The answer is that a third node doesn't answer, upon which clients ask again. */
    private <T extends Message> void assertAskAgain(Message request, Class<T> expected) {
        FsException refused = assertThrows(FsException.class, () -> cluster.ask(request, expected));
        assertEquals(FsError.COMMUNICATION, refused.error());
    }

    @Test
    void whoeverTakesAnUnsureSizeIsNotKeptWaiting() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, 4321, 0);
        cluster.storageFails = FsError.COMMUNICATION;
        assertUnsure(file, 0);
        assertEquals(FsError.COMMUNICATION, close(file, opened.fileHandleID(), 1));
        assertUnsure(file, 0);
        cluster.storageFails = FsError.SUCCESS;
        StatData sure = quickly(new Stat(file), StatResp.class).statData();
        assertEquals(4321, sure.size());
        assertFalse(sure.unsure());
    }

    private void assertUnsure(EntryInfo file, long size) throws FsException {
        for (StatData stat : List.of(quickly(new Stat(file), StatResp.class).statData(),
                quickly(LookupIntent.lookup(TestCluster.ROOT, "f"), LookupIntentResp.class).stat().orElseThrow().statData())) {
            assertTrue(stat.unsure());
            assertEquals(size, stat.size());
        }
    }

    private <T extends Message> T quickly(Message request, Class<T> expected) throws FsException {
        return cluster.ask(TestCluster.META, Envelope.of(request).asUser(1000).numbered(0, Stat.TAKES_UNSURE), expected);
    }

    @Test
    void anOfflineTargetIsNotWaitedFor() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, 4321, 0);
        cluster.storageFails = FsError.COMMUNICATION;
        assertEquals(FsError.COMMUNICATION, close(file, opened.fileHandleID(), 1));
        TargetState offline = new TargetState(Reachability.OFFLINE.number(), Consistency.GOOD.number());
        cluster.view.update(map -> map.withStates(NodeType.STORAGE, new StateTable(Map.of(101, offline, 102, offline), Map.of())));
        assertEquals(0, stat(file).size());
        assertFalse(stat(file).unsure());
    }

    @Test
    void aRepeatedCloseThatAllTargetsAnswerMakesTheSizeSure() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, CHUNK, 100);
        cluster.storageFails = FsError.COMMUNICATION;
        assertEquals(FsError.COMMUNICATION, close(file, opened.fileHandleID(), 1));
        assertEquals(FsError.COMMUNICATION, close(file, opened.fileHandleID(), 1));
        assertEquals(0, cluster.ns.sessions().openFiles());
        cluster.storageFails = FsError.SUCCESS;
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 1));
        cluster.storageSaw.clear();
        assertEquals(CHUNK + 100, stat(file).size());
        assertEquals(List.of(), List.copyOf(cluster.storageSaw));
        assertEquals(0, cluster.ns.sessions().openFiles());
    }

    @Test
    void truncationGoesToEveryTarget() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        assertEquals(FsError.SUCCESS, cluster.result(new TruncFile(CHUNK + 100, file, Optional.empty(), Optional.empty(), false)));
        assertEquals(CHUNK + 100, stat(file).size());
        assertEquals(Set.of((long) CHUNK, 100L), new HashSet<>(cluster.chunks.values()));
        OpenFileResp opened = open(file, AccessFlags.WRITE | AccessFlags.TRUNC);
        assertEquals(Set.of(0L), new HashSet<>(cluster.chunks.values()));
        assertEquals(0, stat(file).size());
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 0));
        cluster.storageFails = FsError.TOO_BIG;
        assertEquals(FsError.TOO_BIG, cluster.result(new TruncFile(1L << 62, file, Optional.empty(), Optional.empty(), false)));
        assertEquals(FsError.INVAL, cluster.result(new TruncFile(-1, file, Optional.empty(), Optional.empty(), false)));
    }

    @Test
    void failedTruncationUndoesTheOpen() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        cluster.result(new TruncFile(100, file, Optional.empty(), Optional.empty(), false));
        cluster.storageFails = FsError.NO_SPACE;
        OpenFileResp refused = cluster.ask(
                new OpenFile(TestCluster.CLIENT, AccessFlags.WRITE | AccessFlags.TRUNC, Optional.empty(), file, Optional.empty(), false), OpenFileResp.class);
        assertEquals(FsError.NO_SPACE, refused.error());
        cluster.storageFails = FsError.COMMUNICATION;
        FsException indirect = assertThrows(FsException.class, () -> cluster.ask(
                new OpenFile(TestCluster.CLIENT, AccessFlags.WRITE | AccessFlags.TRUNC, Optional.empty(), file, Optional.empty(), false), OpenFileResp.class));
        assertEquals(FsError.COMMUNICATION, indirect.error());
        assertEquals(0, cluster.ns.sessions().openFiles());
    }

    @Test
    void unlinkedFileLivesUntilItsLastClose() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, 10, 0);
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "f"));
        assertEquals(FsError.PATH_NOT_EXISTS, lookup(TestCluster.ROOT, "f").lookupError());
        assertEquals(0, stat(file).nlink());
        assertEquals(10, stat(file).size());
        assertEquals(FsError.IN_USE, unlink(disposal(), file.entryId()));
        assertEquals(2, cluster.chunks.size());
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), 1));
        assertEquals(0, cluster.chunks.size());
        assertEquals(FsError.PATH_NOT_EXISTS, cluster.ask(new Stat(file, false), StatResp.class).error());
        assertEquals(List.of(), cluster.check());
    }

    private static EntryInfo disposal() {
        return new EntryInfo(1, 0, "", "disposal", "disposal", TestCluster.META);
    }

    @Test
    void chunkFilesThatCantBeRemovedAreRemovedLater() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        cluster.result(new TruncFile(100, file, Optional.empty(), Optional.empty(), false));
        cluster.storageFails = FsError.INTERNAL;
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "f"));
        awaitStorage(UnlinkLocalFile.class, 2);
        ListDirFromOffsetResp left = cluster.ask(new ListDirFromOffset(0, 50, disposal(), true), ListDirFromOffsetResp.class);
        assertEquals(List.of(file.entryId()), left.entries().stream().map(ListDirFromOffsetResp.Entry::name).toList());
        assertEquals(FsError.INTERNAL, unlink(disposal(), file.entryId()));
        cluster.storageFails = FsError.SUCCESS;
        assertEquals(FsError.SUCCESS, unlink(disposal(), file.entryId()));
        assertEquals(0, cluster.chunks.size());
        assertEquals(List.of(), cluster.check());
    }

    private void awaitStorage(Class<? extends Message> type, int count) throws InterruptedException {
        for (int seen = 0; seen < count; ) {
            Message message = cluster.storageSaw.poll(10, TimeUnit.SECONDS);
            assertTrue(message != null, "the storage server got " + seen + " of " + count + " " + type.getSimpleName());
            seen += type.isInstance(message) ? 1 : 0;
        }
    }

    @Test
    void filesThatNeverHadDataCostNoStorageMessage() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        assertEquals(FsError.SUCCESS, cluster.result(new TruncFile(0, file, Optional.empty(), Optional.empty(), false)));
        assertEquals(FsError.SUCCESS, setAttr(file, SetAttr.MTIME | SetAttr.ATIME, 0, 5, 6));
        assertEquals(5, stat(file).mtime());
        assertEquals(6, stat(file).atime());
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "f"));
        assertEquals(List.of(), List.copyOf(cluster.storageSaw));
        assertEquals(List.of(), cluster.check());
    }

    private FsError setAttr(EntryInfo entry, int valid, int mode, long mtime, long atime) throws FsException {
        return cluster.result(new SetAttr(valid, mode, mtime, atime, 1000, 1000, entry, Optional.empty(), Optional.empty(), false, false, false));
    }

    @Test
    void setAttrReachesFilesDirectoriesAndTheRoot() throws Exception {
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        EntryInfo file = create(dir, "f");
        cluster.result(new TruncFile(7, file, Optional.empty(), Optional.empty(), false));
        assertEquals(FsError.SUCCESS, setAttr(file, SetAttr.MODE | SetAttr.MTIME, 0100600, 1_000_000, 0));
        assertEquals(0100600, stat(file).mode());
        assertEquals(1_000_000, stat(file).mtime());
        assertEquals(7, stat(file).size());
        long accessed = stat(file).atime();
        assertNotEquals(0, accessed, "what isn't set stays");
        assertEquals(FsError.SUCCESS, setAttr(file, SetAttr.ATIME, 0, 0, 2_000_000));
        assertEquals(1_000_000, stat(file).mtime());
        assertEquals(2_000_000, stat(file).atime());
        assertEquals(FsError.SUCCESS, setAttr(dir, SetAttr.MODE | SetAttr.MTIME, 0700, 1_000_000, 0));
        assertEquals(0040700, stat(dir).mode());
        assertEquals(1_000_000, stat(dir).mtime());
        assertEquals(FsError.SUCCESS, setAttr(TestCluster.ROOT, SetAttr.MODE, 0755, 0, 0));
        assertEquals(0040755, stat(TestCluster.ROOT).mode());
        create(dir, "g");
        assertNotEquals(1_000_000, stat(dir).mtime());
        cluster.storageFails = FsError.INTERNAL;
        assertEquals(FsError.INTERNAL, setAttr(file, SetAttr.MTIME, 0, 2_000_000, 0));
        assertEquals(1_000_000, stat(file).mtime());
    }

    @Test
    void renameAndHardlinkOverTheWire() throws Exception {
        EntryInfo a = mkdir(TestCluster.ROOT, "a");
        EntryInfo b = mkdir(TestCluster.ROOT, "b");
        EntryInfo file = create(a, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        assertEquals(FsError.SUCCESS, cluster.result(new Rename(2, a, b, "f", "g")));
        assertEquals(file.entryId(), lookup(b, "g").entryInfo().orElseThrow().entryId());
        assertEquals(FsError.SUCCESS, close(file, opened.fileHandleID(), -1));
        EntryInfo moved = lookup(b, "g").entryInfo().orElseThrow();
        assertEquals(FsError.SUCCESS, cluster.result(new Hardlink(moved, a, "h", b, "g", Optional.empty(), Optional.empty())));
        assertEquals(2, stat(moved).nlink());
        assertFalse(lookup(b, "g").entryInfo().orElseThrow().inlined());
        assertEquals(FsError.EXISTS, cluster.result(new Hardlink(moved, a, "h", b, "g", Optional.empty(), Optional.empty())));
        assertEquals(FsError.INVAL, cluster.result(new Rename(1, TestCluster.ROOT, a, "a", "a")));
        EntryInfo elsewhere = new EntryInfo(1, 0, "root", b.entryId(), "b", 9);
        assertEquals(FsError.UNKNOWN_NODE, cluster.result(new Rename(2, a, elsewhere, "h", "h")));
        assertEquals(FsError.NOT_EMPTY, cluster.result(new RmDir(TestCluster.ROOT, "a", Optional.empty(), Optional.empty())));
        assertEquals(FsError.SUCCESS, unlink(a, "h"));
        assertEquals(FsError.SUCCESS, cluster.result(new RmDir(TestCluster.ROOT, "a", Optional.empty(), Optional.empty())));
        assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new RmDir(TestCluster.ROOT, "a", Optional.empty(), Optional.empty())));
        assertEquals(List.of(), cluster.check());
    }

    @Test
    void inodeIsSeparatedFromItsNameAndPutBack() throws Exception {
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        EntryInfo file = create(dir, "f");
        assertTrue(file.inlined());
        assertEquals(FsError.SUCCESS, cluster.result(new MoveFileInode(MoveFileInode.DEINLINE, file)));
        EntryInfo separate = found("/d/f");
        assertFalse(separate.inlined());
        assertEquals(List.of(), cluster.check());
        assertEquals(FsError.SUCCESS, cluster.result(new MoveFileInode(MoveFileInode.DEINLINE, separate)), "it is so already");
        assertEquals(FsError.SUCCESS, cluster.result(new MoveFileInode(MoveFileInode.REINLINE, separate)));
        assertEquals(file, found("/d/f"));
        assertEquals(List.of(), cluster.check());

        assertEquals(FsError.SUCCESS, cluster.result(new Hardlink(file, dir, "g", dir, "f", Optional.empty(), Optional.empty())));
        assertEquals(FsError.INTERNAL, cluster.result(new MoveFileInode(MoveFileInode.REINLINE, file)), "two names");
        assertFalse(found("/d/f").inlined());
        for (int mode : List.of(MoveFileInode.DEINLINE, MoveFileInode.REINLINE)) {
            assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new MoveFileInode(mode, dir)), "a directory isn't a file");
        }
        assertEquals(List.of(), cluster.check());
    }

    private EntryInfo found(String path) throws FsException {
        int depth = (int) path.chars().filter(c -> c == '/').count();
        return cluster.ask(new FindOwner(depth, 0, TestCluster.ROOT, path), FindOwnerResp.class).entryInfo().entry();
    }

    @Test
    void sizeOfAFileThatSeemsToHaveNoChunksIsAskedForOnDemand() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        int target = cluster.ask(new GetEntryInfo(file), GetEntryInfoResp.class).pattern().targets().getFirst();
        cluster.chunks.put(target + " " + file.entryId(), 4711L);
        assertEquals(0, stat(file).size());
        assertEquals(FsError.SUCCESS, cluster.result(new RefreshEntryInfo(file, Optional.empty())));
        assertEquals(4711, stat(file).size());
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "f"));
        awaitStorage(UnlinkLocalFile.class, 2);
        assertEquals(Map.of(), cluster.chunks, "what turned out to be there is removed with the file");
    }

    @Test
    void stateOfTheNodeIsTakenAndOfNoOther() throws Exception {
        assertEquals(FsError.SUCCESS, setState(NodeType.META, TestCluster.META));
        assertEquals(FsError.INTERNAL, setState(NodeType.META, 9));
        assertEquals(FsError.INTERNAL, setState(NodeType.STORAGE, TestCluster.META));
    }

    private FsError setState(NodeType type, int id) throws FsException {
        return cluster.result(new SetTargetConsistencyStates(type.number(), List.of(id), List.of(Consistency.BAD.number()), "", false));
    }

    @Test
    void listAnswersFitKernelClients() throws Exception {
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            String name = "x".repeat(250) + i;
            create(dir, name);
            names.add(name);
        }
        names.addAll(List.of(".", ".."));
        Set<String> seen = new HashSet<>();
        long position = 0;
        ListDirFromOffsetResp block;
        do {
            block = cluster.ask(new ListDirFromOffset(position, 5000, dir, false), ListDirFromOffsetResp.class);
            assertEquals(FsError.SUCCESS, block.error());
            int bytes = block.entries().stream().mapToInt(e -> 8 + 1 + e.entryID().length() + e.name().length() + 2).sum();
            assertTrue(bytes < 65536 - 40, () -> bytes + " bytes");
            block.entries().forEach(entry -> assertTrue(seen.add(entry.name()), entry::name));
            position = block.newServerOffset();
        } while (!block.entries().isEmpty());
        assertEquals(names, seen);
    }

    @Test
    void patternIsInheritedAndGuarded() throws Exception {
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        StripePattern wish = StripePattern.raid0(65536, 1, 1, List.of());
        assertEquals(FsError.SUCCESS, cluster.result(new SetDirPattern(dir, wish, Optional.empty())));
        EntryInfo sub = mkdir(dir, "sub");
        assertEquals(wish, cluster.ask(new GetEntryInfo(sub), GetEntryInfoResp.class).pattern());
        StripePattern ofFile = cluster.ask(new GetEntryInfo(create(sub, "f")), GetEntryInfoResp.class).pattern();
        assertEquals(65536, ofFile.chunkSize());
        assertEquals(1, ofFile.targets().size());
        assertEquals(FsError.PERM, cluster.result(new SetDirPattern(dir, wish, Optional.of(1000))));
        assertEquals(FsError.INTERNAL, cluster.result(new SetDirPattern(dir, StripePattern.raid0(1000, 1, 1, List.of()), Optional.empty())));
        StripePattern mirrored = new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(), List.of());
        assertEquals(FsError.NOT_SUPPORTED, cluster.result(new SetDirPattern(dir, mirrored, Optional.empty())));
        assertEquals(FsError.NOT_A_DIR, cluster.result(new SetDirPattern(new EntryInfo(1, 0, "root", "9-9-9", "x", 1), wish, Optional.empty())));
        MkFile hinted = new MkFile(1, 1, 0100600, 0, Optional.of(new MkFile.StripeHints(2, 1 << 20)), Optional.empty(), sub, "hinted",
                Optional.empty(), List.of(), Optional.empty());
        StripePattern chosen = cluster.ask(new GetEntryInfo(cluster.ask(hinted, MkFileResp.class).entryInfo()), GetEntryInfoResp.class).pattern();
        assertEquals(1 << 20, chosen.chunkSize());
        assertEquals(Set.of(101, 102), new HashSet<>(chosen.targets()));
    }

    @Test
    void extendedAttributes() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        byte[] value = {1, 2, 3};
        assertEquals(FsError.NO_DATA, cluster.ask(new GetXAttr(file, "user.a", 10), GetXAttrResp.class).error());
        assertEquals(FsError.NO_DATA, cluster.result(new SetXAttr(file, "user.a", value, 2, Optional.empty())));
        assertEquals(FsError.SUCCESS, cluster.result(new SetXAttr(file, "user.a", value, 1, Optional.empty())));
        assertEquals(FsError.EXISTS, cluster.result(new SetXAttr(file, "user.a", value, 1, Optional.empty())));
        assertArrayEquals(value, cluster.ask(new GetXAttr(file, "user.a", 10), GetXAttrResp.class).value());
        assertEquals(3, cluster.ask(new GetXAttr(file, "user.a", 0), GetXAttrResp.class).size());
        assertEquals(FsError.RANGE, cluster.ask(new GetXAttr(file, "user.a", 2), GetXAttrResp.class).error());
        assertEquals(List.of("user.a"), cluster.ask(new ListXAttr(file, 0), ListXAttrResp.class).names());
        assertEquals(FsError.SUCCESS, cluster.result(new RemoveXAttr(file, "user.a", Optional.empty())));
        assertEquals(FsError.NO_DATA, cluster.result(new RemoveXAttr(file, "user.a", Optional.empty())));
        assertEquals(FsError.SUCCESS, cluster.result(new SetXAttr(TestCluster.ROOT, "user.r", value, 0, Optional.empty())));
        assertEquals(List.of("user.r"), cluster.ask(new ListXAttr(TestCluster.ROOT, 0), ListXAttrResp.class).names());
        assertEquals(FsError.RANGE, cluster.result(new SetXAttr(file, "user.big", new byte[61441], 0, Optional.empty())));
        assertEquals(List.of(), cluster.check());
    }

    private FLockEntry flock(EntryInfo file, String handle, int client, int flags, String ackId) {
        return new FLockEntry(client, 1, 1, flags, file, handle, ackId);
    }

    @Test
    void waitingLockIsGrantedByDatagramAndTakenBackWithoutAcknowledgment() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        String handle = open(file, AccessFlags.READ_WRITE).fileHandleID();
        int exclusive = LockFlags.EXCLUSIVE;
        assertEquals(FsError.SUCCESS, cluster.result(flock(file, handle, TestCluster.CLIENT, exclusive, "one")));
        assertEquals(FsError.WOULD_BLOCK, cluster.result(flock(file, "2#" + file.entryId(), TestCluster.OTHER_CLIENT, exclusive, "two")));
        assertEquals(FsError.SUCCESS, cluster.result(flock(file, handle, TestCluster.CLIENT, LockFlags.UNLOCK, "x")));
        LockGranted granted = (LockGranted) cluster.datagram(Duration.ofSeconds(10)).orElseThrow();
        assertEquals("two", granted.lockAckID());
        assertTrue(granted.ackID().endsWith("-elck-two"), granted::ackID);
        assertEquals(FsError.WOULD_BLOCK, cluster.result(flock(file, handle, TestCluster.CLIENT, exclusive | LockFlags.NO_WAIT, "three")));
        cluster.server.context().granter().acknowledged(granted.ackID());
        cluster.datagrams.clear();
        assertEquals(FsError.WOULD_BLOCK, cluster.result(flock(file, handle, TestCluster.CLIENT, exclusive, "four")));
        assertEquals(FsError.SUCCESS, cluster.result(flock(file, "2#" + file.entryId(), TestCluster.OTHER_CLIENT, LockFlags.UNLOCK, "x")));
        // Never acknowledged: told three times, then taken back.
        for (int i = 0; i < 3; i++) {
            assertEquals("four", ((LockGranted) cluster.datagram(Duration.ofSeconds(10)).orElseThrow()).lockAckID());
        }
        FsError again;
        do {
            again = cluster.result(flock(file, "2#" + file.entryId(), TestCluster.OTHER_CLIENT, exclusive | LockFlags.NO_WAIT, "five"));
        } while (again == FsError.WOULD_BLOCK);
        assertEquals(FsError.SUCCESS, again);
        assertTrue(cluster.ask(new GetFileVersion(file), GetFileVersionResp.class).version() >= 2);
    }

    @Test
    void acknowledgmentOverTcpIsAccepted() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        CompletableFuture<FsError> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return cluster.result(new Ack("nobody-waits-for-this"));
            } catch (FsException e) {
                throw new CompletionException(e);
            }
        });
        // It has no answer, and doesn't cost the connection.
        assertThrows(TimeoutException.class, () -> answer.get(300, TimeUnit.MILLISECONDS));
        assertEquals(1, stat(file).nlink());
        List<Long> words = cluster.ask(new GetClientStats(GetClientStats.FIRST_PAGE, false), GetClientStatsResp.class).values();
        assertTrue(words.get(9 + MetaOp.ACK.ordinal()) > 0, "it is counted");
        assertTrue(words.get(9 + MetaOp.SET_CHANNEL_DIRECT.ordinal()) > 0, "and so is what the connection began with");
    }

    @Test
    void closeOfAnUnknownHandleStillStoresTheSize() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        List<Integer> targets = cluster.ask(new GetEntryInfo(file), GetEntryInfoResp.class).pattern().targets();
        cluster.chunks.put(targets.getFirst() + " " + file.entryId(), 99L);
        assertEquals(FsError.SUCCESS, close(file, "1234#" + file.entryId(), 0));
        assertEquals(99, stat(file).size());
        assertEquals(0, cluster.ns.sessions().openFiles());
    }

    @Test
    void missingClientLosesFilesAndLocksAfterAWhile() throws Exception {
        EntryInfo file = create(TestCluster.ROOT, "f");
        OpenFileResp opened = open(file, AccessFlags.READ_WRITE);
        write(file, opened, 55, 0);
        assertEquals(FsError.SUCCESS, cluster.result(flock(file, opened.fileHandleID(), TestCluster.CLIENT, LockFlags.EXCLUSIVE, "one")));
        assertEquals(FsError.WOULD_BLOCK, cluster.result(flock(file, "9#" + file.entryId(), TestCluster.OTHER_CLIENT, LockFlags.SHARED, "two")));
        FakeTime time = new FakeTime();
        ClientWatch watch = cluster.watch(time);
        watch.dropMissing();
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TestCluster.CLIENT)));
        watch.dropMissing();
        time.pass(ClientWatch.GRACE.minusSeconds(1));
        watch.dropMissing();
        assertEquals(2, cluster.ns.sessions().openFiles());
        time.pass(Duration.ofSeconds(1));
        watch.dropMissing();
        assertEquals(Set.of(TestCluster.OTHER_CLIENT), cluster.ns.sessions().clients());
        assertEquals("two", ((LockGranted) cluster.datagram(Duration.ofSeconds(10)).orElseThrow()).lockAckID());
        assertEquals(55, cluster.ns.volume().store().file(EntryKey.parse(file.entryId()).orElseThrow()).orElseThrow().size());
    }

    @Test
    void rootOfAnotherNodeIsRefused() throws Exception {
        cluster.ns.directories().owner(EntryKey.ROOT, 5);
        assertEquals(FsError.NOT_OWNER, cluster.ask(new Stat(TestCluster.ROOT, false), StatResp.class).error());
        assertEquals(FsError.NOT_OWNER, cluster.ask(new MkDir(0, 0, 0040755, 0, TestCluster.ROOT, "d"), MkDirResp.class).error());
        assertEquals(FsError.NOT_OWNER, cluster.ask(new GetEntryInfo(TestCluster.ROOT), GetEntryInfoResp.class).error());
    }

    @Test
    void ownersAreFoundByPath() throws Exception {
        EntryInfo a = mkdir(TestCluster.ROOT, "a");
        EntryInfo file = create(mkdir(a, "b"), "f");
        assertEquals("root", cluster.ask(new FindOwner(0, 0, TestCluster.ROOT, "/a/b/f"), FindOwnerResp.class).entryInfo().entry().entryId());
        FindOwnerResp found = cluster.ask(new FindOwner(3, 0, TestCluster.ROOT, "/a/b/f"), FindOwnerResp.class);
        assertEquals(3, found.entryInfo().depth());
        assertEquals(file, found.entryInfo().entry());
        assertEquals(FsError.PATH_NOT_EXISTS, cluster.ask(new FindOwner(2, 0, TestCluster.ROOT, "/a/x"), FindOwnerResp.class).error());
    }

    @Test
    void capacityAndCountersAreTold() throws Exception {
        StatStoragePathResp space = cluster.ask(new StatStoragePath(0), StatStoragePathResp.class);
        assertEquals(0, space.result());
        assertTrue(space.sizeTotal() > space.sizeFree() && space.sizeFree() > 0, space::toString);
        stat(TestCluster.ROOT);
        stat(TestCluster.ROOT);
        List<Long> words = cluster.ask(new GetClientStats(GetClientStats.FIRST_PAGE, true), GetClientStatsResp.class).values();
        assertEquals(39L, words.get(0));
        assertEquals(1000L, words.get(8));
        assertEquals(2L, words.get(9 + MetaOp.STAT.ordinal()));
    }

    @Test
    void acknowledgmentsByDatagramCountForNoAddress() throws Exception {
        cluster.server.context().acknowledgedByDatagram("one");
        cluster.server.context().acknowledgedByDatagram("two");
        List<Long> words = cluster.ask(new GetClientStats(GetClientStats.FIRST_PAGE, false), GetClientStatsResp.class).values();
        assertEquals(0L, words.get(8));
        assertEquals(2L, words.get(9));
        assertEquals(2L, words.get(9 + MetaOp.ACK.ordinal()));
    }

    @Test
    void countersAreKeptByUserAndToldByPages() throws Exception {
        int users = 300; // of 40 words each: more than 56 KiB
        for (int user = 1; user <= users; user++) {
            for (int i = 0; i < 1 + user % 2; i++) {
                cluster.ask(TestCluster.META, Envelope.of(new Stat(TestCluster.ROOT, false)).asUser(user), StatResp.class);
            }
        }
        cluster.ask(TestCluster.META, Envelope.of(new GetEntryInfo(TestCluster.ROOT)).asUser(7), GetEntryInfoResp.class);
        List<Long> seen = new ArrayList<>();
        List<Long> words;
        int pages = 0;
        do {
            long last = seen.isEmpty() ? GetClientStats.FIRST_PAGE : seen.getLast();
            words = cluster.ask(new GetClientStats(last, true), GetClientStatsResp.class).values();
            pages++;
            assertTrue(words.size() * 8 <= 56 << 10, "words " + words.size());
            for (int at = 8; at < words.size(); at += 40) {
                long user = words.get(at);
                seen.add(user);
                if (user == NOBODY) {
                    continue; // what the connection began with
                }
                assertEquals(1 + user % 2, words.get(at + 1 + MetaOp.STAT.ordinal()), "stats of user " + user);
                assertEquals(user == 7 ? 1L : 0L, words.get(at + 1 + MetaOp.GET_ENTRY_INFO.ordinal()));
                assertEquals(1 + user % 2 + (user == 7 ? 1L : 0L), words.get(at + 1), "all of user " + user);
            }
        } while (words.get(1) == 1);
        assertEquals(LongStream.concat(LongStream.rangeClosed(1, users), LongStream.of(NOBODY)).boxed().toList(), seen);
        assertEquals(2, pages);
        List<Long> clients = cluster.ask(new GetClientStats(GetClientStats.FIRST_PAGE, false), GetClientStatsResp.class).values();
        assertEquals(8 + 40, clients.size(), "all came from one address");
        assertEquals(0x0100007fL, clients.get(8));
    }

    private String debug(String command) throws FsException {
        return cluster.ask(new GenericDebug(command), GenericDebugResp.class).text();
    }

    private FsError exceeded(int type, int limit, Integer... ids) throws FsException {
        return cluster.result(new SetExceededQuota(1, type, limit, List.of(ids)));
    }

    private FsError createFor(int uid, int gid, boolean quota) throws FsException {
        LookupIntent.Create wish = new LookupIntent.Create(uid, gid, 0100644, 022, List.of(), Optional.empty(), Optional.empty());
        return cluster.ask(LookupIntent.create(TestCluster.ROOT, "of-" + uid + "-" + gid, wish, true).withQuota(quota), LookupIntentResp.class).createError();
    }

    private FsError chown(EntryInfo file, int valid, int uid, int gid, boolean quota) throws FsException {
        return cluster.result(new SetAttr(valid, 0, 0, 0, uid, gid, file, Optional.empty(), Optional.empty(), false, false, false).withQuota(quota));
    }

    @Test
    void whoUsedUpAQuotaGetsNoFiles(@TempDir Path other) throws Exception {
        assertEquals(FsError.INTERNAL, exceeded(1, 1, 1000), "quotas are off");
        assertEquals("Quotas are not enforced.", debug("quotaexceeded"));
        cluster.close();
        cluster = new TestCluster(other, "quotaEnableEnforcement=true");
        EntryInfo file = create(TestCluster.ROOT, "f");
        assertEquals(FsError.SUCCESS, exceeded(1, 1, 1000, 1001));
        assertEquals(FsError.SUCCESS, exceeded(2, 2, 3000));
        assertEquals("pool 1 groups, inodes: 3000\npool 1 users, size: 1000 1001", debug("quotaexceeded"));
        assertEquals(FsError.UNKNOWN_POOL, cluster.result(new SetExceededQuota(9, 1, 1, List.of())));
        assertEquals(FsError.DQUOT, createFor(1000, 1, true));
        assertEquals(FsError.DQUOT, createFor(5, 3000, true), "by the group's number of files");
        assertEquals(FsError.SUCCESS, createFor(1000, 1, false), "who doesn't ask for quotas has none");
        assertEquals(FsError.SUCCESS, createFor(3000, 1000, true), "users aren't groups");
        assertEquals(FsError.DQUOT, chown(file, SetAttr.UID, 1001, 0, true));
        assertEquals(FsError.DQUOT, chown(file, SetAttr.UID | SetAttr.GID, 5, 3000, true));
        assertEquals(FsError.SUCCESS, chown(file, SetAttr.UID | SetAttr.GID, 5, 5, true));
        assertEquals(FsError.SUCCESS, exceeded(1, 1, 1001), "a list replaces the one before");
        assertEquals(FsError.SUCCESS, createFor(1000, 2, true));
        assertEquals(FsError.SUCCESS, unlink(TestCluster.ROOT, "of-1000-2"));
    }
}
