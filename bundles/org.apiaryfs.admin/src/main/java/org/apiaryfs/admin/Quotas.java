package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.StripePattern;
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

/**
 * Usage and limits of users and groups (spec admin §3.8). Usage needs the storage servers, all else mgmtd.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
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
    /** Limits of bytes. */
    private static final int SIZE = 1;
    /** Most IDs of a message (spec mgmtd §8). */
    private static final int MAX_IDS = 2014;

    private final Link link;

    Quotas(Link link) {
        this.link = link;
    }

    /** Whether the management server keeps limits and has them enforced. */
    public CompletableFuture<Boolean> enforced() {
        return link.look(session -> FsError.ofCode(session.askManagement(
                new RequestExceededQuota(Kind.USER.number, SIZE, StripePattern.DEFAULT_POOL, 0), RequestExceededQuotaResp.class).error()) != FsError.NOT_SUPPORTED);
    }

    /** Usage and limits in a pool; targets that don't answer make it incomplete. */
    public CompletableFuture<QuotaReport> report(int pool, Kind kind, QuotaSelection selection) {
        return link.look(session -> {
            StoragePool members = pool(session, pool);
            QuotaDefaultLimits defaults = session.askManagement(new GetDefaultQuota(pool), GetDefaultQuotaResp.class).limits();
            Usage usage = new Usage();
            for (int target : members.targets()) {
                usage.add(session, target, pool, kind, selection);
            }
            Map<Integer, QuotaLimits> own = limits(session, pool, kind, selection);
            TreeSet<Integer> shown = new TreeSet<>(Integer::compareUnsigned);
            shown.addAll(usage.used.keySet());
            shown.addAll(own.keySet());
            if (selection instanceof QuotaSelection.Ids ids) {
                shown.addAll(ids.ids());
            }
            return new QuotaReport(shown.stream().map(id -> new OwnerQuota(id, usage.used.getOrDefault(id, QuotaLimits.NONE),
                    own.getOrDefault(id, QuotaLimits.NONE))).toList(), of(defaults, kind), usage.inodes.orElse(InodeSupport.ALL), usage.whole);
        });
    }

    /** The sum over targets. Used by one thread. */
    private static final class Usage {
        private final Map<Integer, QuotaLimits> used = new TreeMap<>(Integer::compareUnsigned);
        private Optional<InodeSupport> inodes = Optional.empty();
        private boolean whole = true;

        private void add(Session session, int target, int pool, Kind kind, QuotaSelection selection) throws InterruptedException {
            for (GetQuotaInfo.Query query : queries(selection)) {
                try {
                    GetQuotaInfoResp answer = session.askTarget(target, new GetQuotaInfo(query, kind.number, GetQuotaInfo.EACH_TARGET, target, pool),
                            GetQuotaInfoResp.class);
                    InodeSupport support = InodeSupport.of(answer.inodeSupport());
                    inodes = Optional.of(inodes.map(support::and).orElse(support));
                    whole &= answer.inodeSupport() == WHOLE;
                    answer.data().forEach(d -> used.merge(d.id(), new QuotaLimits(d.size(), d.inodes()), QuotaLimits::plus));
                } catch (FsException e) {
                    whole = false;
                }
            }
        }
    }

    private static QuotaLimits of(QuotaDefaultLimits defaults, Kind kind) {
        return kind == Kind.USER ? new QuotaLimits(defaults.userSize(), defaults.userInodes()) : new QuotaLimits(defaults.groupSize(), defaults.groupInodes());
    }

    private static List<GetQuotaInfo.Query> queries(QuotaSelection selection) {
        return switch (selection) {
            case QuotaSelection.All all -> List.of(new GetQuotaInfo.All());
            case QuotaSelection.Ids ids -> lists(ids.ids());
            case QuotaSelection.Range range -> ranges(range);
        };
    }

    private static List<GetQuotaInfo.Query> lists(List<Integer> ids) {
        if (ids.size() == 1) {
            return List.of(new GetQuotaInfo.Single(ids.getFirst()));
        }
        List<GetQuotaInfo.Query> lists = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MAX_IDS) {
            lists.add(new GetQuotaInfo.Ids(ids.subList(from, Math.min(ids.size(), from + MAX_IDS))));
        }
        return lists;
    }

    private static List<GetQuotaInfo.Query> ranges(QuotaSelection.Range range) {
        List<GetQuotaInfo.Query> ranges = new ArrayList<>();
        for (long from = range.first(); from <= range.last(); from += MAX_IDS) {
            ranges.add(new GetQuotaInfo.Range((int) from, (int) Math.min(range.last(), from + MAX_IDS - 1)));
        }
        return ranges;
    }

    private static Map<Integer, QuotaLimits> limits(Session session, int pool, Kind kind, QuotaSelection selection) throws FsException, InterruptedException {
        Map<Integer, QuotaLimits> limits = new TreeMap<>(Integer::compareUnsigned);
        switch (selection) {
            case QuotaSelection.All all -> allLimits(session, pool, kind, limits);
            case QuotaSelection.Ids ids -> addLimits(session, pool, kind, lists(ids.ids()), limits);
            case QuotaSelection.Range range -> addLimits(session, pool, kind, ranges(range), limits);
        }
        return limits;
    }

    private static void addLimits(Session session, int pool, Kind kind, List<GetQuotaInfo.Query> queries, Map<Integer, QuotaLimits> limits)
            throws FsException, InterruptedException {
        for (GetQuotaInfo.Query query : queries) {
            add(limits, limits(session, pool, kind, query));
        }
    }

    private static void allLimits(Session session, int pool, Kind kind, Map<Integer, QuotaLimits> limits) throws FsException, InterruptedException {
        List<QuotaData> part;
        long from = 0;
        do {
            part = limits(session, pool, kind, new GetQuotaInfo.Range((int) from, (int) QuotaSelection.Range.MAX));
            add(limits, part);
            from = part.isEmpty() ? from : Integer.toUnsignedLong(part.getLast().id()) + 1;
        } while (part.size() >= MAX_IDS && from <= QuotaSelection.Range.MAX);
    }

    private static List<QuotaData> limits(Session session, int pool, Kind kind, GetQuotaInfo.Query query) throws FsException, InterruptedException {
        return session.askManagement(new GetQuotaInfo(query, kind.number, GetQuotaInfo.EACH_TARGET, 0, pool), GetQuotaInfoResp.class).data();
    }

    private static void add(Map<Integer, QuotaLimits> limits, List<QuotaData> data) {
        data.stream().filter(QuotaData::valid).forEach(d -> limits.put(d.id(), new QuotaLimits(d.size(), d.inodes())));
    }

    /**
     * Changes limits of users or groups. Refused if quotas are off.
     *
     * @param change from the present limits to the new ones; both 0 = none of its own
     */
    public CompletableFuture<Void> set(int pool, Kind kind, Collection<Integer> ids, UnaryOperator<QuotaLimits> change) {
        List<Integer> who = List.copyOf(ids);
        return link.change(session -> {
            pool(session, pool);
            Map<Integer, QuotaLimits> present = limits(session, pool, kind, new QuotaSelection.Ids(who));
            return set(session, pool, who.stream().map(id -> data(kind, id, change.apply(present.getOrDefault(id, QuotaLimits.NONE)))).toList());
        });
    }

    /** Sets limits of users or groups, by ID, whatever they are now. Refused if quotas are off. */
    public CompletableFuture<Void> set(int pool, Kind kind, Map<Integer, QuotaLimits> limits) {
        List<QuotaData> wanted = limits.entrySet().stream().map(e -> data(kind, e.getKey(), e.getValue())).toList();
        return link.change(session -> {
            pool(session, pool);
            return set(session, pool, wanted);
        });
    }

    private static QuotaData data(Kind kind, int id, QuotaLimits limits) {
        return new QuotaData(limits.size(), limits.inodes(), id, kind.number, true);
    }

    private static Void set(Session session, int pool, List<QuotaData> wanted) throws AdminException, FsException, InterruptedException {
        for (int from = 0; from < wanted.size(); from += MAX_IDS) {
            SetQuota request = new SetQuota(pool, wanted.subList(from, Math.min(wanted.size(), from + MAX_IDS)));
            checkDone(session.askManagement(request, SetQuotaResp.class).result());
        }
        return null;
    }

    /** What counts in a pool for those without limits of their own. */
    public CompletableFuture<QuotaLimits> defaults(int pool, Kind kind) {
        return link.look(session -> {
            pool(session, pool);
            return of(session.askManagement(new GetDefaultQuota(pool), GetDefaultQuotaResp.class).limits(), kind);
        });
    }

    /** Sets what counts for those without limits of their own. Refused if quotas are off. */
    public CompletableFuture<Void> setDefaults(int pool, Kind kind, QuotaLimits limits) {
        return link.change(session -> {
            pool(session, pool);
            checkDone(session.askManagement(new SetDefaultQuota(pool, limits.size(), limits.inodes(), kind.number), SetDefaultQuotaResp.class).result());
            return null;
        });
    }

    private static void checkDone(int result) throws AdminException {
        if (result != DONE) {
            throw Problems.refused(Texts.of("quota_off"));
        }
    }

    private static StoragePool pool(Session session, int pool) throws AdminException {
        return Optional.ofNullable(session.view().current().pools().get(pool))
                .orElseThrow(() -> Problems.badRequest(Texts.of("missing_pool", pool)));
    }
}
