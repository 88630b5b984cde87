package org.apiaryfs.ui.monitoring.statistics;

import org.apiaryfs.ui.charts.ChartSeries;

/**
 * What one client or user has asked for, or all together. Immutable, but for the history, which grows.
 *
 * @param key the ID of the client or user as it is counted; that of all is outside of their range
 * @param name for people
 * @param perSecond operations in the last while, in the order of the columns
 * @param totals operations since the servers have started, likewise
 * @param history operations per second in the last whiles
 */
public record StatisticsLine(long key, String name, double[] perSecond, long[] totals, ChartSeries history) {
    /** Key of the line for all together. */
    static final long SUM = -1;

    public boolean isSum() {
        return key == SUM;
    }

    /** One column's value. */
    public double value(int operation, boolean total) {
        return total ? operation < totals.length ? totals[operation] : 0 : operation < perSecond.length ? perSecond[operation] : 0;
    }
}
