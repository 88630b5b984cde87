package org.apiaryfs.ui.charts.internal;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.ui.charts.ChartUnit;

/**
 * The value axis: from the lowest to the highest line of the grid.
 *
 * @param ticks at least two, from below
 */
public record ValueTicks(List<Tick> ticks) {
    private static final double HEADROOM = 0.02; // of the axis, above the highest value

    /**
     * Round values that enclose the given ones and 0.
     *
     * @param lowest NaN if there is no value
     * @param highest NaN if there is no value
     * @param most steps that there is room for, 1 or more
     */
    public static ValueTicks of(ChartUnit unit, double lowest, double highest, int most) {
        double bottom = Double.isNaN(lowest) ? 0 : Math.min(0, lowest);
        double top = Double.isNaN(highest) ? 0 : Math.max(0, highest);
        boolean share = unit == ChartUnit.PERCENT && bottom == 0 && top <= 100;
        if (share) {
            top = 100;
        } else if (top - bottom <= 0) {
            top = 1;
        }
        double step = unit.step((top - bottom) / most);
        long first = (long) Math.floor(bottom / step);
        long last = (long) Math.ceil((share ? top : top + (top - bottom) * HEADROOM) / step);
        var ticks = new ArrayList<Tick>();
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, unit.tickText(i * step)));
        }
        return new ValueTicks(List.copyOf(ticks));
    }

    public double lowest() {
        return ticks.getFirst().at();
    }

    public double highest() {
        return ticks.getLast().at();
    }
}
