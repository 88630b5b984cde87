package org.apiaryfs.storage.chunk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunk files of one target directory (spec storage §12): BeeGFS's layout, so that an existing
 * target of version 7.4 can be used as it is.
 *
 * <p>Paths are resolved without following symbolic links, where the kernel can do that (Linux 5.6
 * on). Errors of the system become {@link FsError}s, as the reference maps them. Thread-safe; all
 * methods may wait for the disk.
 */
public final class ChunkStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkStore.class);
    private static final int FILE_MODE = 0666;
    private static final int DIRECTORY_MODE = 0777;
    /** Tries to create a file while someone outside of this process removes its directories. */
    private static final int CREATE_TRIES = 8;
    private static final int ENOENT = 2;
    private static final int EPERM = 1;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    /** Layers of a directory of the newer layout, user first; the older layout has two. */
    private static final int TIMED_LAYERS = 4;

    private final Path directory;
    private final int directoryFd;
    private final Map<ChunkArea, Integer> areaFds;
    private final boolean beneath;
    private final boolean fixModes;
    private final DescriptorBudget budget;
    private final DirectoryLocks locks = new DirectoryLocks();
    private final ChunkLedger ledger = new ChunkLedger();
    private Optional<UsageScan> scan = Optional.empty();
    private Optional<SystemQuota> quota = Optional.empty();
    private final AtomicBoolean chownRefused = new AtomicBoolean();

    private ChunkStore(Path directory, int directoryFd, Map<ChunkArea, Integer> areaFds, boolean beneath, boolean fixModes, DescriptorBudget budget) {
        this.directory = directory;
        this.directoryFd = directoryFd;
        this.areaFds = areaFds;
        this.beneath = beneath;
        this.fixModes = fixModes;
        this.budget = budget;
    }

    /**
     * Opens the store in a target directory, which the caller has locked.
     *
     * @param budget of open descriptors, perhaps shared with other stores
     * @throws IOException if the directory or the directories of chunks in it can't be opened or made
     */
    public static ChunkStore open(Path directory, DescriptorBudget budget) throws IOException {
        int fd = Posix.openat(Posix.AT_FDCWD, directory.toString(), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        if (fd < 0) {
            throw new IOException("directory " + directory + " can't be opened, errno " + -fd);
        }
        boolean beneath = canResolveBeneath(fd);
        boolean fixModes = umask() != 0;
        ChunkStore store = new ChunkStore(directory, fd, new EnumMap<>(ChunkArea.class), beneath, fixModes, budget);
        for (ChunkArea area : ChunkArea.values()) {
            store.makeDirectory(fd, area.directory());
            int areaFd = Posix.openat(fd, area.directory(), Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW, 0);
            if (areaFd < 0) {
                store.close();
                throw new IOException("directory " + directory.resolve(area.directory()) + " can't be opened, errno " + -areaFd);
            }
            store.areaFds.put(area, areaFd);
        }
        return store;
    }

    private static boolean canResolveBeneath(int fd) {
        int probe = Posix.openBeneath(fd, ".", Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        if (probe >= 0) {
            Posix.close(probe);
        }
        return probe != -ENOSYS && probe != -EPERM;
    }

    /** The mask that takes bits from the modes of new files; assumed to take some if unknown. */
    private static int umask() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(l -> l.startsWith("Umask:")).map(l -> Integer.parseInt(l.substring(6).trim(), 8)).findFirst().orElse(022);
        } catch (IOException | NumberFormatException e) {
            return 022;
        }
    }

    /** The target directory. */
    public Path directory() {
        return directory;
    }

    DescriptorBudget budget() {
        return budget;
    }

    /** A handle for a session. Nothing is opened yet. */
    public ChunkHandle handle(ChunkArea area, ChunkMode mode) {
        return new ChunkHandle(this, area, mode);
    }

    /** Opens a chunk; empty if there is none. @param kept see {@link OpenChunk} */
    Optional<OpenChunk> open(ChunkArea area, ChunkPath path, ChunkMode mode, boolean kept) throws FsException {
        if (!mode.write()) {
            return openExisting(area, path, mode, kept);
        }
        synchronized (ledger.lock(ChunkLedger.key(area, path.path()))) {
            return openExisting(area, path, mode, kept);
        }
    }

    private Optional<OpenChunk> openExisting(ChunkArea area, ChunkPath path, ChunkMode mode, boolean kept) throws FsException {
        int fd = openFile(area, path.path(), mode.openFlags());
        if (fd == -EINVAL && mode.direct()) {
            return openExisting(area, path, mode.buffered(), kept); // the file system has no direct I/O
        }
        if (isMissing(fd)) {
            return Optional.empty();
        }
        check(fd, "open", path);
        return Optional.of(mode.write() ? booked(fd, ChunkLedger.key(area, path.path()), mode, kept, false)
                : new OpenChunk(fd, mode, budget, OpenChunk.Booking.NONE, kept));
    }

    /** Has a chunk in the books that was opened for writing. */
    private OpenChunk booked(int fd, String key, ChunkMode mode, boolean kept, boolean created) throws FsException {
        Optional<Account> joined = ledger.joined(key);
        if (joined.isPresent()) {
            return new OpenChunk(fd, mode, budget, joined.get(), kept);
        }
        int[] error = new int[1];
        ChunkStat stat = Posix.statx(fd, "", error);
        if (error[0] < 0) {
            Posix.close(fd);
            throw new FsException(FsError.ofErrno(-error[0]), "stat of open chunk " + key + " failed, errno " + -error[0]);
        }
        return new OpenChunk(fd, mode, budget, ledger.opened(key, stat, created), kept);
    }

    /** Opens a chunk for writing, makes it and its directories if need be, and gives it to its owner. */
    OpenChunk create(ChunkArea area, ChunkPath path, ChunkMode mode, Optional<ChunkOwner> owner, CreationGate gate, boolean kept)
            throws FsException {
        String key = ChunkLedger.key(area, path.path());
        synchronized (ledger.lock(key)) {
            Optional<OpenChunk> existing = open(area, path, mode, kept);
            OpenChunk chunk;
            if (existing.isPresent()) {
                chunk = existing.get();
            } else {
                gate.check();
                chunk = booked(createFile(area, path, mode), key, mode, kept, true);
            }
            try {
                if (owner.isPresent()) {
                    giveTo(chunk, key, path, owner.get());
                }
            } catch (FsException e) {
                chunk.retire();
                chunk.release();
                throw e;
            }
            return chunk;
        }
    }

    private int createFile(ChunkArea area, ChunkPath path, ChunkMode mode) throws FsException {
        int flags = mode.openFlags() | Posix.O_CREAT;
        int fd = openFile(area, path.path(), flags);
        for (int i = 0; fd == -ENOENT && i < CREATE_TRIES; i++) {
            // Whoever removes emptied directories takes the same lock, so what is made here stays until the file is in it.
            synchronized (locks.of(path.directory())) {
                makeDirectories(area, path);
                fd = openFile(area, path.path(), flags);
            }
        }
        if (fd == -EINVAL && mode.direct()) {
            return createFile(area, path, mode.buffered());
        }
        check(fd, "create", path);
        if (fixModes) {
            Posix.fchmodat(areaFds.get(area), path.path(), FILE_MODE);
        }
        return fd;
    }

    private int openFile(ChunkArea area, String path, int flags) {
        int dir = areaFds.get(area);
        return beneath ? Posix.openBeneath(dir, path, flags, FILE_MODE) : Posix.openat(dir, path, flags | Posix.O_NOFOLLOW, FILE_MODE);
    }

    private void makeDirectories(ChunkArea area, ChunkPath path) throws FsException {
        String all = path.directory();
        for (int end = all.indexOf('/'); ; end = all.indexOf('/', end + 1)) {
            String part = end < 0 ? all : all.substring(0, end);
            int result = ledger.makeDirectory(ChunkLedger.key(area, part), () -> makeDirectory(areaFds.get(area), part));
            if (result != -EEXIST) {
                check(result, "make directory " + part + " for", path);
            }
            if (end < 0) {
                return;
            }
        }
    }

    private int makeDirectory(int dir, String path) {
        int result = Posix.mkdirat(dir, path, DIRECTORY_MODE);
        if (result == 0 && fixModes) {
            Posix.fchmodat(dir, path, DIRECTORY_MODE);
        }
        return result;
    }

    private void giveTo(OpenChunk chunk, String key, ChunkPath path, ChunkOwner owner) throws FsException {
        if (ledger.belongsTo(key, owner.userId(), owner.groupId())) {
            return;
        }
        int result = chunk.changeOwner(owner.userId(), owner.groupId());
        if (result == -EPERM) {
            if (!chownRefused.getAndSet(true)) {
                LOG.warn("target={} chunks can't be given to their owners, so quotas count them for the wrong user: run as root", directory);
            }
            return;
        }
        check(result, "give " + owner + " the chunk", path);
        ledger.moved(key, ChunkStat.NONE, owner.userId(), owner.groupId());
    }

    /** Attributes of a chunk; empty if there is none. @throws FsException INTERNAL if the system can't tell */
    public Optional<ChunkStat> stat(ChunkArea area, ChunkPath path) throws FsException {
        return stat(area, path.path());
    }

    Optional<ChunkStat> stat(ChunkArea area, String path) throws FsException {
        int[] error = new int[1];
        ChunkStat stat = Posix.statx(areaFds.get(area), path, error);
        if (isMissing(error[0])) {
            return Optional.empty();
        }
        if (error[0] < 0) {
            throw new FsException(FsError.ofErrno(-error[0]), "stat of chunk " + path + " failed, errno " + -error[0]);
        }
        return Optional.of(stat);
    }

    /** Sets the size of a chunk; false if there is none. @throws FsException TOO_BIG, NO_SPACE, INVAL … */
    public boolean truncate(ChunkArea area, ChunkPath path, long size) throws FsException {
        Optional<OpenChunk> chunk = open(area, path, ChunkMode.WRITE, false);
        if (chunk.isEmpty()) {
            return false;
        }
        try {
            chunk.get().truncate(size);
            return true;
        } finally {
            chunk.get().release();
        }
    }

    /** Sets the size of a chunk, which is created if need be. @throws FsException as above, or what the gate says */
    public void createWithSize(ChunkArea area, ChunkPath path, long size, Optional<ChunkOwner> owner, CreationGate gate) throws FsException {
        OpenChunk chunk = create(area, path, ChunkMode.WRITE, owner, gate, false);
        try {
            chunk.truncate(size);
        } finally {
            chunk.release();
        }
    }

    /** Sets those of the times that are given, in seconds since 1970; false if there is no such chunk. */
    public boolean setTimes(ChunkArea area, ChunkPath path, OptionalLong mtime, OptionalLong atime) throws FsException {
        int result = Posix.utimensat(areaFds.get(area), path.path(), atime.orElse(0), atime.isPresent() ? 0 : Posix.UTIME_OMIT,
                mtime.orElse(0), mtime.isPresent() ? 0 : Posix.UTIME_OMIT);
        return present(result, "set times of", path);
    }

    /** Changes owner and group, −1 leaves one as it is; false if there is no such chunk. */
    public boolean changeOwner(ChunkArea area, ChunkPath path, int uid, int gid) throws FsException {
        String key = ChunkLedger.key(area, path.path());
        synchronized (ledger.lock(key)) {
            Optional<ChunkStat> before = stat(area, path);
            if (!present(Posix.fchownat(areaFds.get(area), path.path(), uid, gid), "change owner of", path)) {
                return false;
            }
            before.filter(ChunkStat::regularFile).ifPresent(b -> ledger.moved(key, b, uid, gid));
            return true;
        }
    }

    /** Removes a chunk; false if there is none. Who has it open goes on with it. */
    public boolean unlink(ChunkArea area, ChunkPath path) throws FsException {
        String key = ChunkLedger.key(area, path.path());
        synchronized (ledger.lock(key)) {
            Optional<ChunkStat> last = stat(area, path);
            ChunkLedger.Standing before = ledger.standing(key);
            if (!present(Posix.unlinkat(areaFds.get(area), path.path()), "remove", path)) {
                return false;
            }
            last.ifPresent(l -> ledger.removed(key, l, before));
            return true;
        }
    }

    /**
     * Takes over what is known of the owners' usage. Chunks are counted in the background if that
     * isn't certain. To be called once, before the first chunk is opened.
     *
     * @param known as it was when this store was last in use; empty if nobody knows
     */
    public void takeUsage(Optional<TargetUsage> known) {
        known.ifPresent(ledger::restore);
        if (known.isEmpty() || !known.get().exact()) {
            ledger.beginRecount(known.isPresent());
            scan = Optional.of(new UsageScan(this, ledger));
        }
    }

    /** Instead of {@link #takeUsage}: the file system counts for itself, and is asked from now on. */
    public void takeUsage(SystemQuota fromNowOn) {
        quota = Optional.of(fromNowOn);
    }

    /** Who has how much as of now. @throws FsException if the disk doesn't answer */
    public TargetUsage usage() throws FsException {
        if (quota.isPresent()) {
            return quota.get().usage();
        }
        for (String key : ledger.openKeys()) {
            int slash = key.indexOf('/');
            ChunkArea area = key.startsWith(ChunkArea.CHUNKS.directory() + '/') ? ChunkArea.CHUNKS : ChunkArea.MIRROR;
            ledger.settle(key, () -> stat(area, key.substring(slash + 1)));
        }
        return ledger.snapshot();
    }

    /** Whether this store counts, rather than the file system below it. */
    public boolean countsItself() {
        return quota.isEmpty();
    }

    /** Whether chunks are still being counted, so that {@link #usage} isn't exact. */
    public boolean counting() {
        return quota.isEmpty() && !ledger.snapshot().exact();
    }

    /** Waits until all chunks are counted. */
    public void awaitCount() throws InterruptedException {
        if (scan.isPresent()) {
            scan.get().await();
        }
    }

    /**
     * Moves a chunk to another place, whose directories are made if need be. Who has it open goes on with it.
     *
     * @throws FsException PATH_NOT_EXISTS if there is none, EXISTS if there is one at the other place and that
     *     mayn't be replaced, INTERNAL if the system can't
     */
    public void move(ChunkArea area, ChunkPath from, ChunkPath to, boolean replace) throws FsException {
        Path root = directory.resolve(area.directory());
        synchronized (locks.of(to.directory())) {
            if (!replace && stat(area, to).isPresent()) {
                throw new FsException(FsError.EXISTS, "chunk " + to.path());
            }
            makeDirectories(area, to);
            try {
                Files.move(root.resolve(from.path()), root.resolve(to.path()), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "chunk " + from.path());
            } catch (IOException e) {
                throw new FsException(FsError.INTERNAL, "move chunk " + from.path() + " to " + to.directory() + ": " + e);
            }
        }
    }

    /**
     * Removes the directories of a removed chunk as far as they are empty, up to but not including
     * the user's. Those of the older layout stay. Failures don't matter.
     */
    public void removeEmptyParents(ChunkArea area, ChunkPath path) {
        String part = path.directory();
        if (part.chars().filter(c -> c == '/').count() != TIMED_LAYERS - 1) {
            return;
        }
        synchronized (locks.of(part)) {
            for (int i = 1; i < TIMED_LAYERS && Posix.rmdirat(areaFds.get(area), part) == 0; i++) {
                part = part.substring(0, part.lastIndexOf('/'));
            }
        }
    }

    /** Brings everything that was written to the target's file system so far to the disk. */
    public void syncAll() throws FsException {
        int result = Posix.syncfs(directoryFd);
        if (result < 0) {
            throw new FsException(FsError.ofErrno(-result), "syncfs of " + directory + " failed, errno " + -result);
        }
    }

    /**
     * Room on the target; the free parts are what an administrator wrote into override files, if
     * there are any.
     *
     * @throws FsException INTERNAL if the system or an override file can't be read
     */
    public FreeSpace space() throws FsException {
        try {
            return FreeSpace.of(directory);
        } catch (IOException e) {
            throw new FsException(FsError.INTERNAL, e.getMessage());
        }
    }

    private static boolean isMissing(int result) {
        return result == -ENOENT || result == -ENOTDIR;
    }

    private static boolean present(int result, String what, ChunkPath path) throws FsException {
        if (isMissing(result)) {
            return false;
        }
        check(result, what, path);
        return true;
    }

    private static int check(int result, String what, ChunkPath path) throws FsException {
        if (result < 0) {
            throw new FsException(FsError.ofErrno(-result), what + " chunk " + path.path() + " failed, errno " + -result);
        }
        return result;
    }

    /** Closes the directories. Handles must have been closed before. */
    @Override
    public void close() {
        scan.ifPresent(UsageScan::close);
        areaFds.values().forEach(Posix::close);
        areaFds.clear();
        Posix.close(directoryFd);
    }
}
