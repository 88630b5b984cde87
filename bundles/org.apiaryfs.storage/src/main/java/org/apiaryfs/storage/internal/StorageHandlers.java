package org.apiaryfs.storage.internal;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.node.CommonHandlers;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.storage.GetStorageResyncStatsResp;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;

/** The one table of requests that a storage server serves. */
final class StorageHandlers {
    /** What is counted when it arrives; reads and writes are when it is known how much they are. */
    private static final Map<MessageType, StorageOp> COUNTED = Map.ofEntries(
            Map.entry(MessageType.ACK, StorageOp.ACK), Map.entry(MessageType.SET_CHANNEL_DIRECT, StorageOp.SET_CHANNEL_DIRECT),
            Map.entry(MessageType.GET_CHUNK_FILE_ATTRIBS, StorageOp.GET_ATTRIBS), Map.entry(MessageType.SET_LOCAL_ATTR, StorageOp.SET_ATTRIBS),
            Map.entry(MessageType.STAT_STORAGE_PATH, StorageOp.STATFS), Map.entry(MessageType.TRUNC_LOCAL_FILE, StorageOp.TRUNCATE),
            Map.entry(MessageType.CLOSE_CHUNK_FILE, StorageOp.CLOSE), Map.entry(MessageType.FSYNC_LOCAL_FILE, StorageOp.FSYNC),
            Map.entry(MessageType.GENERIC_DEBUG, StorageOp.GENERIC_DEBUG), Map.entry(MessageType.HEARTBEAT_REQUEST, StorageOp.HEARTBEAT),
            Map.entry(MessageType.REQUEST_STORAGE_DATA, StorageOp.STORAGE_DATA), Map.entry(MessageType.UNLINK_LOCAL_FILE, StorageOp.UNLINK));

    private StorageHandlers() {}

    /**
     * @param stateChanged told when someone set the state of a target
     * @param neighbours tells people of connections to other nodes
     */
    static HandlerTable table(StorageContext context, LocalNode self, ClusterView view, InstantSource clock, Runnable stateChanged,
            Supplier<String> neighbours) {
        Dispatch onTarget = Dispatch.on(request -> context.places().targets().workers(request.targetId()));
        ConsistencyHandlers consistency = new ConsistencyHandlers(context.places().targets(), stateChanged);
        QuotaHandlers quota = new QuotaHandlers(context, view::current);
        ChunkPathHandlers paths = new ChunkPathHandlers(context.places().targets());
        HandlerTable.Builder table = HandlerTable.builder()
                .observer((request, from) -> Optional.ofNullable(COUNTED.get(request.message().type()))
                        .ifPresent(operation -> context.counters().count(from.address().getAddress(), request.userId(), operation)))
                .on(MessageType.READ_LOCAL_FILE_V2, onTarget, new ReadHandler(context))
                .on(MessageType.WRITE_LOCAL_FILE, onTarget, new WriteHandler(context))
                .on(MessageType.FSYNC_LOCAL_FILE, onTarget, new FSyncHandler(context))
                .on(MessageType.CLOSE_CHUNK_FILE, onTarget, new CloseHandler(context))
                .on(MessageType.GET_CHUNK_FILE_ATTRIBS, onTarget, new ChunkAttributesHandler(context))
                .on(MessageType.TRUNC_LOCAL_FILE, onTarget, new TruncateHandler(context, clock))
                .on(MessageType.UNLINK_LOCAL_FILE, onTarget, new UnlinkHandler(context))
                .on(MessageType.SET_LOCAL_ATTR, onTarget, new SetAttributesHandler(context))
                .answer(MessageType.STAT_STORAGE_PATH, onTarget, new StatStorageHandler(context))
                .answer(MessageType.SET_TARGET_CONSISTENCY_STATES, Dispatch.EVENT_LOOP, consistency::set)
                .answer(MessageType.GET_TARGET_CONSISTENCY_STATES, Dispatch.EVENT_LOOP, consistency::get)
                .answer(MessageType.REMOVE_BUDDY_GROUP, Dispatch.VIRTUAL_THREAD, new GroupHandler(context.places().targets(), view)::remove)
                .answer(MessageType.GET_STORAGE_RESYNC_STATS, Dispatch.EVENT_LOOP, x -> GetStorageResyncStatsResp.NONE)
                .answer(MessageType.GET_QUOTA_INFO, Dispatch.VIRTUAL_THREAD, quota::usage)
                .answer(MessageType.SET_EXCEEDED_QUOTA, Dispatch.EVENT_LOOP, quota::setExceeded)
                .answer(MessageType.GET_CLIENT_STATS, Dispatch.VIRTUAL_THREAD,
                        x -> context.counters().page((GetClientStats) x.request().message()))
                .answer(MessageType.REQUEST_STORAGE_DATA, Dispatch.VIRTUAL_THREAD, new StorageDataHandler(context, self)::answer)
                .answer(MessageType.STORAGE_BENCH_CONTROL, Dispatch.VIRTUAL_THREAD, new BenchHandler(context.benchmark())::answer)
                .answer(MessageType.RM_CHUNK_PATHS, Dispatch.VIRTUAL_THREAD, paths::removePaths)
                .answer(MessageType.DELETE_CHUNKS, Dispatch.VIRTUAL_THREAD, paths::deleteChunks)
                .answer(MessageType.MOVE_CHUNK_FILE, Dispatch.VIRTUAL_THREAD, paths::move)
                .answer(MessageType.FETCH_FSCK_CHUNK_LIST, Dispatch.VIRTUAL_THREAD, new FsckChunkHandler(context.places())::fetch);
        return CommonHandlers.addTo(table, self, view, context.load(), new DebugCommands(context, view::current, neighbours)).build();
    }
}
