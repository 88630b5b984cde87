package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.locks.LockRequest;
import org.apiaryfs.meta.namespace.Locking;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.session.LockGranted;
import org.apiaryfs.transport.Scheduler;

/**
 * Tells clients by datagram that a lock they wait for is theirs, again and again until they
 * acknowledge; takes back what nobody acknowledges (spec meta §9.4). Thread-safe; nothing blocks.
 */
final class LockGranter implements AutoCloseable {
    private final Locking locking;
    private final ClusterView view;
    private final Sender sender;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final int node;
    private final Duration wait;
    private final int retries;
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, Grant> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Sends a datagram to a node. */
    @FunctionalInterface
    interface Sender {
        void send(NodeInfo node, Message message);
    }

    /** Grants that one event set free. */
    private record Batch(AtomicInteger unacknowledged) {}

    private record Grant(EntryKey file, LockKind kind, LockRequest request, Batch batch) {}

    LockGranter(Locking locking, ClusterView view, Sender sender, Scheduler scheduler, InstantSource clock, int node, Duration wait, int retries) {
        this.locking = locking;
        this.view = view;
        this.sender = sender;
        this.scheduler = scheduler;
        this.clock = clock;
        this.node = node;
        this.wait = wait;
        this.retries = retries;
    }

    /** Tells the clients whose requests were granted by one event. */
    void grant(EntryKey file, LockKind kind, List<LockRequest> granted) {
        Batch batch = new Batch(new AtomicInteger());
        List<Grant> grants = new ArrayList<>(granted.size());
        granted.forEach(request -> grants.add(new Grant(file, kind, request, batch)));
        for (Grant grant : grants) {
            String suffix = kind == LockKind.RANGE ? "rlck" : "elck";
            String ackId = hex(clock.instant().getEpochSecond()) + "-" + hex(counter.incrementAndGet()) + "-" + suffix + "-" + grant.request.ackId();
            waiting.put(ackId, grant);
            send(ackId, grant, retries);
        }
    }

    private static String hex(long number) {
        return Long.toHexString(number).toUpperCase(Locale.ROOT);
    }

    private void send(String ackId, Grant grant, int retriesLeft) {
        if (!waiting.containsKey(ackId) || closed) {
            return;
        }
        Optional<NodeInfo> client = view.current().clients().get(grant.request.owner().client());
        client.ifPresent(info -> sender.send(info, new LockGranted(grant.request.ackId(), ackId, node)));
        if (client.isPresent() && retriesLeft > 0) {
            scheduler.schedule(wait, () -> send(ackId, grant, retriesLeft - 1));
        } else {
            scheduler.schedule(client.isPresent() ? wait : Duration.ZERO, () -> Thread.ofVirtual().start(() -> takeBack(ackId)));
        }
    }

    private void takeBack(String ackId) {
        Grant grant = waiting.get(ackId);
        if (grant == null || closed) {
            return;
        }
        // Clients that don't answer would hold up a long queue one after the other.
        boolean hopeless = grant.batch.unacknowledged.get() > 0;
        locking.takeBack(grant.kind, grant.file, grant.request, hopeless).ifPresent(freed -> {
            grant.batch.unacknowledged.incrementAndGet();
            grant(grant.file, grant.kind, freed);
        });
        waiting.remove(ackId);
    }

    /** Takes a client's acknowledgment; unknown ones are ignored. */
    void acknowledged(String ackId) {
        Grant grant = waiting.remove(ackId);
        if (grant != null) {
            locking.confirm(grant.kind, grant.file, grant.request);
        }
    }

    /** Grants that no client has acknowledged so far, told or not. */
    int unacknowledged() {
        return waiting.size();
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
    }
}
