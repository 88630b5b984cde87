package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.*;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file system check asks to mend, one test a message. Each ends with a sound store. */
@Timeout(60)
class FsckRepairsTest {
    private static final StripePattern PATTERN = StripePattern.raid0(512 * 1024, 1, 2, List.of(101, 102));

    @TempDir
    Path temp;

    private TestCluster cluster;
    private MetaStore store;
    private EntryKey dir;
    private EntryKey file;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"));
        store = cluster.ns.volume().store();
        dir = cluster.ns.creation().directory(EntryKey.ROOT, "dir", new Creation.Wish(0040755, 1, 2)).dentry().key();
        file = cluster.ns.creation().file(EntryKey.ROOT, "file", new Creation.Wish(0100644, 5, 6), PATTERN).dentry().key();
    }

    @AfterEach
    void stop() {
        List<String> problems = cluster.check();
        cluster.close();
        assertEquals(List.of(), problems);
    }

    /** Changes the store behind the namespace's back; of what the namespace has in memory nothing may be changed. */
    private void damage(Consumer<Update> change) {
        try (Update update = store.update()) {
            change.accept(update);
            update.commit();
        }
    }

    private FsckDirEntry name(String name) throws FsException {
        return cluster.ask(new RetrieveDirEntries(0, "", 500, 0, 0, false), RetrieveDirEntriesResp.class).dirEntries().stream()
                .filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
    }

    private Optional<FsckDirInode> directory(EntryKey key) throws FsException {
        return cluster.ask(new RetrieveInodes(0, 0, 500, false), RetrieveInodesResp.class).dirInodes().stream()
                .filter(inode -> inode.id().equals(key.id())).findFirst();
    }

    private FsckFileInode inode(EntryKey key) throws FsException {
        return new FsckRecords(TestCluster.META).file(key, store.file(key).orElseThrow(), EntryKey.ROOT);
    }

    @Test
    void deleteDirEntries() throws Exception {
        damage(update -> update.removeFile(file, store.file(file).orElseThrow()));
        FsckDirEntry other = new FsckDirEntry("1-2-3", "file", "root", 1, 1, 2, false, false, 1, 0, 0);
        DeleteDirEntriesResp answer = cluster.ask(new DeleteDirEntries(List.of(other, name("file"))), DeleteDirEntriesResp.class);
        assertEquals(List.of(other), answer.failedEntries(), "a name that has another meaning by now stays");
        assertTrue(cluster.ns.lookups().find(EntryKey.ROOT, "file").isEmpty());
    }

    @Test
    void createDefDirInodes() throws Exception {
        EntryKey lost = new EntryKey(7, 7, TestCluster.META);
        damage(update -> {
            update.link(store.name(lost, "inside"), new Dentry(EntryType.REGULAR, EntryInfo.INLINED, file, TestCluster.META));
            update.putFile(file, store.file(file).orElseThrow().inlinedIn(lost));
            update.unlink(store.name(EntryKey.ROOT, "file"));
        });
        cluster.ns.directories().recount(EntryKey.ROOT);
        CreateDefDirInodesResp answer = cluster.ask(new CreateDefDirInodes(List.of(new FsckDirId(dir.id(), false), new FsckDirId(lost.id(), false))),
                CreateDefDirInodesResp.class);
        assertEquals(List.of(dir.id()), answer.failedInodeIds(), "there is one already");
        assertEquals(List.of(1L, 2), List.of(answer.createdInodes().getFirst().size(), answer.createdInodes().getFirst().nlink()));
        LinkToLostAndFoundResp linked = cluster.ask(LinkToLostAndFound.directories(new EntryInfo(1, 0, "root", dir.id(), "dir", TestCluster.META),
                answer.createdInodes()), LinkToLostAndFoundResp.class);
        assertEquals(List.of(lost.id()), linked.createdDentries().stream().map(FsckDirEntry::name).toList());
        assertEquals(dir.id(), directory(lost).orElseThrow().parentDirId());
    }

    @Test
    void fixInodeOwnersInDentry() throws Exception {
        damage(update -> update.link(store.name(EntryKey.ROOT, "dir"), new Dentry(EntryType.DIRECTORY, 0, dir, 9)));
        assertEquals(List.of(), cluster.ask(new FixInodeOwnersInDentry(List.of(name("dir")), List.of(TestCluster.META)),
                FixInodeOwnersInDentryResp.class).failedEntries());
        assertEquals(TestCluster.META, name("dir").inodeOwnerNodeId());
    }

    @Test
    void fixInodeOwners() throws Exception {
        cluster.ns.directories().owner(dir, 9);
        FsckDirInode wrong = directory(dir).orElseThrow();
        FsckDirInode right = new FsckDirInode(wrong.id(), wrong.parentDirId(), wrong.parentNodeId(), TestCluster.META, wrong.size(), wrong.nlink(),
                List.of(), wrong.patternType(), wrong.saveNodeId(), false, true, false);
        assertEquals(List.of(), cluster.ask(new FixInodeOwners(List.of(right)), FixInodeOwnersResp.class).failedInodes());
        assertEquals(TestCluster.META, directory(dir).orElseThrow().ownerNodeId());
    }

    @Test
    void updateAttributes() throws Exception {
        damage(update -> {
            FileInode inode = store.file(file).orElseThrow();
            update.putFile(file, inode.withNlink(5).withSize(77, List.of()).withFlags(FileInode.HAS_CHUNKS));
            update.setCounts(dir, DirCounts.of(5, 6));
        });
        cluster.chunks.put("101 " + file.id(), 300L);
        FsckFileInode wrong = inode(file);
        FsckFileInode right = new FsckFileInode(wrong.id(), "root", 1, wrong.pathInfo(), 5, 6, 0, 1, 0, wrong.stripeTargets(), wrong.patternType(),
                wrong.chunkSize(), 1, wrong.saveInode(), 1, true, false, true, false);
        assertEquals(List.of(), cluster.ask(new UpdateFileAttribs(List.of(right)), UpdateFileAttribsResp.class).failedInodes());
        assertEquals(List.of(1, 300L), List.of(inode(file).nlink(), inode(file).fileSize()));
        FsckDirInode counted = directory(dir).orElseThrow();
        assertEquals(List.of(), cluster.ask(new UpdateDirAttribs(List.of(counted)), UpdateDirAttribsResp.class).failedInodes());
        assertEquals(0, directory(dir).orElseThrow().size());
    }

    @Test
    void createEmptyContDirs() throws Exception {
        damage(update -> update.setCounts(dir, DirCounts.of(1, 1)));
        assertEquals(List.of("9-9-9"), cluster.ask(new CreateEmptyContDirs(List.of(new FsckDirId(dir.id(), false), new FsckDirId("9-9-9", false))),
                CreateEmptyContDirsResp.class).failedIds());
    }

    @Test
    void removeInodes() throws Exception {
        damage(update -> {
            update.unlink(store.name(EntryKey.ROOT, "file"));
            update.putFile(file, store.file(file).orElseThrow().separate().withFlags(FileInode.HAS_CHUNKS));
        });
        cluster.ns.directories().recount(EntryKey.ROOT);
        cluster.chunks.put("101 " + file.id(), 300L);
        assertEquals(List.of("5-5-5"), cluster.ask(new RemoveInodes(List.of(new FsckInodeId(file.id(), 2, false), new FsckInodeId("5-5-5", 1, false))),
                RemoveInodesResp.class).failedEntryIds());
        assertTrue(store.file(file).isEmpty());
        assertFalse(cluster.chunks.containsKey("101 " + file.id()), "its chunk files are removed too");
    }

    @Test
    void recreateFsIDs() throws Exception {
        damage(update -> update.putFile(file, store.file(file).orElseThrow().inlinedIn(dir)));
        assertEquals(List.of(), cluster.ask(new RecreateFsIDs(List.of(name("file"))), RecreateFsIDsResp.class).failedEntries());
        assertEquals(EntryKey.ROOT, store.file(file).orElseThrow().home());
    }

    @Test
    void recreateDentries() throws Exception {
        damage(update -> update.unlink(store.name(EntryKey.ROOT, "file")));
        cluster.ns.directories().recount(EntryKey.ROOT);
        FsckFsID link = cluster.ask(new RetrieveFsIDs(0, false, "", 10, 0, 0), RetrieveFsIDsResp.class).fsIds().getFirst();
        RecreateDentriesResp answer = cluster.ask(new RecreateDentries(List.of(link)), RecreateDentriesResp.class);
        assertEquals(List.of(), answer.failedFsIds());
        assertEquals(List.of(name(file.id())), answer.createdDentries());
        assertEquals(List.of(inode(file)), answer.createdInodes());
        assertEquals(List.of(link), cluster.ask(new RecreateDentries(List.of(link)), RecreateDentriesResp.class).failedFsIds(), "once only");
    }

    @Test
    void adjustChunkPermissions() throws Exception {
        damage(update -> update.putFile(file, store.file(file).orElseThrow().withFlags(FileInode.HAS_CHUNKS)));
        int looked = 0;
        AdjustChunkPermissionsResp at = new AdjustChunkPermissionsResp("", 0, 0, 0, 0);
        do {
            at = cluster.ask(new AdjustChunkPermissions(at.currentContDirId(), 0, 1, at.newHashDirOffset(), at.newContDirOffset(), false),
                    AdjustChunkPermissionsResp.class);
            looked += at.count();
            assertEquals(0, at.errorCount());
        } while (at.count() > 0);
        assertEquals(2, looked);
        assertEquals(2, cluster.storageSaw.stream().filter(m -> m instanceof SetLocalAttr set && set.userId() == 5 && set.groupId() == 6).count());
    }

    @Test
    void checkAndRepairDupInode() throws Exception {
        EntryKey copy = new EntryKey(8, 8, 9);
        damage(update -> {
            update.putFile(copy, store.file(file).orElseThrow().separate());
            update.link(store.name(dir, "elsewhere"), new Dentry(EntryType.REGULAR, 0, copy, 9));
        });
        cluster.ns.directories().recount(dir);
        CheckAndRepairDupInodeResp answer = cluster.ask(new CheckAndRepairDupInode(List.of(
                new FsckDuplicateInodeInfo(copy.id(), dir.id(), TestCluster.META, false, 2),
                new FsckDuplicateInodeInfo(file.id(), "root", TestCluster.META, false, 2),
                new FsckDuplicateInodeInfo(file.id(), "root", 9, false, 2))), CheckAndRepairDupInodeResp.class);
        assertEquals(List.of(file.id()), answer.failedIds(), "the one that the name leads to stays");
        assertTrue(store.file(copy).isEmpty());
    }

    private FsckSetEventLoggingResp logging(boolean enable, boolean force) throws FsException {
        return cluster.ask(new FsckSetEventLogging(enable, 8005, List.of(), force), FsckSetEventLoggingResp.class);
    }

    private FsckModificationEvent event() throws Exception {
        return (FsckModificationEvent) cluster.datagrams.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void modificationsAreToldUntilAcknowledged() throws Exception {
        assertEquals(new FsckSetEventLoggingResp(true, false, false), logging(false, false), "nothing to end");
        assertEquals(new FsckSetEventLoggingResp(true, true, false), logging(true, false));
        assertFalse(logging(true, false).loggingEnabled(), "one check at a time");
        cluster.ns.renames().rename(EntryKey.ROOT, "file", dir, "moved");
        FsckModificationEvent moved = event();
        assertEquals(List.of(FsckEventType.FILE_MOVED.number()), moved.modificationEventTypes());
        assertEquals(List.of(file.id()), moved.entryIds());
        EntryKey made = cluster.ns.creation().directory(dir, "made", new Creation.Wish(0040755, 1, 2)).dentry().key();
        cluster.ns.removal().rmdir(dir, "made");
        assertEquals(moved, event(), "told again, since nobody acknowledged");
        assertFalse(logging(false, false).result(), "not all is sent");
        cluster.server.context().acknowledged(moved.ackId());
        FsckModificationEvent next = event();
        while (next.equals(moved)) {
            next = event();
        }
        assertEquals(List.of(FsckEventType.DIR_CREATED.number(), FsckEventType.DIR_REMOVED.number()), next.modificationEventTypes());
        assertEquals(List.of(made.id(), made.id()), next.entryIds());
        cluster.server.context().acknowledged(next.ackId());
        assertEquals(new FsckSetEventLoggingResp(true, false, false), logging(false, false));
        cluster.ns.removal().unlink(dir, "moved");
        assertTrue(logging(true, false).loggingEnabled());
        assertTrue(logging(true, true).loggingEnabled(), "taken over");
        assertTrue(logging(false, false).result());
    }
}
