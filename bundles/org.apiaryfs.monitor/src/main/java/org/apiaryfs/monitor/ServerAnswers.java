package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.ResyncJob;

/** What servers are asked for. No method blocks; futures may be cancelled and fail with AdminException. */
interface ServerAnswers {
    /** Later ones only, newest first. */
    CompletableFuture<List<LoadSample>> load(NodeKey node, Instant after);

    CompletableFuture<OperationCounts> operations(NodeKey node, boolean byUser);

    CompletableFuture<ResyncJob> resync(GroupKey group);

    static ServerAnswers of(ClusterConnection connection) {
        return new ServerAnswers() {
            @Override
            public CompletableFuture<List<LoadSample>> load(NodeKey node, Instant after) {
                return connection.statistics().load(node.type(), node.id(), after);
            }

            @Override
            public CompletableFuture<OperationCounts> operations(NodeKey node, boolean byUser) {
                return connection.statistics().operations(node.type(), node.id(), byUser);
            }

            @Override
            public CompletableFuture<ResyncJob> resync(GroupKey group) {
                return connection.mirrorGroups().resync(group.kind(), group.id(), false);
            }
        };
    }
}
