package org.apiaryfs.check.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.fsck.FsckModificationEvent;
import org.apiaryfs.protocol.fsck.FsckSetEventLogging;
import org.apiaryfs.protocol.fsck.FsckSetEventLoggingResp;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.NetworkInterfaces;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the entries that the metadata nodes tell of as changed while a check runs (spec meta
 * §12.4). If some are missed that isn't the end: what looks wrong is looked at twice anyway. Thread-safe.
 */
final class Modifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Modifications.class);
    private static final int MOST = 500_000; // entry IDs, some 100 bytes each
    private static final int ROUNDS = 100; // of asking whether all was sent
    private static final int PAUSE = 100; // milliseconds between two

    private final Peers peers;
    private final DatagramEndpoint datagrams;
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private final Set<Integer> telling = new TreeSet<>(); // nodes; used by the thread of the check

    private Modifications(Peers peers, Transport transport) throws CheckException {
        this.peers = peers;
        DatagramConfig config = new DatagramConfig("fsck", new InetSocketAddress(0), Set.of(MessageType.FSCK_MODIFICATION_EVENT), List::of,
                NetFilter.ALL, ConnectorConfig.DEFAULT_RECEIVE_BUFFER);
        try {
            datagrams = transport.datagrams(config, Runnable::run, this::received);
        } catch (FsException e) {
            throw new CheckException(Texts.of("check_noPort", e.getMessage()), e);
        }
    }

    /** Begins to collect. */
    static Modifications watch(Peers peers, Transport transport, boolean force) throws CheckException {
        Modifications modifications = new Modifications(peers, transport);
        try {
            for (int node : peers.nodes(NodeType.META)) {
                FsckSetEventLogging enable = new FsckSetEventLogging(true, modifications.datagrams.port(), nics(), force);
                if (!peers.begin(NodeType.META, node, enable, FsckSetEventLoggingResp.class).loggingEnabled()) {
                    throw new CheckException(Texts.of("check_otherAtMeta", node));
                }
                modifications.telling.add(node);
            }
            return modifications;
        } catch (CheckException e) {
            modifications.close();
            throw e;
        }
    }

    private static List<NicAddress> nics() {
        List<NicAddress> nics = NetworkInterfaces.all().discover();
        return nics.isEmpty() ? NetworkInterfaces.all().only(List.of("lo")).discover() : nics;
    }

    private void received(DatagramEndpoint.Received datagram) {
        if (datagram.envelope().message() instanceof FsckModificationEvent event) {
            if (touched.size() < MOST) {
                touched.addAll(event.entryIds());
            }
            datagram.acknowledge(event.ackId());
        }
    }

    /** True if an entry has changed since the start. */
    boolean touched(String entryId) {
        return touched.contains(entryId);
    }

    /** Ends collecting, with what is still under way. Nodes that answer don't stay in the check because another one doesn't. */
    void end() throws CheckException, InterruptedException {
        Optional<CheckException> failure = Optional.empty();
        for (int node : List.copyOf(telling)) {
            try {
                end(node);
            } catch (CheckException e) {
                failure = failure.or(() -> Optional.of(e));
            }
            telling.remove(node);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void end(int node) throws CheckException, InterruptedException {
        FsckSetEventLoggingResp answer;
        int round = 0;
        do {
            answer = peers.metaSoon(node, new FsckSetEventLogging(false, 0, List.of(), false), FsckSetEventLoggingResp.class);
            if (!answer.result()) {
                Thread.sleep(PAUSE);
            }
        } while (!answer.result() && ++round < ROUNDS);
        if (!answer.result() || answer.missedEvents()) {
            LOG.info("not all modifications were told: node={}", node);
        }
    }

    /** Ends it also for a thread that is interrupted, and stays so. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            end();
        } catch (CheckException e) {
            LOG.debug("modifications can't be switched off: error=\"{}\"", e.getMessage());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            datagrams.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
