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

/**
 * System calls that Java has no API for. A failure throws {@link Failure} with the error number. Paths are byte
 * strings, one char per byte. Threading: stateless.
 */
final class Posix {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
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
}
