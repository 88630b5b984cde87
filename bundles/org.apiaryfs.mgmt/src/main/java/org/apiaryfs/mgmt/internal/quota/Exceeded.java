package org.apiaryfs.mgmt.internal.quota;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.apiaryfs.protocol.model.QuotaData;

/**
 * Who has used up which limit (spec mgmtd §10.9). Immutable.
 *
 * @param lists IDs in ascending order, by limit; one list for each kind of limit of each storage pool
 */
public record Exceeded(Map<Limit, List<Integer>> lists) {
    public static final Exceeded NOBODY = new Exceeded(Map.of());
    /** Limit type of bytes in messages (spec framing §4.10). */
    public static final int SIZE = 1;
    /** Limit type of inodes. */
    public static final int INODES = 2;

    /** A kind of limit in a storage pool. */
    public record Limit(int pool, int quotaType, int limitType) {}

    public Exceeded {
        lists = Map.copyOf(lists);
    }

    /** Those who used up a limit. */
    public List<Integer> of(int pool, int quotaType, int limitType) {
        return lists.getOrDefault(new Limit(pool, quotaType, limitType), List.of());
    }

    /** Compares what targets said with the limits of their pools. */
    static Exceeded compute(Registry registry, IdMap<TargetUsage> usage) {
        Map<Limit, List<Integer>> lists = new LinkedHashMap<>();
        for (int pool : registry.pools().names().ids()) {
            for (int type : List.of(Limits.USER, Limits.GROUP)) {
                compute(lists, registry, usage, pool, type);
            }
        }
        return new Exceeded(lists);
    }

    private static void compute(Map<Limit, List<Integer>> lists, Registry registry, IdMap<TargetUsage> usage, int pool, int type) {
        Limits limits = registry.limits(pool);
        List<Integer> size = new ArrayList<>();
        List<Integer> inodes = new ArrayList<>();
        used(registry.pools().targets(pool), usage, type).forEach((id, used) -> {
            QuotaData own = limits.of(type).getOr(id, new QuotaData(0, 0, id, type, false));
            boolean user = type == Limits.USER;
            if (usedUp(used.size(), own.size(), user ? limits.defaults().userSize() : limits.defaults().groupSize())) {
                size.add(id);
            }
            if (usedUp(used.inodes(), own.inodes(), user ? limits.defaults().userInodes() : limits.defaults().groupInodes())) {
                inodes.add(id);
            }
        });
        lists.put(new Limit(pool, type, SIZE), List.copyOf(size));
        lists.put(new Limit(pool, type, INODES), List.copyOf(inodes));
    }

    /** Sums by ID. */
    static Map<Integer, QuotaData> used(List<Integer> targets, IdMap<TargetUsage> usage, int type) {
        Map<Integer, QuotaData> sums = new TreeMap<>(Integer::compareUnsigned);
        for (int target : targets) {
            usage.getOr(target, TargetUsage.NONE).of(type).asMap().forEach((id, used) -> sums.merge(id, used,
                    (a, b) -> new QuotaData(a.size() + b.size(), a.inodes() + b.inodes(), id, type, true)));
        }
        return sums;
    }

    /** Limits are unsigned; 0 means that there is none. */
    private static boolean usedUp(long used, long own, long otherwise) {
        long limit = own != 0 ? own : otherwise;
        return limit != 0 && Long.compareUnsigned(used, limit) >= 0;
    }
}
