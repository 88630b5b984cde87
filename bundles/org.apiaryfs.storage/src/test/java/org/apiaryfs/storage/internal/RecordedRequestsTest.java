package org.apiaryfs.storage.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.ChunkAttributesResp;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.ReadStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real metadata servers and clients asked of real storage servers, asked of this one: the answers must be the same. */
class RecordedRequestsTest {
    @TempDir
    private Path dir;

    @Test
    void answersAreThoseOfTheReference() throws Exception {
        int asked = 0;
        try (TestServer server = TestServer.startNumbered(1, List.of(dir.resolve("one"), dir.resolve("two")));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        RecordedRequestsTest.class.getResourceAsStream("recorded.txt"), StandardCharsets.US_ASCII))) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] words = line.split(" ");
                byte[] request = HexFormat.of().parseHex(words[1]);
                socket.getOutputStream().write(request);
                if (!words[2].equals("-")) {
                    socket.getOutputStream().write(HexFormat.of().parseHex(words[2]));
                }
                Message asking = Envelope.read(Unpooled.wrappedBuffer(request)).message();
                ByteBuf expected = Unpooled.wrappedBuffer(HexFormat.of().parseHex(words[3]));
                String where = ++asked + ". " + words[0] + " " + asking;
                if (asking instanceof ReadLocalFileV2 read) {
                    assertEquals(stream(expected, read), stream(receiveStream(in), read), where);
                } else {
                    assertEquals(essence(expected), essence(receiveMessage(in)), where);
                }
            }
        }
        assertTrue(asked > 100, asked + " requests");
    }

    private static ByteBuf receiveMessage(DataInputStream in) throws Exception {
        ByteBuf message = Unpooled.buffer();
        message.writeBytes(in.readNBytes(MessageHeader.SIZE));
        message.writeBytes(in.readNBytes(message.getIntLE(0) - MessageHeader.SIZE));
        return message;
    }

    private static ByteBuf receiveStream(DataInputStream in) throws Exception {
        ByteBuf stream = Unpooled.buffer();
        long word;
        do {
            word = Long.reverseBytes(in.readLong());
            stream.writeLongLE(word);
            stream.writeBytes(in.readNBytes((int) Math.max(0, word)));
        } while (word > 0);
        return stream;
    }

    /** The data and how it ended, however it was cut into blocks. */
    private static String stream(ByteBuf bytes, ReadLocalFileV2 request) throws Exception {
        ReadStream stream = new ReadStream(request.count());
        StringBuilder data = new StringBuilder();
        while (stream.feed(bytes) == ReadStream.Event.DATA) {
            int part = (int) Math.min(stream.blockRemaining(), bytes.readableBytes());
            data.append(ByteBufUtil.hexDump(bytes.readSlice(part)));
            stream.taken(part);
        }
        return data + " " + stream.error();
    }

    /** The message without what depends on clock and file system. */
    private static String essence(ByteBuf bytes) throws Exception {
        Message message = Envelope.read(bytes).message();
        if (message instanceof ChunkAttributesResp response) {
            ChunkAttributes a = response.attributes();
            return message.type() + " flags " + message.featureFlags() + " size " + a.fileSize() + " result " + a.error() + " valid " + a.valid();
        }
        return message.toString();
    }
}
