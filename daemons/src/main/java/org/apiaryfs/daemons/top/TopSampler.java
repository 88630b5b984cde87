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
    private static final Duration RECENT = Duration.ofSeconds(5);

    private final ClusterConnection connection;
    private Map<NodeType, OperationCounts> before = Map.of();
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
        Instant after = Instant.now().minus(RECENT);
        Map<ClusterNode, CompletableFuture<List<LoadSample>>> loads = new LinkedHashMap<>();
        Map<ClusterNode, CompletableFuture<OperationCounts>> counts = new LinkedHashMap<>();
        for (ClusterNode node : nodes) {
            loads.put(node, connection.statistics().load(node.type(), node.id(), after));
            counts.put(node, connection.statistics().operations(node.type(), node.id(), byUser));
        }
        List<TopSample.Server> servers = new ArrayList<>();
        for (ClusterNode node : nodes) {
            servers.add(new TopSample.Server(node, answer(loads.get(node)).flatMap(l -> l.stream().findFirst())));
        }
        Map<NodeType, OperationCounts> now = new LinkedHashMap<>();
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE)) {
            OperationCounts sum = new OperationCounts(Operations.of(type), Map.of());
            for (var entry : counts.entrySet()) {
                if (entry.getKey().type() == type) {
                    sum = answer(entry.getValue()).map(sum::plus).orElse(sum);
                }
            }
            now.put(type, sum);
        }
        long at = System.nanoTime();
        TopSample sample = new TopSample(snapshot, servers, since(now, NodeType.META), since(now, NodeType.STORAGE), Duration.ofNanos(at - when));
        before = now;
        when = at;
        return sample;
    }

    /** Nothing before there was something to compare with. */
    private OperationCounts since(Map<NodeType, OperationCounts> now, NodeType type) {
        return before.containsKey(type) ? now.get(type).since(before.get(type)) : new OperationCounts(Operations.of(type), Map.of());
    }

    /** To be called when the next round asks by something else. */
    public void forget() {
        before = Map.of();
    }

    private static <T> Optional<T> answer(CompletableFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
