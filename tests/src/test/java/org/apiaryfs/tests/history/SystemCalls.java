package org.apiaryfs.tests.history;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** System calls, each by itself as a program in C makes it: Java's own methods look before they do something. Stateless. */
final class SystemCalls {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int O_WRONLY = 01;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_SIZE = 256;
    private static final int STATX_NLINK = 16;
    private static final int STATX_MODE = 28;
    private static final int STATX_INO = 32;
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;

    private static final MethodHandle OPEN = bind("open", 2, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = bind("close", 0, JAVA_INT);
    private static final MethodHandle STATX = bind("statx", 0, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle UNLINK = bind("unlink", 0, ADDRESS);
    private static final MethodHandle RMDIR = bind("rmdir", 0, ADDRESS);
    private static final MethodHandle MKDIR = bind("mkdir", 0, ADDRESS, JAVA_INT);
    private static final MethodHandle LINK = bind("link", 0, ADDRESS, ADDRESS);
    private static final MethodHandle RENAME = bind("rename", 0, ADDRESS, ADDRESS);

    private SystemCalls() {}

    /** What statx(2) says of a file. Immutable. */
    record Inode(long number, boolean directory, int links) {}

    private interface Call {
        int invoke(Arena arena, MemorySegment errno) throws Throwable;
    }

    private static MethodHandle bind(String name, int variadicFrom, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        Linker.Option errno = Linker.Option.captureCallState("errno");
        MemorySegment function = linker.defaultLookup().find(name).orElseThrow();
        FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_INT, arguments);
        return variadicFrom == 0 ? linker.downcallHandle(function, descriptor, errno)
                : linker.downcallHandle(function, descriptor, errno, Linker.Option.firstVariadicArg(variadicFrom));
    }

    /** The result, or the negative error number. */
    private static int call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(16);
            int result = call.invoke(arena, errno);
            return result >= 0 ? result : -errno.get(JAVA_INT, 0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a file that must not exist; a descriptor to write, or the negative error number. */
    static int create(Path path) {
        return call((arena, errno) -> (int) OPEN.invokeExact(errno, arena.allocateFrom(path.toString()), O_WRONLY | O_CREAT | O_EXCL, 0644));
    }

    static int close(int fd) {
        return call((arena, errno) -> (int) CLOSE.invokeExact(errno, fd));
    }

    static int unlink(Path path) {
        return call((arena, errno) -> (int) UNLINK.invokeExact(errno, arena.allocateFrom(path.toString())));
    }

    static int rmdir(Path path) {
        return call((arena, errno) -> (int) RMDIR.invokeExact(errno, arena.allocateFrom(path.toString())));
    }

    static int mkdir(Path path) {
        return call((arena, errno) -> (int) MKDIR.invokeExact(errno, arena.allocateFrom(path.toString()), 0755));
    }

    static int link(Path from, Path to) {
        return call((arena, errno) -> (int) LINK.invokeExact(errno, arena.allocateFrom(from.toString()), arena.allocateFrom(to.toString())));
    }

    static int rename(Path from, Path to) {
        return call((arena, errno) -> (int) RENAME.invokeExact(errno, arena.allocateFrom(from.toString()), arena.allocateFrom(to.toString())));
    }

    /** An open file's inode. */
    static Inode stat(int fd) {
        Inode[] inode = new Inode[1];
        int result = stat(fd, "", AT_EMPTY_PATH, inode);
        if (result < 0) {
            throw new IllegalStateException("statx of an open file fails with error " + -result);
        }
        return inode[0];
    }

    /** The inode at a path, which is put into the array; 0, or the negative error number. */
    static int stat(Path path, Inode[] inode) {
        return stat(AT_FDCWD, path.toString(), AT_SYMLINK_NOFOLLOW, inode);
    }

    private static int stat(int fd, String path, int flags, Inode[] inode) {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment answer = outer.allocate(STATX_SIZE, Long.BYTES);
            int result = call((arena, errno) -> (int) STATX.invokeExact(errno, fd, arena.allocateFrom(path), flags, STATX_BASIC_STATS, answer));
            if (result >= 0) {
                boolean directory = (answer.get(JAVA_SHORT, STATX_MODE) & S_IFMT) == S_IFDIR;
                inode[0] = new Inode(answer.get(JAVA_LONG, STATX_INO), directory, answer.get(JAVA_INT, STATX_NLINK));
            }
            return result;
        }
    }
}
