package org.apiaryfs.meta.events;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connected local socket that keeps the borders of packets (SOCK_SEQPACKET, unix(7)), which java.nio lacks.
 * Not thread-safe; calls block for up to {@value #PATIENCE_SECONDS} s.
 */
final class PacketSocket implements AutoCloseable {
    static final int PATIENCE_SECONDS = 1;
    /** Longest path of a socket in bytes. */
    static final int PATH_LIMIT = 107;
    /** errno: the listener doesn't take packets now. */
    static final int EAGAIN = 11;
    /** errno: longer than the socket takes. */
    static final int EMSGSIZE = 90;

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET_CLOEXEC = 5 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDTIMEO = 21;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int ADDRESS_BYTES = 2 + PATH_LIMIT + 1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_AT = Linker.Option.captureStateLayout().varHandle(
            java.lang.foreign.MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET = call("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle CONNECT = call("connect", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle SETSOCKOPT = call("setsockopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = call("close", ValueLayout.JAVA_INT);
    private static final MethodHandle SEND = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("send"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT), ERRNO);

    private final int fd;

    private PacketSocket(int fd) {
        this.fd = fd;
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments), ERRNO);
    }

    /** Something that failed, with errno. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;
        private final int errno;

        private Failure(String what, int errno) {
            super(what + " failed: errno " + errno);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /** Connects to whoever listens. */
    static PacketSocket connect(Path listener) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int fd = checked("socket", (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_SEQPACKET_CLOEXEC, 0), state);
            PacketSocket socket = new PacketSocket(fd);
            try {
                MemorySegment patience = arena.allocate(ValueLayout.JAVA_LONG, 2);
                patience.set(ValueLayout.JAVA_LONG, 0, PATIENCE_SECONDS);
                checked("setsockopt", (int) SETSOCKOPT.invokeExact(state, fd, SOL_SOCKET, SO_SNDTIMEO, patience, (int) patience.byteSize()), state);
                MemorySegment address = arena.allocate(ADDRESS_BYTES);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
                address.setString(2, listener.toString(), StandardCharsets.UTF_8);
                checked("connect to " + listener, (int) CONNECT.invokeExact(state, fd, address, ADDRESS_BYTES), state);
                return socket;
            } catch (Failure e) {
                socket.close();
                throw e;
            }
        } catch (Failure | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static int checked(String what, int result, MemorySegment state) throws Failure {
        if (result < 0) {
            throw new Failure(what, (int) ERRNO_AT.get(state, 0L));
        }
        return result;
    }

    void send(byte[] packet) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, packet);
            long sent = (long) SEND.invokeExact(state, fd, data, data.byteSize(), MSG_NOSIGNAL);
            checked("send", (int) sent, state);
        } catch (Failure | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(Linker.Option.captureStateLayout()), fd);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
