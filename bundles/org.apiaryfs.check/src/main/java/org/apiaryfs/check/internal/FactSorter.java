package org.apiaryfs.check.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts any number of facts by entry ID: portions that fit into memory go sorted to files, which are
 * merged at the end. Facts may be added by several threads. A full disk is an {@link UncheckedIOException}.
 */
final class FactSorter implements AutoCloseable {
    private static final int MEMORY = 32 * 1024 * 1024; // bytes of facts before they go to a file
    private static final int MOST_RUNS = 200; // files merged at once
    private static final int BUFFER = 64 * 1024; // bytes, for each file

    private final Path directory;
    private final int memory;
    private final Deque<Path> runs = new ArrayDeque<>();
    private List<StoredFact> facts = new ArrayList<>();
    private int size;
    private int files;

    /** @param directory for temporary files; exists */
    FactSorter(Path directory) {
        this(directory, MEMORY);
    }

    FactSorter(Path directory, int memory) {
        this.directory = directory;
        this.memory = memory;
    }

    void add(Fact fact) {
        StoredFact stored = StoredFact.of(fact);
        synchronized (this) {
            facts.add(stored);
            size += stored.footprint();
            if (size >= memory) {
                spill();
            }
        }
    }

    private void spill() {
        Collections.sort(facts);
        Path run = next();
        try (DataOutputStream out = output(run)) {
            for (StoredFact fact : facts) {
                fact.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runs.add(run);
        facts = new ArrayList<>();
        size = 0;
    }

    private Path next() {
        return directory.resolve("facts" + files++);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    /** All facts that were added, sorted. To be called once, when all have been. */
    synchronized FactTable finish() {
        spill();
        try {
            while (runs.size() > MOST_RUNS) {
                Path merged = next();
                List<Path> some = take();
                try (DataOutputStream out = output(merged)) {
                    merge(some, fact -> write(fact, out));
                }
                runs.add(merged);
            }
            Path all = next();
            List<Path> rest = take();
            FactTable.Builder table = new FactTable.Builder(all);
            try (DataOutputStream out = output(all)) {
                merge(rest, fact -> {
                    write(fact, out);
                    table.written(fact);
                });
            }
            return table.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> take() {
        List<Path> some = new ArrayList<>();
        while (some.size() < MOST_RUNS && !runs.isEmpty()) {
            some.add(runs.remove());
        }
        return some;
    }

    private static void write(StoredFact fact, DataOutputStream out) {
        try {
            fact.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sorted file and the fact that comes next in it. */
    private static final class Run implements Comparable<Run>, Closeable {
        private final DataInputStream in;
        private Optional<StoredFact> next;

        Run(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            advance();
        }

        void advance() throws IOException {
            next = StoredFact.read(in);
        }

        @Override
        public int compareTo(Run other) {
            return next.orElseThrow().compareTo(other.next.orElseThrow());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Merges files, and removes them. */
    private static void merge(List<Path> files, Consumer<StoredFact> out) throws IOException {
        PriorityQueue<Run> queue = new PriorityQueue<>();
        List<Run> open = new ArrayList<>();
        try {
            for (Path file : files) {
                Run run = new Run(file);
                open.add(run);
                if (run.next.isPresent()) {
                    queue.add(run);
                }
            }
            while (!queue.isEmpty()) {
                Run least = queue.remove();
                out.accept(least.next.orElseThrow());
                least.advance();
                if (least.next.isPresent()) {
                    queue.add(least);
                }
            }
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Removes the temporary files that are left. */
    @Override
    public synchronized void close() {
        try {
            for (Path run : runs) {
                Files.deleteIfExists(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
