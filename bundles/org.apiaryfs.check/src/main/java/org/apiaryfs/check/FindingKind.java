package org.apiaryfs.check;

import java.util.Optional;

/** What can be wrong, in the order in which it is mended. */
public enum FindingKind {
    ROOT_OWNER("root-owner", "kind_rootOwner", ""),
    DAMAGED_INODE("damaged-inode", "kind_damagedInode", ""),
    DUPLICATE_INODE("duplicate-inode", "kind_duplicateInode", "mend_duplicateInode"),
    DUPLICATE_CHUNK("duplicate-chunk", "kind_duplicateChunk", ""),
    MISPLACED_CONTENTS("misplaced-contents", "kind_misplacedContents", ""),
    SEVERAL_DIRECTORY_NAMES("several-directory-names", "kind_severalDirectoryNames", ""),
    MALFORMED_CHUNK("malformed-chunk", "kind_malformedChunk", "mend_malformedChunk"),
    UNKNOWN_TARGET("unknown-target", "kind_unknownTarget", ""),
    NAMELESS_INLINED_INODE("nameless-inlined-inode", "kind_namelessInlinedInode", "mend_namelessInlinedInode"),
    BROKEN_LINK("broken-link", "kind_brokenLink", "mend_brokenLink"),
    WRONG_DIRECTORY_OWNER("wrong-directory-owner", "kind_wrongDirectoryOwner", "mend_wrongDirectoryOwner"),
    WRONG_NAME_OWNER("wrong-name-owner", "kind_wrongNameOwner", "mend_wrongNameOwner"),
    CONTENTS_WITHOUT_INODE("contents-without-inode", "kind_contentsWithoutInode", "mend_contentsWithoutInode"),
    DANGLING_NAME("dangling-name", "kind_danglingName", "mend_danglingName"),
    ORPHANED_DIRECTORY("orphaned-directory", "kind_orphanedDirectory", "mend_orphanedDirectory"),
    ORPHANED_FILE("orphaned-file", "kind_orphanedFile", "mend_orphanedFile"),
    WRONG_PARENT("wrong-parent", "kind_wrongParent", "mend_wrongParent"),
    MISSING_CONTENTS("missing-contents", "kind_missingContents", "mend_missingContents"),
    ORPHANED_CHUNK("orphaned-chunk", "kind_orphanedChunk", ""),
    WRONG_CHUNK_PATH("wrong-chunk-path", "kind_wrongChunkPath", "mend_wrongChunkPath"),
    WRONG_LINK_COUNT("wrong-link-count", "kind_wrongLinkCount", "mend_wrongLinkCount"),
    WRONG_SIZE("wrong-size", "kind_wrongSize", "mend_wrongSize"),
    WRONG_DIRECTORY_COUNTS("wrong-directory-counts", "kind_wrongDirectoryCounts", "mend_wrongDirectoryCounts"),
    WRONG_CHUNK_OWNER("wrong-chunk-owner", "kind_wrongChunkOwner", "mend_wrongChunkOwner");

    private final String id;
    private final String text; // its key
    private final String repair; // its key, empty if there is none

    FindingKind(String id, String text, String repair) {
        this.id = id;
        this.text = text;
        this.repair = repair;
    }

    /** For programs; stays the same. */
    public String id() {
        return id;
    }

    /** For people: a sentence without its end. */
    public String text() {
        return Texts.of(text);
    }

    /** What is done about it, for people; empty if only people can do something. */
    public Optional<String> repair() {
        return Optional.of(repair).filter(key -> !key.isEmpty()).map(key -> Texts.of(key));
    }
}
