package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

/**
 * A damaged message is decoded or refused with a {@link WireFormatException}: no other exception, no
 * reading behind its end, no memory out of proportion to its size. What is decoded can be encoded.
 */
class MutationTest {
    private static final int MESSAGES = 1_000_000;
    private static final int THREADS = 2;
    private static final long SEED = 20_260_727;
    /** Bytes of heap per byte of message: a list of small numbers takes some twenty. */
    private static final int MEMORY_FACTOR = 64;
    /** Exceptions with their stack traces, and lists made for up to 1024 elements. */
    private static final int MEMORY_BASE = 64 * 1024;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Mutator mutator = new Mutator(SEED, Vectors.examples().stream().map(Vectors.Line::bytes).toList());

    private record Count(int decoded, int refused) {}

    @Test
    void damagedMessagesDoNoHarm() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Count>> tasks =
                    IntStream.range(0, THREADS).<Callable<Count>>mapToObj(thread -> () -> run(thread)).toList();
            int decoded = 0;
            int refused = 0;
            for (Future<Count> future : threads.invokeAll(tasks)) {
                decoded += future.get().decoded();
                refused += future.get().refused();
            }
            assertEquals(MESSAGES, decoded + refused);
            assertTrue(decoded > MESSAGES / 10, "only " + decoded + " decoded: the damage is too coarse");
            assertTrue(refused > MESSAGES / 10, "only " + refused + " refused: the damage is too fine");
        }
    }

    private Count run(int thread) {
        int decoded = 0;
        int refused = 0;
        for (int number = thread; number < MESSAGES; number += THREADS) {
            byte[] message = mutator.mutate(number);
            try {
                if (harmless(message)) {
                    decoded++;
                } else {
                    refused++;
                }
            } catch (Throwable e) {
                throw new AssertionError("message " + number + ": " + HexFormat.of().formatHex(message), e);
            }
        }
        return new Count(decoded, refused);
    }

    /** True if the message was decoded, false if it was refused. */
    private boolean harmless(byte[] message) {
        long limit = (long) MEMORY_FACTOR * message.length + MEMORY_BASE;
        long before = memory.getCurrentThreadAllocatedBytes();
        Optional<Envelope> envelope = decode(message);
        long used = memory.getCurrentThreadAllocatedBytes() - before;
        if (used > limit) {
            // Perhaps for classes and call sites that were needed for the first time.
            before = memory.getCurrentThreadAllocatedBytes();
            decode(message);
            used = memory.getCurrentThreadAllocatedBytes() - before;
        }
        if (used > limit) {
            fail(used + " bytes allocated, at most " + limit + " expected");
        }
        envelope.ifPresent(decoded -> assertSameMeaning(message, decoded));
        return envelope.isPresent();
    }

    private static Optional<Envelope> decode(byte[] message) {
        try {
            return Optional.of(Envelope.read(Unpooled.wrappedBuffer(message)));
        } catch (WireFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Encoding invents no flags, and what it makes is stable: it decodes to what encodes to the same. A
     * flag may get lost whose field belongs to a part that isn't there.
     */
    private static void assertSameMeaning(byte[] message, Envelope envelope) {
        byte[] encoded = Vectors.encode(envelope);
        assertEquals(0, featureFlags(encoded) & ~featureFlags(message), "feature flags");
        byte[] again = Vectors.encode(Vectors.decode(encoded));
        if (!Arrays.equals(encoded, again)) {
            assertEquals(HexFormat.of().formatHex(encoded), HexFormat.of().formatHex(again));
        }
    }

    private static int featureFlags(byte[] message) {
        return message[4] & 0xFF | (message[5] & 0xFF) << 8;
    }
}
