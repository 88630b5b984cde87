package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Locale;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** A payload in hex and the message that it means, checked in both directions. */
public final class PayloadExample {
    private PayloadExample() {}

    /** Asserts that the payload, under the message's flags, decodes to the message and nothing is left, and back. */
    public static void check(Message message, String hex) throws WireFormatException {
        String digits = hex.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        ByteBuf payload = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
        assertEquals(message, decode(message.type(), message.featureFlags(), payload));
        assertEquals(0, payload.readableBytes(), "bytes left");

        ByteBuf out = Unpooled.buffer();
        message.write(new WireWriter(out));
        assertEquals(digits, ByteBufUtil.hexDump(out));
    }

    /** Decodes a payload as the message table does, flags checked. */
    public static Message decode(MessageType type, int featureFlags, ByteBuf payload) throws WireFormatException {
        MessageHeader header = new MessageHeader(
                MessageHeader.SIZE + payload.readableBytes(), featureFlags, 0, 0, type.number(), 0, MessageHeader.NO_USER, 0, 0);
        return MessageTable.row(header).reader().read(new WireReader(payload), header);
    }
}
