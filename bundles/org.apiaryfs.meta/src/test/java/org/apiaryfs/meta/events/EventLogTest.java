package org.apiaryfs.meta.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.protocol.model.FileEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of file events beside listeners of all tempers. */
@Timeout(60)
class EventLogTest {
    private static final int CREATE = 4;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TempDir
    Path temp;

    private Path socket;

    @BeforeEach
    void path() {
        socket = temp.resolve("events");
    }

    private static LoggedEvent event(int number) {
        return new LoggedEvent(new FileEvent(CREATE, "/dir/file" + number, Optional.empty()), number + "-2-1", "root", "");
    }

    @Test
    void packetsArriveInOrderWithAllFields() throws Exception {
        try (PacketListener listener = new PacketListener(socket); EventLog log = EventLog.to(socket)) {
            log.add(new LoggedEvent(new FileEvent(11, "/a b", Optional.of("/c/\u00e4")), "1-2-1", "root", "3-4-1"), true);
            assertEquals(new PacketListener.Packet(0, 1, 11, "1-2-1", "root", "/a b", "/c/\u00e4", "3-4-1"), listener.next());
            for (int i = 0; i < 1000; i++) {
                log.add(event(i), false);
            }
            for (int i = 0; i < 1000; i++) {
                assertEquals(new PacketListener.Packet(0, 1, CREATE, i + "-2-1", "root", "/dir/file" + i, "", ""), listener.next());
            }
        }
    }

    @Test
    void aListenerThatComesLateGetsWhatWasKept() throws Exception {
        try (EventLog log = EventLog.to(socket)) {
            log.add(event(1), false);
            log.add(event(2), false);
            try (PacketListener listener = new PacketListener(socket)) {
                assertEquals("/dir/file1", listener.next().path());
                assertEquals("/dir/file2", listener.next().path());
                // And after he was away again.
                listener.hangUp();
                log.add(event(3), false);
                assertEquals("/dir/file3", listener.next().path());
            }
        }
    }

    @Test
    void aListenerThatDoesNotReadHoldsNobodyUpAndIsToldWhatHeLost() throws Exception {
        try (PacketListener listener = new PacketListener(socket); EventLog log = EventLog.to(socket)) {
            log.add(event(0), false);
            listener.accept();
            int all = EventLog.QUEUE_LIMIT * 2;
            assertTimeout(AT_ONCE, () -> {
                for (int i = 1; i < all; i++) {
                    log.add(event(i), false);
                }
            });
            assertTrue(log.dropped() > 0, "more than the queue and the socket hold");
            long lost = log.dropped();
            for (int i = 0; i < all - lost; i++) {
                PacketListener.Packet packet = listener.next();
                assertEquals(i, packet.dropped() == 0 ? Integer.parseInt(packet.path().replaceAll("\\D", "")) : i);
            }
            log.add(event(7), false);
            assertEquals(lost, listener.next().dropped());
        }
    }

    @Test
    void nobodyListeningHoldsNobodyUp() {
        EventLog log = EventLog.to(socket);
        assertTimeout(AT_ONCE, () -> {
            for (int i = 0; i < EventLog.QUEUE_LIMIT + 100; i++) {
                log.add(event(i), false);
            }
            log.close();
        });
        assertTrue(log.dropped() >= 99, "dropped " + log.dropped());
    }

    @Test
    void anEventThatIsTooLongIsDroppedAlone() throws Exception {
        try (PacketListener listener = new PacketListener(socket); EventLog log = EventLog.to(socket)) {
            log.add(new LoggedEvent(new FileEvent(CREATE, "x".repeat(1 << 20), Optional.empty()), "1-2-1", "root", ""), false);
            log.add(event(1), false);
            assertEquals("/dir/file1", listener.next().path());
            assertEquals(1, log.dropped());
        }
    }
}
