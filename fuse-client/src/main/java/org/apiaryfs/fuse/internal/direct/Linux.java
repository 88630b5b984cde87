package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/**
 * The system calls of this package, by way of the C library.
 *
 * <p>Every method returns what the call returns, or the negative error number if it failed. The {@code errno} segment
 * (of {@link #ERRNO_SIZE} bytes) receives the error number; the caller owns it and uses it for one call at a time.
 *
 * <p>Threading: stateless. Calls that may block must come from platform threads.
 */
final class Linux {
    static final int ERRNO_SIZE = 16;

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOENT = 2;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ECONNABORTED = 103;
    static final int ENOTCONN = 107;

    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 02000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final long ERRNO_OFFSET = Linker.Option.captureStateLayout()
            .byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    static final Charset FILE_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final MethodHandle OPEN = bind("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = bind("close", 0, JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = bind("read", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = bind("write", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITEV = bind("writev", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle IOCTL = bind("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle MOUNT =
            bind("mount", 0, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle UMOUNT2 = bind("umount2", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle STATFS = bind("statfs", 0, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SYNCFS = bind("syncfs", 0, JAVA_INT, JAVA_INT);
    private static final MethodHandle GETEUID = bind("geteuid", 0, JAVA_INT);
    private static final MethodHandle GETEGID = bind("getegid", 0, JAVA_INT);
    private static final MethodHandle EVENTFD = bind("eventfd", 0, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle MMAP =
            bind("mmap", 0, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = bind("munmap", 0, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SYSCALL = bind("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SET_AFFINITY =
            bind("sched_setaffinity", 0, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);

    private Linux() { }

    /** A handle for a C function; {@code variadicFrom} is the index of its first variadic argument, 0 = none. */
    static MethodHandle bind(String name, int variadicFrom, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment function = LINKER.defaultLookup().find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
        FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return variadicFrom == 0 ? LINKER.downcallHandle(function, descriptor, errno)
                : LINKER.downcallHandle(function, descriptor, errno, Linker.Option.firstVariadicArg(variadicFrom));
    }

    /** A failed call's result: the negative error number just captured. */
    static int failure(MemorySegment errno) {
        return -errno.get(JAVA_INT, ERRNO_OFFSET);
    }

    /** A C string holding a path in the encoding of this system's file names. */
    static MemorySegment path(Arena arena, String path) {
        return bytes(arena, path.getBytes(FILE_NAMES));
    }

    /** A C string of these bytes. */
    static MemorySegment bytes(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) OPEN.invokeExact(errno, path(arena, path), flags, 0);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) CLOSE.invokeExact(errno, fd);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long read(MemorySegment errno, int fd, MemorySegment buffer, long length) {
        try {
            long result = (long) READ.invokeExact(errno, fd, buffer, length);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long write(MemorySegment errno, int fd, MemorySegment buffer, long length) {
        try {
            long result = (long) WRITE.invokeExact(errno, fd, buffer, length);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long writev(MemorySegment errno, int fd, MemorySegment vectors, int count) {
        try {
            long result = (long) WRITEV.invokeExact(errno, fd, vectors, count);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int ioctl(int fd, long request, MemorySegment argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) IOCTL.invokeExact(errno, fd, request, argument);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int mount(String source, String target, String type, long flags, String data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) MOUNT.invokeExact(errno, path(arena, source), path(arena, target),
                    path(arena, type), flags, path(arena, data));
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int umount2(String target, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) UMOUNT2.invokeExact(errno, path(arena, target), flags);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Only whether statfs works on the path; the figures are dropped. */
    static int statfs(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) STATFS.invokeExact(errno, path(arena, path), arena.allocate(256, 8));
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int syncfs(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) SYNCFS.invokeExact(errno, fd);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int effectiveUserId() {
        return number(GETEUID);
    }

    static int effectiveGroupId() {
        return number(GETEGID);
    }

    private static int number(MethodHandle handle) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) handle.invokeExact(arena.allocate(ERRNO_SIZE));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int eventfd() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            int result = (int) EVENTFD.invokeExact(errno, 0, O_CLOEXEC);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Maps a part of a descriptor for reading and writing, shared; the result is an address or a negative error. */
    static long mapShared(int fd, long offset, long length) {
        final int readWrite = 3;
        final int sharedPopulate = 1 | 0x8000;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            long result = (long) MMAP.invokeExact(errno, MemorySegment.NULL, length, readWrite, sharedPopulate, fd,
                    offset);
            return result == -1 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static void unmap(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) MUNMAP.invokeExact(arena.allocate(ERRNO_SIZE), mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** A call that the C library has no function for. */
    static long syscall(MemorySegment errno, long number, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Keeps the calling thread on one processor. */
    static int bindToProcessor(int processor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO_SIZE);
            long size = (processor / 64 + 1) * 8L;
            MemorySegment mask = arena.allocate(size, 8);
            mask.setAtIndex(JAVA_LONG, processor / 64, 1L << (processor % 64));
            int result = (int) SET_AFFINITY.invokeExact(errno, 0, size, mask);
            return result < 0 ? failure(errno) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Downcall handles throw nothing by themselves. */
    static RuntimeException impossible(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
