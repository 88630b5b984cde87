package org.apiaryfs.tests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a worker's directory must hold by its journal. What was begun last and isn't known to be done may have happened or not: wholly,
 * but for the content of a file that was being written. Thread-safe.
 */
final class LoadModel {
    private static final int JOURNAL_SHOWN = 30;

    private final Path root;
    private final long seed;
    private final Map<String, File> files = new TreeMap<>();
    private final Set<String> directories = new TreeSet<>();
    private final Set<String> unsettled = new TreeSet<>(); // names of files that were being written
    private final Deque<String> journal = new ArrayDeque<>();
    private Optional<LoadAction> begun = Optional.empty();

    /** @param seed for messages */
    LoadModel(Path root, long seed) {
        this.root = root;
        this.seed = seed;
    }

    /** A file, which may have several names. */
    private static final class File {
        private final List<LoadAction> writes = new ArrayList<>(); // Write and Append

        private byte[] content() {
            byte[][] parts = writes.stream().map(w -> switch (w) {
                case LoadAction.Write write -> LoadWorker.content(write.seed(), write.size());
                case LoadAction.Append append -> LoadWorker.content(append.seed(), append.size());
                default -> throw new IllegalStateException(w.toString());
            }).toArray(byte[][]::new);
            byte[] all = new byte[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }
    }

    /** Takes a line of the journal; true if it says that something is done. */
    synchronized boolean read(String line) {
        journal.add(line);
        if (journal.size() > JOURNAL_SHOWN) {
            journal.remove();
        }
        if (line.startsWith("begin ")) {
            begun = Optional.of(LoadAction.parse(line.substring("begin ".length())));
            return false;
        }
        apply(begun.orElseThrow());
        begun = Optional.empty();
        return true;
    }

    private void apply(LoadAction action) {
        switch (action) {
            case LoadAction.Write write -> {
                File file = new File();
                file.writes.add(write);
                files.put(write.path(), file);
            }
            case LoadAction.Append append -> files.get(append.path()).writes.add(append);
            case LoadAction.Rename(String from, String to) -> {
                // Two names of one file stay.
                if (files.get(from) != files.get(to)) {
                    files.put(to, files.remove(from));
                }
            }
            case LoadAction.Link(String from, String to) -> files.put(to, files.get(from));
            case LoadAction.Unlink(String path) -> files.remove(path);
            case LoadAction.MakeDirectory(String path) -> directories.add(path);
            case LoadAction.RemoveDirectory(String path) -> directories.remove(path);
        }
    }

    /** Compares the directory, as it is now, with what it must hold; what wasn't known to be done is settled by that. */
    synchronized void verify(Path mountedRoot) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(mountedRoot)) {
            tree.skip(1).forEach(path -> found.add(mountedRoot.relativize(path).toString()));
        }
        begun.ifPresent(action -> settle(action, found));
        begun = Optional.empty();
        found.removeAll(unsettled);
        Set<String> expected = new TreeSet<>(files.keySet());
        expected.addAll(directories);
        if (!found.equals(expected)) {
            Set<String> lost = new TreeSet<>(expected);
            lost.removeAll(found);
            Set<String> extra = new TreeSet<>(found);
            extra.removeAll(expected);
            throw new AssertionError(where() + "lost: " + lost + ", not expected: " + extra + text());
        }
        for (Map.Entry<String, File> entry : files.entrySet()) {
            byte[] content = entry.getValue().content();
            byte[] actual = Files.readAllBytes(mountedRoot.resolve(entry.getKey()));
            int at = Arrays.mismatch(content, actual);
            if (at >= 0) {
                throw new AssertionError(where() + entry.getKey() + " has " + actual.length + " bytes instead of " + content.length
                        + ", different from " + at + " on" + text());
            }
        }
    }

    /** Finds out whether the last action has happened; what it was about may be half done only where data was written. */
    private void settle(LoadAction action, Set<String> found) {
        switch (action) {
            case LoadAction.Write write -> forget(write.path());
            case LoadAction.Append append -> {
                File file = files.get(append.path());
                List<String> names = files.entrySet().stream().filter(e -> e.getValue() == file).map(Map.Entry::getKey).toList();
                if (!found.containsAll(names)) {
                    throw new AssertionError(where() + "some of " + names + " are lost" + text());
                }
                names.forEach(name -> forget(name));
            }
            case LoadAction.Rename(String from, String to) -> {
                if (files.get(from) != files.get(to) && !found.contains(from)) {
                    apply(action);
                }
            }
            case LoadAction.Link(String from, String to) -> {
                if (found.contains(to)) {
                    apply(action);
                }
            }
            case LoadAction.Unlink(String path) -> {
                if (!found.contains(path)) {
                    apply(action);
                }
            }
            case LoadAction.MakeDirectory(String path) -> {
                if (found.contains(path)) {
                    apply(action);
                }
            }
            case LoadAction.RemoveDirectory(String path) -> {
                if (!found.contains(path)) {
                    apply(action);
                }
            }
        }
    }

    /** Nothing is demanded of a file that was being written. */
    private void forget(String path) {
        files.remove(path);
        unsettled.add(path);
    }

    private String where() {
        return root + ", seed " + seed + ": ";
    }

    private String text() {
        return "\nThe journal ended with:\n" + String.join("\n", journal);
    }
}
