package org.apiaryfs.check.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.fsck.FsckPatternType;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.striping.StripeLayout;

/**
 * What has to be true of one entry ID (spec admin §6.3). Immutable.
 *
 * @param root node that owns the root directory
 * @param targets storage targets of the cluster
 * @param groups mirror groups of storage targets
 * @param chunkOwners whether owners of chunk files count
 */
record Rules(int root, Set<Integer> targets, Set<Integer> groups, boolean chunkOwners) {
    private static final int DIRECTORY_LINKS = 2;

    /** All that looks wrong about an entry. */
    List<Suspicion> judge(EntryFacts facts) {
        List<Suspicion> found = new ArrayList<>();
        if (facts.disposal()) {
            return found;
        }
        if (facts.root()) {
            root(facts, found);
        }
        inodes(facts, found);
        names(facts, found);
        contents(facts, found);
        if (facts.directories().size() == 1) {
            directory(facts, facts.directories().getFirst(), found);
        }
        if (facts.files().size() == 1) {
            file(facts, facts.files().getFirst(), found);
        }
        chunks(facts, found);
        return found;
    }

    private void root(EntryFacts facts, List<Suspicion> found) {
        Set<Integer> nodes = facts.directories().stream().map(FsckDirInode::saveNodeId).collect(Collectors.toCollection(TreeSet::new));
        if (!nodes.equals(Set.of(root))) {
            found.add(Suspicion.of(FindingKind.ROOT_OWNER, facts, nodes.isEmpty() ? Texts.of("root_nowhere", root) : Texts.of("root_elsewhere", nodes(nodes), root)));
        }
    }

    private static String nodes(Set<Integer> ids) {
        return Texts.of(ids.size() == 1 ? "name_node" : "name_nodes", ids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(Texts.of("name_and"))));
    }

    private static void inodes(EntryFacts facts, List<Suspicion> found) {
        List<Integer> nodes = new ArrayList<>();
        facts.files().forEach(file -> nodes.add(file.saveNodeId()));
        facts.directories().forEach(dir -> nodes.add(dir.saveNodeId()));
        if (nodes.size() > 1 && !facts.root()) {
            found.add(Suspicion.of(FindingKind.DUPLICATE_INODE, facts, Texts.of("inode_several", nodes.size(), nodes(new TreeSet<>(nodes)))));
        }
        if (facts.files().stream().anyMatch(file -> !file.readable()) || facts.directories().stream().anyMatch(dir -> !dir.readable())) {
            found.add(Suspicion.of(FindingKind.DAMAGED_INODE, facts, Texts.of("detail_on", nodes(new TreeSet<>(nodes)))));
        }
    }

    private static void names(EntryFacts facts, List<Suspicion> found) {
        List<FsckDirEntry> all = new ArrayList<>(facts.names());
        all.addAll(facts.disposed());
        for (FsckDirEntry name : all) {
            boolean directory = FsckEntryType.of(name.entryType()) == FsckEntryType.DIRECTORY;
            Set<Integer> nodes = directory
                    ? facts.directories().stream().map(FsckDirInode::saveNodeId).collect(Collectors.toSet())
                    : facts.files().stream().map(FsckFileInode::saveNodeId).collect(Collectors.toSet());
            if (nodes.isEmpty()) {
                boolean contents = directory && !facts.contents().isEmpty();
                if (!contents) {
                    found.add(Suspicion.of(FindingKind.DANGLING_NAME, facts, name, dangling(facts, name)));
                }
            } else if (!nodes.contains(name.inodeOwnerNodeId())) {
                found.add(Suspicion.of(FindingKind.WRONG_NAME_OWNER, facts, name,
                        Texts.of("name_otherNode", name.inodeOwnerNodeId(), nodes(new TreeSet<>(nodes)))));
            }
            if (name.hasInlinedInode() && facts.links().stream().noneMatch(link -> leadsTo(link, name))) {
                found.add(Suspicion.of(FindingKind.BROKEN_LINK, facts, name, facts.links().isEmpty() ? Texts.of("link_none")
                        : Texts.of("link_elsewhere", facts.links().getFirst().parentDirId(), name.parentDirId())));
            }
        }
    }

    private static String dangling(EntryFacts facts, FsckDirEntry name) {
        boolean directory = FsckEntryType.of(name.entryType()) == FsckEntryType.DIRECTORY;
        boolean other = !facts.files().isEmpty() || !facts.directories().isEmpty();
        return other ? Texts.of(directory ? "name_noDirectory" : "name_noFile")
                : Texts.of(directory ? "inode_ofDirectory" : "inode_ofFile", name.inodeOwnerNodeId());
    }

    private static boolean leadsTo(FsckFsID link, FsckDirEntry name) {
        return link.saveNodeId() == name.saveNodeId() && link.saveDevice() == name.saveDevice() && link.saveInode() == name.saveInode()
                && link.parentDirId().equals(name.parentDirId());
    }

    private static void contents(EntryFacts facts, List<Suspicion> found) {
        Set<Integer> inodes = facts.directories().stream().map(FsckDirInode::saveNodeId).collect(Collectors.toSet());
        Set<Integer> elsewhere = facts.contents().stream().map(FsckContDir::saveNodeId).filter(node -> !inodes.contains(node))
                .collect(Collectors.toCollection(TreeSet::new));
        if (elsewhere.isEmpty()) {
            return;
        }
        if (inodes.isEmpty() && elsewhere.size() == 1) {
            found.add(Suspicion.of(FindingKind.CONTENTS_WITHOUT_INODE, facts, Texts.of("detail_on", nodes(elsewhere))));
        } else {
            found.add(Suspicion.of(FindingKind.MISPLACED_CONTENTS, facts, inodes.isEmpty() ? Texts.of("contents_noInode", nodes(elsewhere))
                    : Texts.of("contents_elsewhere", nodes(elsewhere), nodes(new TreeSet<>(inodes)))));
        }
    }

    private static void directory(EntryFacts facts, FsckDirInode dir, List<Suspicion> found) {
        if (!dir.readable()) {
            return;
        }
        if (dir.ownerNodeId() != dir.saveNodeId()) {
            found.add(Suspicion.of(FindingKind.WRONG_DIRECTORY_OWNER, facts, Texts.of("directory_owner", dir.ownerNodeId(), dir.saveNodeId())));
        }
        List<FsckDirEntry> names = facts.names();
        if (names.isEmpty() && !facts.root()) {
            found.add(Suspicion.of(FindingKind.ORPHANED_DIRECTORY, facts, Texts.of("name_missing", dir.parentDirId())));
        }
        if (names.size() > 1) {
            found.add(Suspicion.of(FindingKind.SEVERAL_DIRECTORY_NAMES, facts, Texts.of("name_several", names.size(),
                    names.stream().map(FsckDirEntry::parentDirId).sorted().collect(Collectors.joining(", ")))));
        }
        if (names.size() == 1 && !facts.root()) {
            FsckDirEntry name = names.getFirst();
            if (!dir.parentDirId().isEmpty() && !dir.parentDirId().equals(name.parentDirId()) || dir.parentNodeId() != 0 && dir.parentNodeId() != name.entryOwnerNodeId()) {
                found.add(Suspicion.of(FindingKind.WRONG_PARENT, facts, name, Texts.of("directory_parent", dir.parentDirId(), dir.parentNodeId(),
                        name.parentDirId(), name.entryOwnerNodeId())));
            }
        }
        if (facts.contents().isEmpty()) {
            found.add(Suspicion.of(FindingKind.MISSING_CONTENTS, facts, Texts.of("detail_on", Texts.of("name_node", dir.saveNodeId()))));
        }
        int subdirs = facts.subdirs();
        int files = facts.filesInside();
        if (dir.size() != (long) subdirs + files || dir.nlink() != DIRECTORY_LINKS + subdirs) {
            found.add(Suspicion.of(FindingKind.WRONG_DIRECTORY_COUNTS, facts, Texts.of("directory_counts", dir.size(), dir.nlink(), subdirs, files)));
        }
    }

    private void file(EntryFacts facts, FsckFileInode file, List<Suspicion> found) {
        if (!file.readable()) {
            return;
        }
        int names = facts.names().size();
        if (names == 0 && facts.disposed().isEmpty()) {
            found.add(Suspicion.of(FindingKind.ORPHANED_FILE, facts, Texts.of("file_orphaned", file.fileSize(), file.nlink())));
        } else if (file.nlink() != names) {
            found.add(Suspicion.of(FindingKind.WRONG_LINK_COUNT, facts, Texts.of(names == 1 ? "file_oneName" : "file_names", file.nlink(), names)));
        }
        boolean mirrored = mirrored(file);
        List<Integer> unknown = file.stripeTargets().stream().filter(id -> !(mirrored ? groups : targets).contains(id)).distinct().toList();
        if (!unknown.isEmpty()) {
            found.add(Suspicion.of(FindingKind.UNKNOWN_TARGET, facts, Texts.of(mirrored ? "file_group" : "file_target",
                    unknown.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
        } else if (!removed(facts) && file.fileSize() != size(facts, file).orElse(file.fileSize())) {
            found.add(Suspicion.of(FindingKind.WRONG_SIZE, facts, Texts.of("file_size", file.fileSize(), size(facts, file).getAsLong())));
        }
    }

    /** Whether a file waits for its end: some of its chunk files may be gone, while the server of others can't be asked. */
    private static boolean removed(EntryFacts facts) {
        return facts.names().isEmpty() && !facts.disposed().isEmpty();
    }

    private static boolean mirrored(FsckFileInode file) {
        return FsckPatternType.of(file.patternType()) == FsckPatternType.BUDDY_MIRROR;
    }

    private static int place(FsckFileInode file, FsckChunk chunk) {
        return mirrored(file) ? chunk.buddyGroupId() : chunk.mirrored() ? 0 : chunk.targetId();
    }

    /** The size that the chunk files say; empty if the pattern can't be used. */
    private static OptionalLong size(EntryFacts facts, FsckFileInode file) {
        if (file.stripeTargets().isEmpty() || Integer.bitCount(file.chunkSize()) != 1) {
            return OptionalLong.empty();
        }
        List<Long> sizes = file.stripeTargets().stream().map(target -> facts.chunks().stream()
                .filter(chunk -> place(file, chunk) == target).mapToLong(FsckChunk::fileSize).max().orElse(0L)).toList();
        return OptionalLong.of(new StripeLayout(file.chunkSize(), sizes.size()).size(sizes));
    }

    private void chunks(EntryFacts facts, List<Suspicion> found) {
        Optional<FsckFileInode> file = facts.files().stream().filter(FsckFileInode::readable).findFirst();
        boolean inlinedWithoutName = facts.files().isEmpty() && !facts.links().isEmpty();
        if (inlinedWithoutName && facts.names().isEmpty()) {
            found.add(Suspicion.of(FindingKind.NAMELESS_INLINED_INODE, facts, Texts.of("name_missing", facts.links().getFirst().parentDirId())));
        }
        Set<Object> seen = new HashSet<>();
        for (FsckChunk chunk : facts.chunks()) {
            String where = Texts.of("chunk_where", chunk.targetId(), chunk.fileSize(), chunk.savedPath());
            if (!seen.add(chunk.targetId())) {
                found.add(Suspicion.of(FindingKind.DUPLICATE_CHUNK, facts, chunk, where));
            } else if (!entryId(chunk.id())) {
                found.add(Suspicion.of(FindingKind.MALFORMED_CHUNK, facts, chunk, where));
            } else if (file.isEmpty()) {
                if (facts.files().isEmpty() && !inlinedWithoutName) {
                    found.add(Suspicion.of(FindingKind.ORPHANED_CHUNK, facts, chunk, where));
                }
            } else {
                chunk(facts, file.get(), chunk, where, found);
            }
        }
    }

    private void chunk(EntryFacts facts, FsckFileInode file, FsckChunk chunk, String where, List<Suspicion> found) {
        if (!file.stripeTargets().contains(place(file, chunk))) {
            found.add(Suspicion.of(FindingKind.ORPHANED_CHUNK, facts, chunk, Texts.of("chunk_otherTargets", where, file.stripeTargets())));
            return;
        }
        Optional<String> right = directory(file);
        if (right.isPresent() && !right.get().equals(chunk.savedPath())) {
            found.add(Suspicion.of(FindingKind.WRONG_CHUNK_PATH, facts, chunk, Texts.of("chunk_otherPath", where, right.get())));
        }
        if (chunkOwners && (chunk.userId() != file.uid() || chunk.groupId() != file.gid())) {
            found.add(Suspicion.of(FindingKind.WRONG_CHUNK_OWNER, facts, chunk, Texts.of("chunk_otherOwner", where, owner(chunk.userId(), chunk.groupId()),
                    owner(file.uid(), file.gid()))));
        }
    }

    private static String owner(int uid, int gid) {
        return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
    }

    /** Where a file's chunk files have to be; empty if that can't be told. */
    static Optional<String> directory(FsckFileInode file) {
        try {
            return Optional.of(ChunkPath.of(file.pathInfo(), file.id()).directory());
        } catch (FsException e) {
            return Optional.empty();
        }
    }

    /** Three hexadecimal numbers, as all files have. */
    private static boolean entryId(String id) {
        return id.matches("[0-9A-F]{1,8}-[0-9A-F]{1,8}-[0-9A-F]{1,8}");
    }
}
