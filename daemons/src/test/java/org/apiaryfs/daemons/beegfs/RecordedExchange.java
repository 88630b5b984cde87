package org.apiaryfs.daemons.beegfs;

import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;

/**
 * A question of BeeGFS's control tool and the answer, as recorded. Immutable.
 *
 * @param flow name of the conversation
 * @param datagram whether it went by UDP; else by TCP
 * @param port of the server
 * @param request without the target in its header, which only chooses the server's queue; our tool names it there, BeeGFS's doesn't
 * @param answer the server's
 */
record RecordedExchange(String flow, boolean datagram, int port, Envelope request, Message answer) {
    /** The management server's port when it was recorded. */
    static final int MANAGEMENT = 8008;
    /** What all modes may ask at the start, since it shows nothing but the cluster. */
    private static final Set<MessageType> START = EnumSet.of(MessageType.GET_NODES, MessageType.GET_TARGET_MAPPINGS,
            MessageType.GET_STATES_AND_BUDDY_GROUPS, MessageType.GET_STORAGE_POOLS, MessageType.GET_NODE_CAPACITY_POOLS);

    private static final class Recording {
        static final List<RecordedExchange> ALL = load();

        private static List<RecordedExchange> load() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Objects.requireNonNull(
                    RecordedExchange.class.getResourceAsStream("exchanges.tsv.gz"))), StandardCharsets.US_ASCII))) {
                return lines.lines().map(line -> line.split("\t"))
                        .map(f -> new RecordedExchange(f[0], f[1].equals("udp"), Integer.parseInt(f[2]), decoded(f[3]), decoded(f[4]).message())).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    RecordedExchange {
        request = request.toTarget(0);
    }

    private static Envelope decoded(String hex) {
        try {
            return Envelope.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
        } catch (WireFormatException e) {
            throw new AssertionError(hex, e);
        }
    }

    /** All that was recorded, in order. */
    static List<RecordedExchange> all() {
        return Recording.ALL;
    }

    /** Whether any mode may ask this, whatever the recorded one did. */
    static boolean start(Message request) {
        return START.contains(request.type());
    }

    /** Whether it tells nothing about the mode. */
    boolean atStart() {
        return start(request.message()) || datagram && port == MANAGEMENT;
    }

    /** Name of the cluster that was asked; its flows begin with it. */
    static String cluster(String flow) {
        return flow.substring(0, flow.indexOf('-'));
    }

    boolean asks(boolean byDatagram, int of, Envelope question) {
        return datagram == byDatagram && port == of && request.equals(question.toTarget(0));
    }

    @Override
    public String toString() {
        return (datagram ? "udp " : "tcp ") + port + " " + request.message();
    }
}
