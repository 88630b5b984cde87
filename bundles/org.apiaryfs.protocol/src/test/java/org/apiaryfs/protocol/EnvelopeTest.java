package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.ModifyStoragePool;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    /** Every header field with another value. */
    private static final byte[] FULL_HEADER = Vectors.hex("""
            2C010000 0201 03 04 0000000053464742 D907 0605 0A090807 1211100F0E0D0C0B 1A19181716151413""");
    private static final byte[] GET_NODES = Vectors.hex("""
            2C000000 0000 00 00 0000000053464742 F903 0000 FFFFFFFF 0000000000000000 0000000000000000 02000000""");

    private static ByteBuf buffer(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    private static byte[] with(byte[] bytes, int at, int... values) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < values.length; i++) {
            copy[at + i] = (byte) values[i];
        }
        return copy;
    }

    private static WireFormatException refused(byte[] bytes) {
        return assertThrows(WireFormatException.class, () -> Envelope.read(buffer(bytes)));
    }

    @Test
    void headerFields() throws WireFormatException {
        MessageHeader header = MessageHeader.read(new WireReader(buffer(FULL_HEADER)), 300);
        assertEquals(
                new MessageHeader(300, 0x0102, 3, 4, 2009, 0x0506, 0x0708090A, 0x0B0C0D0E0F101112L, 0x131415161718191AL),
                header);
        assertEquals(260, header.payloadLength());
        assertTrue(header.hasFeature(0x0100));
    }

    @Test
    void lengthLimits() throws WireFormatException {
        assertEquals(300, MessageHeader.read(new WireReader(buffer(FULL_HEADER)), 300).length());
        assertThrows(WireFormatException.class, () -> MessageHeader.read(new WireReader(buffer(FULL_HEADER)), 299));
        refused(with(GET_NODES, 0, 39));
        refused(with(GET_NODES, 0, 45));
        refused(with(GET_NODES, 0, 0xFF, 0xFF, 0xFF, 0xFF));
        assertEquals(40, MessageHeader.read(new WireReader(buffer(with(FULL_HEADER, 0, 40, 0))), 300).length());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 12, 15})
    void wrongPrefix(int at) {
        String message = refused(with(GET_NODES, at, 0x48)).getMessage();
        assertTrue(message.contains("prefix"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 39, 40, 43})
    void truncated(int length) {
        refused(Arrays.copyOf(GET_NODES, length));
    }

    @Test
    void unknownType() {
        assertTrue(refused(with(GET_NODES, 16, 0xF8)).getMessage().contains("1016"));
    }

    @Test
    void unknownFeatureFlags() throws WireFormatException {
        assertTrue(refused(with(GET_NODES, 4, 1)).getMessage().contains("GET_NODES"));
        refused(with(GET_NODES, 5, 0x80));
        // This type knows flags 1 to 16.
        byte[] modify = Vectors.encode(Envelope.of(new ModifyStoragePool(
                1, Optional.of("x"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        assertEquals(1, modify[4]);
        Envelope.read(buffer(modify));
        refused(with(modify, 4, 33));
    }

    @Test
    void compatFlagsAreNeverChecked() throws WireFormatException {
        Envelope envelope = Envelope.read(buffer(with(GET_NODES, 6, 0xFF)));
        assertEquals(0xFF, envelope.compatFlags());
        assertEquals((byte) 0xFF, Vectors.encode(envelope)[6]);
    }

    @Test
    void headerFlagsNeedATypeThatIsMirrored() throws WireFormatException {
        for (int flag : new int[] {1, 2, 4, 8, 0x80}) {
            refused(with(GET_NODES, 7, flag));
        }
        // The new sequence base comes in the header of a response.
        Envelope base = new Envelope(
                new GenericResponse(GenericResponse.NEW_SEQ_NO_BASE, ""), 0, MessageHeader.HAS_SEQUENCE, 0, MessageHeader.NO_USER,
                77, 0, Optional.empty());
        assertEquals(base, Vectors.decode(Vectors.encode(base)));
        refused(with(Vectors.encode(base), 7, MessageHeader.HAS_SEQUENCE | MessageHeader.SELECTIVE_ACK));
    }

    @Test
    void requestorFollowsForwardedMessages() {
        Envelope forwarded = Vectors.decoded(MessageType.ACK_NOTIFY).findFirst().orElseThrow();
        assertTrue(forwarded.requestor().isPresent());
        byte[] bytes = Vectors.encode(forwarded);
        assertEquals(MessageHeader.SIZE + 5, bytes.length);
        Envelope other = new Envelope(forwarded.message(), 0, forwarded.flags(), 0, 0, 5, 4, Optional.of(new Requestor(3, -2)));
        assertEquals(other, Vectors.decode(Vectors.encode(other)));
        // Without its last byte the trailer is truncated.
        refused(with(Arrays.copyOf(bytes, bytes.length - 1), 0, bytes.length - 1));
    }

    @Test
    void trailingBytesOfAMessageAreIgnored() throws WireFormatException {
        ByteBuf in = buffer(with(Arrays.copyOf(GET_NODES, 48), 0, 48));
        Envelope envelope = Envelope.read(in);
        assertEquals(new GetNodes(2), envelope.message());
        assertEquals(0, in.readableBytes());
        assertArrayEquals(GET_NODES, Vectors.encode(envelope));
    }

    /** A message states its length; fields must not be taken from what comes behind. */
    @Test
    void bytesBehindAMessageAreNotRead() throws WireFormatException {
        ByteBuf two = Unpooled.wrappedBuffer(buffer(GET_NODES), buffer(Vectors.encode(Envelope.of(new Ack("a")))));
        assertEquals(new GetNodes(2), Envelope.read(two).message());
        assertEquals(new Ack("a"), Envelope.read(two).message());
        refused(with(GET_NODES, 0, 43));
    }

    @Test
    void derivedEnvelopes() throws WireFormatException {
        Envelope envelope = Envelope.of(new GetNodes(1)).toTarget(0xFFFE).asUser(1000);
        ByteBuf out = Unpooled.buffer();
        out.writeInt(0);
        envelope.write(out);
        out.skipBytes(4);
        MessageHeader header = MessageHeader.read(new WireReader(out.duplicate()), 100);
        assertEquals(new MessageHeader(44, 0, 0, 0, 1017, 0xFFFE, 1000, 0, 0), header);
        assertEquals(envelope, Envelope.read(out));
        assertEquals(MessageHeader.NO_USER, Envelope.of(new GetNodes(1)).userId());
    }
}
