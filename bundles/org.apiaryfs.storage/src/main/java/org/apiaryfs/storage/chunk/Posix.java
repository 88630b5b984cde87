package org.apiaryfs.storage.chunk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The Linux system calls that chunk files need and that java.nio lacks or reports without errno.
 *
 * <p>All return what the C function returns, but the negated errno instead of −1. Names are Strings
 * with one char per byte. Stateless but for scratch memory per thread; any thread may call, virtual
 * ones get pinned meanwhile.
 */
final class Posix {
    private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_DIRECT = X86 ? 0x4000 : 0x10000;
    static final int O_DIRECTORY = X86 ? 0x10000 : 0x4000;
    static final int O_NOFOLLOW = X86 ? 0x20000 : 0x8000;
    static final int O_SYNC = 0x101000;
    static final int O_CLOEXEC = 0x80000;

    /** utimensat: leave this time as it is. */
    static final long UTIME_OMIT = 0x3ffffffe;
    static final int FADV_WILLNEED = 3;
    static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC = 0x7ff;
    private static final int RWF_NOWAIT = 8;
    private static final int RESOLVE_NO_SYMLINKS_BENEATH = 0x4 | 0x8;
    private static final long SYS_OPENAT2 = 437;
    private static final long SYS_CACHESTAT = 451;
    private static final long SYS_QUOTACTL_FD = 443;
    private static final long SYS_QUOTACTL = X86 ? 179 : 60;
    /** Most buffers of one vectored write. */
    static final int IOV_MAX = 1024;

    // Places in the scratch memory of a thread.
    private static final int STRUCT = 64;
    private static final int STRUCT_SIZE = 512;
    private static final int PATH = STRUCT + STRUCT_SIZE;
    private static final int PATH_SIZE = 4096;
    private static final int IOV = PATH + PATH_SIZE;
    private static final int SCRATCH = IOV + IOV_MAX * 16;
    private static final ThreadLocal<MemorySegment> MEMORY = ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SCRATCH, 16));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle OPENAT = variadic("openat", 3, INT, INT, LONG, INT, INT);
    private static final MethodHandle SYSCALL4 = variadic("syscall", 1, LONG, LONG, LONG, LONG, LONG, LONG);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle MKDIRAT = function("mkdirat", INT, INT, LONG, INT);
    private static final MethodHandle UNLINKAT = function("unlinkat", INT, INT, LONG, INT);
    private static final MethodHandle PREAD = function("pread", LONG, INT, LONG, LONG, LONG);
    private static final MethodHandle PREADV2 = function("preadv2", LONG, INT, LONG, INT, LONG, INT);
    private static final MethodHandle PWRITEV = function("pwritev", LONG, INT, LONG, INT, LONG);
    private static final MethodHandle FTRUNCATE = function("ftruncate", INT, INT, LONG);
    private static final MethodHandle FSYNC = function("fsync", INT, INT);
    private static final MethodHandle SYNCFS = function("syncfs", INT, INT);
    private static final MethodHandle SYNC_FILE_RANGE = function("sync_file_range", INT, INT, LONG, LONG, INT);
    private static final MethodHandle FCHMODAT = function("fchmodat", INT, INT, LONG, INT, INT);
    private static final MethodHandle FCHOWN = function("fchown", INT, INT, INT, INT);
    private static final MethodHandle FCHOWNAT = function("fchownat", INT, INT, LONG, INT, INT, INT);
    private static final MethodHandle UTIMENSAT = function("utimensat", INT, INT, LONG, LONG, INT);
    private static final MethodHandle STATX = function("statx", INT, INT, LONG, INT, INT, LONG);
    private static final MethodHandle FSTATFS = function("fstatfs", INT, INT, LONG);
    private static final MethodHandle FADVISE = function("posix_fadvise", INT, INT, LONG, LONG, INT);
    private static final MethodHandle GETEUID = function("geteuid", INT);

    private Posix() {}

    /** Addresses are passed as longs: the memory is this class's own, or kept alive around the call. */
    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments), ERRNO);
    }

    private static MethodHandle variadic(String name, int firstVariadic, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments), ERRNO,
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    private static MemorySegment address(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    }

    private static int error(MemorySegment memory) {
        return -(int) ERRNO_VALUE.get(memory, 0L);
    }

    private static AssertionError impossible(Throwable e) {
        return new AssertionError("native call", e);
    }

    /** Puts a path into the scratch memory; its address, or 0 if it is too long. */
    private static long path(MemorySegment memory, String path) {
        if (path.length() >= PATH_SIZE) {
            return 0;
        }
        memory.setString(PATH, path, StandardCharsets.ISO_8859_1);
        return memory.address() + PATH;
    }

    private static final int TOO_LONG = -36;

    /** openat(2). */
    static int openat(int dir, String path, int flags, int mode) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        try {
            int fd = (int) OPENAT.invokeExact(memory, dir, name, flags | O_CLOEXEC, mode);
            return fd < 0 ? error(memory) : fd;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** openat2(2) that refuses symbolic links in the whole path and never leaves {@code dir}. */
    static int openBeneath(int dir, String path, int flags, int mode) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        memory.set(LONG, STRUCT, flags | O_CLOEXEC);
        memory.set(LONG, STRUCT + 8, (flags & O_CREAT) != 0 ? mode : 0);
        memory.set(LONG, STRUCT + 16, RESOLVE_NO_SYMLINKS_BENEATH);
        try {
            long fd = (long) SYSCALL4.invokeExact(memory, SYS_OPENAT2, (long) dir, name, memory.address() + STRUCT, 24L);
            return fd < 0 ? error(memory) : (int) fd;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int close(int fd) {
        return onDescriptor(CLOSE, fd);
    }

    static int fsync(int fd) {
        return onDescriptor(FSYNC, fd);
    }

    /** Writes back everything of the descriptor's file system. */
    static int syncfs(int fd) {
        return onDescriptor(SYNCFS, fd);
    }

    private static int onDescriptor(MethodHandle call, int fd) {
        MemorySegment memory = MEMORY.get();
        try {
            int result = (int) call.invokeExact(memory, fd);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int mkdirat(int dir, String path, int mode) {
        return onPath(MKDIRAT, dir, path, mode);
    }

    static int unlinkat(int dir, String path) {
        return onPath(UNLINKAT, dir, path, 0);
    }

    static int rmdirat(int dir, String path) {
        return onPath(UNLINKAT, dir, path, AT_REMOVEDIR);
    }

    private static int onPath(MethodHandle call, int dir, String path, int argument) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        try {
            int result = (int) call.invokeExact(memory, dir, name, argument);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int fchmodat(int dir, String path, int mode) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        try {
            int result = (int) FCHMODAT.invokeExact(memory, dir, name, mode, 0);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int fchown(int fd, int uid, int gid) {
        MemorySegment memory = MEMORY.get();
        try {
            int result = (int) FCHOWN.invokeExact(memory, fd, uid, gid);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Changes the owner of a file that isn't followed if it is a link; −1 leaves an ID as it is. */
    static int fchownat(int dir, String path, int uid, int gid) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        try {
            int result = (int) FCHOWNAT.invokeExact(memory, dir, name, uid, gid, AT_SYMLINK_NOFOLLOW);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sets the times in whole seconds; a nanosecond value of {@link #UTIME_OMIT} leaves one as it is. */
    static int utimensat(int dir, String path, long atime, long atimeNanos, long mtime, long mtimeNanos) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            return TOO_LONG;
        }
        memory.set(LONG, STRUCT, atime);
        memory.set(LONG, STRUCT + 8, atimeNanos);
        memory.set(LONG, STRUCT + 16, mtime);
        memory.set(LONG, STRUCT + 24, mtimeNanos);
        try {
            int result = (int) UTIMENSAT.invokeExact(memory, dir, name, memory.address() + STRUCT, AT_SYMLINK_NOFOLLOW);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int ftruncate(int fd, long size) {
        MemorySegment memory = MEMORY.get();
        try {
            int result = (int) FTRUNCATE.invokeExact(memory, fd, size);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Reads into a direct buffer from its position to its limit; neither is moved. */
    static long pread(int fd, ByteBuffer direct, long offset) {
        MemorySegment memory = MEMORY.get();
        try {
            long result = (long) PREAD.invokeExact(memory, fd, MemorySegment.ofBuffer(direct).address(), (long) direct.remaining(), offset);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    /** Writes direct buffers, at most {@link #IOV_MAX}, from their positions to their limits; none is moved. */
    static long pwritev(int fd, ByteBuffer[] direct, int from, int number, long offset) {
        MemorySegment memory = MEMORY.get();
        for (int i = 0; i < number; i++) {
            ByteBuffer buffer = direct[from + i];
            memory.set(LONG, IOV + 16L * i, MemorySegment.ofBuffer(buffer).address());
            memory.set(LONG, IOV + 16L * i + 8, buffer.remaining());
        }
        try {
            long result = (long) PWRITEV.invokeExact(memory, fd, memory.address() + IOV, number, offset);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    /** Reads one byte only if it is in the page cache: 1, 0 at the end of the file, −EAGAIN, or −EOPNOTSUPP. */
    static long readCachedByte(int fd, long offset) {
        MemorySegment memory = MEMORY.get();
        memory.set(LONG, IOV, memory.address() + STRUCT);
        memory.set(LONG, IOV + 8, 1);
        try {
            long result = (long) PREADV2.invokeExact(memory, fd, memory.address() + IOV, 1, offset, RWF_NOWAIT);
            return result < 0 ? error(memory) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Number of pages of a range that are in the page cache; −ENOSYS before Linux 6.5. */
    static long cachedPages(int fd, long offset, long length) {
        MemorySegment memory = MEMORY.get();
        memory.set(LONG, STRUCT, offset);
        memory.set(LONG, STRUCT + 8, length);
        try {
            long result = (long) SYSCALL4.invokeExact(
                    memory, SYS_CACHESTAT, (long) fd, memory.address() + STRUCT, memory.address() + STRUCT + 64, 0L);
            return result < 0 ? error(memory) : memory.get(LONG, STRUCT + 64);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Tells the system what of a file is wanted soon; it may ignore that. */
    static void fadvise(int fd, long offset, long length, int advice) {
        MemorySegment memory = MEMORY.get();
        try {
            int ignored = (int) FADVISE.invokeExact(memory, fd, offset, length, advice);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Starts to write back a range, without waiting for it. */
    static void startWriteBack(int fd, long offset, long length) {
        MemorySegment memory = MEMORY.get();
        try {
            int ignored = (int) SYNC_FILE_RANGE.invokeExact(memory, fd, offset, length, 2);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Attributes of a path, itself if it is a link; of {@code dir} itself if the path is empty. */
    static ChunkStat statx(int dir, String path, int[] error) {
        MemorySegment memory = MEMORY.get();
        long name = path(memory, path);
        if (name == 0) {
            error[0] = TOO_LONG;
            return ChunkStat.NONE;
        }
        try {
            int result = (int) STATX.invokeExact(
                    memory, dir, name, AT_SYMLINK_NOFOLLOW | (path.isEmpty() ? AT_EMPTY_PATH : 0), STATX_BASIC, memory.address() + STRUCT);
            error[0] = result < 0 ? error(memory) : 0;
            return result < 0 ? ChunkStat.NONE : ChunkStat.ofStatx(memory.asSlice(STRUCT, 256));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Magic number of the file system of a descriptor; 0 if the system can't tell. */
    static long fileSystemType(int fd) {
        MemorySegment memory = MEMORY.get();
        try {
            int result = (int) FSTATFS.invokeExact(memory, fd, memory.address() + STRUCT);
            return result < 0 ? 0 : memory.get(LONG, STRUCT);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** quotactl_fd(2), since Linux 5.14. */
    static int quotactl(int fd, int command, int id, MemorySegment out) {
        return quotactl(SYS_QUOTACTL_FD, fd, command, id, out);
    }

    /** quotactl(2). */
    static int quotactl(String device, int command, int id, MemorySegment out) {
        long name = path(MEMORY.get(), device);
        return name == 0 ? TOO_LONG : quotactl(SYS_QUOTACTL, command, name, id, out);
    }

    private static int quotactl(long call, long first, long second, int id, MemorySegment out) {
        MemorySegment memory = MEMORY.get();
        try {
            long result = (long) SYSCALL4.invokeExact(memory, call, first, second, (long) id, out.address());
            return result < 0 ? error(memory) : 0;
        } catch (Throwable e) {
            throw impossible(e);
        } finally {
            Reference.reachabilityFence(out);
        }
    }

    static int geteuid() {
        try {
            return (int) GETEUID.invokeExact(MEMORY.get());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }
}
