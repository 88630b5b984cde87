package org.apiaryfs.meta.namespace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * The part of the file system that this node keeps: the store, the state in memory that belongs to
 * it, and the locks over both. What all operations share. Thread-safe.
 */
public final class Volume {
    /** How long an operation waits for one over two nodes that keeps what it needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MetaStore store;
    private final InstantSource clock;
    private final int node;
    private final EntryIds ids;
    private final Directories directories;
    private final Steps steps;
    private final StripedLocks locks = new StripedLocks();
    private final Marks marks = new Marks();
    private final Map<EntryKey, OpenFile> open = new ConcurrentHashMap<>();

    /**
     * @param node numeric ID of this node
     * @param directoryLimit directories kept in memory although nothing uses them
     */
    public Volume(MetaStore store, InstantSource clock, int node, int directoryLimit) {
        this.store = store;
        this.clock = clock;
        this.node = node;
        this.ids = new EntryIds(store, clock, node);
        this.steps = new Steps(store, node);
        this.directories = new Directories(store, directoryLimit);
    }

    /** Numeric ID of this node. */
    public int node() {
        return node;
    }

    public MetaStore store() {
        return store;
    }

    public Directories directories() {
        return directories;
    }

    EntryIds ids() {
        return ids;
    }

    Steps steps() {
        return steps;
    }

    /**
     * Takes the locks of a plan, once no operation over two nodes keeps any of what is locked exclusively.
     *
     * @throws FsException COMMUNICATION if one does for long, since another node doesn't answer it; AGAIN
     *     if this is a part of another node's operation
     */
    StripedLocks.Held lock(LockPlan plan) throws FsException {
        return lock(plan, Optional.empty());
    }

    /** The same for what a mark keeps, whose operation goes on. */
    StripedLocks.Held lock(LockPlan plan, Optional<Marks.Mark> own) throws FsException {
        long start = System.nanoTime();
        while (true) {
            StripedLocks.Held held = locks.lock(plan);
            Optional<Marks.Mark> busy = marks.conflict(plan, own);
            if (busy.isEmpty()) {
                return held;
            }
            held.close();
            Waiting.beginForOperation();
            await(busy.get(), PATIENCE.toNanos() - (System.nanoTime() - start));
        }
    }

    private static void await(Marks.Mark busy, long nanos) throws FsException {
        try {
            if (!busy.await(nanos)) {
                throw new FsException(FsError.COMMUNICATION, "another node hasn't answered an operation on the same entry yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FsException(FsError.INTERRUPTED);
        }
    }

    /** Marks what a plan has exclusively; its locks are held. */
    Marks.Mark mark(LockPlan plan) {
        return marks.mark(plan);
    }

    /** True while an operation over two nodes keeps a name or an inode. */
    boolean marked(Object thing) {
        return marks.marked(thing);
    }

    /** Waits until no operation over two nodes keeps a name. */
    void settle(NameKey name) throws FsException {
        lock(new LockPlan().exclusive(name)).close();
    }

    /** Seconds since 1970. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Where a name is stored, if a name can be so. */
    NameKey name(EntryKey dir, String name) throws FsException {
        if (name.isEmpty() || name.length() > MetaStore.MAX_NAME || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0
                || name.equals(".") || name.equals("..")) {
            throw new FsException(FsError.INVAL, "no file name: \"" + name + "\" (" + name.length() + " bytes)");
        }
        return store.name(dir, name);
    }

    /** A file's inode, as clients shall see it. */
    Optional<FileInode> file(EntryKey key) {
        OpenFile opened = open.get(key);
        return opened == null ? store.file(key) : Optional.of(opened.inode());
    }

    FileInode requireFile(EntryKey key) throws FsException {
        return file(key).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "no file " + key + " here"));
    }

    /** Replaces an inode; the exclusive lock on it is held. */
    void put(Update update, EntryKey key, FileInode inode) {
        update.putFile(key, inode);
        OpenFile opened = open.get(key);
        if (opened != null) {
            update.afterwards(() -> opened.stored(inode));
        }
    }

    /** The state of a file that is open. */
    Optional<OpenFile> opened(EntryKey key) {
        return Optional.ofNullable(open.get(key));
    }

    boolean isOpen(EntryKey key) {
        return open.containsKey(key);
    }

    /** The state of a file, made if it isn't open; the exclusive lock on the file is held. */
    OpenFile opening(EntryKey key, FileInode inode) {
        return open.computeIfAbsent(key, k -> new OpenFile(k, inode));
    }

    /** Forgets the state of a file that nobody has open any more; the exclusive lock on it is held. */
    void closed(OpenFile file) {
        open.remove(file.key(), file);
    }

    Collection<OpenFile> allOpen() {
        return open.values();
    }
}
