package org.apiaryfs.check.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * All that the nodes say about one entry ID, each thing once. Immutable.
 *
 * @param names outside of the directories of removed files
 * @param disposed names inside of these
 */
record EntryFacts(
        String id, List<FsckFileInode> files, List<FsckDirInode> directories, List<FsckDirEntry> names, List<FsckDirEntry> disposed,
        List<FsckFsID> links, List<FsckContDir> contents, List<Fact.Tally> tallies, List<FsckChunk> chunks) {
    private static final Set<String> DISPOSAL = Set.of(EntryInfo.DISPOSAL_ID, EntryInfo.MIRRORED_DISPOSAL_ID);

    /** The record behind an inode: one that was met twice, under an old and a new name, is the same. */
    private record Stored(int node, int device, long inode, boolean inlined) {}

    /** @param facts about one ID, at least one */
    static EntryFacts of(List<Fact> facts) {
        List<FsckDirEntry> all = only(facts, Fact.Name.class, Fact.Name::record, name -> List.of(name.parentDirId(), name.name()));
        return new EntryFacts(facts.getFirst().about(),
                only(facts, Fact.FileInode.class, Fact.FileInode::record,
                        f -> new Stored(f.saveNodeId(), f.saveDevice(), f.saveInode(), f.isInlined())),
                only(facts, Fact.Directory.class, Fact.Directory::record, FsckDirInode::saveNodeId),
                all.stream().filter(name -> !DISPOSAL.contains(name.parentDirId())).toList(),
                all.stream().filter(name -> DISPOSAL.contains(name.parentDirId())).toList(),
                only(facts, Fact.Link.class, Fact.Link::record, link -> link),
                only(facts, Fact.Contents.class, Fact.Contents::record, contents -> contents),
                only(facts, Fact.Tally.class, tally -> tally, tally -> new Object()),
                only(facts, Fact.Chunk.class, Fact.Chunk::record, chunk -> List.of(chunk.targetId(), chunk.savedPath(), chunk.buddyGroupId())));
    }

    /** The records of one kind; the last of those that have the same identity. */
    private static <F extends Fact, T> List<T> only(List<Fact> facts, Class<F> kind, Function<F, T> record, Function<? super T, ?> identity) {
        var found = new LinkedHashMap<Object, T>();
        facts.stream().filter(kind::isInstance).map(kind::cast).map(record).forEach(r -> found.put(identity.apply(r), r));
        return List.copyOf(found.values());
    }

    /** True for the directories of removed files, which every node has. */
    boolean disposal() {
        return DISPOSAL.contains(id);
    }

    boolean root() {
        return id.equals(EntryInfo.ROOT_ID);
    }

    int subdirs() {
        return tallies.stream().mapToInt(Fact.Tally::subdirs).sum();
    }

    int filesInside() {
        return tallies.stream().mapToInt(Fact.Tally::files).sum();
    }
}
