package org.apiaryfs.tests.faults;

/**
 * One thing that a {@link LoadWorker} does, as a line of its journal. Paths are relative to the worker's directory, without blanks.
 * Immutable.
 */
sealed interface LoadAction {
    /** Makes a file of the bytes that a seed stands for, and closes it; it may be synced before. */
    record Write(String path, long seed, int size, boolean sync) implements LoadAction {}

    /** Adds bytes to a file, and closes it. */
    record Append(String path, long seed, int size) implements LoadAction {}

    /** Renames a file; one at the new path is replaced. */
    record Rename(String from, String to) implements LoadAction {}

    record Link(String from, String to) implements LoadAction {}

    record Unlink(String path) implements LoadAction {}

    record MakeDirectory(String path) implements LoadAction {}

    record RemoveDirectory(String path) implements LoadAction {}

    default String line() {
        return switch (this) {
            case Write(String path, long seed, int size, boolean sync) -> "write " + path + " " + seed + " " + size + " " + sync;
            case Append(String path, long seed, int size) -> "append " + path + " " + seed + " " + size;
            case Rename(String from, String to) -> "rename " + from + " " + to;
            case Link(String from, String to) -> "link " + from + " " + to;
            case Unlink(String path) -> "unlink " + path;
            case MakeDirectory(String path) -> "mkdir " + path;
            case RemoveDirectory(String path) -> "rmdir " + path;
        };
    }

    static LoadAction parse(String line) {
        String[] words = line.split(" ");
        return switch (words[0]) {
            case "write" -> new Write(words[1], Long.parseLong(words[2]), Integer.parseInt(words[3]), Boolean.parseBoolean(words[4]));
            case "append" -> new Append(words[1], Long.parseLong(words[2]), Integer.parseInt(words[3]));
            case "rename" -> new Rename(words[1], words[2]);
            case "link" -> new Link(words[1], words[2]);
            case "unlink" -> new Unlink(words[1]);
            case "mkdir" -> new MakeDirectory(words[1]);
            case "rmdir" -> new RemoveDirectory(words[1]);
            default -> throw new IllegalArgumentException("no action: " + line);
        };
    }
}
