package org.apiaryfs.daemons.beegfs;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.GetNodes;
import org.apiaryfs.protocol.node.GetNodesResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/**
 * The servers of a recorded conversation, on free ports of this host: each question gets the recorded answer. A question that
 * BeeGFS's tool didn't ask is a surprise, told to whoever is interested, and isn't answered. Thread-safe.
 */
final class RecordedCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final NicAddress LOOPBACK = NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");

    private final String flow;
    private final Runnable surprised;
    private final List<RecordedExchange> own;
    private final List<RecordedExchange> cluster;
    private final Transport transport = Transport.open(1);
    private final Map<Integer, StreamServer> streams = new HashMap<>();
    private final Map<Integer, DatagramEndpoint> datagrams = new HashMap<>();
    private final Map<RecordedExchange, Integer> asked = new ConcurrentHashMap<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();

    /** @param surprised is called for each surprise */
    RecordedCluster(String flow, Runnable surprised) throws FsException {
        this.flow = flow;
        this.surprised = surprised;
        this.own = RecordedExchange.all().stream().filter(e -> e.flow().equals(flow)).toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("there is no recording " + flow);
        }
        String name = RecordedExchange.cluster(flow);
        this.cluster = RecordedExchange.all().stream().filter(e -> RecordedExchange.cluster(e.flow()).equals(name)).toList();
        for (int port : ports()) {
            datagrams.put(port, transport.datagrams(DatagramConfig.of("recorded", 0, Set.of(MessageType.HEARTBEAT_REQUEST), List::of), Runnable::run,
                    datagram -> answerDatagram(port, datagram)));
        }
        for (int port : ports()) {
            streams.put(port, transport.serve(ServerConfig.storage(0, AuthHash.NONE).withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    handlers(port)));
        }
    }

    /** Of all servers that the answers name. */
    private Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>(Set.of(RecordedExchange.MANAGEMENT));
        cluster.stream().flatMap(e -> e.answer() instanceof GetNodesResp r ? r.nodes().stream() : Stream.empty())
                .filter(n -> n.tcpPort() > 0).forEach(n -> ports.add(n.tcpPort()));
        return ports;
    }

    private HandlerTable handlers(int port) {
        HandlerTable.Builder table = HandlerTable.builder();
        EnumSet.complementOf(EnumSet.of(MessageType.AUTHENTICATE_CHANNEL, MessageType.SET_CHANNEL_DIRECT, MessageType.PEER_INFO, MessageType.DUMMY))
                .forEach(type -> table.on(type, Dispatch.EVENT_LOOP, exchange -> answerStream(port, exchange)));
        return table.build();
    }

    private void answerDatagram(int port, DatagramEndpoint.Received datagram) {
        answer(true, port, datagram.envelope()).ifPresent(datagram::reply);
    }

    private void answerStream(int port, Exchange exchange) {
        answer(false, port, exchange.request()).ifPresentOrElse(exchange::reply, () -> exchange.abort("not recorded"));
    }

    private synchronized Optional<Message> answer(boolean datagram, int port, Envelope request) {
        List<RecordedExchange> equal = own.stream().filter(e -> e.asks(datagram, port, request)).toList();
        if (!equal.isEmpty()) {
            int before = asked.merge(equal.getFirst(), 1, Integer::sum) - 1;
            return Optional.of(moved(equal.get(Math.min(before, equal.size() - 1)).answer()));
        }
        if (RecordedExchange.start(request.message())) {
            Optional<Message> other = cluster.stream().filter(e -> e.asks(datagram, port, request)).findFirst().map(e -> moved(e.answer()));
            if (other.isPresent() || emptyAnswer(request.message()).isPresent()) {
                return other.or(() -> emptyAnswer(request.message()));
            }
        }
        surprises.add((datagram ? "udp " : "tcp ") + port + " " + request);
        surprised.run();
        return Optional.empty();
    }

    private static Optional<Message> emptyAnswer(Message request) {
        return switch (request) {
            case GetNodes _ -> Optional.of(new GetNodesResp(List.of(), 0, false));
            case GetNodeCapacityPools _ -> Optional.of(new GetNodeCapacityPoolsResp(Map.of()));
            default -> Optional.empty();
        };
    }

    /** The same with the servers where they are now. */
    private Message moved(Message answer) {
        return switch (answer) {
            case GetNodesResp r -> new GetNodesResp(r.nodes().stream().map(this::moved).toList(), r.rootNumId(), r.rootIsBuddyMirrored());
            case Heartbeat h -> new Heartbeat(h.instanceVersion(), h.nicListVersion(), h.nodeType(), h.nodeId(), h.ackId(), h.nodeNumId(), h.rootNumId(),
                    h.rootIsBuddyMirrored(), datagrams.get(h.portUdp()).port(), streams.get(h.portTcp()).port(), moved(h.nics()));
            default -> answer;
        };
    }

    private NodeInfo moved(NodeInfo node) {
        return node.tcpPort() == 0 ? node : new NodeInfo(node.alias(), moved(node.nics()), node.id(), datagrams.get(node.udpPort()).port(),
                streams.get(node.tcpPort()).port(), node.typeNumber());
    }

    private static List<NicAddress> moved(List<NicAddress> nics) {
        return nics.stream().map(nic -> new NicAddress(LOOPBACK.ip(), nic.name(), nic.type())).toList();
    }

    /** Where the management server answers datagrams. */
    int managementPort() {
        return datagrams.get(RecordedExchange.MANAGEMENT).port();
    }

    /** A text about servers as it would be if they were where they were recorded. */
    String asRecorded(String text) {
        String recorded = text;
        for (int port : streams.keySet()) {
            recorded = recorded.replaceAll("\\b(" + streams.get(port).port() + "|" + datagrams.get(port).port() + ")\\b", Integer.toString(port));
        }
        return recorded.replace(LOOPBACK.address().getHostAddress(), own.stream().flatMap(e -> e.answer() instanceof Heartbeat h ? h.nics().stream() : Stream.empty())
                .findFirst().orElseThrow().address().getHostAddress());
    }

    /** Questions that the recorded tool asked, but for those at the start, and nobody has asked now. */
    List<RecordedExchange> unasked() {
        return own.stream().filter(e -> !e.atStart())
                .filter(e -> asked.keySet().stream().noneMatch(a -> a.asks(e.datagram(), e.port(), e.request()))).distinct().toList();
    }

    /** Questions that the recorded tool didn't ask. */
    List<String> surprises() {
        return surprises;
    }

    /** What the recorded tool asked, but for the start. */
    List<RecordedExchange> recorded() {
        return own.stream().filter(e -> !e.atStart()).toList();
    }

    @Override
    public void close() {
        streams.values().forEach(s -> s.stop(PATIENCE).join());
        datagrams.values().forEach(DatagramEndpoint::close);
        transport.close();
    }

    @Override
    public String toString() {
        return flow;
    }
}
