package org.apiaryfs.check.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckDirEntry;

/**
 * Something that looks wrong. Immutable.
 *
 * @param facts about the entry
 * @param name that is meant, if it is about one
 * @param chunk that is meant, if it is about one
 * @param detail for people
 */
record Suspicion(FindingKind kind, EntryFacts facts, Optional<FsckDirEntry> name, Optional<FsckChunk> chunk, String detail) {
    static Suspicion of(FindingKind kind, EntryFacts facts, String detail) {
        return new Suspicion(kind, facts, Optional.empty(), Optional.empty(), detail);
    }

    static Suspicion of(FindingKind kind, EntryFacts facts, FsckDirEntry name, String detail) {
        return new Suspicion(kind, facts, Optional.of(name), Optional.empty(), detail);
    }

    static Suspicion of(FindingKind kind, EntryFacts facts, FsckChunk chunk, String detail) {
        return new Suspicion(kind, facts, Optional.empty(), Optional.of(chunk), detail);
    }

    String id() {
        return facts.id();
    }

    /** The same for the same suspicion found another time. */
    Object identity() {
        return List.of(kind, facts.id(), name.map(n -> List.of(n.parentDirId(), n.name())), chunk.map(c -> List.of(c.targetId(), c.savedPath())));
    }
}
