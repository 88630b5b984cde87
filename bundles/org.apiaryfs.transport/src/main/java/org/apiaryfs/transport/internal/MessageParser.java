package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/** Cuts messages out of a stream: 40 bytes of header, then what that announces. Belongs to the event loop. */
final class MessageParser {
    private final int limit;
    private MessageHeader header;

    /** @param limit longest message in bytes, header included */
    MessageParser(int limit) {
        this.limit = limit;
    }

    /**
     * Takes the header.
     *
     * @return true if it is there, now or since an earlier call
     */
    boolean header(Inbound in) throws WireFormatException {
        if (header == null) {
            if (in.readable() < MessageHeader.SIZE) {
                return false;
            }
            ByteBuf bytes = in.take(MessageHeader.SIZE);
            try {
                header = MessageHeader.read(new WireReader(bytes), limit);
            } finally {
                bytes.release();
            }
        }
        return true;
    }

    /** The header taken last. */
    MessageHeader header() {
        return header;
    }

    /** True if the whole payload has arrived; else sees to it that it is read into one piece. */
    boolean payloadComplete(Inbound in) {
        int missing = header.payloadLength() - in.readable();
        if (missing > 0) {
            in.expect(missing);
            return false;
        }
        return true;
    }

    /** Takes and decodes the payload; the next call of {@link #header(Inbound)} begins another message. */
    Envelope payload(Inbound in) throws WireFormatException {
        MessageHeader of = header;
        header = null;
        ByteBuf bytes = in.take(of.payloadLength());
        try {
            return Envelope.read(of, new WireReader(bytes));
        } catch (RuntimeException e) {
            throw new WireFormatException("undecodable message " + of.typeNumber() + ": " + e);
        } finally {
            bytes.release();
        }
    }

    /** True between messages. */
    boolean idle() {
        return header == null;
    }
}
