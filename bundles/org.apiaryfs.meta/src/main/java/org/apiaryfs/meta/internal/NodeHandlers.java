package org.apiaryfs.meta.internal;

import java.io.IOException;
import java.util.List;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.monitor.RequestMetaData;
import org.apiaryfs.protocol.monitor.RequestMetaDataResp;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.protocol.node.SetMetadataMirroring;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;

/** What concerns the node and not its files (spec: StatStoragePath, SetExceededQuota, RequestMetaData, SetMetadataMirroring, SetTargetConsistencyStates). */
final class NodeHandlers {
    private final MetaContext context;
    private final LocalNode self;
    private final LoadHistory load;

    NodeHandlers(MetaContext context, LocalNode self, LoadHistory load) {
        this.context = context;
        this.self = self;
        this.load = load;
    }

    StatStoragePathResp space(StatStoragePath request, Call call) throws FsException {
        try {
            FreeSpace space = FreeSpace.of(context.config().directory());
            return new StatStoragePathResp(0, space.sizeTotal(), space.sizeFree(), space.inodesTotal(), space.inodesFree());
        } catch (IOException e) {
            throw new FsException(FsError.INTERNAL, e.getMessage());
        }
    }

    ResultResp exceededQuota(SetExceededQuota request, Call call) throws FsException {
        if (!context.quota().enforced()) {
            throw new FsException(FsError.INTERNAL, "quotas are off");
        }
        if (!context.view().current().pools().containsKey(request.pool())) {
            throw new FsException(FsError.UNKNOWN_POOL, "storage pool " + request.pool());
        }
        context.quota().set(request.pool(), request.quotaType(), request.limitType(), request.ids());
        return ResultResp.of(MessageType.SET_EXCEEDED_QUOTA_RESP, FsError.SUCCESS);
    }

    RequestMetaDataResp monitoring(RequestMetaData request, Call call) {
        List<HighResolutionStats> newestFirst = load.since(request.lastStatsMillis());
        boolean root = context.view().current().root().id() == self.id();
        return new RequestMetaDataResp(self.alias(), self.alias(), self.id(), self.nics(), root, 0,
                newestFirst.isEmpty() ? 0 : newestFirst.getFirst().queuedRequests(), context.ns().sessions().clients().size(), newestFirst);
    }

    /** This node's state, which is what the management server says: a node without mirrored metadata has nothing to lack. */
    ResultResp state(SetTargetConsistencyStates request, Call call) throws FsException {
        if (request.nodeType() != NodeType.META.number() || !request.ids().equals(List.of(self.id())) || request.states().size() != 1) {
            throw new FsException(FsError.INTERNAL, "states of " + request.ids());
        }
        return ResultResp.of(MessageType.SET_TARGET_CONSISTENCY_STATES_RESP, FsError.SUCCESS);
    }

    ResultResp mirrorMetadata(SetMetadataMirroring request, Call call) throws FsException {
        throw new FsException(FsError.NOT_SUPPORTED, "metadata can't be mirrored yet");
    }
}
