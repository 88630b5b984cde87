package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.fsck.RetrieveDirEntries;
import org.apiaryfs.protocol.fsck.RetrieveDirEntriesResp;
import org.apiaryfs.protocol.fsck.RetrieveFsIDs;
import org.apiaryfs.protocol.fsck.RetrieveFsIDsResp;
import org.apiaryfs.protocol.fsck.RetrieveInodes;
import org.apiaryfs.protocol.fsck.RetrieveInodesResp;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file system check gets to know, asked as it asks. */
@Timeout(60)
class FsckRetrievalTest {
    private static final StripePattern PATTERN = StripePattern.raid0(512 * 1024, 1, 2, List.of(101, 102));

    @TempDir
    Path temp;

    private TestCluster cluster;
    private EntryKey dir;
    private EntryKey file;
    private EntryKey linked;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"));
        dir = cluster.ns.creation().directory(EntryKey.ROOT, "dir", new Creation.Wish(0040755, 1, 2)).dentry().key();
        file = make(EntryKey.ROOT, "file");
        linked = make(dir, "first");
        cluster.ns.hardLinks().link(linked, dir, "first", EntryKey.ROOT, "second");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private EntryKey make(EntryKey parent, String name) throws FsException {
        return cluster.ns.creation().file(parent, name, new Creation.Wish(0100644, 5, 6), PATTERN).dentry().key();
    }

    /** All answers to RetrieveDirEntries, up to the one without entries. */
    private List<RetrieveDirEntriesResp> entries(int max) throws FsException {
        List<RetrieveDirEntriesResp> answers = new ArrayList<>();
        RetrieveDirEntriesResp at = new RetrieveDirEntriesResp("", 0, 0, List.of(), List.of(), List.of());
        do {
            at = cluster.ask(new RetrieveDirEntries(0, at.currentContDirId(), max, at.newHashDirOffset(), at.newContDirOffset(), false),
                    RetrieveDirEntriesResp.class);
            answers.add(at);
        } while (!at.dirEntries().isEmpty());
        return answers;
    }

    private List<FsckFsID> links(int max) throws FsException {
        List<FsckFsID> links = new ArrayList<>();
        RetrieveFsIDsResp at = new RetrieveFsIDsResp("", 0, 0, List.of());
        do {
            at = cluster.ask(new RetrieveFsIDs(0, false, at.currentContDirId(), max, at.newHashDirOffset(), at.newContDirOffset()), RetrieveFsIDsResp.class);
            links.addAll(at.fsIds());
        } while (!at.fsIds().isEmpty());
        return links;
    }

    private RetrieveInodesResp inodes(int max) throws FsException {
        List<FsckFileInode> files = new ArrayList<>();
        List<FsckDirInode> dirs = new ArrayList<>();
        RetrieveInodesResp at = new RetrieveInodesResp(List.of(), List.of(), 0);
        do {
            at = cluster.ask(new RetrieveInodes(0, at.lastOffset(), max, false), RetrieveInodesResp.class);
            files.addAll(at.fileInodes());
            dirs.addAll(at.dirInodes());
        } while (!at.fileInodes().isEmpty() || !at.dirInodes().isEmpty());
        return new RetrieveInodesResp(files, dirs, at.lastOffset());
    }

    @Test
    void inlinedFileIsNameInodeAndLinkOfOneRecord() throws Exception {
        RetrieveDirEntriesResp all = entries(500).getFirst();
        FsckDirEntry name = all.dirEntries().stream().filter(e -> e.name().equals("file")).findFirst().orElseThrow();
        FsckFileInode inode = all.inlinedFileInodes().stream().filter(f -> f.id().equals(file.id())).findFirst().orElseThrow();
        FsckFsID link = links(1000).stream().filter(l -> l.id().equals(file.id())).findFirst().orElseThrow();
        assertEquals(new FsckDirEntry(file.id(), "file", "root", TestCluster.META, TestCluster.META, FsckEntryType.REGULAR.number(), true, false,
                TestCluster.META, link.saveDevice(), link.saveInode()), name);
        assertEquals("root", link.parentDirId());
        assertTrue(inode.isInlined() && inode.readable());
        assertEquals(List.of(5, 6, 1, 512 * 1024), List.of(inode.uid(), inode.gid(), inode.nlink(), inode.chunkSize()));
        assertEquals(List.of(101, 102), inode.stripeTargets());
        assertEquals(link.saveInode(), inode.saveInode());
        assertEquals(Set.of("root", "disposal", dir.id()), all.contDirs().stream().map(FsckContDir::id).collect(Collectors.toSet()));
    }

    @Test
    void linkedFileIsSeparate() throws Exception {
        RetrieveDirEntriesResp all = entries(500).getFirst();
        List<FsckDirEntry> names = all.dirEntries().stream().filter(e -> e.id().equals(linked.id())).toList();
        assertEquals(2, names.size());
        assertTrue(names.stream().noneMatch(FsckDirEntry::hasInlinedInode));
        assertTrue(all.inlinedFileInodes().stream().noneMatch(f -> f.id().equals(linked.id())));
        assertTrue(links(1000).stream().noneMatch(l -> l.id().equals(linked.id())));
        RetrieveInodesResp inodes = inodes(500);
        assertEquals(List.of(linked.id()), inodes.fileInodes().stream().map(FsckFileInode::id).toList());
        assertEquals(2, inodes.fileInodes().getFirst().nlink());
        FsckDirInode made = inodes.dirInodes().stream().filter(d -> d.id().equals(dir.id())).findFirst().orElseThrow();
        assertEquals(List.of("root", 1L, 2), List.of(made.parentDirId(), made.size(), made.nlink()));
    }

    @Test
    void linkFollowsARename() throws Exception {
        cluster.ns.renames().rename(EntryKey.ROOT, "file", dir, "moved");
        assertEquals(dir.id(), links(10).stream().filter(l -> l.id().equals(file.id())).findFirst().orElseThrow().parentDirId());
        assertEquals(List.of(), cluster.check());
    }

    @Test
    void smallPortionsAddUp() throws Exception {
        for (int i = 0; i < 30; i++) {
            make(dir, "f" + i);
            cluster.ns.creation().directory(dir, "d" + i, new Creation.Wish(0040755, 1, 2));
        }
        RetrieveDirEntriesResp whole = entries(500).getFirst();
        List<RetrieveDirEntriesResp> portions = entries(7);
        assertTrue(portions.stream().allMatch(p -> p.dirEntries().size() <= 7));
        assertEquals(whole.dirEntries(), portions.stream().flatMap(p -> p.dirEntries().stream()).toList());
        assertEquals(whole.inlinedFileInodes(), portions.stream().flatMap(p -> p.inlinedFileInodes().stream()).toList());
        assertEquals(entries(500).stream().flatMap(p -> p.contDirs().stream()).toList(), portions.stream().flatMap(p -> p.contDirs().stream()).toList());
        assertEquals(inodes(500).dirInodes(), inodes(3).dirInodes());
        assertEquals(31, links(4).size());
        assertEquals(31, new HashSet<>(links(4)).size());
    }

    @Test
    void walkGoesOnWhatIsRemovedMeanwhile() throws Exception {
        for (int i = 0; i < 40; i++) {
            make(dir, "f" + i);
        }
        Set<String> seen = new TreeSet<>();
        RetrieveDirEntriesResp at = new RetrieveDirEntriesResp("", 0, 0, List.of(), List.of(), List.of());
        do {
            at = cluster.ask(new RetrieveDirEntries(0, at.currentContDirId(), 5, at.newHashDirOffset(), at.newContDirOffset(), false),
                    RetrieveDirEntriesResp.class);
            for (FsckDirEntry name : at.dirEntries()) {
                assertTrue(seen.add(name.parentDirId() + "/" + name.name()));
                if (name.name().startsWith("f") && !name.name().equals("first") && !name.name().equals("file")) {
                    cluster.ns.removal().unlink(dir, name.name());
                }
            }
        } while (!at.dirEntries().isEmpty());
        assertEquals(44, seen.size());
    }

    @Test
    void damageShows() throws Exception {
        try (Update update = cluster.ns.volume().store().update()) {
            update.removeFile(file, cluster.ns.volume().store().file(file).orElseThrow());
            update.unlink(cluster.ns.volume().store().name(EntryKey.ROOT, "dir"));
            EntryKey gone = new EntryKey(7, 7, TestCluster.META);
            update.link(cluster.ns.volume().store().name(gone, "lost"), new Dentry(EntryType.REGULAR, 0, gone, 9));
            update.commit();
        }
        RetrieveDirEntriesResp all = entries(500).getFirst();
        FsckDirEntry dangling = all.dirEntries().stream().filter(e -> e.id().equals(file.id())).findFirst().orElseThrow();
        assertFalse(dangling.hasInlinedInode());
        assertTrue(all.dirEntries().stream().noneMatch(e -> e.id().equals(dir.id())));
        assertTrue(inodes(500).dirInodes().stream().anyMatch(d -> d.id().equals(dir.id())));
        assertTrue(all.contDirs().stream().anyMatch(c -> c.id().equals("7-7-1")), "names without directory");
        assertEquals(9, all.dirEntries().stream().filter(e -> e.name().equals("lost")).findFirst().orElseThrow().inodeOwnerNodeId());
    }

    @Test
    void otherHashDirectoriesAndMirrorsAreEmpty() throws Exception {
        assertEquals(List.of(), cluster.ask(new RetrieveDirEntries(1 << 16 | 5, "", 500, 0, 0, false), RetrieveDirEntriesResp.class).dirEntries());
        assertEquals(List.of(), cluster.ask(new RetrieveDirEntries(0, "", 500, 0, 0, true), RetrieveDirEntriesResp.class).contDirs());
        assertEquals(List.of(), cluster.ask(new RetrieveInodes(3, 0, 500, false), RetrieveInodesResp.class).dirInodes());
        assertEquals(List.of(), cluster.ask(new RetrieveFsIDs(0, true, "", 500, 0, 0), RetrieveFsIDsResp.class).fsIds());
    }
}
