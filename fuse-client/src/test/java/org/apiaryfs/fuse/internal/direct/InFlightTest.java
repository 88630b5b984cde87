package org.apiaryfs.fuse.internal.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();
    private final List<String> sent = new ArrayList<>();
    private final ReplyPort port = new RecordingPort();

    private KernelReply begin(long unique) {
        KernelReply reply = new KernelReply(inFlight, port, unique, 10);
        inFlight.add(unique, reply);
        return reply;
    }

    @Test
    void interruptionsRunTheHookOnce() {
        KernelReply reply = begin(2);
        AtomicInteger runs = new AtomicInteger();
        reply.onInterrupt(runs::incrementAndGet);
        assertFalse(reply.isInterrupted());
        inFlight.interrupt(2);
        inFlight.interrupt(2);
        assertEquals(1, runs.get());
        assertTrue(reply.isInterrupted());
    }

    @Test
    void hooksRegisteredLateRunAtOnce() {
        KernelReply reply = begin(2);
        inFlight.interrupt(2);
        AtomicInteger runs = new AtomicInteger();
        reply.onInterrupt(runs::incrementAndGet);
        assertEquals(1, runs.get());
    }

    @Test
    void interruptionsThatOvertakeTheirRequestAreRemembered() {
        inFlight.interrupt(6);
        inFlight.interrupt(8);
        assertFalse(begin(4).isInterrupted());
        assertTrue(begin(6).isInterrupted());
        assertTrue(begin(8).isInterrupted());
        assertFalse(begin(10).isInterrupted());
    }

    @Test
    void answeredRequestsAreNotInterrupted() {
        KernelReply reply = begin(2);
        AtomicInteger runs = new AtomicInteger();
        reply.onInterrupt(runs::incrementAndGet);
        assertTrue(reply.ok());
        inFlight.interrupt(2);
        assertEquals(0, runs.get());
    }

    @Test
    void theFirstAnswerWins() {
        KernelReply reply = begin(2);
        assertTrue(reply.error(Errno.EINTR));
        assertFalse(reply.ok());
        assertFalse(reply.data(ByteBuffer.allocate(1)));
        assertEquals(List.of("2: error 4"), sent);
    }

    @Test
    void moreDataThanAskedForIsAnError() {
        KernelReply reply = begin(2);
        assertThrows(IllegalArgumentException.class, () -> reply.data(ByteBuffer.allocate(6), ByteBuffer.allocate(5)));
        assertEquals(List.of("2: error 5"), sent);
    }

    /** Notes what is sent. */
    private final class RecordingPort implements ReplyPort {
        @Override
        public boolean send(long unique, int error) {
            return sent.add(unique + ": error " + error);
        }

        @Override
        public boolean send(long unique, int length, Consumer<MemorySegment> encoder) {
            return sent.add(unique + ": " + length + " bytes");
        }

        @Override
        public boolean send(long unique, int length, ByteBuffer[] buffers) {
            return sent.add(unique + ": " + length + " bytes of data");
        }

        @Override
        public Room borrow(int capacity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean sendRoom(long unique, Room room, int length) {
            throw new UnsupportedOperationException();
        }
    }
}
