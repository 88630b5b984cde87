package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.RmLocalDir;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.StreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories whose names and inodes are on different metadata servers. */
@Timeout(60)
class DirectoriesOverNodesTest {
    private static final int DIR_MODE = 0040755;

    @TempDir
    Path temp;

    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp, 2);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private MkDirResp mkdirAnswer(EntryInfo parent, String name) throws FsException {
        return cluster.ask(parent.owner(), new MkDir(7, 8, DIR_MODE, 0, parent, name), MkDirResp.class);
    }

    private EntryInfo mkdir(EntryInfo parent, String name) throws FsException {
        MkDirResp made = mkdirAnswer(parent, name);
        assertEquals(FsError.SUCCESS, made.error());
        return made.entryInfo();
    }

    private FsError rmdir(EntryInfo parent, String name) throws FsException {
        return cluster.ask(parent.owner(), new RmDir(parent, name), ResultResp.class).error();
    }

    private LookupIntentResp lookup(EntryInfo parent, String name) throws FsException {
        return cluster.ask(parent.owner(), LookupIntent.lookup(parent, name), LookupIntentResp.class);
    }

    private StatResp stat(EntryInfo entry) throws FsException {
        return cluster.ask(entry.owner(), new Stat(entry, false), StatResp.class);
    }

    private void assertSound() {
        assertEquals(List.of(), cluster.check());
    }

    @Test
    void newDirectoriesSpreadOverTheNodes() throws Exception {
        Set<Integer> owners = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            owners.add(mkdir(TestCluster.ROOT, "d" + i).owner());
        }
        assertEquals(Set.of(1, 2), owners);
        assertEquals(40, stat(TestCluster.ROOT).statData().size());
        MkDir preferring = new MkDir(7, 8, DIR_MODE, 0, TestCluster.ROOT, Optional.empty(), "preferred", List.of(2), Optional.empty(), false);
        assertEquals(2, cluster.ask(1, preferring, MkDirResp.class).entryInfo().owner());
        assertSound();
    }

    @Test
    void aDirectoryOfAnotherNodeIsMadeFilledAndRemoved() throws Exception {
        cluster.newDirectoriesOn(2);
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        assertEquals(2, dir.owner());
        LookupIntentResp found = lookup(TestCluster.ROOT, "d");
        assertEquals(Optional.of(dir), found.entryInfo());
        assertEquals(FsError.NOT_OWNER, found.statError());
        StatResp attributes = stat(dir);
        assertEquals(DIR_MODE, attributes.statData().mode());
        assertEquals(7, attributes.statData().uid());
        assertEquals(3, stat(TestCluster.ROOT).statData().nlink());

        cluster.newDirectoriesOn(1);
        EntryInfo below = mkdir(dir, "below");
        assertEquals(1, below.owner());
        assertEquals(FsError.NOT_EMPTY, rmdir(TestCluster.ROOT, "d"));
        assertEquals(FsError.SUCCESS, rmdir(dir, "below"));
        assertEquals(FsError.PATH_NOT_EXISTS, stat(below).error());
        assertEquals(FsError.SUCCESS, rmdir(TestCluster.ROOT, "d"));
        assertEquals(FsError.PATH_NOT_EXISTS, stat(dir).error());
        assertEquals(FsError.PATH_NOT_EXISTS, rmdir(TestCluster.ROOT, "d"));
        assertEquals(2, stat(TestCluster.ROOT).statData().nlink());
        assertSound();
    }

    @Test
    void aTakenNameMakesNothingElsewhere() throws Exception {
        cluster.newDirectoriesOn(2);
        mkdir(TestCluster.ROOT, "d");
        assertEquals(FsError.EXISTS, mkdirAnswer(TestCluster.ROOT, "d").error());
        assertEquals(FsError.PATH_NOT_EXISTS, mkdirAnswer(new EntryInfo(1, 0, "root", "1-2-1", "gone", 1), "d").error());
        assertSound();
    }

    @Test
    void aNodeThatIsDownIsPassedOver() throws Exception {
        cluster.stop(2);
        for (int i = 0; i < 8; i++) {
            assertEquals(1, mkdir(TestCluster.ROOT, "d" + i).owner());
        }
        cluster.newDirectoriesOn(2);
        FsException none = assertThrows(FsException.class, () -> mkdirAnswer(TestCluster.ROOT, "none"));
        assertEquals(FsError.COMMUNICATION, none.error());
        assertEquals(FsError.PATH_NOT_EXISTS, lookup(TestCluster.ROOT, "none").lookupError());
        assertSound();
    }

    @Test
    void aDirectoryWhoseMakerFallsSilentIsMadeElsewhereAndTakenBackThere() throws Exception {
        CountDownLatch takenBack = new CountDownLatch(1);
        HandlerTable silent = HandlerTable.builder()
                .on(MessageType.MK_LOCAL_DIR, Dispatch.VIRTUAL_THREAD, exchange -> {
                    cluster.server(2).context().ns().creation().localDirectory(
                            EntryKey.parse(((MkLocalDir) exchange.request().message()).entryInfo().entryId()).orElseThrow(),
                            new Creation.Wish(DIR_MODE, 0, 0), EntryKey.ROOT, 1,
                            ((MkLocalDir) exchange.request().message()).pattern());
                    exchange.abort("as if it died");
                })
                .on(MessageType.RM_LOCAL_DIR, Dispatch.VIRTUAL_THREAD, exchange -> {
                    cluster.server(2).context().ns().removal().localDirectory(
                            EntryKey.parse(((RmLocalDir) exchange.request().message()).entryInfo().entryId()).orElseThrow());
                    exchange.reply(ResultResp.of(MessageType.RM_LOCAL_DIR_RESP, FsError.SUCCESS));
                    takenBack.countDown();
                })
                .build();
        StreamServer stand = cluster.stand(2, silent);
        MkDir preferring = new MkDir(7, 8, DIR_MODE, 0, TestCluster.ROOT, Optional.empty(), "d", List.of(2), Optional.empty(), false);
        assertEquals(1, cluster.ask(1, preferring, MkDirResp.class).entryInfo().owner());
        takenBack.await();
        cluster.settled();
        assertSound();
        stand.stop(Duration.ZERO).join();
    }

    @Test
    void aRemovalWithoutAnswerIsEndedInTheBackgroundAndKeepsTheNameMeanwhile() throws Exception {
        cluster.newDirectoriesOn(2);
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        HandlerTable slow = HandlerTable.builder().on(MessageType.RM_LOCAL_DIR, Dispatch.VIRTUAL_THREAD, exchange -> {
            if (asked.getAndIncrement() < 2) {
                exchange.abort("as if it died");
                return;
            }
            await(answer);
            FsError result = FsError.SUCCESS;
            try {
                cluster.server(2).context().ns().removal().localDirectory(EntryKey.parse(dir.entryId()).orElseThrow());
            } catch (FsException e) {
                result = e.error();
            }
            exchange.reply(ResultResp.of(MessageType.RM_LOCAL_DIR_RESP, result));
        }).build();
        StreamServer stand = cluster.stand(2, slow);
        assertEquals(FsError.COMMUNICATION, assertThrows(FsException.class, () -> rmdir(TestCluster.ROOT, "d")).error());
        assertEquals(Optional.of(dir), lookup(TestCluster.ROOT, "d").entryInfo());
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                assertEquals(FsError.SUCCESS, mkdirAnswer(TestCluster.ROOT, "d").error());
            } catch (FsException e) {
                throw new AssertionError(e);
            }
        });
        cluster.newDirectoriesOn(1);
        answer.countDown();
        waiting.join();
        cluster.settled();
        assertEquals(1, lookup(TestCluster.ROOT, "d").entryInfo().orElseThrow().owner());
        assertSound();
        stand.stop(Duration.ZERO).join();
    }

    @Test
    void whatWasOpenAtTheEndOfAProcessIsEndedByTheNext() throws Exception {
        cluster.newDirectoriesOn(2);
        EntryInfo dir = mkdir(TestCluster.ROOT, "d");
        cluster.stop(2);
        // Begun, and the process ends before it asks.
        cluster.ns(1).removal().rmdir(EntryKey.ROOT, "d");
        cluster.ns(1).creation().beginDirectory(EntryKey.ROOT, "e", 2);
        cluster.stop(1);
        cluster.start(1);
        assertEquals(Optional.of(dir), lookup(TestCluster.ROOT, "d").entryInfo());
        cluster.start(2);
        cluster.settled();
        assertEquals(FsError.PATH_NOT_EXISTS, lookup(TestCluster.ROOT, "d").lookupError());
        assertEquals(FsError.PATH_NOT_EXISTS, lookup(TestCluster.ROOT, "e").lookupError());
        assertEquals(FsError.PATH_NOT_EXISTS, stat(dir).error());
        assertTrue(mkdir(TestCluster.ROOT, "e").owner() == 2);
        assertSound();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
