package org.apiaryfs.tests.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Names in a mount, by system calls. Thread-safe. */
final class MountedNames implements NameSpace {
    private static final int ENOENT = 2;
    private static final int ESTALE = 116;
    private static final int TRIES = 200;
    private static final int LINK_TRIES = 3;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Path root;
    private final Layout layout;

    /** @param root with the directories of the layout */
    MountedNames(Path root, Layout layout) {
        this.root = root;
        this.layout = layout;
    }

    private Path path(int place) {
        return root.resolve(layout.path(place));
    }

    private Path path(int place, int child) {
        return path(place).resolve("c" + child);
    }

    @Override
    public Outcome perform(Operation operation) {
        return switch (operation) {
            case Operation.Create(int name) -> create(path(name));
            case Operation.Unlink(int name) -> outcome(call(() -> SystemCalls.unlink(path(name)), path(name)));
            case Operation.Link(int from, int to) -> outcome(link(path(from), path(to)));
            case Operation.Rename(int from, int to) -> outcome(call(() -> SystemCalls.rename(path(from), path(to)), path(from), path(to)));
            case Operation.MakeDirectory(int name) -> outcome(call(() -> SystemCalls.mkdir(path(name)), path(name)));
            case Operation.RemoveDirectory(int name) -> outcome(call(() -> SystemCalls.rmdir(path(name)), path(name)));
            case Operation.Look(int name) -> look(path(name));
            case Operation.List(int directory) -> list(directory);
            case Operation.CreateChild(int name, int child) -> create(path(name, child)) instanceof Outcome.Failed failed ? failed : new Outcome.Done();
            case Operation.UnlinkChild(int name, int child) -> outcome(call(() -> SystemCalls.unlink(path(name, child)), path(name)));
        };
    }

    /**
     * Linux can't move its own knowledge of a directory that another mount has moved while somebody here holds the lock of all renames
     * between directories, and says ESTALE to whoever comes upon it. Nothing has happened then; once the name was looked at, or that
     * rename is over, it goes.
     */
    private static int call(IntSupplier call, Path... names) {
        int result = call.getAsInt();
        for (int i = 1; i < TRIES && result == -ESTALE; i++) {
            for (Path name : names) {
                SystemCalls.stat(name, new SystemCalls.Inode[1]);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            result = call.getAsInt();
        }
        return result;
    }

    /**
     * Linux counts a file's links itself when one of its names was removed, also if it has read the new count in between. Then it
     * takes the file for one without a name for a moment, which it gives no further names: ENOENT without a request.
     */
    private static int link(Path from, Path to) {
        IntSupplier attempt = () -> SystemCalls.link(from, to);
        int result = call(attempt, from, to);
        for (int i = 1; i < LINK_TRIES && result == -ENOENT; i++) {
            SystemCalls.stat(from, new SystemCalls.Inode[1]);
            result = call(attempt, from, to);
        }
        return result;
    }

    private static Outcome outcome(int result) {
        return result < 0 ? new Outcome.Failed(-result) : new Outcome.Done();
    }

    private static Outcome create(Path path) {
        int fd = call(() -> SystemCalls.create(path), path.getParent());
        if (fd < 0) {
            return new Outcome.Failed(-fd);
        }
        try {
            return file(SystemCalls.stat(fd));
        } finally {
            SystemCalls.close(fd);
        }
    }

    /** Negative numbers are the checker's. */
    private static Outcome file(SystemCalls.Inode inode) {
        return new Outcome.File(inode.number() & Long.MAX_VALUE);
    }

    private static Outcome look(Path path) {
        SystemCalls.Inode[] inode = new SystemCalls.Inode[1];
        int result = call(() -> SystemCalls.stat(path, inode));
        return result < 0 ? new Outcome.Failed(-result) : inode[0].directory() ? new Outcome.Directory() : file(inode[0]);
    }

    private Outcome list(int directory) {
        BitSet places = new BitSet();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(root.resolve(layout.directoryName(directory)))) {
            for (Path name : names) {
                int place = layout.first(directory) + Integer.parseInt(name.getFileName().toString().substring(1));
                if (places.get(place)) {
                    throw new AssertionError(name + " is listed twice");
                }
                places.set(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome.Listed(places);
    }

    /** The number of links that the file at a place claims to have; 0 where there is none. */
    int links(int place) {
        SystemCalls.Inode[] inode = new SystemCalls.Inode[1];
        int result = SystemCalls.stat(path(place), inode);
        if (result < 0 && result != -ENOENT) {
            throw new AssertionError("stat of " + path(place) + " fails with error " + -result);
        }
        return result < 0 || inode[0].directory() ? 0 : inode[0].links();
    }
}
