package org.apiaryfs.mgmt.internal.state;

import java.util.List;
import org.apiaryfs.cluster.IdMap;

/**
 * Storage pools. Every mapped target and every storage buddy group is in exactly one; the default
 * pool always exists (spec mgmtd §7). Immutable.
 *
 * @param names description by pool
 * @param ofTarget pool by target
 * @param ofGroup pool by storage buddy group
 */
public record Pools(IdMap<String> names, IdMap<Integer> ofTarget, IdMap<Integer> ofGroup) {
    public static final int DEFAULT = 1;
    public static final int MAX = 65535;
    public static final Pools EMPTY = new Pools(IdMap.<String>empty().with(DEFAULT, "Default"), IdMap.empty(), IdMap.empty());

    public List<Integer> targets(int pool) {
        return ofTarget.ids((target, in) -> in == pool);
    }

    public List<Integer> groups(int pool) {
        return ofGroup.ids((group, in) -> in == pool);
    }

    Pools named(int pool, String name) {
        return new Pools(names.with(pool, name), ofTarget, ofGroup);
    }

    /** Removes an empty pool. */
    Pools without(int pool) {
        return new Pools(names.without(pool), ofTarget, ofGroup);
    }

    Pools withTarget(int target, int pool) {
        return new Pools(names, ofTarget.with(target, pool), ofGroup);
    }

    Pools withoutTarget(int target) {
        return new Pools(names, ofTarget.without(target), ofGroup);
    }

    Pools withGroup(int group, int pool) {
        return new Pools(names, ofTarget, ofGroup.with(group, pool));
    }

    Pools withoutGroup(int group) {
        return new Pools(names, ofTarget, ofGroup.without(group));
    }
}
