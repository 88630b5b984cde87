package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.locks.LockRequest;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.SessionFile;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.FileHandle;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.session.AccessFlags;

/**
 * The files that clients have open (spec meta §8). Every open file is on record in the store, so
 * that handles outlive this process; handles that nobody knows all the same are served by the rules
 * for missing sessions. Thread-safe.
 */
public final class Sessions {
    /** What a handle without number is taken for. */
    private static final int NO_NUMBER = 0;

    private final Volume volume;
    private final Disposal disposal;
    private final Map<Integer, ClientFiles> clients = new ConcurrentHashMap<>();

    private static final class ClientFiles {
        private final Map<Integer, SessionFile> files = new HashMap<>();
        private final Map<Long, SessionFile> openings = new HashMap<>(); // those that have a number
        /**
         * Begins anywhere: a client may repeat a close that an earlier run of this server has done, and its number must
         * not be that of another open of the file by now.
         */
        private int last = ThreadLocalRandom.current().nextInt();

        synchronized int nextNumber() {
            do {
                last++;
            } while (last == NO_NUMBER || files.containsKey(last));
            return last;
        }

        synchronized void add(SessionFile file) {
            files.put(file.number(), file);
            number(file);
        }

        private void number(SessionFile file) {
            if (file.opening() != 0) {
                openings.put(file.opening(), file);
            }
        }

        synchronized boolean addNew(SessionFile file) {
            boolean added = files.putIfAbsent(file.number(), file) == null;
            if (added) {
                number(file);
            }
            return added;
        }

        synchronized Optional<SessionFile> opening(long opening) {
            return Optional.ofNullable(openings.get(opening));
        }

        synchronized Optional<SessionFile> find(int number, EntryKey key) {
            return Optional.ofNullable(files.get(number)).filter(file -> file.file().equals(key));
        }

        synchronized Optional<SessionFile> take(int number, EntryKey key) {
            Optional<SessionFile> file = find(number, key);
            file.ifPresent(found -> {
                files.remove(number);
                openings.remove(found.opening(), found);
            });
            return file;
        }

        synchronized List<SessionFile> all() {
            return List.copyOf(files.values());
        }
    }

    /** Takes up the files that were open when the store was last used. */
    public Sessions(Volume volume, Disposal disposal) {
        this.volume = volume;
        this.disposal = disposal;
        for (SessionFile file : volume.store().sessions()) {
            Optional<FileInode> inode = volume.file(file.file());
            if (inode.isPresent()) {
                volume.opening(file.file(), inode.get()).count(writes(file), 1);
                client(file.client()).add(file);
            } else {
                forget(file);
            }
        }
    }

    private void forget(SessionFile file) {
        try (Update update = volume.store().update()) {
            update.removeSession(file.client(), file.number());
            update.lazily();
            update.commit();
        }
    }

    private ClientFiles client(int client) {
        return clients.computeIfAbsent(client, id -> new ClientFiles());
    }

    private static boolean writes(SessionFile file) {
        return AccessFlags.writes(file.access());
    }

    /** A file that was opened. */
    public record Opened(SessionFile session, FileInode inode) {
        /** As on the wire. */
        public String handle() {
            return new FileHandle(session.number(), session.file().id()).format();
        }
    }

    /**
     * Opens a file.
     *
     * @throws FsException PATH_NOT_EXISTS if it isn't here or waits to be removed, INTERNAL if its pattern is damaged
     */
    public Opened open(int client, EntryKey key, int access) throws FsException {
        return open(client, key, access, 0);
    }

    /**
     * The same; a client that asks again, because it has lost the answer, gets the same handle.
     *
     * @param opening the client's number of this opening; 0 = none
     */
    public Opened open(int client, EntryKey key, int access, long opening) throws FsException {
        return open(new SessionFile(client, client(client).nextNumber(), key, access, opening), false);
    }

    private Opened open(SessionFile session, boolean unlinkedToo) throws FsException {
        EntryKey key = session.file();
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            FileInode inode = volume.requireFile(key);
            if (inode.nlink() == 0 && !unlinkedToo && !volume.isOpen(key)) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + key + " was unlinked");
            }
            mustBeReadable(key, inode);
            Optional<SessionFile> before = client(session.client()).opening(session.opening()).filter(session::repeats);
            if (before.isPresent()) {
                return new Opened(before.get(), inode);
            }
            if (!client(session.client()).addNew(session)) {
                throw new FsException(FsError.INTERNAL, "handle " + new FileHandle(session.number(), key.id()).format() + " is taken");
            }
            volume.opening(key, inode).count(writes(session), 1);
            update.putSession(session);
            FileInode opened = inode;
            if (writes(session) && !inode.hasChunks()) {
                opened = inode.withFlags(inode.flags() | FileInode.HAS_CHUNKS);
                volume.put(update, key, opened);
            } else {
                update.lazily();
            }
            update.commit();
            return new Opened(session, opened);
        }
    }

    /**
     * Opens a file within the update that makes it; the exclusive lock on it is held.
     *
     * @param inode as it shall be; stored here, with what opening changes
     */
    Opened openNew(Update update, Creation.FirstOpening opening, EntryKey key, FileInode inode) throws FsException {
        mustBeReadable(key, inode);
        int client = opening.client();
        SessionFile session = new SessionFile(client, client(client).nextNumber(), key, opening.access(), opening.number());
        FileInode opened = writes(session) ? inode.withFlags(inode.flags() | FileInode.HAS_CHUNKS) : inode;
        update.putFile(key, opened);
        update.putSession(session);
        update.afterwards(() -> {
            volume.opening(key, opened).count(writes(session), 1);
            client(client).add(session);
        });
        return new Opened(session, opened);
    }

    private static void mustBeReadable(EntryKey key, FileInode inode) throws FsException {
        if (!StripePattern.validChunkSize(inode.pattern().chunkSize())) {
            throw new FsException(FsError.INTERNAL, "file " + key + " has chunk size " + inode.pattern().chunkSize());
        }
    }

    /** What a client has opened by an earlier attempt at an opening; empty if it hasn't that open. */
    public Optional<Opened> opened(Creation.FirstOpening opening, EntryKey key) throws FsException {
        Optional<SessionFile> session = Optional.ofNullable(clients.get(opening.client())).flatMap(files -> files.opening(opening.number()))
                .filter(new SessionFile(opening.client(), NO_NUMBER, key, opening.access(), opening.number())::repeats);
        return session.isEmpty() ? Optional.empty() : Optional.of(new Opened(session.get(), volume.requireFile(key)));
    }

    /** The open file behind a handle. */
    public Optional<SessionFile> find(int client, int number, EntryKey key) {
        ClientFiles files = clients.get(client);
        return files == null ? Optional.empty() : files.find(number, key);
    }

    /** Opens a file for reading and writing under the number that a client says it has. */
    Opened reopen(int client, int number, EntryKey key) throws FsException {
        return open(new SessionFile(client, number, key, AccessFlags.READ_WRITE), true);
    }

    /**
     * Begins to close a file: the handle is gone, the file still counts as open until {@link
     * #finishClose}. An unknown handle is opened first (spec meta §8.2).
     */
    public Opened beginClose(int client, int number, EntryKey key) throws FsException {
        Optional<SessionFile> known = client(client).take(number, key);
        if (known.isPresent()) {
            return new Opened(known.get(), volume.requireFile(key));
        }
        Opened opened = open(new SessionFile(client, client(client).nextNumber(), key, AccessFlags.READ_WRITE), true);
        client(client).take(opened.session().number(), key);
        return opened;
    }

    /**
     * Ends closing a file and stores what is known of its size and times.
     *
     * @param reports what the storage targets answered
     * @param all false if a target that the client used couldn't be asked
     * @return the file if it was its last close and its chunk files are to be removed now
     */
    public Optional<Doomed> finishClose(SessionFile session, List<ChunkReport> reports, boolean all) throws FsException {
        EntryKey key = session.file();
        boolean last;
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            update.removeSession(session.client(), session.number());
            OpenFile file = volume.opened(key).orElseThrow(
                    () -> new FsException(FsError.INTERNAL, "file " + key + " isn't open"));
            reports.forEach(report -> file.dynamic().merge(report.index(), report.attributes()));
            FileInode applied = file.dynamic().apply(file.inode(), volume.now());
            boolean everyTarget = all && reports.size() == applied.pattern().targets().size();
            FileInode inode = everyTarget ? applied.withFlags(applied.flags() & ~FileInode.UNSETTLED)
                    : all || !writes(session) ? applied : applied.withFlags(applied.flags() | FileInode.UNSETTLED);
            if (file.ahead() || !inode.equals(file.inode())) {
                volume.put(update, key, inode);
            } else {
                update.lazily();
            }
            update.commit();
            file.count(writes(session), -1);
            if (file.unused()) {
                volume.closed(file);
            }
            last = file.unused() && inode.nlink() == 0;
        }
        return last ? disposal.lastClose(key) : Optional.empty();
    }

    /**
     * Keeps a file as if it were open while storage targets are asked about it or told to change it: the order of
     * their answers stays known, so that an old one can't replace a newer one, and an unlink leaves the chunk files to
     * {@link #unpin}, so that no target makes one anew that nobody would ever remove.
     *
     * @throws FsException PATH_NOT_EXISTS if it isn't here or waits to be removed
     */
    public FileInode pin(EntryKey key) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key))) {
            FileInode inode = volume.requireFile(key);
            if (inode.nlink() == 0 && !volume.isOpen(key)) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + key + " was unlinked");
            }
            volume.opening(key, inode).pin(1);
            return inode;
        }
    }

    /**
     * Ends what {@link #pin} began.
     *
     * @return the file if it was unlinked meanwhile and its chunk files are to be removed now
     */
    public Optional<Doomed> unpin(EntryKey key) throws FsException {
        boolean last;
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            OpenFile file = volume.opened(key).orElseThrow(
                    () -> new FsException(FsError.INTERNAL, "file " + key + " isn't pinned"));
            file.pin(-1);
            if (file.unused()) {
                if (file.ahead()) {
                    volume.put(update, key, file.inode());
                    update.commit();
                }
                volume.closed(file);
            }
            last = file.unused() && file.inode().nlink() == 0;
        }
        return last ? disposal.lastClose(key) : Optional.empty();
    }

    /** Numbers of all clients that have files open. */
    public Set<Integer> clients() {
        return Set.copyOf(clients.keySet());
    }

    /** All files that a client has open. */
    public List<SessionFile> files(int client) {
        ClientFiles files = clients.get(client);
        return files == null ? List.of() : files.all();
    }

    /** Number of open files of all clients. */
    public int openFiles() {
        return clients.values().stream().mapToInt(files -> files.all().size()).sum();
    }

    /** Drops a client that is gone, once all its files are closed. */
    public void dropClient(int client) {
        clients.computeIfPresent(client, (id, files) -> files.all().isEmpty() ? null : files);
    }

    /** A lock request of some file that a change of others set free. */
    public record Freed(EntryKey file, LockKind kind, LockRequest request) {}

    /** Drops all locks of a client on all files; returns the requests of others that this sets free. */
    public List<Freed> dropLocks(int client) {
        List<Freed> freed = new ArrayList<>();
        for (OpenFile file : volume.allOpen()) {
            file.locks().dropClient(client).forEach((kind, requests) ->
                    requests.forEach(request -> freed.add(new Freed(file.key(), kind, request))));
        }
        return freed;
    }

    /** Entry IDs of all open files, for people. */
    public Collection<EntryKey> openKeys() {
        return volume.allOpen().stream().map(OpenFile::key).toList();
    }
}
