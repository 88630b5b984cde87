package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.storage.chunk.TargetUsage;
import org.apiaryfs.storage.chunk.Usage;
import org.apiaryfs.transport.Exchange;

/** Serves GetQuotaInfo, which may wait for the disk, and SetExceededQuota, which doesn't (spec storage §8). Thread-safe. */
final class QuotaHandlers {
    /** {@code inodeSupport}: nothing was asked. */
    private static final int UNKNOWN = 0;
    /** {@code inodeSupport}: the figures are whole. */
    private static final int WHOLE = 1;
    /** {@code inodeSupport}: some targets' chunks are still being counted, so there may be more. */
    private static final int IN_PART = 2;
    /** Longest answer: its reader's buffer holds no more (spec storage §8.1). */
    private static final int MAX_ENTRIES = 2014;

    private final StorageContext context;
    private final Supplier<ClusterMap> cluster;

    QuotaHandlers(StorageContext context, Supplier<ClusterMap> cluster) {
        this.context = context;
        this.cluster = cluster;
    }

    /** Who has how much; nobody who has nothing, so that tools show that as not known. A target that doesn't answer is left out, and the figures are said not to be whole. */
    Message usage(Exchange exchange) {
        GetQuotaInfo request = (GetQuotaInfo) exchange.request().message();
        SortedMap<Integer, Usage> sums = new TreeMap<>(Integer::compareUnsigned);
        int support = UNKNOWN;
        for (StorageTarget target : selected(request)) {
            try {
                TargetUsage usage = target.chunks().usage();
                support = Math.max(support, usage.exact() ? WHOLE : IN_PART);
                wanted(request, request.quotaType() == ExceededQuota.USER ? usage.users() : usage.groups())
                        .forEach((id, u) -> sums.merge(id, u, Usage::plus));
            } catch (FsException e) {
                target.log(e);
                support = IN_PART;
            }
        }
        return new GetQuotaInfoResp(support, sums.entrySet().stream().limit(MAX_ENTRIES)
                .map(e -> new QuotaData(e.getValue().bytes(), e.getValue().inodes(), e.getKey(), request.quotaType(), true)).toList());
    }

    private List<StorageTarget> selected(GetQuotaInfo request) {
        if (request.targetSelection() != GetQuotaInfo.ALL_TARGETS) {
            return context.places().targets().get(request.targetId()).stream().toList();
        }
        return context.places().targets().all().stream().filter(t -> request.pool() == 0 || inPool(t.id(), request.pool())).toList();
    }

    private boolean inPool(int target, int pool) {
        return Optional.ofNullable(cluster.get().pools().get(pool)).filter(p -> p.targets().contains(target)).isPresent();
    }

    private static SortedMap<Integer, Usage> wanted(GetQuotaInfo request, SortedMap<Integer, Usage> all) {
        SortedMap<Integer, Usage> none = new TreeMap<>(Integer::compareUnsigned);
        return switch (request.query()) {
            case GetQuotaInfo.None() -> none;
            case GetQuotaInfo.All() -> all;
            case GetQuotaInfo.Single(int id) -> list(List.of(id), all, none);
            case GetQuotaInfo.Ids(List<Integer> ids) -> list(ids, all, none);
            case GetQuotaInfo.Range(int first, int last) -> {
                if (Integer.compareUnsigned(first, last) > 0) {
                    yield none;
                }
                SortedMap<Integer, Usage> from = all.tailMap(first);
                yield last == -1 ? from : from.headMap(last + 1);
            }
        };
    }

    private static SortedMap<Integer, Usage> list(List<Integer> ids, SortedMap<Integer, Usage> all, SortedMap<Integer, Usage> into) {
        ids.forEach(id -> Optional.ofNullable(all.get(id)).ifPresent(u -> into.put(id, u)));
        return into;
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
