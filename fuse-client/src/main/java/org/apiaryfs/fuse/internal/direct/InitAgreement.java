package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.SessionInfo;
import org.apiaryfs.fuse.SessionInfo.Capability;

/**
 * What the INIT exchange settles: the features wanted and offered.
 *
 * <p>Source: the FUSE kernel protocol, INIT. Threading: immutable.
 *
 * @param minor   minor version in use, at most {@link #OUR_MINOR}
 * @param flags   the granted features
 * @param options what was asked for
 * @param readAhead bytes of read-ahead that the kernel offers
 */
record InitAgreement(int minor, long flags, int readAhead, MountOptions options) {
    static final int MAJOR = 7;
    static final int OUR_MINOR = 45;
    private static final int OLDEST_MINOR = 31; // Linux 5.4: everything that a bare mount needs
    static final int OUT_SIZE = 64;

    private static final long ASYNC_READ = 1L;
    private static final long POSIX_LOCKS = 1L << 1;
    private static final long ATOMIC_O_TRUNC = 1L << 3;
    private static final long BIG_WRITES = 1L << 5;
    private static final long DONT_MASK = 1L << 6;
    private static final long FLOCK_LOCKS = 1L << 10;
    private static final long HAS_IOCTL_DIR = 1L << 11;
    private static final long AUTO_INVAL_DATA = 1L << 12;
    private static final long DO_READDIRPLUS = 1L << 13;
    private static final long READDIRPLUS_AUTO = 1L << 14;
    private static final long ASYNC_DIO = 1L << 15;
    private static final long WRITEBACK_CACHE = 1L << 16;
    private static final long PARALLEL_DIROPS = 1L << 18;
    private static final long POSIX_ACL = 1L << 20;
    private static final long ABORT_ERROR = 1L << 21;
    private static final long MAX_PAGES = 1L << 22;
    private static final long CACHE_SYMLINKS = 1L << 23;
    private static final long EXPLICIT_INVAL_DATA = 1L << 25;
    private static final long HANDLE_KILLPRIV_V2 = 1L << 28;
    private static final long SETXATTR_EXT = 1L << 29;
    private static final long INIT_EXT = 1L << 30;
    private static final long HAS_EXPIRE_ONLY = 1L << 35;
    private static final long DIRECT_IO_ALLOW_MMAP = 1L << 36;
    private static final long OVER_IO_URING = 1L << 41;

    private static final int PAGE = 4096;
    private static final int PAGES_WITHOUT_MAX_PAGES = 32;

    /**
     * Settles on what the kernel's INIT (fixed structure at {@code in}) offers.
     *
     * @throws FuseException if the kernel is too old, or lacks what was demanded
     */
    static InitAgreement of(MemorySegment in, MountOptions options) throws FuseException {
        int major = in.get(JAVA_INT, 0);
        int minor = in.get(JAVA_INT, 4);
        if (major == MAJOR && minor < OLDEST_MINOR || major < MAJOR) {
            throw new FuseException("the kernel speaks FUSE %d.%d, at least %d.%d is needed (Linux 5.4)"
                    .formatted(major, minor, MAJOR, OLDEST_MINOR));
        }
        long offered = in.get(JAVA_INT, 12) & 0xffffffffL;
        if ((offered & INIT_EXT) != 0) {
            offered |= (long) in.get(JAVA_INT, 16) << 32;
        }
        long granted = offered & wanted(options);
        if (options.transport() == MountOptions.Transport.URING && (granted & OVER_IO_URING) == 0) {
            throw new FuseException("transport=uring: the kernel does not offer FUSE over io_uring; as root write Y "
                    + "to /sys/module/fuse/parameters/enable_uring (Linux 6.14 or later), or use transport=auto");
        }
        if (options.accessLists() && (granted & POSIX_ACL) == 0) {
            throw new FuseException("the kernel does not offer POSIX access control lists for FUSE (CONFIG_FS_POSIX_ACL); "
                    + "mount without sysACLsEnabled");
        }
        return new InitAgreement(Math.min(minor, OUR_MINOR), granted, in.get(JAVA_INT, 8), options);
    }

    private static long wanted(MountOptions options) {
        long flags = ASYNC_READ | ATOMIC_O_TRUNC | BIG_WRITES | DONT_MASK | HAS_IOCTL_DIR | DO_READDIRPLUS
                | READDIRPLUS_AUTO | ASYNC_DIO | PARALLEL_DIROPS | ABORT_ERROR | MAX_PAGES | CACHE_SYMLINKS
                | HANDLE_KILLPRIV_V2 | SETXATTR_EXT | INIT_EXT | HAS_EXPIRE_ONLY | DIRECT_IO_ALLOW_MMAP;
        flags |= options.autoInvalidate() ? AUTO_INVAL_DATA : EXPLICIT_INVAL_DATA;
        flags |= options.posixLocks() ? POSIX_LOCKS : 0;
        flags |= options.flockLocks() ? FLOCK_LOCKS : 0;
        flags |= options.accessLists() ? POSIX_ACL : 0;
        flags |= options.writebackCache() ? WRITEBACK_CACHE : 0;
        flags |= options.transport() != MountOptions.Transport.DEVICE ? OVER_IO_URING : 0;
        return flags;
    }

    /** Writes the body of the answer, {@link #OUT_SIZE} bytes that were zero. */
    void encode(MemorySegment out) {
        out.set(JAVA_INT, 0, MAJOR);
        out.set(JAVA_INT, 4, minor);
        out.set(JAVA_INT, 8, readAhead);
        out.set(JAVA_INT, 12, (int) flags);
        out.set(JAVA_SHORT, 16, (short) options.maxBackground());
        out.set(JAVA_SHORT, 18, (short) Math.max(1, options.maxBackground() * 3 / 4)); // congestion threshold
        out.set(JAVA_INT, 20, maxWrite());
        out.set(JAVA_INT, 24, 1); // time granularity in ns
        out.set(JAVA_SHORT, 28, (short) maxPages());
        out.set(JAVA_INT, 32, (int) (flags >>> 32));
    }

    boolean overRing() {
        return has(OVER_IO_URING);
    }

    InitAgreement withoutRing() {
        return new InitAgreement(minor, flags & ~OVER_IO_URING, readAhead, options);
    }

    /** Whether SETXATTR has the long structure. */
    boolean longSetxattr() {
        return has(SETXATTR_EXT);
    }

    int maxWrite() {
        return has(MAX_PAGES) ? options.maxWrite() : Math.min(options.maxWrite(), PAGES_WITHOUT_MAX_PAGES * PAGE);
    }

    /** Pages that a request may carry, in either direction. */
    int maxPages() {
        return has(MAX_PAGES) ? Math.max(options.maxWrite(), options.maxRead()) / PAGE : PAGES_WITHOUT_MAX_PAGES;
    }

    private boolean has(long flag) {
        return (flags & flag) != 0;
    }

    /** For the file system. */
    SessionInfo info() {
        Set<Capability> capabilities = EnumSet.of(Capability.NOTIFICATIONS, Capability.INTERRUPT, Capability.INODES,
                Capability.RENAME_FLAGS, Capability.SEEK_HOLE, Capability.COPY_FILE_RANGE);
        add(capabilities, Capability.READDIR_PLUS, has(DO_READDIRPLUS));
        add(capabilities, Capability.EXPIRE, has(HAS_EXPIRE_ONLY));
        add(capabilities, Capability.POSIX_LOCKS, has(POSIX_LOCKS));
        add(capabilities, Capability.FLOCK_LOCKS, has(FLOCK_LOCKS));
        add(capabilities, Capability.STATX, minor >= 39);
        add(capabilities, Capability.WRITEBACK_CACHE, has(WRITEBACK_CACHE));
        add(capabilities, Capability.ATOMIC_TRUNCATE, has(ATOMIC_O_TRUNC));
        return new SessionInfo(MountOptions.Backend.DIRECT, MAJOR + "." + minor,
                overRing() ? MountOptions.Transport.URING : MountOptions.Transport.DEVICE, maxWrite(),
                Math.min(options.maxRead(), maxPages() * PAGE), Set.copyOf(capabilities));
    }

    private static void add(Set<Capability> set, Capability capability, boolean present) {
        if (present) {
            set.add(capability);
        }
    }
}
