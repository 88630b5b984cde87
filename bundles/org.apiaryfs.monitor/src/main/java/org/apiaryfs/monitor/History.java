package org.apiaryfs.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measurements of the last year and more on disk, in round-robin files of constant size: one for each server's load, each
 * target's space, and the sums of both.
 *
 * <p>Nothing is kept open but a lock; each update reads a file and writes its changed blocks. A process that is killed leaves
 * at worst single wrong cells; a file that is damaged otherwise is set aside and begun anew.
 *
 * <p>Thread-safe; all methods wait for the disk.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int BLOCK = 4096;
    private static final int FILES_AT_ONCE = 8;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(400);
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);
    private static final String END = ".rrd";
    private static final String DAMAGED = ".damaged";

    /** The system's locks are the process's, and go with any channel of it to the same file: so it has one at most. */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Optional<FileChannel> lockFile; // empty if another one owns the directory
    private volatile boolean closed;
    private final Semaphore files = new Semaphore(FILES_AT_ONCE);
    private final List<ReentrantLock> locks = IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

    private History(Path directory, Optional<FileChannel> lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Opens a directory, which is made if it isn't there. What nothing was added to for more than a year is removed.
     *
     * @throws HistoryInUseException if another one owns it
     * @throws IOException if it can't be used
     */
    public static History in(Path directory, InstantSource clock) throws IOException {
        Path real = Files.createDirectories(directory).toRealPath();
        if (!OWNED.add(real)) {
            throw new HistoryInUseException(directory);
        }
        try {
            FileChannel file = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (file.tryLock() == null) {
                    throw new HistoryInUseException(directory);
                }
                removeOld(real, clock.instant().minus(FORGOTTEN_AFTER));
                return new History(real, Optional.of(file));
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            OWNED.remove(real);
            throw e;
        }
    }

    /** Looks into a directory that another one owns: nothing can be added to it. */
    public static History of(Path directory) {
        return new History(directory, Optional.empty());
    }

    /** True if it can be added to. */
    boolean owned() {
        return lockFile.isPresent();
    }

    private static void removeOld(Path directory, Instant limit) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : (Iterable<Path>) all.filter(f -> f.toString().endsWith(END))::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    LOG.info("history of something that is gone was removed: file={}", file);
                    Files.delete(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds measurements, ascending in time; what isn't later than all that is there is left out. */
    void add(SeriesOwner owner, FileKind kind, List<Row> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        mustBeOwned();
        Path file = file(owner, kind);
        exclusively(file, () -> {
            Optional<byte[]> before = bytes(file);
            Optional<RoundRobinImage> present = before.flatMap(b -> image(kind, file, b.clone(), rows.getFirst().second()));
            RoundRobinImage image = present.isPresent() ? present.get() : RoundRobinImage.create(kind, rows.getFirst().second() - 1);
            image.add(rows);
            if (present.isPresent()) {
                writeChanges(file, before.get(), image.bytes());
            } else {
                writeNew(file, image.bytes());
            }
            return null;
        });
    }

    /**
     * What is known of a time: in the finest resolution that reaches back to its beginning, or a coarser one if that were too
     * many points.
     *
     * @param from exclusive
     * @param to inclusive
     * @param maxPoints ≥ 2
     * @param how MAX to see the peaks; of space only means are kept
     * @return empty if nothing is known
     */
    public Series read(SeriesKey key, Instant from, Instant to, int maxPoints, Consolidation how) throws IOException {
        return read(key, List.of(), from, to, maxPoints, how);
    }

    /** The same with measurements that aren't in it yet; ascending in time. */
    Series read(SeriesKey key, List<Row> more, Instant from, Instant to, int maxPoints, Consolidation how) throws IOException {
        FileKind kind = FileKind.of(key);
        Path file = file(key.owner(), kind);
        return exclusively(file, () -> {
            Optional<RoundRobinImage> image = bytes(file).flatMap(b -> image(kind, file, b, Long.MAX_VALUE));
            if (image.isEmpty() && !more.isEmpty()) {
                image = Optional.of(RoundRobinImage.create(kind, more.getFirst().second() - 1));
            }
            if (image.isEmpty() || !kind.measures().contains(key.measure())) {
                return Series.of(0, 1);
            }
            image.get().add(more);
            return image.get().read(key.measure(), from.getEpochSecond(), to.getEpochSecond(), how).atMost(maxPoints, how);
        });
    }

    /** Removes all that is known of an owner. */
    public void forget(SeriesOwner owner) throws IOException {
        mustBeOwned();
        for (FileKind kind : FileKind.values()) {
            Path file = file(owner, kind);
            exclusively(file, () -> Files.deleteIfExists(file));
        }
    }

    private void mustBeOwned() throws IOException {
        if (!owned()) {
            throw new HistoryInUseException(directory);
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T exclusively(Path file, Work<T> work) throws IOException {
        ReentrantLock lock = locks.get(Math.floorMod(file.hashCode(), locks.size()));
        files.acquireUninterruptibly();
        lock.lock();
        try {
            if (closed) {
                throw new IOException(Texts.of("history_closed", directory));
            }
            return work.run();
        } finally {
            lock.unlock();
            files.release();
        }
    }

    private static Optional<byte[]> bytes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A file's content; one that can't be used is set aside by its owner. Others may just see it half changed. */
    private Optional<RoundRobinImage> image(FileKind kind, Path file, byte[] bytes, long nextSample) {
        try {
            RoundRobinImage image = RoundRobinImage.of(kind, bytes);
            if (image.lastUpdate() - CLOCK_TOLERANCE.toSeconds() > nextSample) {
                throw new IOException("its last sample lies in the future");
            }
            return Optional.of(image);
        } catch (IOException e) {
            if (!owned()) {
                return Optional.empty();
            }
            Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
            LOG.warn("history can't be used and is begun anew: file={} kept={} reason={}", file, aside, e.getMessage());
            try {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failure) {
                LOG.warn("it couldn't be kept: file={} reason={}", file, failure.toString());
            }
            return Optional.empty();
        }
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.write(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The first block last: it says until when the others are. */
    private static void writeChanges(Path file, byte[] before, byte[] after) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = (after.length - 1) / BLOCK * BLOCK; at >= 0; at -= BLOCK) {
                int end = Math.min(at + BLOCK, after.length);
                if (Arrays.mismatch(before, at, end, after, at, end) >= 0) {
                    ByteBuffer block = ByteBuffer.wrap(after, at, end - at);
                    while (block.hasRemaining()) {
                        channel.write(block, block.position());
                    }
                }
            }
        }
    }

    private Path file(SeriesOwner owner, FileKind kind) {
        String name = switch (owner) {
            case SeriesOwner.OfNode n -> text(n.kind()) + "-" + n.node().id();
            case SeriesOwner.OfTarget t -> text(t.kind()) + "-target-" + t.target().id();
            case SeriesOwner.OfAll a -> text(a.kind()) + "-all";
        };
        return directory.resolve(name + "." + kind.suffix() + END);
    }

    private static String text(org.apiaryfs.protocol.model.NodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Waits for what is under way, and gives the directory back. Idempotent. */
    @Override
    public void close() throws IOException {
        files.acquireUninterruptibly(FILES_AT_ONCE);
        try {
            if (!closed && lockFile.isPresent()) {
                lockFile.get().close();
                OWNED.remove(directory);
            }
            closed = true;
        } finally {
            files.release(FILES_AT_ONCE);
        }
    }
}
