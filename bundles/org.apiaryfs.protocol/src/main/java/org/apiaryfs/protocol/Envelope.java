package org.apiaryfs.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A message with the header fields that aren't derived from its content. Immutable.
 *
 * @param message the payload
 * @param compatFlags header compat flags, 8 bits
 * @param flags generic header flags of {@link MessageHeader}
 * @param targetId storage target that shall serve the message; 0 = none
 * @param userId uid on whose behalf it is sent; {@link MessageHeader#NO_USER} = none
 * @param sequence sequence number; 0 = none
 * @param sequenceDone acknowledged number; 0 = none
 * @param requestor trailer of forwarded messages; present iff flags has BUDDY_MIRROR_SECOND
 */
public record Envelope(
        Message message, int compatFlags, int flags, int targetId, int userId,
        long sequence, long sequenceDone, Optional<Requestor> requestor) {

    /** A message with nothing special in its header. */
    public static Envelope of(Message message) {
        return new Envelope(message, 0, 0, 0, MessageHeader.NO_USER, 0, 0, Optional.empty());
    }

    /** The same addressed to a storage target's work queue. */
    public Envelope toTarget(int target) {
        return new Envelope(message, compatFlags, flags, target, userId, sequence, sequenceDone, requestor);
    }

    /** The same on behalf of a user. */
    public Envelope asUser(int user) {
        return new Envelope(message, compatFlags, flags, targetId, user, sequence, sequenceDone, requestor);
    }

    /** The same with the sequence fields, whose flag isn't set. */
    public Envelope numbered(long number, long done) {
        return new Envelope(message, compatFlags, flags, targetId, userId, number, done, requestor);
    }

    /** Appends header and payload to a buffer. */
    public void write(ByteBuf out) {
        int start = out.writerIndex();
        WireWriter writer = new WireWriter(out);
        writer.u32(0);
        writer.u16(message.featureFlags());
        writer.u8(compatFlags);
        writer.u8(flags);
        writer.u64(MessageHeader.PREFIX);
        writer.u16(message.type().number());
        writer.u16(targetId);
        writer.u32(userId);
        writer.u64(sequence);
        writer.u64(sequenceDone);
        message.write(writer);
        requestor.ifPresent(r -> {
            writer.u8(r.nodeType());
            writer.u32(r.nodeId());
        });
        out.setIntLE(start, out.writerIndex() - start);
    }

    /**
     * Reads one message from a buffer and moves its reader index behind it. Bytes between the fields
     * and the end that the header states are ignored, as the reference does; bytes behind that end are
     * not looked at.
     *
     * @throws WireFormatException if it is none, of an unknown type, with flags that its type
     *     doesn't know, or with a damaged payload
     */
    public static Envelope read(ByteBuf in) throws WireFormatException {
        MessageHeader header = MessageHeader.read(new WireReader(in), in.readableBytes());
        return read(header, new WireReader(in.readSlice(header.payloadLength())));
    }

    /**
     * Reads the payload that belongs to a header read before; same errors as {@link #read(ByteBuf)}.
     *
     * @param in the payload and nothing behind it
     */
    public static Envelope read(MessageHeader header, WireReader in) throws WireFormatException {
        MessageTable.Row row = MessageTable.row(header);
        Message message = row.reader().read(in, header);
        Optional<Requestor> requestor =
                header.secondary() ? Optional.of(new Requestor(in.u8(), in.u32())) : Optional.empty();
        return new Envelope(message, header.compatFlags(), header.flags(), header.targetId(), header.userId(),
                header.sequence(), header.sequenceDone(), requestor);
    }
}
