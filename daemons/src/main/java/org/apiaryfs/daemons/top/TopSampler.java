package org.apiaryfs.daemons.top;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.protocol.model.NodeType;

/** Asks all servers what they do. Used by one thread, which waits for the answers. */
public final class TopSampler {
    private final ClusterConnection connection;
    private Map<NodeType, Increase> increases = fresh();
    private long when = System.nanoTime();

    public TopSampler(ClusterConnection connection) {
        this.connection = connection;
    }

    /**
     * One round. Servers that don't answer are left out.
     *
     * @param byUser whether operations are those of users; else of clients
     */
    public TopSample sample(ClusterSnapshot snapshot, boolean byUser) throws InterruptedException {
        List<ClusterNode> nodes = new ArrayList<>(snapshot.nodes(NodeType.META));
        nodes.addAll(snapshot.nodes(NodeType.STORAGE));
        Map<ClusterNode, CompletableFuture<List<LoadSample>>> loads = new LinkedHashMap<>();
        Map<ClusterNode, CompletableFuture<OperationCounts>> counts = new LinkedHashMap<>();
        for (ClusterNode node : nodes) {
            loads.put(node, connection.statistics().load(node.type(), node.id(), Instant.EPOCH));
            counts.put(node, connection.statistics().operations(node.type(), node.id(), byUser));
        }
        List<TopSample.Server> servers = new ArrayList<>();
        for (ClusterNode node : nodes) {
            servers.add(new TopSample.Server(node, answer(loads.get(node)).flatMap(l -> l.stream().findFirst())));
        }
        OperationCounts meta = increase(NodeType.META, counts);
        OperationCounts storage = increase(NodeType.STORAGE, counts);
        long at = System.nanoTime();
        TopSample sample = new TopSample(snapshot, servers, meta, storage, Duration.ofNanos(at - when));
        when = at;
        return sample;
    }

    private OperationCounts increase(NodeType type, Map<ClusterNode, CompletableFuture<OperationCounts>> counts) throws InterruptedException {
        Map<ClusterNode, OperationCounts> now = new LinkedHashMap<>();
        for (var entry : counts.entrySet()) {
            if (entry.getKey().type() == type) {
                answer(entry.getValue()).ifPresent(c -> now.put(entry.getKey(), c));
            }
        }
        return increases.get(type).next(now);
    }

    /** To be called when the next round asks by something else. */
    public void forget() {
        increases = fresh();
    }

    private static Map<NodeType, Increase> fresh() {
        return Map.of(NodeType.META, new Increase(Operations.of(NodeType.META)), NodeType.STORAGE, new Increase(Operations.of(NodeType.STORAGE)));
    }

    private static <T> Optional<T> answer(CompletableFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
