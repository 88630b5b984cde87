package org.apiaryfs.ui.administration.pools;

import java.util.Comparator;

/** Pools stay where they are, each with what is in it below; that is sorted, upwards or downwards. Immutable. */
record GroupedOrder(Comparator<PoolRow> inner) implements Comparator<PoolRow> {
    private static final Comparator<PoolRow> GROUPS = Comparator.comparing(PoolRow::pool).thenComparing(row -> row.key().kind());

    @Override
    public int compare(PoolRow left, PoolRow right) {
        int groups = GROUPS.compare(left, right);
        return groups != 0 ? groups : inner.compare(left, right);
    }

    @Override
    public Comparator<PoolRow> reversed() {
        return new GroupedOrder(inner.reversed());
    }
}
