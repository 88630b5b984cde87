package org.apiaryfs.check.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.check.Check;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.check.Finding;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.fsck.*;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.UpdateDirParent;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;

/** Mends what was found, with what BeeGFS's check chooses by itself (spec admin §6.3). Used by one thread. */
final class Repair {
    private static final String LOST_AND_FOUND = "lost+found";
    private static final int LOST_AND_FOUND_MODE = 0040770;
    private static final int OWNER = 2 | 4; // valid bits of SetLocalAttr: user, group

    private final Peers peers;
    private Optional<EntryInfo> lostAndFound = Optional.empty();

    Repair(Peers peers) {
        this.peers = peers;
    }

    /** Mends kind by kind what is chosen. */
    Map<Suspicion, Finding.Outcome> run(List<Suspicion> found, Check.Choice choice) throws CheckException, InterruptedException {
        Map<Suspicion, Finding.Outcome> outcomes = new HashMap<>();
        for (FindingKind kind : FindingKind.values()) {
            List<Suspicion> same = found.stream().filter(s -> s.kind() == kind).toList();
            if (!same.isEmpty() && kind.repair().isPresent() && choice.mend(kind, same.size())) {
                for (Suspicion suspicion : same) {
                    outcomes.put(suspicion, mend(suspicion) ? Finding.Outcome.MENDED : Finding.Outcome.FAILED);
                }
            }
        }
        return outcomes;
    }

    private boolean mend(Suspicion s) throws CheckException, InterruptedException {
        EntryFacts facts = s.facts();
        return switch (s.kind()) {
            case DUPLICATE_INODE -> duplicates(facts);
            case MALFORMED_CHUNK -> deleteChunk(s.chunk().orElseThrow());
            case NAMELESS_INLINED_INODE -> {
                FsckFsID link = facts.links().getFirst();
                yield peers.meta(link.saveNodeId(), new RecreateDentries(List.of(link)), RecreateDentriesResp.class).failedFsIds().isEmpty();
            }
            case BROKEN_LINK -> {
                FsckDirEntry name = s.name().orElseThrow();
                yield peers.meta(name.saveNodeId(), new RecreateFsIDs(List.of(name)), RecreateFsIDsResp.class).failedEntries().isEmpty();
            }
            case WRONG_DIRECTORY_OWNER -> directoryOwner(facts.directories().getFirst());
            case WRONG_NAME_OWNER -> nameOwner(s.name().orElseThrow(), node(facts));
            case CONTENTS_WITHOUT_INODE -> createDirectory(facts, facts.contents().getFirst().saveNodeId());
            case DANGLING_NAME -> dangling(facts, s.name().orElseThrow());
            case ORPHANED_DIRECTORY -> toLostAndFound(facts.directories().getFirst());
            case ORPHANED_FILE -> {
                FsckFileInode file = facts.files().getFirst();
                yield peers.meta(file.saveNodeId(), new RemoveInodes(List.of(new FsckInodeId(file.id(), EntryType.REGULAR.number(), false))),
                        RemoveInodesResp.class).failedEntryIds().isEmpty();
            }
            case WRONG_PARENT -> parent(facts.id(), s.name().orElseThrow(), facts.directories().getFirst().saveNodeId());
            case MISSING_CONTENTS -> peers.meta(facts.directories().getFirst().saveNodeId(), new CreateEmptyContDirs(
                    List.of(new FsckDirId(facts.id(), false))), CreateEmptyContDirsResp.class).failedIds().isEmpty();
            case WRONG_CHUNK_PATH -> moveChunk(facts.files().getFirst(), s.chunk().orElseThrow());
            case WRONG_LINK_COUNT, WRONG_SIZE -> attributes(facts, facts.files().getFirst());
            case WRONG_DIRECTORY_COUNTS -> peers.meta(facts.directories().getFirst().saveNodeId(), new UpdateDirAttribs(
                    List.of(facts.directories().getFirst())), UpdateDirAttribsResp.class).failedInodes().isEmpty();
            case WRONG_CHUNK_OWNER -> chunkOwner(facts.files().getFirst(), s.chunk().orElseThrow());
            case ROOT_OWNER, DAMAGED_INODE, DUPLICATE_CHUNK, MISPLACED_CONTENTS, SEVERAL_DIRECTORY_NAMES, UNKNOWN_TARGET, ORPHANED_CHUNK ->
                    throw new IllegalArgumentException(s.kind() + " can't be mended");
        };
    }

    /** The node that an inode is on. */
    private static int node(EntryFacts facts) {
        return facts.directories().isEmpty() ? facts.files().getFirst().saveNodeId() : facts.directories().getFirst().saveNodeId();
    }

    private boolean duplicates(EntryFacts facts) throws CheckException, InterruptedException {
        List<FsckFileInode> superfluous = superfluous(facts);
        boolean mended = !superfluous.isEmpty();
        for (FsckFileInode copy : superfluous) {
            FsckDuplicateInodeInfo info = new FsckDuplicateInodeInfo(
                    facts.id(), facts.names().getFirst().parentDirId(), copy.saveNodeId(), false, EntryType.REGULAR.number());
            mended &= peers.meta(copy.saveNodeId(), new CheckAndRepairDupInode(List.of(info)), CheckAndRepairDupInodeResp.class).failedIds().isEmpty();
        }
        return mended;
    }

    /** The inodes of a file beside the one that all of its names lead to; none if they don't lead to exactly one. */
    static List<FsckFileInode> superfluous(EntryFacts facts) {
        Set<Integer> owners = facts.names().stream().map(FsckDirEntry::inodeOwnerNodeId).collect(Collectors.toSet());
        List<FsckFileInode> others = facts.files().stream().filter(copy -> !owners.contains(copy.saveNodeId())).toList();
        boolean told = owners.size() == 1 && facts.directories().isEmpty() && others.size() == facts.files().size() - 1;
        return told ? others : List.of();
    }

    private boolean directoryOwner(FsckDirInode dir) throws CheckException, InterruptedException {
        FsckDirInode right = new FsckDirInode(dir.id(), dir.parentDirId(), dir.parentNodeId(), dir.saveNodeId(), dir.size(), dir.nlink(),
                dir.stripeTargets(), dir.patternType(), dir.saveNodeId(), dir.mirrored(), dir.readable(), dir.isMismirrored());
        return peers.meta(dir.saveNodeId(), new FixInodeOwners(List.of(right)), FixInodeOwnersResp.class).failedInodes().isEmpty();
    }

    private boolean nameOwner(FsckDirEntry name, int owner) throws CheckException, InterruptedException {
        return peers.meta(name.saveNodeId(), new FixInodeOwnersInDentry(List.of(name), List.of(owner)), FixInodeOwnersInDentryResp.class)
                .failedEntries().isEmpty();
    }

    private boolean dangling(EntryFacts facts, FsckDirEntry name) throws CheckException, InterruptedException {
        boolean other = !facts.files().isEmpty() || !facts.directories().isEmpty();
        boolean known = peers.map().metaNodes().get(name.inodeOwnerNodeId()).isPresent();
        if (FsckEntryType.of(name.entryType()) == FsckEntryType.DIRECTORY && !other && known) {
            return createDirectory(facts, name.inodeOwnerNodeId());
        }
        return peers.meta(name.saveNodeId(), new DeleteDirEntries(List.of(name)), DeleteDirEntriesResp.class).failedEntries().isEmpty();
    }

    /** Makes a directory's inode anew, and has it and its name agree about where they are. */
    private boolean createDirectory(EntryFacts facts, int node) throws CheckException, InterruptedException {
        if (!peers.meta(node, new CreateDefDirInodes(List.of(new FsckDirId(facts.id(), false))), CreateDefDirInodesResp.class).failedInodeIds().isEmpty()) {
            return false;
        }
        if (facts.names().isEmpty()) {
            return true;
        }
        FsckDirEntry name = facts.names().getFirst();
        return (name.inodeOwnerNodeId() == node || nameOwner(name, node)) && parent(facts.id(), name, node);
    }

    /** Tells a directory where its name is. */
    private boolean parent(String id, FsckDirEntry name, int node) throws CheckException, InterruptedException {
        EntryInfo entry = new EntryInfo(EntryType.DIRECTORY.number(), 0, name.parentDirId(), id, name.name(), node);
        return peers.meta(node, new UpdateDirParent(entry, name.entryOwnerNodeId()), ResultResp.class).error().ok();
    }

    private boolean toLostAndFound(FsckDirInode dir) throws CheckException, InterruptedException {
        EntryInfo home = lostAndFound();
        LinkToLostAndFoundResp answer = peers.meta(home.owner(), LinkToLostAndFound.directories(home, List.of(dir)), LinkToLostAndFoundResp.class);
        if (!answer.failedDirInodes().isEmpty()) {
            return false;
        }
        EntryInfo entry = new EntryInfo(EntryType.DIRECTORY.number(), 0, home.entryId(), dir.id(), dir.id(), dir.saveNodeId());
        return peers.meta(dir.saveNodeId(), new UpdateDirParent(entry, home.owner()), ResultResp.class).error().ok();
    }

    /** The directory, made if there is none. */
    private EntryInfo lostAndFound() throws CheckException, InterruptedException {
        if (lostAndFound.isEmpty()) {
            EntryInfo root = EntryInfo.root(peers.map().root().id());
            LookupIntentResp there = peers.meta(root.owner(), LookupIntent.plain(root, LOST_AND_FOUND), LookupIntentResp.class);
            if (there.entryInfo().isPresent() && there.lookupError().ok()) {
                lostAndFound = there.entryInfo();
            } else {
                MkDirResp made = peers.meta(root.owner(), new MkDir(0, 0, LOST_AND_FOUND_MODE, 0, root, LOST_AND_FOUND), MkDirResp.class);
                if (!made.error().ok()) {
                    throw new CheckException(Texts.of("lost_notMade", LOST_AND_FOUND, made.error().text()));
                }
                lostAndFound = Optional.of(made.entryInfo());
            }
        }
        return lostAndFound.get();
    }

    private boolean attributes(EntryFacts facts, FsckFileInode f) throws CheckException, InterruptedException {
        FsckFileInode right = new FsckFileInode(f.id(), f.parentDirId(), f.parentNodeId(), f.pathInfo(), f.uid(), f.gid(), f.fileSize(),
                facts.names().size(), f.usedBlocks(), f.stripeTargets(), f.patternType(), f.chunkSize(), f.saveNodeId(), f.saveInode(),
                f.saveDevice(), f.isInlined(), f.mirrored(), f.readable(), f.isMismirrored());
        return peers.meta(f.saveNodeId(), new UpdateFileAttribs(List.of(right)), UpdateFileAttribsResp.class).failedInodes().isEmpty();
    }

    private int storageNode(FsckChunk chunk) throws CheckException {
        Integer node = peers.map().targetNodes().get(chunk.targetId());
        if (node == null) {
            throw new CheckException(Texts.of("target_unmapped", chunk.targetId()));
        }
        return node;
    }

    private boolean deleteChunk(FsckChunk chunk) throws CheckException, InterruptedException {
        return peers.storage(storageNode(chunk), new DeleteChunks(List.of(chunk)), DeleteChunksResp.class).failedChunks().isEmpty();
    }

    private boolean moveChunk(FsckFileInode file, FsckChunk chunk) throws CheckException, InterruptedException {
        MoveChunkFile move = new MoveChunkFile(chunk.id(), chunk.savedPath(), Rules.directory(file).orElseThrow(), chunk.targetId(), chunk.mirrored(), false);
        return peers.storage(storageNode(chunk), move, ResultResp.class).error() == FsError.SUCCESS;
    }

    private boolean chunkOwner(FsckFileInode file, FsckChunk chunk) throws CheckException, InterruptedException {
        SetLocalAttr set = owner(file, chunk, peers.map().targets().groups());
        return peers.target(chunk.targetId(), set, SetLocalAttrResp.class).attributes().error().ok();
    }

    /** Gives a chunk file to its file's owner. A mirrored one is named by its group, and by which member is meant. */
    static SetLocalAttr owner(FsckFileInode file, FsckChunk chunk, Map<Integer, BuddyGroup> groups) {
        BuddyGroup group = groups.get(chunk.buddyGroupId());
        int flags = SetLocalAttr.USE_QUOTA | (!chunk.mirrored() ? 0 : SetLocalAttr.BUDDY_MIRROR)
                | (group == null || group.secondary() != chunk.targetId() ? 0 : SetLocalAttr.BUDDY_MIRROR_SECOND);
        return new SetLocalAttr(flags, 0, 0, OWNER, 0, file.uid(), file.gid(), file.id(), file.pathInfo(),
                chunk.mirrored() ? chunk.buddyGroupId() : chunk.targetId(), false);
    }
}
