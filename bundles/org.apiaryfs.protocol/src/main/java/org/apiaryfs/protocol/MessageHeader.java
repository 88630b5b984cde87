package org.apiaryfs.protocol;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * The 40 bytes before every message (spec framing §1).
 *
 * @param length whole message in bytes, header included; ≥ 40
 * @param featureFlags bits with a meaning of the message type, 16 bits
 * @param compatFlags further such bits, 8 bits, never checked
 * @param flags generic flags, see the constants
 * @param typeNumber message number as read; {@link MessageType} may not know it
 * @param targetId storage target that serves the message; 0 = none
 * @param userId system uid on whose behalf it is sent; −1 = none
 * @param sequence number of the request; 0 = none
 * @param sequenceDone acknowledged number; 0 = none
 */
public record MessageHeader(
        int length, int featureFlags, int compatFlags, int flags, int typeNumber,
        int targetId, int userId, long sequence, long sequenceDone) {

    /** Size of the header in bytes. */
    public static final int SIZE = 40;
    /** Bytes 8 to 15: "BGFS" as a number in the upper half, data version 0 in the lower. */
    public static final long PREFIX = 0x4247_4653_0000_0000L;
    /** Flag: forwarded by a mirror group's primary; S fields and the requestor trailer are present. */
    public static final int BUDDY_MIRROR_SECOND = 1;
    /** Flag: {@code sequenceDone} acknowledges one number instead of all up to it. */
    public static final int SELECTIVE_ACK = 2;
    /** Flag: the sequence fields have a meaning. */
    public static final int HAS_SEQUENCE = 4;
    /** User ID of messages that are sent for nobody in particular. */
    public static final int NO_USER = -1;

    /** True if a bit of the feature flags is set. */
    public boolean hasFeature(int bit) {
        return (featureFlags & bit) != 0;
    }

    /** True if the message was forwarded to a mirror group's secondary. */
    public boolean secondary() {
        return (flags & BUDDY_MIRROR_SECOND) != 0;
    }

    /** Bytes after the header. */
    public int payloadLength() {
        return length - SIZE;
    }

    /**
     * Reads 40 bytes.
     *
     * @throws WireFormatException if they are no header: wrong prefix, or a length below 40 or
     *     above {@code maxLength}
     */
    public static MessageHeader read(WireReader in, int maxLength) throws WireFormatException {
        int length = in.u32();
        int featureFlags = in.u16();
        int compatFlags = in.u8();
        int flags = in.u8();
        long prefix = in.u64();
        if (prefix != PREFIX) {
            throw new WireFormatException("no BeeGFS message: prefix " + Long.toHexString(prefix));
        }
        if (length < SIZE || length > maxLength) {
            throw new WireFormatException(
                    "message length " + Integer.toUnsignedString(length) + " outside " + SIZE + " to " + maxLength);
        }
        int type = in.u16();
        int target = in.u16();
        int user = in.u32();
        return new MessageHeader(length, featureFlags, compatFlags, flags, type, target, user, in.u64(), in.u64());
    }
}
