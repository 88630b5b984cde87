package org.apiaryfs.mgmt.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
 * <p>News that carry content go, in order, to one type of node after the other, so
 * that for instance clients know a new target before metadata servers use it; requests to download
 * something go to all at once. A recipient that is down must not hold up everybody, so the next are
 * told after {@link #STAGE} even while others are still being sent repeats.
 *
 * <p>When a large cluster is switched on, everybody would have to be told of everybody. So that downloads are answered
 * meanwhile, and nothing piles up, datagrams are sent at a limited pace; what waits is told as it is then, only to those who
 * haven't downloaded it since. In a cluster of a few hundred nodes nothing of that is felt.
 *
 * <p>{@link #tell} may be called from any thread and doesn't block.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration STAGE = Duration.ofMillis(100);
    /** Datagrams with news per second, a hundred at a time: about a tenth of a core. */
    private static final int NEWS_PACE = 20_000;
    private static final int NEWS_PORTION = 100;
    /** Requests to download something per second, so many at a time: each makes its recipient ask for lists at once. */
    private static final int REFRESH_PACE = 1_000;
    private static final int REFRESH_PORTION = 25;
    /** How often each type of node downloads all lists on its own account (spec mgmtd §15): it needn't be told what is older. */
    private static final Map<NodeType, Duration> DOWNLOADS = Map.of(
            NodeType.CLIENT, Duration.ofMinutes(3), NodeType.META, Duration.ofMinutes(5), NodeType.STORAGE, Duration.ofMinutes(10));
    private static final List<NodeType> CLIENTS_META = List.of(NodeType.CLIENT, NodeType.META);
    private static final List<NodeType> META_CLIENTS = List.of(NodeType.META, NodeType.CLIENT);
    private static final List<NodeType> META_CLIENTS_STORAGE = List.of(NodeType.META, NodeType.CLIENT, NodeType.STORAGE);
    private static final List<NodeType> STORAGE_CLIENTS_META = List.of(NodeType.STORAGE, NodeType.CLIENT, NodeType.META);
    private static final Map<Notice.Refresh, List<NodeType>> REFRESHED = Map.of(
            Notice.Refresh.TARGET_STATES, List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT),
            Notice.Refresh.CAPACITY_POOLS, List.of(NodeType.META),
            Notice.Refresh.PUBLISH_CAPACITIES, List.of(NodeType.META, NodeType.STORAGE),
            Notice.Refresh.STORAGE_POOLS, List.of(NodeType.STORAGE, NodeType.META));

    private final DatagramEndpoint datagrams;
    private final Supplier<ClusterState> state;
    private final LongSupplier clock;
    private final NewsQueue news = new NewsQueue();
    private final BlockingQueue<Notice.Refresh> refreshes = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param state as of now, for recipients
     * @param clock monotonic nanoseconds
     */
    public Notifier(DatagramEndpoint datagrams, Supplier<ClusterState> state, LongSupplier clock) {
        this.datagrams = datagrams;
        this.state = state;
        this.clock = clock;
        Pace newsPace = new Pace(NEWS_PACE, NEWS_PORTION, clock);
        Pace refreshPace = new Pace(REFRESH_PACE, REFRESH_PORTION, clock);
        threads.add(Thread.ofVirtual().name("notifier-news").start(() -> drain(news::take, item -> send(item, newsPace))));
        threads.add(Thread.ofVirtual().name("notifier-refreshes").start(() -> drain(refreshes::take, item -> send(item, refreshPace))));
    }

    /** Queues a notice of a change that {@code state} shows already. A refresh that is waiting already isn't queued again. */
    public void tell(Notice notice) {
        if (notice instanceof Notice.Refresh refresh) {
            if (!refreshes.contains(refresh)) {
                refreshes.add(refresh);
            }
        } else {
            news.add(new News(notice, state.get().registry().nodes(), clock.getAsLong()));
        }
    }

    @FunctionalInterface
    private interface Source<T> {
        T take() throws InterruptedException;
    }

    @FunctionalInterface
    private interface Sender<T> {
        void send(T item) throws InterruptedException;
    }

    private static <T> void drain(Source<T> queue, Sender<T> sender) {
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

    private void send(Notice.Refresh refresh, Pace pace) throws InterruptedException {
        List<NodeInfo> recipients = new ArrayList<>();
        REFRESHED.get(refresh).forEach(type -> recipients.addAll(state.get().registry().nodes().of(type).all()));
        stage(refresh, recipients, pace, switch (refresh) {
            case TARGET_STATES -> RefreshTargetStates::new;
            case CAPACITY_POOLS -> RefreshCapacityPools::new;
            case PUBLISH_CAPACITIES -> PublishCapacities::new;
            case STORAGE_POOLS -> RefreshStoragePools::new;
        });
    }

    private void send(News item, Pace pace) throws InterruptedException {
        switch (item.notice()) {
            case Notice.NodeAdded(NodeInfo node) -> inTurn(item, switch (node.type()) {
                case META -> CLIENTS_META;
                case STORAGE -> STORAGE_CLIENTS_META;
                default -> List.of(NodeType.META);
            }, node.type(), node.id(), heartbeat(node), pace);
            case Notice.NodeMoved(NodeInfo node) -> inTurn(item, node.type() == NodeType.META ? CLIENTS_META : STORAGE_CLIENTS_META,
                    node.type(), node.id(), heartbeat(node), pace);
            case Notice.NodeRemoved(NodeType type, int id) -> inTurn(item, switch (type) {
                case META -> META_CLIENTS;
                case STORAGE -> META_CLIENTS_STORAGE;
                default -> List.of(NodeType.META);
            }, type, id, ack -> new RemoveNode(type.number(), id, ack), pace);
            case Notice.TargetsMapped(int node, Map<Integer, Integer> pools) -> inTurn(item, STORAGE_CLIENTS_META, NodeType.STORAGE, node,
                    ack -> new MapTargets(pools, node, ack), pace);
            case Notice.GroupSet set -> inTurn(item, STORAGE_CLIENTS_META, NodeType.INVALID, 0,
                    ack -> new SetMirrorBuddyGroup(set.type().number(), set.group().primary(), set.group().secondary(), set.id(), true, ack), pace);
            case Notice.Refresh refresh -> throw new IllegalStateException(refresh + " among the news");
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
    private void inTurn(News item, List<NodeType> types, NodeType aboutType, int aboutId, Function<String, Message> message, Pace pace)
            throws InterruptedException {
        for (NodeType type : types) {
            if (clock.getAsLong() - item.time() < DOWNLOADS.get(type).toNanos()) {
                boolean spared = aboutType == NodeType.STORAGE && type == NodeType.STORAGE;
                List<NodeInfo> recipients = item.recipients(type, state.get().registry().nodes());
                stage(item.notice(), recipients.stream().filter(n -> !spared || n.id() != aboutId).toList(), pace, message);
            }
        }
    }

    private void stage(Notice notice, List<NodeInfo> recipients, Pace pace, Function<String, Message> message) throws InterruptedException {
        List<CompletableFuture<?>> portions = new ArrayList<>();
        for (int from = 0; from < recipients.size(); from += pace.portion()) {
            List<NodeInfo> portion = recipients.subList(from, Math.min(from + pace.portion(), recipients.size()));
            portions.add(datagrams.sendAcked(portion, message).thenAccept(silent -> {
                if (!silent.isEmpty()) {
                    LOG.debug("not acknowledged: notice={} by={}", notice, silent.stream().map(NodeInfo::alias).toList());
                }
            }));
            pace.rest(portion.size());
        }
        try {
            CompletableFuture.allOf(portions.toArray(CompletableFuture[]::new)).get(STAGE.toMillis(), TimeUnit.MILLISECONDS);
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
