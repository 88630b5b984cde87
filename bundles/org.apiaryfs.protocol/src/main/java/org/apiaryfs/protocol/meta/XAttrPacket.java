package org.apiaryfs.protocol.meta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.storage.ResyncRawInodes;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A piece of the stream of extended attributes that follows {@link MovingFileInsert} and, per inode,
 * the packets of {@link ResyncRawInodes}: attributes, then a {@link Mark} (spec meta §7.2). Immutable.
 */
public sealed interface XAttrPacket {
    /** Bytes; longest name. */
    int MAX_NAME = 255;
    /** Bytes; longest value. */
    int MAX_VALUE = 65536;

    /**
     * Reads the next piece.
     *
     * @throws IOException if the connection ends before
     * @throws WireFormatException never in practice: the input gives as many bytes as asked for
     */
    static XAttrPacket read(StreamInput in) throws IOException, WireFormatException {
        int nameLength = in.take(4).u32();
        if (nameLength == Mark.END.number) {
            return Mark.END;
        }
        if (nameLength == Mark.SENDER_FAILED.number) {
            return Mark.SENDER_FAILED;
        }
        if (nameLength < 0 || nameLength > MAX_NAME) {
            return new Oversized(Integer.toUnsignedLong(nameLength), 0);
        }
        String name = new String(in.take(nameLength).raw(nameLength), StandardCharsets.ISO_8859_1);
        long valueLength = in.take(8).u64();
        if (valueLength < 0 || valueLength > MAX_VALUE) {
            return new Oversized(nameLength, valueLength);
        }
        return new Attribute(name, in.take((int) valueLength).raw((int) valueLength));
    }

    /**
     * One attribute. Immutable as long as nobody changes the array.
     *
     * @param name name with namespace, 1 to {@link #MAX_NAME} bytes
     * @param value at most {@link #MAX_VALUE} bytes; not copied
     */
    record Attribute(String name, byte[] value) implements XAttrPacket {
        public void write(WireWriter out) {
            out.u32(name.length());
            out.raw(name.getBytes(StandardCharsets.ISO_8859_1));
            out.u64(value.length);
            out.raw(value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Attribute that && name.equals(that.name) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(value);
        }
    }

    /** End of the stream. */
    enum Mark implements XAttrPacket {
        /** All attributes were sent. */
        END(0),
        /** The sender can't go on; the receiver undoes and answers {@link FsError#COMMUNICATION}. */
        SENDER_FAILED(-1);

        private final int number;

        Mark(int number) {
            this.number = number;
        }

        public void write(WireWriter out) {
            out.u32(number);
        }
    }

    /**
     * An attribute that is too long, only read: the receiver answers {@link FsError#RANGE} and, since
     * the rest is still in the stream, closes the connection.
     *
     * @param nameLength bytes, as stated
     * @param valueLength bytes, as stated, unsigned; 0 if the name was too long already
     */
    record Oversized(long nameLength, long valueLength) implements XAttrPacket {}
}
