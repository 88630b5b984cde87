package org.apiaryfs.tests.history;

/**
 * An operation on names. A {@code name} is the number of a place: of a name in one of the directories that always exist. A
 * {@code child} is the number of a file's name in a directory at such a place. Immutable.
 */
sealed interface Operation {
    /** open with O_CREAT and O_EXCL. */
    record Create(int name) implements Operation {}

    record Unlink(int name) implements Operation {}

    record Link(int from, int to) implements Operation {}

    record Rename(int from, int to) implements Operation {}

    record MakeDirectory(int name) implements Operation {}

    record RemoveDirectory(int name) implements Operation {}

    /** stat. */
    record Look(int name) implements Operation {}

    /** readdir of the directory that always exists. */
    record List(int directory) implements Operation {}

    /** Create in a directory that may come and go. */
    record CreateChild(int name, int child) implements Operation {}

    record UnlinkChild(int name, int child) implements Operation {}

    /** The places that it is about; of a listing none by itself. */
    default java.util.List<Integer> names() {
        return switch (this) {
            case Create(int name) -> java.util.List.of(name);
            case Unlink(int name) -> java.util.List.of(name);
            case Link(int from, int to) -> java.util.List.of(from, to);
            case Rename(int from, int to) -> java.util.List.of(from, to);
            case MakeDirectory(int name) -> java.util.List.of(name);
            case RemoveDirectory(int name) -> java.util.List.of(name);
            case Look(int name) -> java.util.List.of(name);
            case List(int directory) -> java.util.List.of();
            case CreateChild(int name, int child) -> java.util.List.of(name);
            case UnlinkChild(int name, int child) -> java.util.List.of(name);
        };
    }
}
