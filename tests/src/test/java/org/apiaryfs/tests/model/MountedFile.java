package org.apiaryfs.tests.model;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file in one mount: opened when it is needed, in the ways that are needed. Each method is one system call. Not thread-safe. */
final class MountedFile implements AutoCloseable {
    private final Path path;
    private RandomAccessFile file;
    private FileChannel direct;
    private FileChannel append;

    MountedFile(Path path) {
        this.path = path;
    }

    private RandomAccessFile file() throws IOException {
        if (file == null) {
            file = new RandomAccessFile(path.toFile(), "rw");
        }
        return file;
    }

    private FileChannel direct() throws IOException {
        if (direct == null) {
            direct = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
        }
        return direct;
    }

    private FileChannel append() throws IOException {
        if (append == null) {
            append = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
        return append;
    }

    byte[] read(long offset, int length) throws IOException {
        return read(file().getChannel(), ByteBuffer.allocate(length), offset);
    }

    byte[] readDirect(long offset, int length) throws IOException {
        return read(direct(), aligned(length), offset);
    }

    private static byte[] read(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
        byte[] data = new byte[Math.max(channel.read(buffer, offset), 0)];
        buffer.flip().get(data);
        return data;
    }

    void write(long offset, byte[] data) throws IOException {
        complete(file().getChannel().write(ByteBuffer.wrap(data), offset), data);
    }

    void writeDirect(long offset, byte[] data) throws IOException {
        complete(direct().write(aligned(data.length).put(data).flip(), offset), data);
    }

    void append(byte[] data) throws IOException {
        complete(append().write(ByteBuffer.wrap(data)), data);
    }

    private static void complete(int written, byte[] data) throws IOException {
        if (written != data.length) {
            throw new IOException("only " + written + " bytes of " + data.length + " were written");
        }
    }

    private static ByteBuffer aligned(int length) {
        return ByteBuffer.allocateDirect(length + FileStep.DIRECT_UNIT).alignedSlice(FileStep.DIRECT_UNIT).limit(length);
    }

    byte[] readMapped(long offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return map(offset, length, arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    void writeMapped(long offset, byte[] data, boolean msync) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(offset, data.length, arena);
            mapped.copyFrom(MemorySegment.ofArray(data));
            if (msync) {
                mapped.force();
            }
        }
    }

    private MemorySegment map(long offset, int length, Arena arena) throws IOException {
        return file().getChannel().map(FileChannel.MapMode.READ_WRITE, offset, length, arena);
    }

    void resize(long size) throws IOException {
        file().setLength(size);
    }

    long size() throws IOException {
        return file().length();
    }

    void sync() throws IOException {
        file().getChannel().force(true);
    }

    /** Closes what is open; the next call opens the file again. */
    @Override
    public void close() throws IOException {
        for (AutoCloseable open : Arrays.asList(append, direct, file)) {
            if (open != null) {
                close(open);
            }
        }
        append = null;
        direct = null;
        file = null;
    }

    private static void close(AutoCloseable open) throws IOException {
        try {
            open.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
