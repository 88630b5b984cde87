package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.session.BumpFileVersion;
import org.apiaryfs.protocol.session.FLockEntry;
import org.apiaryfs.protocol.session.GetFileVersion;
import org.apiaryfs.protocol.session.GetFileVersionResp;
import org.apiaryfs.protocol.session.LockFlags;
import org.apiaryfs.protocol.session.LockGranted;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Open files of clients that go away, what was unlinked meanwhile, and versions (spec meta §4.8, §4.9, §8.3–8.5). */
@Timeout(60)
class SessionTest {
    @TempDir
    Path temp;

    private TestCluster cluster;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"), "tuneDefaultNumStripeTargets=2");
        client = new TestClient(cluster);
    }

    @AfterEach
    void stop() {
        assertEquals(List.of(), cluster.check());
        cluster.close();
    }

    private EntryInfo disposal() {
        return new EntryInfo(1, 0, "", "disposal", "disposal", TestCluster.META);
    }

    private List<String> disposed() throws FsException {
        return cluster.ask(new ListDirFromOffset(0, 50, disposal(), true), ListDirFromOffsetResp.class).entries().stream()
                .map(ListDirFromOffsetResp.Entry::name).toList();
    }

    /** As if the client had written to all targets. */
    private void written(EntryInfo file, OpenFileResp opened, long bytes) {
        opened.pattern().targets().forEach(target -> cluster.chunks.put(target + " " + file.entryId(), bytes));
    }

    private static <M extends Message> long count(Iterable<Message> seen, Class<M> kind) {
        long count = 0;
        for (Message message : seen) {
            count += kind.isInstance(message) ? 1 : 0;
        }
        return count;
    }

    @Test
    void aClientThatIsGoneLeavesNothingBehind() throws Exception {
        EntryInfo kept = client.create(TestCluster.ROOT, "kept");
        EntryInfo unlinked = client.create(TestCluster.ROOT, "unlinked");
        written(kept, client.open(kept, AccessFlags.READ_WRITE), 77);
        written(unlinked, client.open(unlinked, AccessFlags.WRITE), 1);
        client.open(kept, TestCluster.OTHER_CLIENT, AccessFlags.READ);
        assertEquals(FsError.SUCCESS, client.unlink(TestCluster.ROOT, "unlinked"));
        assertEquals(List.of(unlinked.entryId()), disposed());
        FakeTime time = new FakeTime();
        ClientWatch watch = cluster.watch(time);
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TestCluster.CLIENT)));
        watch.dropMissing();
        time.pass(ClientWatch.GRACE);
        watch.dropMissing();
        assertEquals(Set.of(TestCluster.OTHER_CLIENT), cluster.ns.sessions().clients());
        assertEquals(4, count(cluster.storageSaw, CloseChunkFile.class), "each file at all its targets");
        assertEquals(2, count(cluster.storageSaw, UnlinkLocalFile.class));
        assertEquals(List.of(), disposed());
        assertTrue(cluster.chunks.keySet().stream().noneMatch(key -> key.endsWith(unlinked.entryId())), cluster.chunks::toString);
        assertTrue(client.stat(kept).size() > 0, "what it had written is known");
    }

    @Test
    void aClientThatComesBackInTimeKeepsItsFiles() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        client.open(file, AccessFlags.READ_WRITE);
        FakeTime time = new FakeTime();
        ClientWatch watch = cluster.watch(time);
        var before = cluster.view.current().clients();
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TestCluster.CLIENT)));
        watch.dropMissing();
        time.pass(ClientWatch.GRACE.minus(Duration.ofSeconds(1)));
        watch.dropMissing();
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, before));
        watch.dropMissing();
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TestCluster.CLIENT)));
        watch.dropMissing();
        time.pass(Duration.ofSeconds(2));
        watch.dropMissing();
        assertEquals(1, cluster.ns.sessions().openFiles(), "missing anew, for 2 s");
    }

    @Test
    void aClientWhoseRemovalWasAnnouncedIsDroppedAtOnce() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        OpenFileResp opened = client.open(file, AccessFlags.READ_WRITE);
        OpenFileResp other = client.open(file, TestCluster.OTHER_CLIENT, AccessFlags.READ_WRITE);
        assertEquals(FsError.SUCCESS, cluster.result(flock(file, TestCluster.CLIENT, opened.fileHandleID(), "holds")));
        assertEquals(FsError.WOULD_BLOCK, cluster.result(flock(file, TestCluster.OTHER_CLIENT, other.fileHandleID(), "waits")));
        ClientWatch watch = cluster.watch(new FakeTime()); // in which no time passes
        watch.dropRemoved(TestCluster.CLIENT);
        assertEquals(2, cluster.ns.sessions().openFiles(), "it is there again");
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TestCluster.CLIENT)));
        watch.dropMissing();
        assertEquals(2, cluster.ns.sessions().openFiles(), "a list without it may be the first one of a restarted mgmtd");
        watch.removed(TestCluster.CLIENT);
        assertEquals("waits", ((LockGranted) cluster.datagram(Duration.ofSeconds(20)).orElseThrow()).lockAckID());
        watch.dropMissing(); // waits for the one above
        assertEquals(Set.of(TestCluster.OTHER_CLIENT), cluster.ns.sessions().clients());
    }

    private static FLockEntry flock(EntryInfo file, int client, String handle, String ackId) {
        return new FLockEntry(client, 1, 1, LockFlags.EXCLUSIVE, file, handle, ackId);
    }

    /** A request to open that has a number. */
    private <T extends Message> T numbered(Message request, long opening, Class<T> expected) throws FsException {
        return cluster.ask(TestCluster.META, Envelope.of(request).asUser(1000).numbered(opening, 0), expected);
    }

    private String opened(EntryInfo file, int access, long opening) throws FsException {
        OpenFileResp opened = numbered(new OpenFile(TestCluster.CLIENT, access, file), opening, OpenFileResp.class);
        assertEquals(FsError.SUCCESS, opened.error());
        return opened.fileHandleID();
    }

    @Test
    void anOpeningThatIsAskedForAgainIsTheSame() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        String first = opened(file, AccessFlags.READ, 5);
        assertEquals(first, opened(file, AccessFlags.READ, 5));
        assertNotEquals(first, opened(file, AccessFlags.READ, 6));
        assertNotEquals(first, opened(file, AccessFlags.READ, 0), "of a client without numbers");
        assertEquals(3, cluster.ns.sessions().openFiles());
        cluster.stop(TestCluster.META);
        cluster.start(TestCluster.META);
        assertEquals(first, opened(file, AccessFlags.READ, 5), "also when the server was restarted in between");
        assertEquals(FsError.SUCCESS, client.close(file, TestCluster.CLIENT, first));
        assertEquals(2, cluster.ns(TestCluster.META).sessions().openFiles());
        assertNotEquals(first, opened(file, AccessFlags.READ, 5));
    }

    @Test
    void aCreationWithOpeningThatIsAskedForAgainIsTheSame() throws Exception {
        LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(), Optional.empty(), Optional.empty());
        LookupIntent exclusive = LookupIntent.create(TestCluster.ROOT, "f", wish, true).andOpen(AccessFlags.READ_WRITE, TestCluster.CLIENT);
        LookupIntentResp first = numbered(exclusive, 9, LookupIntentResp.class);
        LookupIntentResp again = numbered(exclusive, 9, LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, again.createError());
        assertEquals(first.entryInfo(), again.entryInfo());
        assertEquals(first.open().orElseThrow().fileHandleID(), again.open().orElseThrow().fileHandleID());
        assertEquals(1, cluster.ns.sessions().openFiles());
        assertEquals(FsError.EXISTS, numbered(exclusive, 10, LookupIntentResp.class).createError());
    }

    @Test
    void leftoversOfTheDisposalAreCollectedByATool() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        OpenFileResp opened = client.open(file, AccessFlags.READ_WRITE);
        written(file, opened, 5);
        assertEquals(FsError.SUCCESS, client.unlink(TestCluster.ROOT, "f"));
        assertEquals(FsError.IN_USE, client.unlink(disposal(), file.entryId()));
        cluster.storageFails = FsError.COMMUNICATION;
        client.close(file, TestCluster.CLIENT, opened.fileHandleID());
        assertEquals(List.of(file.entryId()), disposed(), "its chunk files couldn't be removed");
        cluster.storageFails = FsError.SUCCESS;
        assertEquals(FsError.SUCCESS, client.unlink(disposal(), file.entryId()));
        assertEquals(List.of(), disposed());
        assertEquals(FsError.PATH_NOT_EXISTS, client.unlink(disposal(), file.entryId()));
        assertTrue(cluster.chunks.isEmpty(), cluster.chunks::toString);
    }

    @Test
    void refreshAsksTheTargetsAndStoresWhatTheySay() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        OpenFileResp opened = client.open(file, AccessFlags.READ_WRITE);
        assertEquals(FsError.SUCCESS, client.close(file, TestCluster.CLIENT, opened.fileHandleID()));
        assertEquals(0, client.stat(file).size());
        // Written by somebody whose close never came.
        cluster.chunks.put(opened.pattern().targets().getFirst() + " " + file.entryId(), 123L);
        assertEquals(0, client.stat(file).size(), "a file that isn't open isn't asked about");
        assertEquals(FsError.SUCCESS, cluster.result(new RefreshEntryInfo(file, Optional.empty())));
        assertEquals(123, client.stat(file).size());
        assertEquals(FsError.SUCCESS, cluster.result(new RefreshEntryInfo(TestCluster.ROOT, Optional.empty())));
        assertEquals(1, client.stat(TestCluster.ROOT).size());
        EntryInfo gone = new EntryInfo(2, 1, "root", "1-2-1", "gone", TestCluster.META);
        assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new RefreshEntryInfo(gone, Optional.empty())));
    }

    @Test
    void versionsCountOnlyPersistentBumps() throws Exception {
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        long before = version(file);
        assertEquals(FsError.SUCCESS, cluster.result(new BumpFileVersion(file, Optional.empty(), false)));
        assertEquals(before, version(file));
        assertEquals(FsError.SUCCESS, cluster.result(new BumpFileVersion(file, Optional.empty(), true)));
        assertEquals(before + 1, version(file));
        assertEquals(before + 1, client.open(file, AccessFlags.READ).fileVersion());
        EntryInfo gone = new EntryInfo(2, 1, "root", "1-2-1", "gone", TestCluster.META);
        for (boolean persistent : new boolean[] {true, false}) {
            assertEquals(FsError.INTERNAL, cluster.result(new BumpFileVersion(gone, Optional.empty(), persistent)));
        }
        assertEquals(FsError.INTERNAL.code(), cluster.ask(new GetFileVersion(gone), GetFileVersionResp.class).result());
    }

    private long version(EntryInfo file) throws FsException {
        return cluster.ask(new GetFileVersion(file), GetFileVersionResp.class).version();
    }
}
