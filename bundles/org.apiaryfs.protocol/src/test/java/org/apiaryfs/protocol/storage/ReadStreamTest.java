package org.apiaryfs.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.storage.ReadStream.Event;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class ReadStreamTest {
    /** Feeds pieces to a decoder and collects the data, as a client does. */
    private static final class Client {
        final ReadStream stream;
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        Event last = Event.NEED_INPUT;

        Client(long count) {
            stream = new ReadStream(count);
        }

        void receive(ByteBuf piece) throws WireFormatException, IOException {
            while ((last = stream.feed(piece)) == Event.DATA) {
                int bytes = (int) Math.min(piece.readableBytes(), stream.blockRemaining());
                piece.readBytes(data, bytes);
                stream.taken(bytes);
            }
        }
    }

    private static ByteBuf answer(FsError end, String... blocks) {
        ByteBuf out = Unpooled.buffer();
        for (String block : blocks) {
            ReadStream.writeLength(out, block.length());
            ByteBufUtil.writeAscii(out, block);
        }
        ReadStream.writeEnd(out, end);
        return out;
    }

    @Test
    void blocksAndTerminatorAreLittleEndianWords() {
        assertEquals("0200000000000000" + "6162" + "0000000000000000", ByteBufUtil.hexDump(answer(FsError.SUCCESS, "ab")));
        assertEquals("fdffffffffffffff", ByteBufUtil.hexDump(answer(FsError.COMMUNICATION)));
    }

    @Test
    void everySplitOfAnAnswerGivesTheSameData() throws Exception {
        ByteBuf whole = answer(FsError.INTERNAL, "hello", "x", "storage world");
        int length = whole.readableBytes();
        for (int first = 0; first <= length; first++) {
            for (int second = first; second <= length; second++) {
                Client client = new Client(100);
                client.receive(whole.slice(0, first));
                client.receive(whole.slice(first, second - first));
                if (second < length) {
                    assertEquals(Event.NEED_INPUT, client.last, "cut at " + first + ", " + second);
                }
                client.receive(whole.slice(second, length - second));
                String where = "cut at " + first + ", " + second;
                assertEquals(Event.FAILED, client.last, where);
                assertEquals(FsError.INTERNAL, client.stream.error(), where);
                assertEquals("helloxstorage world", client.data.toString(), where);
                assertEquals(19, client.stream.received(), where);
            }
        }
    }

    @Test
    void byteByByte() throws Exception {
        ByteBuf whole = answer(FsError.SUCCESS, "abc", "defg");
        Client client = new Client(7);
        while (whole.isReadable()) {
            assertEquals(Event.NEED_INPUT, client.last);
            client.receive(whole.readSlice(1));
        }
        assertEquals(Event.END, client.last);
        assertEquals("abcdefg", client.data.toString());
    }

    @Test
    void whatFollowsTheAnswerIsLeftAlone() throws Exception {
        ByteBuf in = answer(FsError.SUCCESS, "abc").writeLongLE(5);
        Client client = new Client(3);
        client.receive(in);
        assertEquals(Event.END, client.last);
        assertEquals(8, in.readableBytes());
        assertEquals(Event.END, client.stream.feed(in));
        assertEquals(8, in.readableBytes());
    }

    @Test
    void dataMayBeTakenStraightFromTheConnection() throws Exception {
        ByteBuf whole = answer(FsError.SUCCESS, "abcdef");
        ReadStream stream = new ReadStream(10);
        assertEquals(Event.NEED_INPUT, stream.feed(whole.readSlice(ReadStream.WORD)));
        assertEquals(6, stream.blockRemaining());
        byte[] direct = new byte[6];
        whole.readBytes(direct);
        stream.taken(6);
        assertArrayEquals("abcdef".getBytes(), direct);
        assertEquals(0, stream.blockRemaining());
        assertEquals(Event.END, stream.feed(whole));
        assertEquals(6, stream.received());
        assertEquals(FsError.SUCCESS, stream.error());
    }

    @Test
    void recordedAnswersEndWhereTheConversationGoesOn() throws Exception {
        Map<String, Client> open = new HashMap<>();
        AtomicInteger complete = new AtomicInteger();
        Vectors.flows(line -> {
            String connection = line.flow() + " " + line.conn() + " " + line.pair();
            if (line.whole() && line.type() == MessageType.READ_LOCAL_FILE_V2.number()) {
                ReadLocalFileV2 request = (ReadLocalFileV2) Vectors.decode(line.bytes()).message();
                open.put(connection, new Client(request.count()));
            } else if (line.truncated()) {
                open.remove(connection);
            } else if (line.kind().equals("raw") && open.containsKey(connection)) {
                Client client = open.get(connection);
                ByteBuf piece = Unpooled.wrappedBuffer(line.bytes());
                assertDoesNotThrow(() -> client.receive(piece), connection);
                assertEquals(0, piece.readableBytes(), connection);
                if (client.last == Event.END) {
                    assertEquals(client.data.size(), client.stream.received(), connection);
                    open.remove(connection);
                    complete.incrementAndGet();
                }
            }
        });
        assertEquals(Map.of(), open, "answers without end");
        assertTrue(complete.get() > 50, complete + " complete answers");
    }

    @Test
    void nothingThere() throws Exception {
        Client client = new Client(4096);
        client.receive(answer(FsError.SUCCESS));
        assertEquals(Event.END, client.last);
        assertEquals(0, client.stream.received());
    }

    @Test
    void aBlockBeyondTheRequestIsRefused() throws Exception {
        Client client = new Client(5);
        assertThrows(WireFormatException.class, () -> client.receive(answer(FsError.SUCCESS, "abc", "def")));
        assertEquals("abc", client.data.toString());
        ReadStream huge = new ReadStream(5);
        assertThrows(WireFormatException.class, () -> huge.feed(Unpooled.buffer().writeLongLE(Long.MAX_VALUE)));
    }

    @Test
    void impossibleErrorCodesAreRefusedUnknownOnesArePerm() throws Exception {
        ReadStream impossible = new ReadStream(5);
        assertThrows(WireFormatException.class, () -> impossible.feed(Unpooled.buffer().writeLongLE(Long.MIN_VALUE)));
        ReadStream unknown = new ReadStream(5);
        assertEquals(Event.FAILED, unknown.feed(Unpooled.buffer().writeLongLE(-4711)));
        assertEquals(FsError.PERM, unknown.error());
    }

    @Test
    void misuseIsToldToTheCaller() throws Exception {
        ReadStream stream = new ReadStream(5);
        assertThrows(IllegalArgumentException.class, () -> stream.taken(1));
        stream.feed(Unpooled.buffer().writeLongLE(3));
        assertThrows(IllegalArgumentException.class, () -> stream.taken(4));
        assertThrows(IllegalArgumentException.class, () -> stream.taken(-1));
        assertThrows(IllegalArgumentException.class, () -> ReadStream.writeLength(Unpooled.buffer(), 0));
    }
}
