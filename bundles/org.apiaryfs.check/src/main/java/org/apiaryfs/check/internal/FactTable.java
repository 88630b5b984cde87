package org.apiaryfs.check.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Facts in a file, sorted by entry ID, with an index of places in it. Immutable; thread-safe until
 * closed. The index takes about 60 bytes of memory for 64 KiB of facts.
 */
final class FactTable implements AutoCloseable {
    private static final int STEP = 64 * 1024; // bytes between two places of the index
    private static final int BUFFER = 256 * 1024; // bytes

    private final Path file;
    private final FileChannel channel;
    private final List<byte[]> ids;
    private final List<Long> offsets;
    private final long length;

    private FactTable(Path file, List<byte[]> ids, List<Long> offsets, long length) throws IOException {
        this.file = file;
        this.ids = ids;
        this.offsets = offsets;
        this.length = length;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Notes places while the file is written. */
    static final class Builder {
        private final Path file;
        private final List<byte[]> ids = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private long length;

        Builder(Path file) {
            this.file = file;
        }

        void written(StoredFact fact) {
            if (offsets.isEmpty() || length - offsets.getLast() >= STEP) {
                ids.add(fact.id());
                offsets.add(length);
            }
            length += fact.length();
        }

        FactTable build() throws IOException {
            return new FactTable(file, ids, offsets, length);
        }
    }

    /** Visits the facts about each entry ID, in the order of the IDs. */
    void forEach(Consumer<EntryFacts> visitor) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            List<Fact> group = new ArrayList<>();
            byte[] id = null;
            for (Optional<StoredFact> next = StoredFact.read(in); next.isPresent(); next = StoredFact.read(in)) {
                StoredFact fact = next.get();
                if (id != null && !Arrays.equals(id, fact.id())) {
                    visitor.accept(EntryFacts.of(group));
                    group.clear();
                }
                id = fact.id();
                group.add(fact.fact());
            }
            if (!group.isEmpty()) {
                visitor.accept(EntryFacts.of(group));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known about one entry ID; empty if nothing is. */
    Optional<EntryFacts> find(String entryId) {
        byte[] id = StoredFact.idBytes(entryId);
        List<Fact> group = new ArrayList<>();
        for (int block = block(id); block < offsets.size(); block++) {
            if (!collect(block, id, group)) {
                break;
            }
        }
        return group.isEmpty() ? Optional.empty() : Optional.of(EntryFacts.of(group));
    }

    /** The last place whose ID is smaller, or the first place. */
    private int block(byte[] id) {
        int low = 0;
        int high = ids.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Arrays.compareUnsigned(ids.get(middle), id) < 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Adds the facts about an ID in one block; false if none can follow behind it. */
    private boolean collect(int block, byte[] id, List<Fact> group) {
        long end = block + 1 < offsets.size() ? offsets.get(block + 1) : length;
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - offsets.get(block)));
            while (bytes.hasRemaining() && channel.read(bytes, offsets.get(block) + bytes.position()) >= 0) {
                continue;
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.array()));
            for (Optional<StoredFact> next = StoredFact.read(in); next.isPresent(); next = StoredFact.read(in)) {
                int order = Arrays.compareUnsigned(next.get().id(), id);
                if (order > 0) {
                    return false;
                }
                if (order == 0) {
                    group.add(next.get().fact());
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the file. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
