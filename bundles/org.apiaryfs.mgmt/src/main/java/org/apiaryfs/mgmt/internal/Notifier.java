package org.apiaryfs.mgmt.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.PublishCapacities;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.RefreshStoragePools;
import org.apiaryfs.protocol.node.RefreshTargetStates;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.transport.DatagramEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others what has changed, by acknowledged datagrams (spec mgmtd §11). What gets lost is made up
 * for by their periodic downloads.
 *
 * <p>Two queues, each in order: news that carry content go to one type of node after the other, so
 * that for instance clients know a new target before metadata servers use it; requests to download
 * something go to all at once. A recipient that is down must not hold up everybody, so the next are
 * told after {@link #STAGE} even while others are still being sent repeats.
 *
 * <p>{@link #tell} may be called from any thread and doesn't block.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration STAGE = Duration.ofMillis(100);
    private static final List<NodeType> CLIENTS_META = List.of(NodeType.CLIENT, NodeType.META);
    private static final List<NodeType> META_CLIENTS = List.of(NodeType.META, NodeType.CLIENT);
    private static final List<NodeType> META_CLIENTS_STORAGE = List.of(NodeType.META, NodeType.CLIENT, NodeType.STORAGE);
    private static final List<NodeType> STORAGE_CLIENTS_META = List.of(NodeType.STORAGE, NodeType.CLIENT, NodeType.META);
    private static final Map<Notice.Refresh, List<NodeType>> REFRESHED = Map.of(
            Notice.Refresh.TARGET_STATES, List.of(NodeType.CLIENT, NodeType.META, NodeType.STORAGE),
            Notice.Refresh.CAPACITY_POOLS, List.of(NodeType.META),
            Notice.Refresh.PUBLISH_CAPACITIES, List.of(NodeType.META, NodeType.STORAGE),
            Notice.Refresh.STORAGE_POOLS, List.of(NodeType.STORAGE, NodeType.META));

    private final DatagramEndpoint datagrams;
    private final Supplier<ClusterState> state;
    private final BlockingQueue<Notice> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<Notice.Refresh> refreshes = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param state asked for recipients at the time of sending */
    public Notifier(DatagramEndpoint datagrams, Supplier<ClusterState> state) {
        this.datagrams = datagrams;
        this.state = state;
        threads.add(Thread.ofVirtual().name("notifier-news").start(() -> drain(news, this::send)));
        threads.add(Thread.ofVirtual().name("notifier-refreshes").start(() -> drain(refreshes, this::send)));
    }

    /** Queues a notice. A refresh that is waiting already isn't queued again. */
    public void tell(Notice notice) {
        if (notice instanceof Notice.Refresh refresh) {
            if (!refreshes.contains(refresh)) {
                refreshes.add(refresh);
            }
        } else {
            news.add(notice);
        }
    }

    @FunctionalInterface
    private interface Sender<T> {
        void send(T item) throws InterruptedException;
    }

    private static <T> void drain(BlockingQueue<T> queue, Sender<T> sender) {
        try {
            while (true) {
                T item = queue.take();
                try {
                    sender.send(item);
                } catch (RuntimeException e) {
                    LOG.error("notice not sent: notice={} error=\"{}\"; the nodes learn of it by their next download", item, e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Notice.Refresh refresh) throws InterruptedException {
        List<NodeInfo> recipients = new ArrayList<>();
        REFRESHED.get(refresh).forEach(type -> recipients.addAll(nodes(type)));
        stage(refresh, recipients, switch (refresh) {
            case TARGET_STATES -> RefreshTargetStates::new;
            case CAPACITY_POOLS -> RefreshCapacityPools::new;
            case PUBLISH_CAPACITIES -> PublishCapacities::new;
            case STORAGE_POOLS -> RefreshStoragePools::new;
        });
    }

    private void send(Notice notice) throws InterruptedException {
        switch (notice) {
            case Notice.NodeAdded(NodeInfo node) -> inTurn(notice, switch (node.type()) {
                case META -> CLIENTS_META;
                case STORAGE -> STORAGE_CLIENTS_META;
                default -> List.of(NodeType.META);
            }, node.type(), node.id(), heartbeat(node));
            case Notice.NodeMoved(NodeInfo node) -> inTurn(notice, node.type() == NodeType.META ? CLIENTS_META : STORAGE_CLIENTS_META,
                    node.type(), node.id(), heartbeat(node));
            case Notice.NodeRemoved(NodeType type, int id) -> inTurn(notice, switch (type) {
                case META -> META_CLIENTS;
                case STORAGE -> META_CLIENTS_STORAGE;
                default -> List.of(NodeType.META);
            }, type, id, ack -> new RemoveNode(type.number(), id, ack));
            case Notice.TargetMapped(int target, int node, int pool) -> inTurn(notice, STORAGE_CLIENTS_META, NodeType.STORAGE, node,
                    ack -> new MapTargets(Map.of(target, pool), node, ack));
            case Notice.GroupSet set -> inTurn(notice, STORAGE_CLIENTS_META, NodeType.INVALID, 0,
                    ack -> new SetMirrorBuddyGroup(set.type().number(), set.group().primary(), set.group().secondary(), set.id(), true, ack));
            case Notice.Refresh refresh -> send(refresh);
        }
    }

    private Function<String, Message> heartbeat(NodeInfo node) {
        RootOwner root = node.type() == NodeType.META ? state.get().registry().nodes().root() : RootOwner.UNKNOWN;
        return ack -> new Heartbeat(0, 0, node.typeNumber(), node.alias(), ack, node.id(), root.id(), root.mirrored(),
                node.udpPort(), node.tcpPort(), node.nics());
    }

    /**
     * Tells one type of node after the other.
     *
     * @param aboutType and {@code aboutId}: a storage node that the news is about and that has caused it
     *     itself; it is still starting, would not answer, and knows. A metadata node is told, since it may
     *     learn the root's owner that way
     */
    private void inTurn(Notice notice, List<NodeType> types, NodeType aboutType, int aboutId, Function<String, Message> message)
            throws InterruptedException {
        for (NodeType type : types) {
            boolean spared = aboutType == NodeType.STORAGE && type == NodeType.STORAGE;
            stage(notice, nodes(type).stream().filter(n -> !spared || n.id() != aboutId).toList(), message);
        }
    }

    private Collection<NodeInfo> nodes(NodeType type) {
        return state.get().registry().nodes().of(type).all();
    }

    private void stage(Notice notice, Collection<NodeInfo> recipients, Function<String, Message> message) throws InterruptedException {
        if (recipients.isEmpty()) {
            return;
        }
        CompletableFuture<List<NodeInfo>> sent = datagrams.sendAcked(recipients, message);
        sent.thenAccept(silent -> {
            if (!silent.isEmpty()) {
                LOG.debug("not acknowledged: notice={} by={}", notice, silent.stream().map(NodeInfo::alias).toList());
            }
        });
        try {
            sent.get(STAGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("still being repeated: notice={}", notice);
        } catch (ExecutionException e) {
            LOG.warn("notice not sent: notice={} error=\"{}\"", notice, e.getCause().toString());
        }
    }

    /** Gives up what is queued. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
