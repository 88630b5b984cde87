package org.apiaryfs.protocol;

import java.util.EnumMap;
import java.util.Map;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * The one table of messages: number, feature flags that the type knows, and its decoder. Immutable
 * after class initialisation, thread-safe.
 */
public final class MessageTable {
    private static final Map<MessageType, Row> ROWS = new EnumMap<>(MessageType.class);

    private MessageTable() {}

    /** Decodes a payload. */
    @FunctionalInterface
    public interface Reader {
        /** @throws WireFormatException if the payload is damaged */
        Message read(WireReader in, MessageHeader header) throws WireFormatException;
    }

    /**
     * One message type.
     *
     * @param type the number
     * @param knownFlags feature flag bits that may be set; any other makes the message invalid
     * @param reader decoder
     */
    public record Row(MessageType type, int knownFlags, Reader reader) {}

    private static void row(MessageType type, int knownFlags, Reader reader) {
        if (ROWS.put(type, new Row(type, knownFlags, reader)) != null) {
            throw new IllegalStateException("two decoders for " + type);
        }
    }

    private static void row(MessageType type, Reader reader) {
        row(type, 0, reader);
    }

    static {
        control();
        nodes();
        meta();
        storage();
        fsck();
    }

    private static void control() {
        row(MessageType.SET_CHANNEL_DIRECT, SetChannelDirect::read);
        row(MessageType.ACK, Ack::read);
        row(MessageType.DUMMY, Dummy::read);
        row(MessageType.AUTHENTICATE_CHANNEL, AuthenticateChannel::read);
        row(MessageType.GENERIC_RESPONSE, GenericResponse::read);
        row(MessageType.PEER_INFO, PeerInfo::read);
    }

    private static void nodes() {}

    private static void meta() {}

    private static void storage() {}

    private static void fsck() {}

    /** True if the table can decode this type. */
    public static boolean knows(MessageType type) {
        return ROWS.containsKey(type);
    }

    /**
     * The row that decodes a message.
     *
     * @throws WireFormatException if the type is unknown or the header has flags that it doesn't
     *     know (spec framing §1.1)
     */
    public static Row row(MessageHeader header) throws WireFormatException {
        Row row = MessageType.of(header.typeNumber()).map(ROWS::get).orElseThrow(
                () -> new WireFormatException("unknown message type " + header.typeNumber()));
        if ((header.featureFlags() & ~row.knownFlags()) != 0) {
            throw new WireFormatException(
                    row.type() + " with unknown feature flags 0x" + Integer.toHexString(header.featureFlags() & ~row.knownFlags()));
        }
        if ((header.flags() & ~row.type().allowedHeaderFlags()) != 0) {
            throw new WireFormatException(row.type() + " with header flags 0x" + Integer.toHexString(header.flags()));
        }
        return row;
    }
}
