package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.protocol.model.NodeType;

/**
 * What all servers did in one second. Immutable.
 *
 * @param time end of the second
 * @param nodes by server, metadata first, each ascending by ID; those that said nothing of it are missing
 * @param metadata sum over metadata servers; empty if none said anything
 * @param storage sum over storage servers; likewise
 */
public record LiveSample(Instant time, Map<NodeKey, LoadSample> nodes, Optional<LoadSample> metadata, Optional<LoadSample> storage) {
    public LiveSample {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    static LiveSample of(Instant time, Map<NodeKey, LoadSample> nodes) {
        return new LiveSample(time, nodes, sum(nodes, NodeType.META), sum(nodes, NodeType.STORAGE));
    }

    private static Optional<LoadSample> sum(Map<NodeKey, LoadSample> nodes, NodeType type) {
        return nodes.entrySet().stream().filter(e -> e.getKey().type() == type).map(Map.Entry::getValue).reduce(LoadSample::plus);
    }

    /** The servers of a type with the most of something, most first; those with none are left out. */
    public List<Map.Entry<NodeKey, LoadSample>> busiest(NodeType type, int number, ToLongFunction<LoadSample> what) {
        return nodes.entrySet().stream().filter(e -> e.getKey().type() == type && what.applyAsLong(e.getValue()) > 0)
                .sorted(Comparator.comparingLong((Map.Entry<NodeKey, LoadSample> e) -> what.applyAsLong(e.getValue())).reversed())
                .limit(number).toList();
    }
}
