package org.apiaryfs.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apiaryfs.admin.OperationCounts;

/**
 * What clients or users asked of all servers of a type within a while. Immutable.
 *
 * @param query what was wanted
 * @param time end of the while
 * @param length how long it was, > 0
 * @param operations what was counted in it
 * @param totals what was counted since the servers have started
 * @param servers how many have answered
 * @param silent how many have not: what was asked of them is missing
 */
public record Activity(ActivityQuery query, Instant time, Duration length, OperationCounts operations, OperationCounts totals, int servers, int silent) {
    /**
     * One client or user.
     *
     * @param id as in {@link OperationCounts#counters}
     * @param perSecond in the order of {@link OperationCounts#operations}
     */
    public record Row(int id, double[] perSecond) {}

    /**
     * Those with the most of an operation, most first; those with none are left out.
     *
     * @param operation one of {@link OperationCounts#operations}, such as "sum"
     */
    public List<Row> busiest(int number, String operation) {
        int column = operations.operations().indexOf(operation);
        if (column < 0) {
            throw new IllegalArgumentException("no operation is called '" + operation + "'");
        }
        return operations.counters().entrySet().stream()
                .filter(e -> column < e.getValue().length && e.getValue()[column] > 0)
                .sorted(Comparator.comparingLong((java.util.Map.Entry<Integer, long[]> e) -> e.getValue()[column]).reversed())
                .limit(number)
                .map(e -> new Row(e.getKey(), perSecond(e.getValue()))).toList();
    }

    /** Counts of the while as rates. */
    public double[] perSecond(long[] counts) {
        double seconds = length.toNanos() / 1e9;
        return Arrays.stream(counts).mapToDouble(v -> v / seconds).toArray();
    }
}
