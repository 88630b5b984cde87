package org.apiaryfs.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream may come in any pieces; the socket is left out, so that each split is certain to happen. */
class SplitInputTest {
    private final PooledByteBufAllocator memory = new PooledByteBufAllocator(true, 0, 1, 8192, 9, 0, 0, false);

    @AfterEach
    void everythingIsReleased() {
        assertEquals(0, memory.metric().directArenas().getFirst().numActiveAllocations());
    }

    /** Lets the "socket" receive bytes. */
    @SuppressWarnings("deprecation")
    private static void receive(Inbound in, byte[] bytes, int from, int to) {
        RecvByteBufAllocator.Handle handle = in.newHandle();
        for (int at = from; at < to;) {
            ByteBuf slot = handle.allocate(PooledByteBufAllocator.DEFAULT);
            int now = Math.min(to - at, slot.writableBytes());
            slot.writeBytes(bytes, at, now);
            in.filled(slot);
            at += now;
        }
    }

    private static byte[] answer(long closing, byte[]... blocks) {
        ByteBuffer out = ByteBuffer.allocate(Arrays.stream(blocks).mapToInt(b -> b.length + 8).sum() + 8).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] block : blocks) {
            out.putLong(block.length).put(block);
        }
        return out.putLong(closing).array();
    }

    @Test
    void blocksInAnyTwoCuts() throws Exception {
        byte[] bytes = answer(0, "abc".getBytes(), "de".getBytes());
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Inbound in = new Inbound(memory);
                AwaitedBlocks awaited = new AwaitedBlocks(9);
                in.expect(awaited.expectedBytes());
                boolean complete = false;
                int[] cuts = {0, first, second, bytes.length};
                for (int i = 0; i < 3; i++) {
                    assertFalse(complete && cuts[i + 1] > cuts[i], "complete before the end");
                    receive(in, bytes, cuts[i], cuts[i + 1]);
                    complete = complete || awaited.take(in);
                }
                assertTrue(complete);
                awaited.complete();
                ByteBuf data = awaited.result().join();
                assertEquals("abcde", data.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                data.release();
                in.expect(0);
                assertEquals(0, in.readable());
                in.close();
            }
        }
    }

    @Test
    void largeBlocksInRandomCuts() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            byte[] one = new byte[random.nextInt(1, 300_000)];
            byte[] two = new byte[random.nextInt(1, 300_000)];
            random.nextBytes(one);
            random.nextBytes(two);
            byte[] bytes = answer(0, one, two);
            Inbound in = new Inbound(memory);
            AwaitedBlocks awaited = new AwaitedBlocks(one.length + two.length + random.nextInt(2));
            in.expect(awaited.expectedBytes());
            boolean complete = false;
            for (int at = 0; at < bytes.length;) {
                int to = Math.min(bytes.length, at + random.nextInt(1, 100_000));
                receive(in, bytes, at, to);
                complete = awaited.take(in);
                at = to;
            }
            assertTrue(complete);
            awaited.complete();
            ByteBuf data = awaited.result().join();
            byte[] got = new byte[data.readableBytes()];
            data.readBytes(got);
            data.release();
            in.close();
            byte[] expected = Arrays.copyOf(one, one.length + two.length);
            System.arraycopy(two, 0, expected, one.length, two.length);
            assertArrayEquals(expected, got);
        }
    }

    @Test
    void messagesInAnyTwoCuts() throws Exception {
        byte[] one = Loopback.bytes(Envelope.of(new GetHostByName("a")));
        byte[] bytes = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, bytes, one.length, one.length);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Inbound in = new Inbound(memory);
                MessageParser parser = new MessageParser(1000);
                int messages = 0;
                int[] cuts = {0, first, second, bytes.length};
                for (int i = 0; i < 3; i++) {
                    receive(in, bytes, cuts[i], cuts[i + 1]);
                    while (parser.header(in) && parser.payloadComplete(in)) {
                        assertEquals(new GetHostByName("a"), parser.payload(in).message());
                        messages++;
                    }
                }
                assertEquals(2, messages);
                in.close();
            }
        }
    }

    @Test
    void longMessagesLieInOnePiece() throws Exception {
        byte[] bytes = Loopback.bytes(Envelope.of(new GetHostByName("x".repeat(1_000_000))));
        Inbound in = new Inbound(memory);
        MessageParser parser = new MessageParser(2_000_000);
        receive(in, bytes, 0, 5000);
        assertTrue(parser.header(in));
        assertFalse(parser.payloadComplete(in));
        receive(in, bytes, 5000, bytes.length);
        assertTrue(parser.payloadComplete(in));
        ByteBuf payload = in.take(parser.header().payloadLength());
        assertEquals(1, payload.nioBufferCount());
        payload.release();
        in.close();
    }

    @Test
    void memoryIsGivenBackBetweenMessages() throws Exception {
        Inbound in = new Inbound(memory);
        receive(in, new byte[40], 0, 40);
        in.take(40).release();
        in.newHandle().allocate(PooledByteBufAllocator.DEFAULT).release();
        in.trim();
        assertEquals(0, memory.metric().directArenas().getFirst().numActiveAllocations());
        in.close();
    }
}
