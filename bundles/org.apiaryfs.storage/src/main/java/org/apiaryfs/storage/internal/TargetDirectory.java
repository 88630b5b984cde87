package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.chunk.ChunkStore;
import org.apiaryfs.storage.chunk.DescriptorBudget;
import org.apiaryfs.storage.chunk.SystemQuota;
import org.apiaryfs.storage.chunk.TargetUsage;
import org.apiaryfs.storage.session.SavedSessions;
import org.apiaryfs.storage.session.SessionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A locked target directory: identity files, chunks, saved sessions (spec storage §12.1). Used by the
 * thread that starts and stops the service; the chunk store is for all.
 */
final class TargetDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetDirectory.class);
    private static final int MIN_FORMAT = 2;
    private static final int FORMAT = 3;
    private static final String TARGET_ID = "targetID";
    private static final String TARGET_NUMBER = "targetNumID";
    private static final String POOL = "storagePoolID";
    private static final String SESSIONS = "sessions";
    private static final int DEFAULT_POOL = 1;

    private final StoreDirectory store;
    private final ChunkStore chunks;
    private final boolean stoppedCleanly;
    private final SavedUsage savedUsage;

    private TargetDirectory(StoreDirectory store, ChunkStore chunks, boolean stoppedCleanly) {
        this.store = store;
        this.chunks = chunks;
        this.stoppedCleanly = stoppedCleanly;
        this.savedUsage = new SavedUsage(store, store.path().resolve(SESSIONS));
    }

    /** @throws StartException if it can't be used */
    static TargetDirectory open(Path path, boolean allowInit, DescriptorBudget budget) throws StartException {
        StoreDirectory store = StoreDirectory.open(path, MIN_FORMAT, FORMAT, allowInit, StorageConfig.STORE_DIRECTORY.name());
        try {
            if (store.fresh()) {
                // No run has ended yet: a start that fails before it serves must not look like a crash.
                store.write(SESSIONS, SavedSessions.save(new SessionStore(), 0));
            }
            ChunkStore chunks = ChunkStore.open(path, budget);
            return new TargetDirectory(store, chunks, Files.exists(path.resolve(SESSIONS)));
        } catch (IOException e) {
            closeQuietly(store);
            throw new StartException("target directory " + path + " is not usable: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(StoreDirectory store) {
        try {
            store.close();
        } catch (IOException e) {
            LOG.debug("lock of {} not closed", store.path(), e);
        }
    }

    StoreDirectory store() {
        return store;
    }

    ChunkStore chunks() {
        return chunks;
    }

    /** False if the last run ended without saving its sessions. */
    boolean stoppedCleanly() {
        return stoppedCleanly;
    }

    /** The target's string ID, made at the first start. */
    String alias(java.util.function.Supplier<String> fresh) throws StartException {
        try {
            Optional<String> present = store.firstLine(TARGET_ID);
            if (present.isPresent()) {
                return present.get();
            }
            String alias = fresh.get();
            store.writeText(TARGET_ID, alias + "\n");
            return alias;
        } catch (IOException e) {
            throw unusable(TARGET_ID, e);
        }
    }

    /** The target's number, if it has one already or someone wishes for one. */
    OptionalInt number() throws StartException {
        try {
            return store.number(TARGET_NUMBER);
        } catch (IOException e) {
            throw unusable(TARGET_NUMBER, e);
        }
    }

    /** Fixes the numbers that mgmtd gave. */
    void registered(int target, int node) throws StartException {
        try {
            store.fixNumber(TARGET_NUMBER, target);
            store.fixNumber(StoreDirectory.NODE_ID, node);
        } catch (IOException e) {
            throw unusable(TARGET_NUMBER, e);
        }
    }

    /** Storage pool that the target wants to join when it is new. */
    int wantedPool() throws StartException {
        try {
            return store.number(POOL).orElse(DEFAULT_POOL);
        } catch (IOException e) {
            throw unusable(POOL, e);
        }
    }

    /** The wish has been granted; later the target's pool is what mgmtd says. */
    void poolJoined() throws StartException {
        try {
            Files.deleteIfExists(store.path().resolve(POOL));
        } catch (IOException e) {
            throw unusable(POOL, e);
        }
    }

    /**
     * Takes the sessions of the last run back, and their file away. After a run that didn't end
     * cleanly, everything that it wrote is brought to the disk: who asks for that by fsync can't be
     * recognised any more.
     */
    void restoreSessions(int target, SessionStore sessions) throws StartException {
        Path file = store.path().resolve(SESSIONS);
        try {
            int number = SavedSessions.load(Files.readAllBytes(file), sessions, target, chunks);
            LOG.info("sessions restored: target={} openFiles={}", target, number);
        } catch (NoSuchFileException e) {
            LOG.warn("last run was not stopped cleanly: target={} directory={}; clients with unwritten data will be told", target, store.path());
            syncAll();
        } catch (WireFormatException e) {
            LOG.warn("saved sessions are damaged, some are lost: file={} error=\"{}\"", file, e.getMessage());
        } catch (IOException e) {
            throw unusable(SESSIONS, e);
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(SESSIONS, e);
        }
    }

    private void syncAll() throws StartException {
        try {
            chunks.syncAll();
        } catch (FsException e) {
            throw new StartException("target directory " + store.path() + " can't be synced: " + e.getMessage() + "; check the disk", e);
        }
    }

    /**
     * Takes the usage of the last run over; counts all chunks in the background if it isn't certain.
     * From now on this run counts as one that hasn't ended cleanly. Before the sessions are taken back.
     *
     * @param quota asked instead, if there is one; what is counted here is only a guess for a later run without it
     */
    void restoreUsage(Optional<SystemQuota> quota) throws StartException {
        try {
            if (quota.isPresent()) {
                chunks.takeUsage(quota.get());
                savedUsage.saveGuess(chunks.usage());
                LOG.info("usage is that of the file system's quota: directory={}", store.path());
                return;
            }
            LOG.info("usage is counted by this server: directory={}", store.path());
            Optional<TargetUsage> known = store.fresh() ? Optional.of(TargetUsage.nothing()) : savedUsage.load();
            if (known.isPresent()) {
                savedUsage.saveGuess(known.get());
            }
            chunks.takeUsage(known);
            if (known.filter(TargetUsage::exact).isEmpty()) {
                LOG.info("usage is being counted: directory={} known={}", store.path(), known.isPresent() ? "by a guess" : "not yet");
            }
        } catch (FsException e) {
            throw new StartException("usage of target directory " + store.path() + " can't be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unusable(SavedUsage.FILE, e);
        }
    }

    /** Writes down the usage as of now, in case this run doesn't end cleanly. */
    void saveUsageGuess() throws IOException, FsException {
        savedUsage.saveGuess(chunks.usage());
    }

    /** Writes down the usage for the next run. After the sessions, when nothing changes any more. */
    void saveUsage() throws IOException, FsException {
        if (chunks.countsItself()) {
            savedUsage.saveFinal(chunks.usage());
        } else {
            saveUsageGuess();
        }
    }

    void saveSessions(int target, SessionStore sessions) throws IOException {
        store.write(SESSIONS, SavedSessions.save(sessions, target));
    }

    private StartException unusable(String file, IOException e) {
        return new StartException("file " + store.path().resolve(file) + " can't be read or written: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        chunks.close();
        closeQuietly(store);
    }
}
