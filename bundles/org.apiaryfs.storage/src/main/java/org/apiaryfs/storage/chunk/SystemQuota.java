package org.apiaryfs.storage.chunk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * The quota of the file system that a target is on, as a source of usage (spec storage §8.1). It
 * counts everything on that file system, by allocated blocks, directories included. Thread-safe.
 */
public final class SystemQuota {
    private static final long EXT = 0xef53;
    private static final long XFS = 0x58465342;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int STRUCT = 256;
    private static final long LAST_ID = 0xffff_ffffL;

    private final Calls calls;
    private final Format format;

    private SystemQuota(Calls calls, Format format) {
        this.calls = calls;
        this.format = format;
    }

    /** quotactl(2) of one file system. */
    @FunctionalInterface
    interface Calls {
        /** Returns 0 or a negated errno. @param command with the quota type in its lowest byte */
        int quotactl(int command, int id, MemorySegment out);
    }

    /** How a kind of file system tells the usage of the next ID from one on: numbers and offsets of linux/quota.h and linux/dqblk_xfs.h. */
    private enum Format {
        /** Q_GETNEXTQUOTA, struct if_nextdqblk. */
        GENERIC(0x800009, 68, 16, 1, 40),
        /** Q_XGETNEXTQUOTA, struct fs_disk_quota. */
        XFS(0x5809, 4, 40, 512, 48);

        private final int next;
        private final int id;
        private final int space;
        private final int unit;
        private final int inodes;

        Format(int next, int id, int space, int unit, int inodes) {
            this.next = next;
            this.id = id;
            this.space = space;
            this.unit = unit;
            this.inodes = inodes;
        }
    }

    private enum Type {
        USER, GROUP
    }

    /** The quota below a directory, if it is on for users and for groups and this process may ask for it. */
    public static Optional<SystemQuota> below(Path directory) {
        int fd = Posix.openat(Posix.AT_FDCWD, directory.toString(), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        if (fd < 0) {
            return Optional.empty();
        }
        try {
            return of(Posix.fileSystemType(fd), new QuotaCalls(directory));
        } finally {
            Posix.close(fd);
        }
    }

    /** @param fileSystem magic number */
    static Optional<SystemQuota> of(long fileSystem, Calls calls) {
        if (fileSystem != EXT && fileSystem != XFS) {
            return Optional.empty();
        }
        SystemQuota quota = new SystemQuota(calls, fileSystem == XFS ? Format.XFS : Format.GENERIC);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(STRUCT, 8);
            for (Type type : Type.values()) {
                int result = quota.next(type, 0, out);
                if (result != 0 && result != -ENOENT) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(quota);
    }

    /** Who has how much as of now. @throws FsException INTERNAL if the quota was switched off meanwhile */
    public TargetUsage usage() throws FsException {
        return new TargetUsage(new TreeMap<>(usage(Type.USER)), new TreeMap<>(usage(Type.GROUP)), true);
    }

    private Map<Integer, Usage> usage(Type type) throws FsException {
        Map<Integer, Usage> all = new HashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(STRUCT, 8);
            long id = 0;
            while (id < LAST_ID) {
                int result = next(type, (int) id, out);
                if (result == -ENOENT) {
                    break;
                }
                if (result != 0) {
                    throw new FsException(FsError.INTERNAL, "quotactl failed, errno " + -result + (result == -ESRCH ? "; was the quota switched off?" : ""));
                }
                int found = out.get(ValueLayout.JAVA_INT, format.id);
                all.put(found, new Usage(out.get(ValueLayout.JAVA_LONG, format.space) * format.unit, out.get(ValueLayout.JAVA_LONG, format.inodes)));
                id = Integer.toUnsignedLong(found) + 1;
            }
        }
        return all;
    }

    private int next(Type type, int id, MemorySegment out) {
        return calls.quotactl(format.next << 8 | type.ordinal(), id, out);
    }
}
