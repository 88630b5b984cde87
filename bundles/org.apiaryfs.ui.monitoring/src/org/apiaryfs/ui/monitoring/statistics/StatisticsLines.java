package org.apiaryfs.ui.monitoring.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.ui.charts.ChartSeries;

/** Makes the lines of the table from what servers tell of one kind of question, and remembers the last minutes. UI thread only. */
public final class StatisticsLines {
    /** Whiles that are remembered. */
    static final int REMEMBERED = 60;

    private final Map<Long, ChartSeries> histories = new HashMap<>();

    /**
     * The sum, and a line for everybody who has ever asked for something, in no order.
     *
     * @param names what clients or users are called, by their IDs
     */
    public List<StatisticsLine> take(Activity activity, IntFunction<String> names) {
        var lines = new ArrayList<StatisticsLine>();
        Map<Integer, long[]> counted = activity.operations().counters();
        lines.add(line(activity, StatisticsLine.SUM, Messages.sum, activity.operations().total(), activity.totals().total()));
        activity.totals().counters().forEach((id, totals) -> {
            if (totals.length > 0 && totals[0] > 0) {
                lines.add(line(activity, Integer.toUnsignedLong(id), names.apply(id), counted.getOrDefault(id, new long[totals.length]), totals));
            }
        });
        histories.keySet().retainAll(lines.stream().map(StatisticsLine::key).collect(Collectors.toSet()));
        return lines;
    }

    private StatisticsLine line(Activity activity, long key, String name, long[] counts, long[] totals) {
        double[] rates = activity.perSecond(counts);
        ChartSeries history = histories.computeIfAbsent(key, unknown -> new ChartSeries(name, REMEMBERED));
        history.append(activity.time().toEpochMilli(), rates.length == 0 ? 0 : rates[0]);
        return new StatisticsLine(key, name, rates, totals, history);
    }
}
