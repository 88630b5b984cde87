package org.apiaryfs.storage.chunk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiaryfs.protocol.FsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over all chunks of a target in the background and has them counted (see {@link Recount}).
 * Begins when made; {@link #close} ends it early. Thread-safe.
 */
final class UsageScan implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageScan.class);

    private final ChunkStore store;
    private final ChunkLedger ledger;
    private final Thread thread;
    private volatile boolean stopped;
    private long chunks;

    UsageScan(ChunkStore store, ChunkLedger ledger) {
        this.store = store;
        this.ledger = ledger;
        this.thread = Thread.ofPlatform().name("usage-scan").daemon().priority(Thread.MIN_PRIORITY).start(this::run);
    }

    private void run() {
        long start = System.nanoTime();
        try {
            // In the order of the recount, which is that of the names.
            for (ChunkArea area : Stream.of(ChunkArea.values()).sorted(Comparator.comparing(ChunkArea::directory)).toList()) {
                read(area, "");
            }
            if (!stopped) {
                ledger.endRecount();
                LOG.info("usage counted: directory={} chunks={} seconds={}", store.directory(), chunks, (System.nanoTime() - start) / 1_000_000_000);
            }
        } catch (IOException | FsException | RuntimeException e) {
            LOG.error("usage not counted, quotas don't know all chunks: directory={} error=\"{}\"; mend the disk and restart", store.directory(), e.toString());
        }
    }

    /** Counts the chunks of a directory and then those in the directories below it. @param path in the area; empty for the area itself */
    private void read(ChunkArea area, String path) throws IOException, FsException {
        if (stopped || !ledger.enter(path.isEmpty() ? area.directory() : ChunkLedger.key(area, path))) {
            return;
        }
        TreeSet<String> below = new TreeSet<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(store.directory().resolve(area.directory()).resolve(path))) {
            for (Path name : names) {
                if (stopped) {
                    return;
                }
                String child = (path.isEmpty() ? "" : path + '/') + name.getFileName();
                Optional<ChunkStat> stat = ledger.count(ChunkLedger.key(area, child), () -> store.stat(area, child));
                if (stat.filter(ChunkStat::directory).isPresent()) {
                    below.add(child);
                } else {
                    chunks++;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // removed meanwhile, so it was empty
        } catch (DirectoryIteratorException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return;
            }
            throw e.getCause();
        }
        for (String child : below) {
            read(area, child);
        }
    }

    /** Waits until everything is counted, for tests. */
    void await() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
