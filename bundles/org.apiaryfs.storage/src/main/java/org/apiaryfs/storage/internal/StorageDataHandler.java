package org.apiaryfs.storage.internal;

import java.util.List;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.monitor.RequestStorageData;
import org.apiaryfs.protocol.monitor.RequestStorageDataResp;
import org.apiaryfs.transport.Exchange;

/** Serves RequestStorageData (spec storage §9.3). Waits for the disks. */
final class StorageDataHandler {
    private static final int MIB_SHIFT = 20;

    private final StorageContext context;
    private final LocalNode self;

    StorageDataHandler(StorageContext context, LocalNode self) {
        this.context = context;
        this.self = self;
    }

    Message answer(Exchange exchange) {
        RequestStorageData request = (RequestStorageData) exchange.request().message();
        List<StorageTargetInfo> targets = context.places().targets().all().stream().map(StorageTarget::capacity).toList();
        List<HighResolutionStats> stats = context.load().since(request.lastStatsMillis());
        int queued = stats.isEmpty() ? 0 : stats.getFirst().queuedRequests();
        return new RequestStorageDataResp(self.alias(), self.alias(), self.id(), self.nics(), queued, 0,
                targets.stream().mapToLong(t -> Math.max(0, t.diskTotal()) >> MIB_SHIFT).sum(),
                targets.stream().mapToLong(t -> Math.max(0, t.diskFree()) >> MIB_SHIFT).sum(),
                context.sessions().clientCount(), stats, targets);
    }
}
