package org.apiaryfs.mgmt.internal.journal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry as one file of steps, see the package's description.
 *
 * <p>Layout: 8 bytes {@code APIARYMG}, u32 version 1, then batches: u32 length of the steps, u32
 * CRC-32C of length and steps, the steps back to back. Numbers are little-endian. A batch is written
 * and synced as a whole; a damaged one at the end is a write that was cut off by a crash, which
 * nobody was told of, and is dropped. A damaged batch with a good one behind it is not that, and
 * stops the start.
 *
 * <p>Not thread-safe.
 */
public final class Journal implements ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    static final String FILE = "registry.journal";
    private static final byte[] MAGIC = "APIARYMG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    static final int FILE_HEADER = 12;
    private static final int BATCH_HEADER = 8;
    /** A journal is rewritten when it is both above this size, in bytes, and above {@link #GROWTH} times its compact size. */
    private static final long WORTH_COMPACTING = 1 << 20;
    private static final int GROWTH = 4;

    private final StoreDirectory directory;
    private FileChannel channel;
    private long end;
    private long compactSize;
    private boolean suspect;
    private boolean closed;

    private Journal(StoreDirectory directory) {
        this.directory = directory;
    }

    /**
     * An open journal and what it says.
     *
     * @param registry after all steps
     */
    public record Opened(Journal journal, Registry registry) {}

    /**
     * Opens the journal of a directory; begins one if there is none. To be called before the
     * directory gets its node's name.
     *
     * @throws StartException if the file is damaged other than by a cut-off write
     */
    public static Opened open(StoreDirectory directory) throws StartException, IOException {
        Journal journal = new Journal(directory);
        Path path = directory.path().resolve(FILE);
        if (!Files.exists(path)) {
            // A first start that was cut off may have left the directory without a journal, but then without a name, too.
            if (!directory.fresh() && directory.firstLine(StoreDirectory.ORIGINAL_ALIAS).isPresent()) {
                throw new StartException(path + " is missing although the directory has been in use; put it back from a copy. To begin"
                        + " anew with an empty registry (all storage pools, buddy groups and quota limits would be lost), give an empty directory");
            }
            journal.rewrite(Registry.EMPTY);
            return new Opened(journal, Registry.EMPTY);
        }
        byte[] content = Files.readAllBytes(path);
        Registry registry = journal.replay(content, path);
        if (journal.end < content.length) {
            LOG.warn("end of the journal was cut off by a crash: file={} dropped={} bytes; nothing that was acknowledged is lost",
                    path, content.length - journal.end);
            journal.rewrite(registry);
        } else {
            journal.channel = FileChannel.open(path, StandardOpenOption.WRITE);
            journal.compactSize = snapshot(registry).length;
        }
        return new Opened(journal, registry);
    }

    private Registry replay(byte[] content, Path path) throws StartException {
        ByteBuf in = Unpooled.wrappedBuffer(content);
        if (content.length < FILE_HEADER || !Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new StartException(path + " is no journal of a management server; put the right file back from a copy");
        }
        int version = in.getIntLE(MAGIC.length);
        if (version != VERSION) {
            throw new StartException(path + " has version " + version + ", this program reads " + VERSION + "; use a newer program");
        }
        Registry registry = Registry.EMPTY;
        int position = FILE_HEADER;
        while (position < content.length) {
            int next = batchEnd(in, position);
            if (next < 0) {
                if (goodBatchBehind(in, position)) {
                    throw new StartException(path + " is damaged at byte " + position + "; put it back from a copy");
                }
                break;
            }
            try {
                WireReader reader = new WireReader(in.slice(position + BATCH_HEADER, next - position - BATCH_HEADER));
                while (reader.remaining() > 0) {
                    registry = registry.apply(ChangeCodec.read(reader));
                }
            } catch (WireFormatException e) {
                throw new StartException(path + " can't be understood at byte " + position + ": " + e.getMessage()
                        + "; was it written by a newer version? Use that");
            }
            position = next;
        }
        end = position;
        return registry;
    }

    /** Where a batch ends; -1 if it isn't whole. */
    private static int batchEnd(ByteBuf in, int position) {
        if (in.capacity() - position < BATCH_HEADER) {
            return -1;
        }
        int length = in.getIntLE(position);
        if (length <= 0 || length > in.capacity() - position - BATCH_HEADER) {
            return -1;
        }
        byte[] steps = new byte[length];
        in.getBytes(position + BATCH_HEADER, steps);
        return checksum(steps) == in.getIntLE(position + 4) ? position + BATCH_HEADER + length : -1;
    }

    /** A batch with a right checksum after damage is no accident: four bytes of it fit once in 2^32. */
    private static boolean goodBatchBehind(ByteBuf in, int damaged) {
        if (in.capacity() - damaged < BATCH_HEADER) {
            return false;
        }
        long length = Integer.toUnsignedLong(in.getIntLE(damaged));
        long behind = damaged + BATCH_HEADER + length;
        return length > 0 && behind < in.capacity() && batchEnd(in, (int) behind) > 0;
    }

    private static int checksum(byte[] steps) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(0, steps.length));
        crc.update(steps);
        return (int) crc.getValue();
    }

    private static byte[] bytes(List<Change.Durable> steps) {
        ByteBuf out = Unpooled.buffer();
        WireWriter writer = new WireWriter(out);
        steps.forEach(step -> ChangeCodec.write(writer, step));
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static ByteBuffer batch(List<Change.Durable> steps) {
        byte[] bytes = bytes(steps);
        return ByteBuffer.allocate(BATCH_HEADER + bytes.length).order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length).putInt(checksum(bytes)).put(bytes).flip();
    }

    private static byte[] snapshot(Registry registry) {
        ByteBuffer batch = batch(registry.asChanges());
        return ByteBuffer.allocate(FILE_HEADER + batch.remaining()).order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC).putInt(VERSION).put(batch).array();
    }

    @Override
    public void append(List<Change.Durable> steps, Registry after) throws IOException {
        if (closed) {
            // The directory may be another process's by now.
            throw new IOException("journal is closed");
        }
        if (suspect || end > WORTH_COMPACTING && end > GROWTH * compactSize) {
            rewrite(after);
            return;
        }
        ByteBuffer batch = batch(steps);
        long position = end;
        try {
            while (batch.hasRemaining()) {
                position += channel.write(batch, position);
            }
            channel.force(false);
        } catch (IOException e) {
            // What is behind the last good batch now is unknown, and so is whether the system would still write it.
            suspect = true;
            throw e;
        }
        end = position;
    }

    /** Replaces the file by one that holds nothing superfluous. */
    private void rewrite(Registry registry) throws IOException {
        suspect = true;
        byte[] content = snapshot(registry);
        directory.write(FILE, content);
        if (channel != null) {
            channel.close();
        }
        channel = FileChannel.open(directory.path().resolve(FILE), StandardOpenOption.WRITE);
        end = content.length;
        compactSize = content.length;
        suspect = false;
    }

    @Override
    public long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }
}
