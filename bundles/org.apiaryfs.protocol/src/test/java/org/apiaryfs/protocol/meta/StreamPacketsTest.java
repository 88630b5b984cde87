package org.apiaryfs.protocol.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;

class StreamPacketsTest {
    /** A connection that has these bytes and then ends. */
    private static final class Connection implements StreamInput {
        private final ByteBuf bytes;

        Connection(String hex) {
            bytes = Unpooled.wrappedBuffer(Vectors.hex(hex));
        }

        @Override
        public WireReader take(int count) throws IOException {
            if (bytes.readableBytes() < count) {
                throw new EOFException();
            }
            return new WireReader(bytes.readSlice(count));
        }

        boolean empty() {
            return !bytes.isReadable();
        }
    }

    @Test
    void attributesAndEnd() throws Exception {
        XAttrPacket.Attribute one = new XAttrPacket.Attribute("user.a", new byte[] {1, 2});
        XAttrPacket.Attribute empty = new XAttrPacket.Attribute("n", new byte[0]);
        ByteBuf out = Unpooled.buffer();
        WireWriter writer = new WireWriter(out);
        one.write(writer);
        empty.write(writer);
        XAttrPacket.Mark.END.write(writer);
        String hex = "06000000" + "757365722e61" + "0200000000000000" + "0102"
                + "01000000" + "6e" + "0000000000000000" + "00000000";
        assertEquals(hex, ByteBufUtil.hexDump(out));

        Connection connection = new Connection(hex);
        assertEquals(one, XAttrPacket.read(connection));
        assertEquals(empty, XAttrPacket.read(connection));
        assertEquals(XAttrPacket.Mark.END, XAttrPacket.read(connection));
        assertEquals(true, connection.empty());
    }

    @Test
    void senderThatFailed() throws Exception {
        assertEquals(XAttrPacket.Mark.SENDER_FAILED, XAttrPacket.read(new Connection("ffffffff")));
        ByteBuf out = Unpooled.buffer();
        XAttrPacket.Mark.SENDER_FAILED.write(new WireWriter(out));
        assertEquals("ffffffff", ByteBufUtil.hexDump(out));
    }

    @Test
    void attributesThatAreTooLong() throws Exception {
        assertEquals(new XAttrPacket.Oversized(256, 0), XAttrPacket.read(new Connection("00010000")));
        assertEquals(new XAttrPacket.Oversized(0xfffffffeL, 0), XAttrPacket.read(new Connection("feffffff")));
        assertEquals(new XAttrPacket.Oversized(1, 65537), XAttrPacket.read(new Connection("01000000" + "6e" + "0100010000000000")));
        assertEquals(new XAttrPacket.Oversized(1, -1), XAttrPacket.read(new Connection("01000000" + "6e" + "ffffffffffffffff")));
        assertThrows(EOFException.class, () -> XAttrPacket.read(new Connection("01000000" + "6e" + "0100000000000000")));
    }

    /** Pieces of a recorded resync: a dentry and a directory, and the end mark of the latter's attributes. */
    @Test
    void recordedResync() throws Exception {
        Connection connection = new Connection("2d00000001010000007700002000000002031800010000000c000000302d364230333646"
                + "33312d31000000000100000000120000000207000000236653694473230000000000000000000000000000");
        ResyncPacket dentry = ResyncPacket.read(connection).orElseThrow();
        assertEquals(ResyncPacket.DENTRY, dentry.kind());
        assertEquals("w", dentry.relPath());
        assertEquals(Optional.empty(), dentry.targetID());
        assertFalse(dentry.isDeletion());
        assertEquals(
                DentryRecord.directory("0-6B036F31-1", 1, true),
                DentryRecord.read(new WireReader(Unpooled.wrappedBuffer(dentry.content()))));
        assertEquals(
                Optional.of(ResyncPacket.of(ResyncPacket.DIRECTORY, "#fSiDs#", new byte[0])), ResyncPacket.read(connection));
        assertEquals(XAttrPacket.Mark.END, XAttrPacket.read(connection));
        assertEquals(Optional.empty(), ResyncPacket.read(connection));
        assertEquals(true, connection.empty());
    }

    @Test
    void packetsAreWrittenAsTheyAreRead() throws Exception {
        byte[] content = {1, 2, 3};
        for (ResyncPacket packet : List.of(
                ResyncPacket.of(ResyncPacket.INODE, "A-1-1", content), ResyncPacket.of(ResyncPacket.DENTRY, "name", content),
                ResyncPacket.link("name", "A-1-1"), ResyncPacket.deletion(ResyncPacket.DENTRY, "name"),
                ResyncPacket.deletion(ResyncPacket.DIRECTORY, "d"))) {
            ByteBuf out = Unpooled.buffer();
            packet.write(new WireWriter(out));
            ResyncPacket.writeEnd(new WireWriter(out));
            Connection connection = new Connection(ByteBufUtil.hexDump(out));
            assertEquals(Optional.of(packet), ResyncPacket.read(connection));
            assertEquals(Optional.empty(), ResyncPacket.read(connection));
            assertEquals(true, connection.empty());
        }
    }

    @Test
    void linkLayout() {
        ByteBuf out = Unpooled.buffer();
        ResyncPacket.link("n", "i").write(new WireWriter(out));
        assertEquals("0f000000" + "01" + "010000006e00" + "01" + "010000006900" + "00", ByteBufUtil.hexDump(out));
        assertThrows(IllegalArgumentException.class,
                () -> new ResyncPacket(ResyncPacket.INODE, "n", Optional.of("i"), new byte[0], false));
    }

    @Test
    void damagedPacketsAreRefused() {
        for (String hex : List.of(
                "ffffffff", "01001000", "0c000000" + "03" + "010000006e00" + "00000000" + "00",
                "0d000000" + "00" + "010000006e00" + "00000000" + "00" + "00", "08000000" + "00" + "010000006e00" + "00")) {
            assertThrows(WireFormatException.class, () -> ResyncPacket.read(new Connection(hex)), hex);
        }
    }

    @Test
    void recordedInodePacketHoldsAFile() throws Exception {
        Connection connection = new Connection("a1000000000c000000332d36423033364637312d31008a00000001061b0002000000880000"
                + "000000000000000000ed8100007f6f036b000000007f6f036b000000007f6f036b000000007f6f036b0000000089130000000000"
                + "00010000000000000000000000000000000c000000332d36423033364637312d31000000001e0000000300000000000100010002"
                + "0000000c000000020000000100020000000000000000000000000000");
        ResyncPacket packet = ResyncPacket.read(connection).orElseThrow();
        assertEquals("3-6B036F71-1", packet.relPath());
        DentryRecord dentry = DentryRecord.read(new WireReader(Unpooled.wrappedBuffer(packet.content())));
        assertEquals(EntryType.REGULAR.number(), dentry.entryType());
        assertEquals("3-6B036F71-1", dentry.entryID());
        assertEquals(5001, ((FileInodeRecord) dentry.content()).stat().fileSize());
        assertEquals(XAttrPacket.Mark.END, XAttrPacket.read(connection));
        assertEquals(true, connection.empty());
    }
}
