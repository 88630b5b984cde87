package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.transport.Exchange;

/** Serves GetQuotaInfo and SetExceededQuota (spec storage §8). Never blocks. */
final class QuotaHandlers {
    /** {@code inodeSupport} of a server whose file systems aren't asked: inodes are counted on none. */
    private static final int INODES_ON_NONE = 3;

    private final StorageContext context;
    private final Supplier<ClusterMap> cluster;

    QuotaHandlers(StorageContext context, Supplier<ClusterMap> cluster) {
        this.context = context;
        this.cluster = cluster;
    }

    /** Usage isn't counted, so there is nobody to tell of. */
    Message usage(Exchange exchange) {
        return new GetQuotaInfoResp(INODES_ON_NONE, List.of());
    }

    Message setExceeded(Exchange exchange) {
        SetExceededQuota request = (SetExceededQuota) exchange.request().message();
        return ResultResp.of(MessageType.SET_EXCEEDED_QUOTA_RESP, set(request));
    }

    private FsError set(SetExceededQuota request) {
        if (!context.enforceQuota().get()) {
            return FsError.INTERNAL;
        }
        Optional<StoragePool> pool = Optional.ofNullable(cluster.get().pools().get(request.pool()));
        if (pool.isEmpty()) {
            return FsError.UNKNOWN_POOL;
        }
        Set<Integer> members = pool.get().targets().stream().collect(Collectors.toSet());
        context.places().targets().all().stream().filter(t -> members.contains(t.id()))
                .forEach(t -> t.exceeded().set(request.quotaType(), request.limitType(), request.ids()));
        return FsError.SUCCESS;
    }
}
