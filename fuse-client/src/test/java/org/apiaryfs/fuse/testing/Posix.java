package org.apiaryfs.fuse.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * System calls that Java has no API for. A failure throws {@link Failure} with the error number. Paths are byte
 * strings, one char per byte. Threading: stateless.
 */
final class Posix {
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_TRUNC = 01000;
    static final int O_APPEND = 02000;
    static final int O_NONBLOCK = 04000;
    static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
    static final int O_TMPFILE = 020000000 | O_DIRECTORY;
    static final int S_IFIFO = 0010000;
    static final int S_IFCHR = 0020000;
    static final int S_IFBLK = 0060000;
    static final long UTIME_NOW = (1L << 30) - 1;
    static final long UTIME_OMIT = (1L << 30) - 2;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int RENAME_NOREPLACE = 1;
    static final int RENAME_EXCHANGE = 2;
    static final int PUNCH_HOLE_KEEP_SIZE = 3;
    static final int LOCK_SH = 1;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;
    static final int LOCK_UN = 8;
    static final int OFD_GETLK = 36;
    static final int OFD_SETLK = 37;
    static final int OFD_SETLKW = 38;
    static final short F_RDLCK = 0;
    static final short F_WRLCK = 1;
    static final short F_UNLCK = 2;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int SEEK_SET = 0;
    private static final long SYS_GETDENTS64 = ARM ? 61 : 217;
    private static final long SYS_SETGROUPS = ARM ? 159 : 116;
    private static final long SYS_SETRESGID = ARM ? 149 : 119;
    private static final long SYS_SETRESUID = ARM ? 147 : 117;

    private static final MethodHandle OPEN = bind("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = bind("close", 0, JAVA_INT, JAVA_INT);
    private static final MethodHandle PREAD =
            bind("pread", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LSEEK = bind("lseek", 0, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RENAMEAT2 =
            bind("renameat2", 0, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle UNLINK = bind("unlink", 0, JAVA_INT, ADDRESS);
    private static final MethodHandle MKDIR = bind("mkdir", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle MKFIFO = bind("mkfifo", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FALLOCATE =
            bind("fallocate", 0, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle COPY_FILE_RANGE = bind("copy_file_range", 0, JAVA_LONG, JAVA_INT, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FLOCK = bind("flock", 0, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCNTL = bind("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle IOCTL = bind("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle PWRITE =
            bind("pwrite", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle POSIX_FALLOCATE =
            bind("posix_fallocate", 0, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RMDIR = bind("rmdir", 0, JAVA_INT, ADDRESS);
    private static final MethodHandle MKNOD = bind("mknod", 0, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
    private static final MethodHandle LINK = bind("link", 0, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SYMLINK = bind("symlink", 0, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle CHMOD = bind("chmod", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LCHOWN = bind("lchown", 0, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle TRUNCATE = bind("truncate", 0, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle FTRUNCATE = bind("ftruncate", 0, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle UTIMENSAT =
            bind("utimensat", 0, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle SYSCALL = bind("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private Posix() { }

    /** A call failed. Threading: immutable. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int errno;

        Failure(int errno) {
            super("errno " + errno);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    private interface Call {
        long invoke(Arena arena, MemorySegment errno) throws Throwable;
    }

    private static MethodHandle bind(String name, int variadicFrom, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        Linker.Option errno = Linker.Option.captureCallState("errno");
        MemorySegment function = linker.defaultLookup().find(name).orElseThrow();
        FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
        return variadicFrom == 0 ? linker.downcallHandle(function, descriptor, errno)
                : linker.downcallHandle(function, descriptor, errno, Linker.Option.firstVariadicArg(variadicFrom));
    }

    private static long call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(16);
            long result = call.invoke(arena, errno);
            if (result < 0) {
                throw new Failure(errno.get(JAVA_INT, 0));
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment string(Arena arena, String bytes) {
        return arena.allocateFrom(bytes, StandardCharsets.ISO_8859_1);
    }

    static int open(String path, int flags, int mode) {
        return (int) call((arena, errno) -> (int) OPEN.invokeExact(errno, string(arena, path), flags, mode));
    }

    static void close(int fd) {
        call((arena, errno) -> (int) CLOSE.invokeExact(errno, fd));
    }

    static byte[] read(int fd, int length, long offset) {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment buffer = outer.allocate(length);
            long n = call((arena, errno) -> (long) PREAD.invokeExact(errno, fd, buffer, (long) length, offset));
            return buffer.asSlice(0, n).toArray(JAVA_BYTE);
        }
    }

    static long seek(int fd, long offset, int whence) {
        return call((arena, errno) -> (long) LSEEK.invokeExact(errno, fd, offset, whence));
    }

    static void rename(String from, String to, int flags) {
        call((arena, errno) -> (int) RENAMEAT2.invokeExact(errno, AT_FDCWD, string(arena, from), AT_FDCWD,
                string(arena, to), flags));
    }

    static void unlink(String path) {
        call((arena, errno) -> (int) UNLINK.invokeExact(errno, string(arena, path)));
    }

    static void mkdir(String path, int mode) {
        call((arena, errno) -> (int) MKDIR.invokeExact(errno, string(arena, path), mode));
    }

    static void mkfifo(String path, int mode) {
        call((arena, errno) -> (int) MKFIFO.invokeExact(errno, string(arena, path), mode));
    }

    static void fallocate(int fd, int mode, long offset, long length) {
        call((arena, errno) -> (int) FALLOCATE.invokeExact(errno, fd, mode, offset, length));
    }

    static long copyFileRange(int from, long fromOffset, int to, long toOffset, long length) {
        return call((arena, errno) -> (long) COPY_FILE_RANGE.invokeExact(errno, from,
                arena.allocateFrom(JAVA_LONG, fromOffset), to, arena.allocateFrom(JAVA_LONG, toOffset), length, 0));
    }

    static void flock(int fd, int operation) {
        call((arena, errno) -> (int) FLOCK.invokeExact(errno, fd, operation));
    }

    /** An open-file-description lock; the result is the type that a query finds. */
    static short lock(int fd, int command, short type, long start, long length) {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment lock = outer.allocate(32, 8);
            lock.set(JAVA_SHORT, 0, type);
            lock.set(JAVA_LONG, 8, start);
            lock.set(JAVA_LONG, 16, length);
            call((arena, errno) -> (int) FCNTL.invokeExact(errno, fd, command, lock));
            return lock.get(JAVA_SHORT, 0);
        }
    }

    /** An ioctl on an int; the call's result and the int afterwards. */
    static long[] ioctl(int fd, long command, int value) {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment argument = outer.allocateFrom(JAVA_INT, value);
            long result = call((arena, errno) -> (int) IOCTL.invokeExact(errno, fd, command, argument));
            return new long[] {result, argument.get(JAVA_INT, 0)};
        }
    }

    static long write(int fd, byte[] data, long offset) {
        return call((arena, errno) -> (long) PWRITE.invokeExact(errno, fd, arena.allocateFrom(JAVA_BYTE, data), (long) data.length, offset));
    }

    /** posix_fallocate(3), which writes zeros where fallocate(2) isn't supported. */
    static void reserve(int fd, long offset, long length) {
        long error = call((arena, errno) -> (int) POSIX_FALLOCATE.invokeExact(errno, fd, offset, length));
        if (error != 0) {
            throw new Failure((int) error);
        }
    }

    static void rmdir(String path) {
        call((arena, errno) -> (int) RMDIR.invokeExact(errno, string(arena, path)));
    }

    /** Makes a file of any type; the device is major << 8 | minor for small numbers, see makedev(3). */
    static void mknod(String path, int mode, long device) {
        call((arena, errno) -> (int) MKNOD.invokeExact(errno, string(arena, path), mode, device));
    }

    static void link(String old, String path) {
        call((arena, errno) -> (int) LINK.invokeExact(errno, string(arena, old), string(arena, path)));
    }

    static void symlink(String target, String path) {
        call((arena, errno) -> (int) SYMLINK.invokeExact(errno, string(arena, target), string(arena, path)));
    }

    static void chmod(String path, int mode) {
        call((arena, errno) -> (int) CHMOD.invokeExact(errno, string(arena, path), mode));
    }

    /** Changes owner and group of what is at the path itself; -1 leaves one as it is. */
    static void chown(String path, int uid, int gid) {
        call((arena, errno) -> (int) LCHOWN.invokeExact(errno, string(arena, path), uid, gid));
    }

    static void truncate(String path, long size) {
        call((arena, errno) -> (int) TRUNCATE.invokeExact(errno, string(arena, path), size));
    }

    static void truncate(int fd, long size) {
        call((arena, errno) -> (int) FTRUNCATE.invokeExact(errno, fd, size));
    }

    /** Sets access and modification time of what is at the path itself, in seconds, {@link #UTIME_NOW} or {@link #UTIME_OMIT}. */
    static void utimes(String path, long access, long modification) {
        call((arena, errno) -> {
            MemorySegment times = arena.allocate(32, 8);
            time(times, 0, access);
            time(times, 16, modification);
            return (int) UTIMENSAT.invokeExact(errno, AT_FDCWD, string(arena, path), times, AT_SYMLINK_NOFOLLOW);
        });
    }

    private static void time(MemorySegment times, int at, long value) {
        boolean special = value == UTIME_NOW || value == UTIME_OMIT;
        times.set(JAVA_LONG, at, special ? 0 : value);
        times.set(JAVA_LONG, at + 8, special ? value : 0);
    }

    /**
     * A directory entry.
     *
     * @param offset where to {@linkplain #position continue} behind it
     * @param type as of readdir(3): 4 for a directory, 8 for a regular file and so on
     */
    record Listed(String name, long inode, long offset, int type) { }

    /** The next entries of an open directory, as many as fit into a buffer of this size; none at the end. */
    static List<Listed> list(int fd, int size) {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment buffer = outer.allocate(size, 8);
            long length = call((arena, errno) -> (long) SYSCALL.invokeExact(errno, SYS_GETDENTS64, (long) fd, buffer.address(), (long) size));
            List<Listed> entries = new ArrayList<>();
            for (long at = 0; at < length; at += buffer.get(JAVA_SHORT, at + 16)) {
                entries.add(new Listed(buffer.getString(at + 19, StandardCharsets.ISO_8859_1), buffer.get(JAVA_LONG, at),
                        buffer.get(JAVA_LONG, at + 8), buffer.get(JAVA_BYTE, at + 18)));
            }
            return entries;
        }
    }

    /** Continues the listing of an open directory behind an entry; 0 = from the beginning. */
    static void position(int fd, long offset) {
        seek(fd, offset, SEEK_SET);
    }

    /** Somebody who isn't root; the first group is his own, the others are supplementary. */
    record User(int uid, int... groups) { }

    /** Does something on behalf of somebody else: in a thread whose credentials alone change, which needs root. */
    static <T> T as(User user, Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(() -> {
            become(user);
            return action.call();
        });
        Thread thread = Thread.ofPlatform().name("user-" + user.uid).start(task);
        try {
            thread.join();
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException || e.getCause() instanceof Error) {
                throw sneaky(e.getCause());
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without a result. */
    static void as(User user, Runnable action) {
        as(user, () -> {
            action.run();
            return null;
        });
    }

    private static RuntimeException sneaky(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    /** The C library's functions would change all threads; the system calls change this one. */
    private static void become(User user) {
        int[] groups = user.groups;
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment list = outer.allocateFrom(JAVA_INT, groups);
            call((arena, errno) -> (long) SYSCALL.invokeExact(errno, SYS_SETGROUPS, (long) groups.length, list.address(), 0L));
            call((arena, errno) -> (long) SYSCALL.invokeExact(errno, SYS_SETRESGID, (long) groups[0], (long) groups[0], (long) groups[0]));
            call((arena, errno) -> (long) SYSCALL.invokeExact(errno, SYS_SETRESUID, (long) user.uid, (long) user.uid, (long) user.uid));
        }
    }
}
