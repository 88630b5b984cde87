package org.apiaryfs.check;

/** What can be wrong, in the order in which it is mended. */
public enum FindingKind {
    ROOT_OWNER("root-owner", "the root directory isn't where the management server says"),
    DAMAGED_INODE("damaged-inode", "an inode can't be read"),
    DUPLICATE_INODE("duplicate-inode", "an inode is stored more than once"),
    DUPLICATE_CHUNK("duplicate-chunk", "a target has two chunk files of one file"),
    MISPLACED_CONTENTS("misplaced-contents", "the names of a directory are on a node that doesn't have its inode"),
    SEVERAL_DIRECTORY_NAMES("several-directory-names", "a directory has more than one name"),
    MALFORMED_CHUNK("malformed-chunk", "a chunk file's name can't be an entry ID"),
    UNKNOWN_TARGET("unknown-target", "a file is striped over a target that the cluster doesn't have"),
    NAMELESS_INLINED_INODE("nameless-inlined-inode", "an inlined inode has no name"),
    BROKEN_LINK("broken-link", "the link by ID of an inlined inode is missing or leads elsewhere"),
    WRONG_DIRECTORY_OWNER("wrong-directory-owner", "a directory says that it belongs to another node than it is on"),
    WRONG_NAME_OWNER("wrong-name-owner", "a name says that its inode is on another node than it is on"),
    CONTENTS_WITHOUT_INODE("contents-without-inode", "there are names of a directory that has no inode"),
    DANGLING_NAME("dangling-name", "a name has no inode"),
    ORPHANED_DIRECTORY("orphaned-directory", "a directory has no name"),
    ORPHANED_FILE("orphaned-file", "a file has no name"),
    WRONG_PARENT("wrong-parent", "a directory says that its name is in another directory than it is in"),
    MISSING_CONTENTS("missing-contents", "a directory has no place for names"),
    ORPHANED_CHUNK("orphaned-chunk", "a chunk file belongs to no file, or isn't on one of its targets"),
    WRONG_CHUNK_PATH("wrong-chunk-path", "a chunk file is in the wrong directory"),
    WRONG_LINK_COUNT("wrong-link-count", "a file's link count differs from the number of its names"),
    WRONG_SIZE("wrong-size", "a file's size differs from what its chunk files hold"),
    WRONG_DIRECTORY_COUNTS("wrong-directory-counts", "a directory's counters differ from its names"),
    WRONG_CHUNK_OWNER("wrong-chunk-owner", "a chunk file belongs to another user or group than its file");

    private final String id;
    private final String text;

    FindingKind(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** For programs; stays the same. */
    public String id() {
        return id;
    }

    /** For people: a sentence without its end. */
    public String text() {
        return text;
    }
}
