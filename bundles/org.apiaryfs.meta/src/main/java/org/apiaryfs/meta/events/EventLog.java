package org.apiaryfs.meta.events;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to whoever listens at a local socket, in order (spec meta §4.11). Nobody waits for the listener: events
 * queue up while he is slow or away, and are dropped and counted when the queue is full.
 *
 * <p>Thread-safe; {@link #add} doesn't block. One thread of its own writes, and looks for a listener once a second.
 */
public final class EventLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    /** Events that wait at most, some MiB. */
    public static final int QUEUE_LIMIT = 16 * 1024;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final byte[] END = {};

    private final Path listener;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Thread writer = Thread.ofPlatform().daemon().name("meta-event-log").unstarted(this::write);
    private Optional<PacketSocket> socket = Optional.empty(); // the writer's own
    private boolean wasConnected = true; // the writer's own: whether its absence is news
    private long dropped; // guarded by this
    private long missed; // guarded by this

    private EventLog(Path listener) {
        this.listener = listener;
    }

    /** Begins to look for the listener at a socket. */
    public static EventLog to(Path listener) {
        EventLog log = new EventLog(listener);
        log.writer.start();
        return log;
    }

    /**
     * Logs an event.
     *
     * @param manyNames the file has other names too, by which events may have been missed
     */
    public synchronized void add(LoggedEvent event, boolean manyNames) {
        missed += manyNames ? 1 : 0;
        if (!queue.offer(event.packet(dropped, missed))) {
            dropped++;
        }
    }

    /** Events that were lost since the start. */
    public synchronized long dropped() {
        return dropped;
    }

    private synchronized void lost() {
        dropped++;
    }

    private void write() {
        try {
            for (byte[] packet = queue.take(); packet != END; packet = queue.take()) {
                deliver(packet);
            }
        } catch (InterruptedException e) {
            LOG.debug("events that were not delivered are lost with the end of the service: count={}", queue.size());
        } finally {
            socket.ifPresent(PacketSocket::close);
        }
    }

    /** Returns when the listener has the packet, or never will. */
    private void deliver(byte[] packet) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (socket.isEmpty() && !connect()) {
                Thread.sleep(LOOK_AGAIN);
                continue;
            }
            try {
                socket.orElseThrow().send(packet);
                return;
            } catch (PacketSocket.Failure e) {
                if (e.errno() == PacketSocket.EMSGSIZE) {
                    LOG.warn("an event is too long for the socket and is dropped: bytes={}", packet.length);
                    lost();
                    return;
                }
                if (e.errno() != PacketSocket.EAGAIN) {
                    socket.orElseThrow().close();
                    socket = Optional.empty();
                }
            }
        }
    }

    private boolean connect() {
        try {
            socket = Optional.of(PacketSocket.connect(listener));
            wasConnected = true;
            LOG.info("file events go to a listener: socket={} dropped={}", listener, dropped());
            return true;
        } catch (PacketSocket.Failure e) {
            if (wasConnected) {
                LOG.warn("nobody listens for file events; {} of them are kept meanwhile: socket={} error=\"{}\"", QUEUE_LIMIT, listener, e.getMessage());
            }
            wasConnected = false;
            return false;
        }
    }

    /** Delivers what waits if the listener takes it within a second. */
    @Override
    public void close() {
        if (!queue.offer(END)) {
            writer.interrupt();
        }
        try {
            writer.join(LAST_WORDS);
            writer.interrupt();
            writer.join(LAST_WORDS.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
