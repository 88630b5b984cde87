package org.apiaryfs.ui.charts.internal;

import java.awt.Font;
import java.util.List;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartUnit;

/**
 * All that a picture of a chart tells, apart from its size.
 *
 * @param title may be empty
 * @param mean milliseconds of the moving mean, 0 for none
 * @param font of a size in pixels at 100 %
 */
public record ChartScene(String title, List<SceneSeries> series, ChartUnit unit, ChartRange range, long mean, ChartColors colors, Font font) {
    public ChartScene {
        series = List.copyOf(series);
    }

    /** The same for another thread or a later time. */
    public ChartScene copy() {
        var copies = series.stream().map(entry -> new SceneSeries(entry.series().copy(), entry.shown())).toList();
        return new ChartScene(title, copies, unit, range, mean, colors, font);
    }

    /** The same in other colours. */
    public ChartScene in(ChartColors others) {
        return new ChartScene(title, series, unit, range, mean, others, font);
    }
}
