package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apiaryfs.fuse.FuseException;

/**
 * Mounting by the set-user-ID program {@code fusermount3}: it mounts for ordinary users and hands the device's
 * descriptor back over a socket. The Java process API can't pass a descriptor on, so it is started by posix_spawn.
 *
 * <p>Source: the helper's documentation and fusermount3(1). Threading: stateless.
 */
final class MountHelper {
    private static final String PROGRAM = "fusermount3";
    private static final String SOCKET_VARIABLE = "_FUSE_COMMFD";
    private static final String SEARCH_PATH = "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 02000000;
    private static final int STANDARD_ERROR = 2;
    private static final int FILE_ACTIONS_SIZE = 256; // more than glibc and musl need
    private static final int MSGHDR_SIZE = 56;
    private static final int CONTROL_SIZE = 24;
    private static final int DESCRIPTOR_AT = 16; // in the control message
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private static final MethodHandle SOCKETPAIR =
            Linux.bind("socketpair", 0, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle PIPE2 = Linux.bind("pipe2", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVMSG = Linux.bind("recvmsg", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SPAWNP = Linux.bind("posix_spawnp", 0, JAVA_INT, ADDRESS, ADDRESS, ADDRESS,
            ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle ACTIONS_INIT =
            Linux.bind("posix_spawn_file_actions_init", 0, JAVA_INT, ADDRESS);
    private static final MethodHandle ACTIONS_DUP2 =
            Linux.bind("posix_spawn_file_actions_adddup2", 0, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ACTIONS_DESTROY =
            Linux.bind("posix_spawn_file_actions_destroy", 0, JAVA_INT, ADDRESS);
    private static final MethodHandle WAITPID = Linux.bind("waitpid", 0, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

    private MountHelper() { }

    /** Mounts with these options and returns the device's descriptor. */
    static int mount(Path directory, String options) throws FuseException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linux.ERRNO_SIZE);
            MemorySegment sockets = arena.allocate(JAVA_INT, 2);
            MemorySegment pipe = arena.allocate(JAVA_INT, 2);
            check((int) SOCKETPAIR.invokeExact(errno, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, sockets), "socketpair");
            check((int) PIPE2.invokeExact(errno, pipe, Linux.O_CLOEXEC), "pipe2");
            int ours = sockets.getAtIndex(JAVA_INT, 0);
            int theirs = sockets.getAtIndex(JAVA_INT, 1);
            int messages = pipe.getAtIndex(JAVA_INT, 0);
            int theirMessages = pipe.getAtIndex(JAVA_INT, 1);
            int pid;
            try {
                pid = spawn(arena, errno, theirs, theirMessages,
                        List.of(PROGRAM, "-o", options, "--", directory.toString()));
            } finally {
                Linux.close(theirs);
                Linux.close(theirMessages);
            }
            try {
                String complaint = readAll(arena, errno, messages);
                int device = pid < 0 ? -1 : receiveDescriptor(arena, errno, ours);
                if (pid > 0) {
                    int ignored = (int) WAITPID.invokeExact(errno, pid, arena.allocate(JAVA_INT), 0);
                }
                if (device < 0) {
                    throw new FuseException("cannot mount on %s by %s: %s".formatted(directory, PROGRAM,
                            pid < 0 ? "the program is missing; install the package fuse3" : complaint.strip()));
                }
                return device;
            } finally {
                Linux.close(ours);
                Linux.close(messages);
            }
        } catch (FuseException e) {
            throw e;
        } catch (Throwable e) {
            throw Linux.impossible(e);
        }
    }

    private static void check(int result, String call) throws FuseException {
        if (result < 0) {
            throw new FuseException(call + " failed: too many open files?");
        }
    }

    /** Starts the helper; the result is its process ID, or negative if it can't be started. */
    private static int spawn(Arena arena, MemorySegment errno, int socket, int messages, List<String> command)
            throws Throwable {
        MemorySegment actions = arena.allocate(FILE_ACTIONS_SIZE, 16);
        int ignored = (int) ACTIONS_INIT.invokeExact(errno, actions);
        // Duplicating a descriptor onto itself lets it survive exec.
        ignored = (int) ACTIONS_DUP2.invokeExact(errno, actions, socket, socket);
        ignored = (int) ACTIONS_DUP2.invokeExact(errno, actions, messages, STANDARD_ERROR);
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment program = Linux.path(arena, PROGRAM);
        MemorySegment arguments = strings(arena, command);
        MemorySegment environment = strings(arena, List.of(SOCKET_VARIABLE + "=" + socket, SEARCH_PATH));
        int result = (int) SPAWNP.invokeExact(errno, pid, program, actions, MemorySegment.NULL, arguments,
                environment);
        ignored = (int) ACTIONS_DESTROY.invokeExact(errno, actions);
        return result == 0 ? pid.get(JAVA_INT, 0) : -1;
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(ADDRESS, i, Linux.path(arena, strings.get(i)));
        }
        return array;
    }

    /** What the helper complains about, until it ends. */
    private static String readAll(Arena arena, MemorySegment errno, int fd) {
        MemorySegment buffer = arena.allocate(1024);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (long n = Linux.read(errno, fd, buffer, buffer.byteSize()); n > 0 || n == -Linux.EINTR;
                n = Linux.read(errno, fd, buffer, buffer.byteSize())) {
            if (n > 0) {
                text.writeBytes(buffer.asSlice(0, n).toArray(JAVA_BYTE));
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static int receiveDescriptor(Arena arena, MemorySegment errno, int socket) throws Throwable {
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(ADDRESS, 0, arena.allocate(1));
        vector.set(JAVA_LONG, 8, 1);
        MemorySegment control = arena.allocate(CONTROL_SIZE, 8);
        MemorySegment header = arena.allocate(MSGHDR_SIZE, 8);
        header.set(ADDRESS, 16, vector);
        header.set(JAVA_LONG, 24, 1);
        header.set(ADDRESS, 32, control);
        header.set(JAVA_LONG, 40, CONTROL_SIZE);
        long received = (long) RECVMSG.invokeExact(errno, socket, header, MSG_CMSG_CLOEXEC);
        boolean rights = received == 1 && header.get(JAVA_LONG, 40) >= DESCRIPTOR_AT + 4
                && control.get(JAVA_INT, 8) == SOL_SOCKET && control.get(JAVA_INT, 12) == SCM_RIGHTS;
        return rights ? control.get(JAVA_INT, DESCRIPTOR_AT) : -1;
    }

    /** Unmounts, lazily if {@code detach}. */
    static void unmount(Path directory, boolean detach) throws FuseException {
        List<String> command = detach ? List.of(PROGRAM, "-u", "-z", "--", directory.toString())
                : List.of(PROGRAM, "-u", "--", directory.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new FuseException("cannot unmount %s by %s: %s".formatted(directory, PROGRAM, output.strip()));
            }
        } catch (IOException e) {
            throw new FuseException("cannot run " + PROGRAM + "; install the package fuse3", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FuseException("interrupted while unmounting " + directory, e);
        }
    }
}
