package org.apiaryfs.check.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A {@link Fact} as bytes: what it is sorted by, then its content. Sorted by entry ID, byte by byte,
 * then by kind. Immutable.
 *
 * @param id the entry ID
 * @param kind as in {@link Fact#kind}
 * @param content as written by {@link Fact#write}
 */
record StoredFact(byte[] id, int kind, byte[] content) implements Comparable<StoredFact> {
    /** Bytes of memory beside the content, roughly. */
    private static final int OVERHEAD = 100;

    static StoredFact of(Fact fact) {
        ByteBuf buffer = Unpooled.buffer(256);
        fact.write(new WireWriter(buffer));
        return new StoredFact(idBytes(fact.about()), fact.kind(), Arrays.copyOf(buffer.array(), buffer.writerIndex()));
    }

    static byte[] idBytes(String id) {
        return id.getBytes(StandardCharsets.ISO_8859_1);
    }

    Fact fact() {
        try {
            return Fact.read(kind, new WireReader(Unpooled.wrappedBuffer(content)));
        } catch (WireFormatException e) {
            throw new IllegalStateException("a temporary file of the check is damaged: " + e.getMessage(), e);
        }
    }

    /** Roughly what it takes in memory, bytes. */
    int footprint() {
        return id.length + content.length + OVERHEAD;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeShort(id.length);
        out.write(id);
        out.writeByte(kind);
        out.writeInt(content.length);
        out.write(content);
    }

    /** Bytes that {@link #write} writes. */
    int length() {
        return 2 + id.length + 1 + 4 + content.length;
    }

    /** The next one of a file, empty at its end. */
    static Optional<StoredFact> read(DataInputStream in) throws IOException {
        int length;
        try {
            length = in.readUnsignedShort();
        } catch (EOFException e) {
            return Optional.empty();
        }
        byte[] id = in.readNBytes(length);
        int kind = in.readUnsignedByte();
        byte[] content = in.readNBytes(in.readInt());
        return Optional.of(new StoredFact(id, kind, content));
    }

    @Override
    public int compareTo(StoredFact other) {
        int order = Arrays.compareUnsigned(id, other.id);
        return order != 0 ? order : Integer.compare(kind, other.kind);
    }
}
