package org.apiaryfs.admin;

import java.util.Map;
import java.util.TreeMap;

/**
 * Operations that servers have served since they started, by client or user. Immutable.
 *
 * @param operations names in the order of the counters; the first is the sum of all
 * @param counters by ID: {@link #address} of a client, or uid, unsigned; ascending
 */
public record OperationCounts(java.util.List<String> operations, Map<Integer, long[]> counters) {
    /** ID of requests without a user. */
    public static final int NO_USER = -1;

    public OperationCounts {
        operations = java.util.List.copyOf(operations);
        TreeMap<Integer, long[]> sorted = new TreeMap<>(Integer::compareUnsigned);
        sorted.putAll(counters);
        counters = java.util.Collections.unmodifiableMap(sorted);
    }

    /** IPv4 address of a client's ID in dots. */
    public static String address(int id) {
        return (id & 0xff) + "." + (id >>> 8 & 0xff) + "." + (id >>> 16 & 0xff) + "." + (id >>> 24);
    }

    /** Both together; servers of one type have the same operations. */
    public OperationCounts plus(OperationCounts other) {
        Map<Integer, long[]> sums = new TreeMap<>(Integer::compareUnsigned);
        counters.forEach((id, values) -> sums.put(id, values.clone()));
        other.counters.forEach((id, values) -> sums.merge(id, values.clone(), OperationCounts::added));
        return new OperationCounts(operations.isEmpty() ? other.operations : operations, sums);
    }

    private static long[] added(long[] sum, long[] values) {
        for (int i = 0; i < Math.min(sum.length, values.length); i++) {
            sum[i] += values[i];
        }
        return sum;
    }

    /** What was added since; IDs that were not there before count from 0, and so do counters of servers that started anew. */
    public OperationCounts since(OperationCounts before) {
        Map<Integer, long[]> differences = new TreeMap<>(Integer::compareUnsigned);
        counters.forEach((id, values) -> {
            long[] former = before.counters.getOrDefault(id, new long[values.length]);
            long[] difference = values.clone();
            for (int i = 0; i < Math.min(values.length, former.length); i++) {
                difference[i] = values[i] >= former[i] ? values[i] - former[i] : values[i];
            }
            differences.put(id, difference);
        });
        return new OperationCounts(operations, differences);
    }

    /** The sum over all IDs. */
    public long[] total() {
        long[] total = new long[operations.size()];
        counters.values().forEach(values -> added(total, values));
        return total;
    }
}
