package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.session.FLockAppend;
import org.apiaryfs.protocol.session.FLockEntry;
import org.apiaryfs.protocol.session.FLockRange;
import org.apiaryfs.protocol.session.GetFileVersion;
import org.apiaryfs.protocol.session.GetFileVersionResp;
import org.apiaryfs.protocol.session.LockFlags;
import org.apiaryfs.protocol.session.LockGranted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks as two clients ask for them, with datagrams that arrive and such that don't (spec meta §9). */
@Timeout(60)
class LockServerTest {
    private static final int ONE = TestCluster.CLIENT;
    private static final int TWO = TestCluster.OTHER_CLIENT;

    @TempDir
    Path temp;

    private TestCluster cluster;
    private TestClient client;
    private EntryInfo file;
    private String handle;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"), "tuneLockGrantWaitMS=50", "tuneLockGrantNumRetries=2");
        client = new TestClient(cluster);
        file = client.create(TestCluster.ROOT, "f");
        handle = client.open(file, AccessFlags.READ_WRITE).fileHandleID();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private FsError entry(int owner, int flags, String ackId) throws FsException {
        return cluster.result(new FLockEntry(owner, 1, 1, flags, file, owner == ONE ? handle : "9#" + file.entryId(), ackId));
    }

    private FsError append(int owner, int flags, String ackId) throws FsException {
        return cluster.result(new FLockAppend(owner, 0, 1, flags, file, owner == ONE ? handle : "9#" + file.entryId(), ackId));
    }

    private FsError range(int owner, int pid, long start, long end, int flags, String ackId) throws FsException {
        return cluster.result(new FLockRange(owner, start, end, pid, flags, file, owner == ONE ? handle : "9#" + file.entryId(), ackId));
    }

    private String nextGrant() throws InterruptedException {
        return ((LockGranted) cluster.datagram(Duration.ofSeconds(10)).orElseThrow()).lockAckID();
    }

    /** Waits until the server has either been told that clients know of their locks, or has given up on them. */
    private void grantsAreSettled() throws InterruptedException {
        while (cluster.server.context().granter().unacknowledged() > 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void askingAgainFindsALockWhoseMessageWasLostAndItStays() throws Exception {
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE, "one"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.EXCLUSIVE, "two"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.EXCLUSIVE, "two"), "still in the queue");
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.UNLOCK, "x"));
        assertEquals(FsError.SUCCESS, entry(TWO, LockFlags.EXCLUSIVE, "two"), "as after a lost datagram");
        grantsAreSettled();
        assertEquals(FsError.WOULD_BLOCK, entry(ONE, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "three"), "not taken back");
    }

    @Test
    void aGrantThatNobodyKnowsOfGoesToTheNext() throws Exception {
        assertEquals(FsError.SUCCESS, append(ONE, LockFlags.EXCLUSIVE, "one"));
        assertEquals(FsError.WOULD_BLOCK, append(TWO, LockFlags.EXCLUSIVE, "two"));
        assertEquals(FsError.SUCCESS, append(ONE, LockFlags.UNLOCK, "x"));
        grantsAreSettled();
        assertEquals(FsError.SUCCESS, append(ONE, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "three"));
    }

    @Test
    void rangesOfOneClientsProcessesAreApart() throws Exception {
        assertEquals(FsError.SUCCESS, range(ONE, 1, 0, 99, LockFlags.EXCLUSIVE, "a"));
        assertEquals(FsError.WOULD_BLOCK, range(ONE, 2, 50, 60, LockFlags.SHARED | LockFlags.NO_WAIT, "b"));
        assertEquals(FsError.SUCCESS, range(ONE, 2, 100, Long.MAX_VALUE, LockFlags.EXCLUSIVE, "c"));
        assertEquals(FsError.WOULD_BLOCK, range(TWO, 1, 50, 60, LockFlags.EXCLUSIVE, "d"));
        assertEquals(FsError.SUCCESS, range(ONE, 1, 40, 70, LockFlags.UNLOCK | LockFlags.NO_WAIT, "e"));
        assertEquals("d", nextGrant());
        // A process ended: all its ranges go, those of others stay.
        assertEquals(FsError.SUCCESS, range(ONE, 1, 0, -1, LockFlags.CANCEL, "f"));
        assertEquals(FsError.SUCCESS, range(TWO, 1, 0, 39, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "g"));
        assertEquals(FsError.WOULD_BLOCK, range(TWO, 1, 0, 200, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "h"));
    }

    @Test
    void anInterruptedWaiterIsDroppedByTheCancelOfItsClose() throws Exception {
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE, "one"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.EXCLUSIVE, "two"));
        assertEquals(FsError.SUCCESS, entry(TWO, LockFlags.CANCEL | LockFlags.NO_WAIT, "cancel"));
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.UNLOCK, "x"));
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "three"));
        assertTrue(cluster.datagrams.isEmpty(), "nobody waits");
    }

    @Test
    void changesOfKindAreOneLock() throws Exception {
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.SHARED, "a"));
        assertEquals(FsError.SUCCESS, entry(TWO, LockFlags.SHARED, "b"));
        assertEquals(FsError.WOULD_BLOCK, entry(ONE, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "c"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "d"), "the refused one kept its shared lock");
        assertEquals(FsError.SUCCESS, entry(TWO, LockFlags.UNLOCK, "e"));
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE, "f"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.SHARED, "g"));
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.SHARED, "h"));
        assertEquals("g", nextGrant());
    }

    @Test
    void handlesThatAreUnknownFollowTheirRules() throws Exception {
        long before = version();
        String unknown = "77#" + file.entryId();
        for (int flags : new int[] {LockFlags.UNLOCK, LockFlags.CANCEL}) {
            assertEquals(FsError.SUCCESS, cluster.result(new FLockEntry(TWO, 1, 1, flags, file, unknown, "a")));
            assertEquals(FsError.SUCCESS, cluster.result(new FLockRange(TWO, 0, -1, 1, flags, file, unknown, "b")));
        }
        assertEquals(1, cluster.ns.sessions().openFiles());
        // A lock opens the file anew under the number that the client says.
        assertEquals(FsError.SUCCESS, cluster.result(new FLockEntry(TWO, 1, 1, LockFlags.EXCLUSIVE, file, unknown, "c")));
        assertEquals(2, cluster.ns.sessions().openFiles());
        EntryInfo other = client.create(TestCluster.ROOT, "g");
        assertEquals(FsError.INTERNAL, cluster.result(new FLockEntry(TWO, 1, 1, LockFlags.EXCLUSIVE, other, "77#" + other.entryId(), "d")));
        EntryInfo gone = new EntryInfo(2, 1, "root", "1-2-1", "gone", TestCluster.META);
        assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new FLockEntry(TWO, 1, 1, LockFlags.EXCLUSIVE, gone, "5#1-2-1", "e")));
        assertEquals(FsError.SUCCESS, cluster.result(new FLockEntry(TWO, 1, 1, LockFlags.UNLOCK, file, unknown, "f")));
        assertTrue(version() > before, "an unlock tells caching clients that the file may have changed");
    }

    private long version() throws FsException {
        return cluster.ask(new GetFileVersion(file), GetFileVersionResp.class).version();
    }

    @Test
    void anUnknownClientLosesItsGrantAtOnce() throws Exception {
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE, "one"));
        assertEquals(FsError.WOULD_BLOCK, entry(TWO, LockFlags.EXCLUSIVE, "two"));
        cluster.view.update(map -> map.withNodes(NodeType.CLIENT, map.clients().without(TWO)));
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.UNLOCK, "x"));
        grantsAreSettled();
        assertEquals(FsError.SUCCESS, entry(ONE, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, "three"));
        assertTrue(cluster.datagrams.isEmpty(), "there is nobody to tell");
    }
}
