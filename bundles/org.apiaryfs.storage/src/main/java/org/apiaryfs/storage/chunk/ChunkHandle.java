package org.apiaryfs.storage.chunk;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkOwner;

/**
 * What a session keeps of a chunk file: a descriptor that is opened at the first use, closed when
 * there are too many ({@link DescriptorBudget}), and opened again at the next use. Thread-safe.
 */
public final class ChunkHandle implements AutoCloseable {
    private final ChunkStore store;
    private final ChunkArea area;
    private final ReentrantLock lock = new ReentrantLock();
    private ChunkMode mode;
    private Optional<OpenChunk> descriptor = Optional.empty();
    private Optional<ChunkPath> lastPath = Optional.empty();
    private boolean closed;
    private volatile boolean recent;

    ChunkHandle(ChunkStore store, ChunkArea area, ChunkMode mode) {
        this.store = store;
        this.area = area;
        this.mode = mode;
    }

    /** How the file is opened: as the first request said, and for writing too once one wrote. */
    public ChunkMode mode() {
        lock.lock();
        try {
            return mode;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The file for reading, to be released after use; empty if there is none.
     *
     * @throws FsException if it can't be opened
     */
    public Optional<OpenChunk> forReading(ChunkPath path) throws FsException {
        lock.lock();
        try {
            if (descriptor.isPresent()) {
                return Optional.of(use(descriptor.get()));
            }
            Optional<OpenChunk> opened = store.open(area, path, mode, !closed);
            opened.ifPresent(chunk -> keep(chunk, path));
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The file for writing, created if need be, to be released after use.
     *
     * @param owner whom to give the file to when it is opened
     * @param gate asked before the file is created
     * @throws FsException if it can't be opened
     */
    public OpenChunk forWriting(ChunkPath path, Optional<ChunkOwner> owner, CreationGate gate) throws FsException {
        lock.lock();
        try {
            if (descriptor.isPresent() && descriptor.get().mode().write()) {
                return use(descriptor.get());
            }
            OpenChunk opened = store.create(area, path, mode.writable(), owner, gate, !closed);
            descriptor.ifPresent(OpenChunk::retire);
            mode = mode.writable();
            keep(opened, path);
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The file if this handle has been used, to be released; opened again if its descriptor was
     * given up meanwhile. Empty if it wasn't used, or the file is gone.
     */
    public Optional<OpenChunk> ifUsed() throws FsException {
        lock.lock();
        try {
            return lastPath.isEmpty() ? Optional.empty() : forReading(lastPath.get());
        } finally {
            lock.unlock();
        }
    }

    private OpenChunk use(OpenChunk chunk) {
        recent = true;
        chunk.use();
        return chunk;
    }

    private void keep(OpenChunk chunk, ChunkPath path) {
        if (!closed) {
            recent = true;
            lastPath = Optional.of(path);
            descriptor = Optional.of(chunk);
            store.budget().kept(this);
        }
    }

    /** Gives up the descriptor if it is idle and wasn't used since the last call; true if there is none afterwards. */
    boolean evict() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (descriptor.isEmpty()) {
                return true;
            }
            if (recent) {
                recent = false;
                return false;
            }
            if (!descriptor.get().retireIfIdle()) {
                return false;
            }
            descriptor = Optional.empty();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file after its last user. Who uses the handle afterwards gets it open for that use alone. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            descriptor.ifPresent(OpenChunk::retire);
            descriptor = Optional.empty();
        } finally {
            lock.unlock();
        }
        store.budget().gone(this);
    }
}
