package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;

/** The worked examples of the specification (spec framing §3.2, §16). */
class SpecificationExamplesTest {
    private static final NicAddress ETH0 = new NicAddress(10 << 24 | 5, "eth0", NicAddress.STANDARD);

    private static void checkMessage(Message message, String hex) {
        assertArrayEquals(Vectors.hex(hex), Vectors.encode(Envelope.of(message)));
        assertEquals(Envelope.of(message), Vectors.decode(Vectors.hex(hex)));
    }

    private static void checkField(String hex, Consumer<WireWriter> writer, Object value, WireReader.Element<?> reader)
            throws WireFormatException {
        ByteBuf out = Unpooled.buffer();
        writer.accept(new WireWriter(out));
        assertEquals(ByteBufUtil.hexDump(Vectors.hex(hex)), ByteBufUtil.hexDump(out));
        assertEquals(value, reader.read(new WireReader(out)));
        assertEquals(0, out.readableBytes());
    }

    @Test
    void heartbeatRequest() {
        checkMessage(new HeartbeatRequest(), """
                28 00 00 00 00 00 00 00 00 00 00 00 53 46 47 42
                FB 03 00 00 FF FF FF FF 00 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00""");
    }

    @Test
    void authenticateChannel() {
        AuthHash hash = AuthHash.of("secret\n".getBytes(StandardCharsets.ISO_8859_1));
        checkMessage(new AuthenticateChannel(hash), """
                30 00 00 00 00 00 00 00 00 00 00 00 53 46 47 42
                A7 0F 00 00 FF FF FF FF 00 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00 42 00 18 6F 04 E4 2D C0""");
    }

    @Test
    void getNodes() {
        checkMessage(new GetNodes(1), """
                2C 00 00 00 00 00 00 00 00 00 00 00 53 46 47 42
                F9 03 00 00 FF FF FF FF 00 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00 01 00 00 00""");
        checkMessage(new GetNodesResp(List.of(new NodeInfo("m1", List.of(ETH0), 1, 8005, 8005, 1)), 1, false), """
                5D 00 00 00 00 00 00 00 00 00 00 00 53 46 47 42
                FA 03 00 00 FF FF FF FF 00 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00 01 00 00 00 02 00 00 00
                6D 31 00 01 00 00 00 0A 00 00 05 65 74 68 30 00
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01
                00 00 00 45 1F 45 1F 01 01 00 00 00 00""");
    }

    @Test
    void heartbeat() throws WireFormatException {
        PayloadExample.check(new Heartbeat(0, 0, 1, "m1", "", 1, 1, false, 8005, 8005, List.of(ETH0)), """
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                01 00 00 00 02 00 00 00 6D 31 00 00 00 00 00 00
                00 00 00 01 00 00 00 01 00 00 00 00 45 1F 45 1F
                01 00 00 00 0A 00 00 05 65 74 68 30 00 00 00 00
                00 00 00 00 00 00 00 00 00 00 00 00""");
    }

    @Test
    void alignedStrings() throws WireFormatException {
        checkField("00000000 00000000", out -> out.strAlign4(""), "", WireReader::strAlign4);
        checkField("03000000 61626300", out -> out.strAlign4("abc"), "abc", WireReader::strAlign4);
        checkField("04000000 61626364 00000000", out -> out.strAlign4("abcd"), "abcd", WireReader::strAlign4);
    }

    @Test
    void collections() throws WireFormatException {
        checkField("0C000000 02000000 6500 6600", out -> out.u16Seq(List.of(101, 102)), List.of(101, 102), WireReader::u16Seq);
        checkField("0D000000 02000000 6100 626300", out -> out.strSeq(List.of("a", "bc")), List.of("a", "bc"), WireReader::strSeq);
        checkField(
                "01000000 6500 02000000", out -> out.map(Map.of(101, 2), WireWriter::u16, WireWriter::u32), Map.of(101, 2),
                in -> in.map(WireReader::u16, WireReader::u32));
    }

    @Test
    void entryInfoOfTheRoot() throws WireFormatException {
        checkField("""
                01 00 00 00  00 00 00 00  00 00 00 00 00 00 00 00  04 00 00 00 72 6F 6F 74 00 00 00 00
                00 00 00 00 00 00 00 00  01 00 00 00  00 00""",
                out -> EntryInfo.write(out, EntryInfo.root(1)), EntryInfo.root(1), EntryInfo::read);
    }

    @Test
    void stripePattern() throws WireFormatException {
        StripePattern pattern = StripePattern.raid0(512 * 1024, 1, 4, List.of(101, 102, 103, 104));
        checkField("""
                22 00 00 00  01 00 00 00  00 00 08 00  01 00  04 00 00 00  10 00 00 00 04 00 00 00 65 00 66 00 67 00 68 00""",
                out -> StripePattern.write(out, pattern), pattern, StripePattern::read);
    }
}
