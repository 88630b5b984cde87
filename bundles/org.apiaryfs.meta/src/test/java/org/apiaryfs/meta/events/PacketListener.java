package org.apiaryfs.meta.events;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Listens for file events as a program of the operator's does. Calls block; not thread-safe. */
public final class PacketListener implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int ADDRESS_BYTES = 110;
    private static final int BUFFER = 1 << 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int PATIENCE_SECONDS = 20;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final Path path;
    private final int listening;
    private int connection = -1;

    public PacketListener(Path path) throws Exception {
        this.path = path;
        Files.deleteIfExists(path);
        try (Arena arena = Arena.ofConfined()) {
            listening = (int) call("socket", INT, INT, INT).invoke(AF_UNIX, SOCK_SEQPACKET, 0);
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            address.setString(2, path.toString(), StandardCharsets.UTF_8);
            require("bind", (int) call("bind", INT, ValueLayout.ADDRESS, INT).invoke(listening, address, ADDRESS_BYTES));
            require("listen", (int) call("listen", INT, INT).invoke(listening, 1));
            patience(listening);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), FunctionDescriptor.of(INT, arguments));
    }

    private static void require(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed");
        }
    }

    private static void patience(int fd) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            time.set(ValueLayout.JAVA_LONG, 0, PATIENCE_SECONDS);
            require("setsockopt", (int) call("setsockopt", INT, INT, INT, ValueLayout.ADDRESS, INT).invoke(fd, SOL_SOCKET, SO_RCVTIMEO, time, 16));
        }
    }

    /** A packet taken apart. */
    public record Packet(long dropped, long missed, int type, String entryId, String parentId, String path, String target, String targetParentId) {}

    /** Waits for the server to connect. */
    public void accept() throws Exception {
        try {
            connection = (int) call("accept", INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS).invoke(listening, MemorySegment.NULL, MemorySegment.NULL);
            require("accept", connection);
            patience(connection);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The next packet. */
    public Packet next() throws Exception {
        if (connection < 0) {
            accept();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            MethodHandle recv = Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("recv"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, INT));
            long length = (long) recv.invoke(connection, buffer, (long) BUFFER, 0);
            require("recv", (int) length);
            return parse(Arrays.copyOf(buffer.toArray(ValueLayout.JAVA_BYTE), (int) length));
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Packet parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getShort() != 1 || in.getShort() != 0 || in.getInt() != bytes.length) {
            throw new AssertionError("bad header of a packet of " + bytes.length + " bytes");
        }
        Packet packet = new Packet(in.getLong(), in.getLong(), in.getInt(), text(in), text(in), text(in), text(in), text(in));
        if (in.hasRemaining()) {
            throw new AssertionError(in.remaining() + " bytes too many");
        }
        return packet;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        if (in.get() != 0) {
            throw new AssertionError("a text without its end");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Ends the connection; the next one is awaited by {@link #accept}. */
    public void hangUp() throws Exception {
        if (connection >= 0) {
            closeFd(connection);
            connection = -1;
        }
    }

    private static void closeFd(int fd) throws Exception {
        try {
            require("close", (int) call("close", INT).invoke(fd));
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        hangUp();
        closeFd(listening);
        Files.deleteIfExists(path);
    }
}
