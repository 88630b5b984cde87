package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.GetDefaultQuota;
import org.apiaryfs.protocol.node.GetDefaultQuotaResp;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.node.SetDefaultQuota;
import org.apiaryfs.protocol.node.SetDefaultQuotaResp;
import org.apiaryfs.protocol.node.SetQuota;
import org.apiaryfs.protocol.node.SetQuotaResp;
import org.apiaryfs.transport.CallOptions;

/**
 * Usage and limits of users and groups (spec admin §3.8).
 *
 * <p>Thread-safe. Methods wait for answers, so they belong on a thread of the caller's.
 */
public final class Quotas {
    /** Users or groups. */
    public enum Kind {
        USER(1), GROUP(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int WHOLE = 1;
    private static final int DONE = 1;
    /** Most IDs of a message (spec mgmtd §8). */
    private static final int MAX_IDS = 2014;
    private static final long ALL_IDS = 0xffff_ffffL;

    private final Supplier<Optional<Session>> session;

    Quotas(Supplier<Optional<Session>> session) {
        this.session = session;
    }

    /**
     * Usage and limits in a pool.
     *
     * @param ids uids or gids, unsigned; empty = all that have or are allowed anything
     * @throws AdminException if there is no such pool, or the management server doesn't answer
     */
    public QuotaReport report(int pool, Kind kind, Collection<Integer> ids) throws AdminException, InterruptedException {
        Session at = connected();
        StoragePool members = pool(at, pool);
        QuotaDefaultLimits defaults = ask(at.mgmtd().ask(new GetDefaultQuota(pool), GetDefaultQuotaResp.class)).limits();
        Map<Integer, QuotaLimits> used = new TreeMap<>(Integer::compareUnsigned);
        boolean whole = true;
        for (int target : members.targets()) {
            whole &= addUsage(at, target, pool, kind, ids, used);
        }
        Map<Integer, QuotaLimits> own = ids.isEmpty() ? allLimits(at, pool, kind) : limits(at, pool, kind, ids);
        TreeSet<Integer> shown = new TreeSet<>(Integer::compareUnsigned);
        shown.addAll(ids);
        if (ids.isEmpty()) {
            shown.addAll(used.keySet());
            shown.addAll(own.keySet());
        }
        return new QuotaReport(shown.stream().map(id -> new OwnerQuota(id, used.getOrDefault(id, QuotaLimits.NONE), own.getOrDefault(id, QuotaLimits.NONE))).toList(),
                of(defaults, kind), whole);
    }

    private static QuotaLimits of(QuotaDefaultLimits defaults, Kind kind) {
        return kind == Kind.USER ? new QuotaLimits(defaults.userSize(), defaults.userInodes()) : new QuotaLimits(defaults.groupSize(), defaults.groupInodes());
    }

    /** False if that may not be all. */
    private static boolean addUsage(Session at, int target, int pool, Kind kind, Collection<Integer> ids, Map<Integer, QuotaLimits> used)
            throws InterruptedException, AdminException {
        boolean whole = true;
        List<GetQuotaInfo.Query> queries = ids.isEmpty() ? List.of(new GetQuotaInfo.All()) : lists(ids);
        for (GetQuotaInfo.Query query : queries) {
            try {
                GetQuotaInfoResp answer = wait(at.nodes().target(target,
                        Envelope.of(new GetQuotaInfo(query, kind.number, GetQuotaInfo.ONE_TARGET, target, pool)), GetQuotaInfoResp.class,
                        CallOptions.DEFAULT.withoutWaiting()));
                whole &= answer.inodeSupport() == WHOLE;
                answer.data().forEach(d -> used.merge(d.id(), new QuotaLimits(d.size(), d.inodes()), QuotaLimits::plus));
            } catch (FsException e) {
                whole = false;
            }
        }
        return whole;
    }

    private static List<GetQuotaInfo.Query> lists(Collection<Integer> ids) {
        List<Integer> all = List.copyOf(ids);
        List<GetQuotaInfo.Query> lists = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_IDS) {
            lists.add(new GetQuotaInfo.Ids(all.subList(from, Math.min(all.size(), from + MAX_IDS))));
        }
        return lists;
    }

    private static Map<Integer, QuotaLimits> limits(Session at, int pool, Kind kind, Collection<Integer> ids) throws AdminException, InterruptedException {
        Map<Integer, QuotaLimits> limits = new TreeMap<>(Integer::compareUnsigned);
        for (GetQuotaInfo.Query query : lists(ids)) {
            add(limits, limits(at, pool, kind, query));
        }
        return limits;
    }

    private static Map<Integer, QuotaLimits> allLimits(Session at, int pool, Kind kind) throws AdminException, InterruptedException {
        Map<Integer, QuotaLimits> limits = new TreeMap<>(Integer::compareUnsigned);
        List<QuotaData> part;
        long from = 0;
        do {
            part = limits(at, pool, kind, new GetQuotaInfo.Range((int) from, (int) ALL_IDS));
            add(limits, part);
            from = part.isEmpty() ? from : Integer.toUnsignedLong(part.getLast().id()) + 1;
        } while (part.size() >= MAX_IDS && from <= ALL_IDS);
        return limits;
    }

    private static List<QuotaData> limits(Session at, int pool, Kind kind, GetQuotaInfo.Query query) throws AdminException, InterruptedException {
        return ask(at.mgmtd().ask(new GetQuotaInfo(query, kind.number, GetQuotaInfo.EACH_TARGET, 0, pool), GetQuotaInfoResp.class)).data();
    }

    private static void add(Map<Integer, QuotaLimits> limits, List<QuotaData> data) {
        data.stream().filter(QuotaData::valid).forEach(d -> limits.put(d.id(), new QuotaLimits(d.size(), d.inodes())));
    }

    /**
     * Changes limits of users or groups.
     *
     * @param change from the present limits to the new ones; both 0 = none of its own
     * @throws AdminException if there is no such pool, or quotas are off
     */
    public void set(int pool, Kind kind, Collection<Integer> ids, Function<QuotaLimits, QuotaLimits> change) throws AdminException, InterruptedException {
        Session at = connected();
        pool(at, pool);
        Map<Integer, QuotaLimits> present = limits(at, pool, kind, ids);
        List<QuotaData> wanted = ids.stream().map(id -> {
            QuotaLimits now = change.apply(present.getOrDefault(id, QuotaLimits.NONE));
            return new QuotaData(now.size(), now.inodes(), id, kind.number, true);
        }).toList();
        for (int from = 0; from < wanted.size(); from += MAX_IDS) {
            SetQuota request = new SetQuota(pool, wanted.subList(from, Math.min(wanted.size(), from + MAX_IDS)));
            checkDone(ask(at.mgmtd().ask(request, SetQuotaResp.class)).result());
        }
    }

    /** What counts in a pool for those without limits of their own. @throws AdminException if there is no such pool */
    public QuotaLimits defaults(int pool, Kind kind) throws AdminException, InterruptedException {
        Session at = connected();
        pool(at, pool);
        return of(ask(at.mgmtd().ask(new GetDefaultQuota(pool), GetDefaultQuotaResp.class)).limits(), kind);
    }

    /** Sets what counts for those without limits of their own. @throws AdminException if there is no such pool, or quotas are off */
    public void setDefaults(int pool, Kind kind, QuotaLimits limits) throws AdminException, InterruptedException {
        Session at = connected();
        pool(at, pool);
        checkDone(ask(at.mgmtd().ask(new SetDefaultQuota(pool, limits.size(), limits.inodes(), kind.number), SetDefaultQuotaResp.class)).result());
    }

    private static void checkDone(int result) throws AdminException {
        if (result != DONE) {
            throw new Problem(Problem.Kind.REFUSED, "Quotas are off at the management server; set quotaEnableEnforcement=true there and at all servers.").asException();
        }
    }

    private Session connected() throws AdminException {
        return session.get().orElseThrow(Problems.NOT_CONNECTED::asException);
    }

    private static StoragePool pool(Session at, int pool) throws AdminException {
        return Optional.ofNullable(at.view().current().pools().get(pool))
                .orElseThrow(() -> new Problem(Problem.Kind.BAD_REQUEST, "There is no storage pool " + pool + ".").asException());
    }

    private static <T> T ask(CompletableFuture<T> future) throws AdminException, InterruptedException {
        try {
            return wait(future);
        } catch (FsException e) {
            throw Problems.of(e).asException();
        }
    }

    private static <T> T wait(CompletableFuture<T> future) throws FsException, InterruptedException {
        T value = Await.of(future);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return value;
    }
}
