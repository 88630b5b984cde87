package org.apiaryfs.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NodeInfo;

/**
 * A node's datagram socket (spec framing §11). Datagrams are neither authenticated nor reliable, and a
 * node with several interfaces gets each one several times, so all messages must be idempotent.
 *
 * <p>Thread-safe. Futures complete on the event loop.
 */
public interface DatagramEndpoint extends AutoCloseable {
    /** The port that it is bound to; the source port of all that it sends. */
    int port();

    /** Replaces the set of accepted types, such as at the end of the start-up phase. */
    void accept(Set<MessageType> types);

    /** Sends to one address, such as a reply to a datagram's source. */
    void send(InetSocketAddress to, Message message);

    /** Sends to every standard interface of a node that the net filter allows. */
    void send(NodeInfo node, Message message);

    /**
     * Sends repeatedly without waiting for acknowledgments.
     *
     * @param repeats sends after the first, ≥ 0
     * @param gap pause between sends; the usual one is {@link #RESEND_GAP}
     */
    CompletableFuture<Void> sendRepeatedly(Collection<NodeInfo> nodes, Message message, int repeats, Duration gap);

    /** Pause between sends without acknowledgment. */
    Duration RESEND_GAP = Duration.ofMillis(750);
    /** How long one round of acknowledged sending waits. */
    Duration ACK_WAIT = Duration.ofSeconds(1);
    /** Rounds of acknowledged sending. */
    int ACK_ROUNDS = 2;

    /**
     * Sends to many nodes at the same time and wants an acknowledgment of each; sends once more to those
     * that gave none within {@link #ACK_WAIT}.
     *
     * @param message makes the message with the given ack ID; an ID is made per node
     * @return the nodes that didn't acknowledge, at the latest after {@link #ACK_ROUNDS} · {@link #ACK_WAIT}
     */
    CompletableFuture<List<NodeInfo>> sendAcked(Collection<NodeInfo> nodes, Function<String, Message> message);

    /** Closes the socket; waiting sends complete with what they have. Unless called on an event loop, the port is free on return. Idempotent. */
    @Override
    void close();

    /** Serves datagrams. */
    @FunctionalInterface
    interface Handler {
        /**
         * Called on the executor given at the opening, for several datagrams at once if that has several threads.
         * An exception is logged in one line.
         */
        void handle(Received datagram) throws Exception;
    }

    /** An accepted datagram. */
    interface Received {
        Envelope envelope();

        InetSocketAddress source();

        /** Sends to the source. */
        void reply(Message message);

        /**
         * Acknowledges to the source, to be called after processing.
         *
         * @param ackId from the message; empty means that the sender wants none, and nothing is sent
         */
        void acknowledge(String ackId);
    }
}
