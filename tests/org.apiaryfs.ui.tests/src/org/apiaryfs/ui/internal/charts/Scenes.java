package org.apiaryfs.ui.internal.charts;

import java.awt.Font;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.internal.ChartColors;
import org.apiaryfs.ui.charts.internal.ChartScene;
import org.apiaryfs.ui.charts.internal.SceneSeries;

/** What tests draw. */
final class Scenes {
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private Scenes() { }

    static ChartScene of(long from, long to, ChartSeries... series) {
        List<SceneSeries> shown = Stream.of(series).map(one -> new SceneSeries(one, true)).toList();
        return new ChartScene("", shown, ChartUnit.NUMBER, new ChartRange(from, to, false), 0, ChartColors.PAPER, FONT);
    }

    /** Samples a second apart from time 0 on, that go up and down. */
    static ChartSeries wandering(String name, int samples) {
        var random = new Random(name.hashCode());
        double[] values = new double[samples];
        for (int i = 1; i < samples; i++) {
            values[i] = Math.abs(values[i - 1] + random.nextGaussian() * 1e7);
        }
        return ChartSeries.of(name, IntStream.range(0, samples).mapToLong(i -> i * 1000L).toArray(), values);
    }
}
