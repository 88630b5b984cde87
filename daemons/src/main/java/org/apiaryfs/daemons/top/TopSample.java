package org.apiaryfs.daemons.top;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;

/**
 * What was found out within one round. Immutable.
 *
 * @param snapshot the cluster
 * @param servers its servers with their newest load; empty if they didn't tell
 * @param meta what was asked of metadata servers since the round before
 * @param storage what was asked of storage servers likewise
 * @param since time since the round before
 */
public record TopSample(ClusterSnapshot snapshot, List<Server> servers, OperationCounts meta, OperationCounts storage, Duration since) {
    /** A server and its load within the last second. */
    public record Server(ClusterNode node, Optional<LoadSample> load) {}

    public TopSample {
        servers = List.copyOf(servers);
    }
}
