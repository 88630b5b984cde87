package org.apiaryfs.daemons;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd about the state of this process, if it was started with Type=notify: a datagram to
 * the local socket that NOTIFY_SOCKET names. Java has local sockets for streams only, so this calls
 * the C library. Stateless, thread-safe.
 */
final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int PATH_OFFSET = 2;
    private static final int MAX_PATH = 108;

    private ServiceManager() {}

    /**
     * Sends a state; nothing happens without a service manager.
     *
     * @param state such as {@code READY=1}
     */
    static void tell(String state) {
        String socket = System.getenv("NOTIFY_SOCKET");
        if (socket == null || socket.isEmpty()) {
            return;
        }
        try {
            send(socket, state);
        } catch (Throwable e) { // a method handle may throw anything; whatever it is, the daemon serves on
            LOG.warn("the service manager can't be told: state={} socket={} error=\"{}\"", state, socket, e.toString());
        }
    }

    private static void send(String path, String state) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle socket = handle(linker, "socket", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle sendto = handle(linker, "sendto", FunctionDescriptor.of(ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MethodHandle close = handle(linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= MAX_PATH) {
            throw new IllegalArgumentException("the path is longer than " + (MAX_PATH - 1) + " bytes");
        }
        if (name[0] == '@') {
            name[0] = 0; // the abstract namespace
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(PATH_OFFSET + MAX_PATH);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, name.length);
            int length = PATH_OFFSET + name.length + (name[0] == 0 ? 0 : 1);
            byte[] text = state.getBytes(StandardCharsets.UTF_8);
            int fd = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (fd < 0) {
                throw new IllegalStateException("no socket");
            }
            try {
                long sent = (long) sendto.invokeExact(fd, arena.allocateFrom(ValueLayout.JAVA_BYTE, text), (long) text.length, 0, address, length);
                if (sent != text.length) {
                    throw new IllegalStateException("not sent");
                }
            } finally {
                int ignored = (int) close.invokeExact(fd);
            }
        }
    }

    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
