package org.apiaryfs.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

/** Damaged messages of storage servers and file system checks are refused, with no other exception. */
class DamagedPayloadTest {
    private static List<Vectors.Line> examples() {
        List<Vectors.Line> lines = Vectors.examples().stream().filter(line -> {
            Message message = Vectors.decode(line.bytes()).message();
            String name = message.getClass().getPackageName();
            return name.endsWith(".storage") || name.endsWith(".fsck");
        }).toList();
        assertTrue(lines.size() > 200, lines.size() + " examples");
        return lines;
    }

    @Test
    void everyCutIsRefused() {
        for (Vectors.Line line : examples()) {
            Envelope whole = Vectors.decode(line.bytes());
            byte[] bytes = line.bytes();
            MessageType type = whole.message().type();
            for (int end = MessageHeader.SIZE; end < bytes.length; end++) {
                ByteBuf cut = Unpooled.wrappedBuffer(bytes, MessageHeader.SIZE, end - MessageHeader.SIZE);
                assertThrows(WireFormatException.class,
                        () -> PayloadExample.decode(type, whole.message().featureFlags(), cut), () -> type + ": " + line.hex());
            }
        }
    }

    @Test
    void noDamagedByteCausesAnotherException() {
        Random random = new Random(7);
        int refused = 0;
        for (Vectors.Line line : examples()) {
            byte[] bytes = line.bytes();
            for (int i = 0; i < 200 && bytes.length > MessageHeader.SIZE; i++) {
                byte[] damaged = bytes.clone();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    damaged[MessageHeader.SIZE + random.nextInt(bytes.length - MessageHeader.SIZE)] = (byte) random.nextInt();
                }
                try {
                    Envelope.read(Unpooled.wrappedBuffer(damaged));
                } catch (WireFormatException e) {
                    refused++;
                }
            }
        }
        assertTrue(refused > 1000, refused + " refused");
    }
}
