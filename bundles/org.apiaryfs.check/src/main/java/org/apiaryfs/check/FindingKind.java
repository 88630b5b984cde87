package org.apiaryfs.check;

import java.util.Optional;

/** What can be wrong, in the order in which it is mended. */
public enum FindingKind {
    ROOT_OWNER("root-owner", "the root directory isn't where the management server says",
            ""),
    DAMAGED_INODE("damaged-inode", "an inode can't be read",
            ""),
    DUPLICATE_INODE("duplicate-inode", "an inode is stored more than once",
            "keep the one that the name leads to"),
    DUPLICATE_CHUNK("duplicate-chunk", "a target has two chunk files of one file",
            ""),
    MISPLACED_CONTENTS("misplaced-contents", "the names of a directory are on a node that doesn't have its inode",
            ""),
    SEVERAL_DIRECTORY_NAMES("several-directory-names", "a directory has more than one name",
            ""),
    MALFORMED_CHUNK("malformed-chunk", "a chunk file's name can't be an entry ID",
            "remove the chunk file"),
    UNKNOWN_TARGET("unknown-target", "a file is striped over a target that the cluster doesn't have",
            ""),
    NAMELESS_INLINED_INODE("nameless-inlined-inode", "an inlined inode has no name",
            "give the file a name, its entry ID, in the directory in which it was last"),
    BROKEN_LINK("broken-link", "the link by ID of an inlined inode is missing or leads elsewhere",
            "make the link anew"),
    WRONG_DIRECTORY_OWNER("wrong-directory-owner", "a directory says that it belongs to another node than it is on",
            "write down the node that the directory is on"),
    WRONG_NAME_OWNER("wrong-name-owner", "a name says that its inode is on another node than it is on",
            "write down the node that the inode is on"),
    CONTENTS_WITHOUT_INODE("contents-without-inode", "there are names of a directory that has no inode",
            "make an inode with mode 0700, of root"),
    DANGLING_NAME("dangling-name", "a name has no inode",
            "remove the name of a file, make a directory anew"),
    ORPHANED_DIRECTORY("orphaned-directory", "a directory has no name",
            "give the directory a name, its entry ID, in /lost+found"),
    ORPHANED_FILE("orphaned-file", "a file has no name",
            "remove the file"),
    WRONG_PARENT("wrong-parent", "a directory says that its name is in another directory than it is in",
            "write down where the name is"),
    MISSING_CONTENTS("missing-contents", "a directory has no place for names",
            "make an empty place"),
    ORPHANED_CHUNK("orphaned-chunk", "a chunk file belongs to no file, or isn't on one of its targets",
            ""),
    WRONG_CHUNK_PATH("wrong-chunk-path", "a chunk file is in the wrong directory",
            "move the chunk file to where it is looked for"),
    WRONG_LINK_COUNT("wrong-link-count", "a file's link count differs from the number of its names",
            "set the link count to the number of names"),
    WRONG_SIZE("wrong-size", "a file's size differs from what its chunk files hold",
            "take the size of the chunk files"),
    WRONG_DIRECTORY_COUNTS("wrong-directory-counts", "a directory's counters differ from its names",
            "count the names"),
    WRONG_CHUNK_OWNER("wrong-chunk-owner", "a chunk file belongs to another user or group than its file",
            "give the chunk file to the owner of the file");

    private final String id;
    private final String text;
    private final String repair;

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
        return text;
    }

    /** What is done about it, for people; empty if only people can do something. */
    public Optional<String> repair() {
        return Optional.of(repair).filter(words -> !words.isEmpty());
    }
}
