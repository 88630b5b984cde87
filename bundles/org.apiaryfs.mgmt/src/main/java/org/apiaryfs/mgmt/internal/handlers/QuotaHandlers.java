package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.mgmt.internal.state.Pools;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.node.GetDefaultQuota;
import org.apiaryfs.protocol.node.GetDefaultQuotaResp;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.node.RequestExceededQuota;
import org.apiaryfs.protocol.node.RequestExceededQuotaResp;
import org.apiaryfs.protocol.node.SetDefaultQuota;
import org.apiaryfs.protocol.node.SetDefaultQuotaResp;
import org.apiaryfs.protocol.node.SetQuota;
import org.apiaryfs.protocol.node.SetQuotaResp;
import org.apiaryfs.transport.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SetQuota, GetQuotaInfo, Set- and GetDefaultQuota, RequestExceededQuota (spec mgmtd §8), if quotas are on. Thread-safe. */
final class QuotaHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaHandlers.class);
    private static final int DONE = 1;
    private static final int FAILED = 0;
    /** Longest answer: its reader's buffer holds no more (spec mgmtd §8). */
    static final int MAX_ENTRIES = 2014;

    private final Services services;

    QuotaHandlers(Services services) {
        this.services = services;
    }

    void set(Exchange exchange) throws IOException {
        SetQuota request = (SetQuota) exchange.request().message();
        if (!services.config().quota().on()) {
            exchange.reply(new SetQuotaResp(FAILED));
            return;
        }
        if (!services.keeper().current().registry().pools().names().has(request.pool())) {
            LOG.warn("quota limits of an unknown storage pool ignored: pool={} from={}", request.pool(), exchange.peer());
        } else if (!request.limits().isEmpty()) {
            int type = request.limits().getFirst().quotaType();
            services.keeper().update(draft -> {
                request.limits().forEach(l -> draft.change(new Change.LimitSet(request.pool(), new QuotaData(l.size(), l.inodes(), l.id(), type, true))));
                return null;
            });
        }
        exchange.reply(new SetQuotaResp(DONE));
    }

    Message limits(Exchange exchange) {
        GetQuotaInfo request = (GetQuotaInfo) exchange.request().message();
        if (!services.config().quota().on()) {
            return new GetQuotaInfoResp(0, List.of());
        }
        IdMap<QuotaData> limits = services.keeper().current().registry().limits(request.pool()).of(request.quotaType());
        return new GetQuotaInfoResp(0, switch (request.query()) {
            case GetQuotaInfo.None() -> List.of();
            case GetQuotaInfo.All() -> List.of();
            case GetQuotaInfo.Single(int id) -> List.of(limit(limits, id, request.quotaType()));
            case GetQuotaInfo.Ids(List<Integer> ids) -> ids.stream().limit(MAX_ENTRIES).map(id -> limit(limits, id, request.quotaType())).toList();
            case GetQuotaInfo.Range(int first, int last) -> Integer.compareUnsigned(first, last) > 0 ? List.of()
                    : limits.values(first, last, MAX_ENTRIES);
        });
    }

    private static QuotaData limit(IdMap<QuotaData> limits, int id, int type) {
        return limits.getOr(id, new QuotaData(0, 0, id, type, false));
    }

    Message setDefaults(Exchange exchange) throws IOException {
        SetDefaultQuota request = (SetDefaultQuota) exchange.request().message();
        if (!services.config().quota().on() || !services.keeper().current().registry().pools().names().has(request.pool())) {
            return new SetDefaultQuotaResp(FAILED);
        }
        services.keeper().update(draft -> {
            QuotaDefaultLimits old = draft.registry().limits(request.pool()).defaults();
            draft.change(new Change.DefaultLimitsSet(request.pool(), request.quotaType() == Limits.USER
                    ? new QuotaDefaultLimits(request.inodes(), request.size(), old.groupInodes(), old.groupSize())
                    : new QuotaDefaultLimits(old.userInodes(), old.userSize(), request.inodes(), request.size())));
            return null;
        });
        return new SetDefaultQuotaResp(DONE);
    }

    Message defaults(Exchange exchange) {
        int pool = ((GetDefaultQuota) exchange.request().message()).pool();
        Optional<QuotaDefaultLimits> limits = services.config().quota().on()
                ? Optional.of(services.keeper().current().registry().limits(pool).defaults())
                : Optional.empty();
        return new GetDefaultQuotaResp(limits.orElse(Limits.NONE.defaults()));
    }

    /** Who has used up a limit, for a server that starts. NOT_SUPPORTED tells it that quotas are off. */
    Message exceeded(Exchange exchange) {
        RequestExceededQuota request = (RequestExceededQuota) exchange.request().message();
        if (services.quota().isEmpty()) {
            return answer(request, List.of(), FsError.NOT_SUPPORTED);
        }
        Pools pools = services.keeper().current().registry().pools();
        int pool = request.pool() != 0 ? request.pool() : pools.ofTarget().getOr(request.targetId(), 0);
        if (!pools.names().has(pool)) {
            return answer(request, List.of(), FsError.INVAL);
        }
        return answer(request, services.quota().get().exceeded().of(pool, request.quotaType(), request.limitType()), FsError.SUCCESS);
    }

    private static Message answer(RequestExceededQuota request, List<Integer> ids, FsError error) {
        return new RequestExceededQuotaResp(0, request.quotaType(), request.limitType(), ids, error.code());
    }
}
