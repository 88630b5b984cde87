package org.apiaryfs.transport.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageTable;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link DatagramEndpoint} on a UDP socket. Thread-safe. */
final class UdpEndpoint implements DatagramEndpoint {
    private static final long CLOSE_MILLIS = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(UdpEndpoint.class);
    private static final int MAX_DATAGRAM = 65536;
    /** Datagrams that are written to the socket together. */
    private static final int PORTION = 64;
    private static final int LOOPBACK = 0x7F00_0001;

    private final DatagramConfig config;
    private final Executor executor;
    private final Handler handler;
    private final DatagramChannel channel;
    private final AtomicLong ackCounter = new AtomicLong();
    private final Map<String, CompletableFuture<Void>> awaitedAcks = new ConcurrentHashMap<>();
    /** Acknowledged sends that are under way; run when the socket closes. */
    private final Set<Runnable> giveUps = ConcurrentHashMap.newKeySet();
    private final Duration ackWait;
    private volatile Set<MessageType> accepted;

    /** @param ackWait length of a round of acknowledged sending */
    UdpEndpoint(EventLoops loops, DatagramConfig config, Executor executor, Handler handler, Duration ackWait) throws FsException {
        this.ackWait = ackWait;
        this.config = config;
        this.executor = executor;
        this.handler = handler;
        this.accepted = config.accepted();
        // Without SO_REUSEADDR: a second daemon on the same port must fail, not take the first one's datagrams.
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.datagram())
                .option(ChannelOption.SO_BROADCAST, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                        received(packet);
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        // Such as "connection refused" for an earlier send: not this socket's end.
                        LOG.debug("{}: {}", config.name(), cause.toString());
                    }
                });
        if (config.receiveBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.receiveBuffer());
        }
        ChannelFuture bind = bootstrap.bind(config.listen()).awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new FsException(FsError.INTERNAL, config.name() + ": can't listen on UDP "
                    + config.listen() + ": " + bind.cause().getMessage());
        }
        channel = (DatagramChannel) bind.channel();
    }

    @Override
    public int port() {
        return channel.localAddress().getPort();
    }

    @Override
    public void accept(Set<MessageType> types) {
        accepted = Set.copyOf(types);
    }

    private void received(DatagramPacket packet) {
        InetSocketAddress source = packet.sender();
        if (own(source)) {
            return;
        }
        Optional<Envelope> envelope;
        try {
            envelope = decode(packet);
        } catch (WireFormatException | RuntimeException e) {
            LOG.debug("{}: datagram of {} dropped: {}", config.name(), source, e.getMessage());
            return;
        }
        if (envelope.isEmpty()) {
            return;
        }
        if (envelope.get().message() instanceof Ack ack && acknowledged(ack)) {
            return;
        }
        if (accepted.contains(envelope.get().message().type())) {
            Packet received = new Packet(envelope.get(), source);
            try {
                executor.execute(() -> handle(received));
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: datagram of {} dropped: its executor takes no more work", config.name(), source);
            }
        }
    }

    /** Empty if the type isn't wanted, which is no reason to decode it (spec framing §11.2). */
    private Optional<Envelope> decode(DatagramPacket packet) throws WireFormatException {
        WireReader reader = new WireReader(packet.content());
        int size = packet.content().readableBytes();
        MessageHeader header = MessageHeader.read(reader, size);
        if (header.length() != size) {
            throw new WireFormatException("message of " + header.length() + " bytes in a datagram of " + size);
        }
        if (header.sequence() != 0 || header.sequenceDone() != 0) {
            throw new WireFormatException("sequence numbers in a datagram");
        }
        MessageType type = MessageTable.row(header).type();
        if (type != MessageType.ACK && !accepted.contains(type)) {
            LOG.debug("{}: datagram of {} dropped: {} isn't accepted here", config.name(), packet.sender(), type);
            return Optional.empty();
        }
        return Optional.of(Envelope.read(header, reader));
    }

    private boolean own(InetSocketAddress source) {
        if (source.getPort() != port()) {
            return false;
        }
        return source.getAddress() instanceof Inet4Address address
                && ownIp(NicAddress.standard(address, "").ip());
    }

    private boolean ownIp(int ip) {
        return ip == LOOPBACK || config.ownNics().get().stream().anyMatch(nic -> nic.ip() == ip);
    }

    private void handle(Packet datagram) {
        try {
            handler.handle(datagram);
        } catch (Exception e) {
            LOG.warn("{}: handling {} of {} failed: {}", config.name(), datagram.envelope.message().type(), datagram.source, e.toString());
        }
    }

    private boolean acknowledged(Ack ack) {
        CompletableFuture<Void> waiting = awaitedAcks.get(ack.ackId());
        if (waiting != null) {
            waiting.complete(null);
        }
        return waiting != null;
    }

    @Override
    public void send(InetSocketAddress to, Message message) {
        send(to, Envelope.of(message));
    }

    private void send(InetSocketAddress to, Envelope envelope) {
        write(to, envelope);
        channel.flush();
    }

    private void write(InetSocketAddress to, Envelope envelope) {
        channel.write(new DatagramPacket(Buffers.encode(envelope), to)).addListener(f -> {
            if (!f.isSuccess()) {
                LOG.debug("{}: sending {} to {} failed: {}", config.name(), envelope.message().type(), to, f.cause().toString());
            }
        });
    }

    @Override
    public void send(NodeInfo node, Message message) {
        Envelope envelope = Envelope.of(message);
        addresses(node).forEach(to -> send(to, envelope));
    }

    private List<InetSocketAddress> addresses(NodeInfo node) {
        List<InetSocketAddress> all = new ArrayList<>();
        for (NicAddress nic : node.nics()) {
            if (nic.type() == NicAddress.STANDARD && config.netFilter().allows(nic)) {
                all.add(new InetSocketAddress(nic.address(), node.udpPort()));
            }
        }
        return all;
    }

    @Override
    public CompletableFuture<Void> sendRepeatedly(Collection<NodeInfo> nodes, Message message, int repeats, Duration gap) {
        List<NodeInfo> to = List.copyOf(nodes);
        CompletableFuture<Void> done = new CompletableFuture<>();
        sendRound(to, message, repeats, gap, done);
        return done;
    }

    private void sendRound(List<NodeInfo> nodes, Message message, int repeats, Duration gap, CompletableFuture<Void> done) {
        nodes.forEach(node -> send(node, message));
        if (repeats <= 0 || !channel.isOpen()) {
            done.complete(null);
        } else {
            later(gap, () -> sendRound(nodes, message, repeats - 1, gap, done), () -> done.complete(null));
        }
    }

    private void later(Duration delay, Runnable task, Runnable otherwise) {
        try {
            channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    /** A message on its way to a node that is to acknowledge it. */
    private record Announced(NodeInfo node, String ackId, Message message, CompletableFuture<Void> ack) {}

    @Override
    public CompletableFuture<List<NodeInfo>> sendAcked(Collection<NodeInfo> nodes, Function<String, Message> message) {
        List<Announced> announced = new ArrayList<>();
        for (NodeInfo node : nodes) {
            String ackId = newAckId(node);
            CompletableFuture<Void> ack = new CompletableFuture<>();
            awaitedAcks.put(ackId, ack);
            announced.add(new Announced(node, ackId, message.apply(ackId), ack));
        }
        CompletableFuture<List<NodeInfo>> missing = new CompletableFuture<>();
        Runnable giveUp = () -> missing.complete(announced.stream().filter(a -> !a.ack.isDone()).map(Announced::node).toList());
        giveUps.add(giveUp);
        missing.whenComplete((m, e) -> {
            giveUps.remove(giveUp);
            announced.forEach(a -> awaitedAcks.remove(a.ackId));
        });
        CompletableFuture.allOf(announced.stream().map(Announced::ack).toArray(CompletableFuture[]::new))
                .thenRun(() -> missing.complete(List.of()));
        round(announced, 1, giveUp);
        return missing;
    }

    private void round(List<Announced> announced, int number, Runnable giveUp) {
        List<Announced> open = announced.stream().filter(a -> !a.ack.isDone()).toList();
        if (open.isEmpty() || number > ACK_ROUNDS || !channel.isOpen()) {
            giveUp.run();
            return;
        }
        sendPortions(open.iterator());
        later(ackWait, () -> round(open, number + 1, giveUp), giveUp);
    }

    /** Sends some at a time, with one system call where the system can, and lets the event loop see to others in between. */
    private void sendPortions(Iterator<Announced> ahead) {
        try {
            channel.eventLoop().execute(() -> {
                for (int i = 0; i < PORTION && ahead.hasNext(); i++) {
                    Announced a = ahead.next();
                    Envelope envelope = Envelope.of(a.message);
                    addresses(a.node).forEach(to -> write(to, envelope));
                }
                channel.flush();
                if (ahead.hasNext() && channel.isOpen()) {
                    sendPortions(ahead);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not sent, for the socket closes", config.name());
        }
    }

    private String newAckId(NodeInfo node) {
        return Long.toHexString(Instant.now().getEpochSecond()).toUpperCase(Locale.ROOT) + '-'
                + Long.toHexString(ackCounter.incrementAndGet()).toUpperCase(Locale.ROOT) + "-dgramLis-" + node.alias();
    }

    @Override
    public void close() {
        ChannelFuture closed = channel.close();
        giveUps.forEach(Runnable::run);
        // Whoever closes it to bind the port again needs it free.
        if (!channel.eventLoop().inEventLoop()) {
            closed.awaitUninterruptibly(CLOSE_MILLIS);
        }
    }

    /** A datagram for the handler. Immutable. */
    private final class Packet implements Received {
        private final Envelope envelope;
        private final InetSocketAddress source;

        private Packet(Envelope envelope, InetSocketAddress source) {
            this.envelope = envelope;
            this.source = source;
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public InetSocketAddress source() {
            return source;
        }

        @Override
        public void reply(Message message) {
            send(source, message);
        }

        @Override
        public void acknowledge(String ackId) {
            if (!ackId.isEmpty()) {
                reply(new Ack(ackId));
            }
        }
    }
}
