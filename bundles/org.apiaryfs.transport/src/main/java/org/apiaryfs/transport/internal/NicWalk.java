package org.apiaryfs.transport.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dialer;
import org.apiaryfs.transport.PeerAddress;

/** The one {@link Connector}: tries interfaces in their order, with the dialer of their type. Thread-safe. */
final class NicWalk implements Connector {
    private final ConnectorConfig config;
    private final Map<Integer, Dialer> dialers;

    NicWalk(ConnectorConfig config, Map<Integer, Dialer> dialers) {
        this.config = config;
        this.dialers = Map.copyOf(dialers);
    }

    @Override
    public CompletableFuture<Connection> connect(PeerAddress peer) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        next(peer, peer.nics().iterator(), new ArrayList<>(), false, result);
        return result;
    }

    private void next(PeerAddress peer, Iterator<NicAddress> nics, List<String> notes, boolean fallback,
            CompletableFuture<Connection> result) {
        while (nics.hasNext() && !result.isDone()) {
            NicAddress nic = nics.next();
            String skip = reasonToSkip(peer, nic);
            if (!skip.isEmpty()) {
                notes.add(text(nic) + " skipped: " + skip);
                continue;
            }
            dialers.get(nic.type()).dial(nic, peer.port(), config, fallback).whenComplete((connection, error) -> {
                if (error != null) {
                    Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
                    notes.add(text(nic) + ": " + cause.getMessage());
                    next(peer, nics, notes, true, result);
                    return;
                }
                introduce(connection);
                if (!result.complete(connection)) {
                    connection.close();
                }
            });
            return;
        }
        if (!result.isDone()) {
            result.completeExceptionally(new FsException(FsError.COMMUNICATION, "can't connect to " + peer.name() + ", port "
                    + peer.port() + ": " + (notes.isEmpty() ? "it has no interfaces" : String.join("; ", notes))));
        }
    }

    /** Empty if the interface is to be tried (spec framing §8.1, steps 1 to 5). */
    private String reasonToSkip(PeerAddress peer, NicAddress nic) {
        if (config.outbound().sourceFor(nic.address()).isEmpty()) {
            return "no allowed source address leads there (connRestrictOutboundInterfaces)";
        }
        if (!config.netFilter().allows(nic)) {
            return "not in connNetFilterFile";
        }
        if (nic.type() != NicAddress.STANDARD && config.tcpOnlyFilter().contains(nic.ip())) {
            return "in connTcpOnlyFilterFile";
        }
        if (!dialers.containsKey(nic.type())) {
            return "no support here for this type of interface";
        }
        boolean server = peer.type() == NodeType.META || peer.type() == NodeType.STORAGE;
        if (nic.type() == NicAddress.STANDARD && server && !config.tcpToServers()) {
            return "connTCPFallbackEnabled=false";
        }
        return "";
    }

    private static String text(NicAddress nic) {
        String kind = switch (nic.type()) {
            case NicAddress.STANDARD -> "TCP";
            case NicAddress.SDP -> "SDP";
            case NicAddress.RDMA -> "RDMA";
            default -> "type " + nic.type();
        };
        return nic.address().getHostAddress() + " (" + kind + ")";
    }

    /** None of these is answered; if one can't be sent, the first request finds that out (spec framing §8.2). */
    private void introduce(Connection connection) {
        if (config.authHash().required()) {
            connection.send(Envelope.of(new AuthenticateChannel(config.authHash())));
        }
        if (config.indirect()) {
            connection.send(Envelope.of(new SetChannelDirect(0)));
        }
        config.clientId().ifPresent(id ->
                connection.send(Envelope.of(new PeerInfo(NodeType.CLIENT.number(), id.getAsInt()))));
    }
}
