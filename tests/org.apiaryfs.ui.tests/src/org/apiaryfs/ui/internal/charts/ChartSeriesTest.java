package org.apiaryfs.ui.internal.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apiaryfs.ui.charts.ChartSeries;
import org.junit.jupiter.api.Test;

class ChartSeriesTest {
    @Test
    void theOldestGiveWay() {
        var series = new ChartSeries("a", 100);
        for (int i = 0; i < 250; i++) {
            series.append(i * 10L, i);
        }

        assertEquals(100, series.size());
        assertEquals(1500, series.time(0));
        assertEquals(150, series.value(0));
        assertEquals(2490, series.time(99));
        assertEquals(249, series.value(99));
        assertThrows(IndexOutOfBoundsException.class, () -> series.time(100));
    }

    @Test
    void findsByTime() {
        var series = ChartSeries.of("a", new long[] {10, 20, 40}, new double[] {1, 2, 3});

        assertEquals(-1, series.floor(9));
        assertEquals(0, series.floor(10));
        assertEquals(1, series.floor(39));
        assertEquals(2, series.floor(1000));
        assertEquals(0, series.nearest(0));
        assertEquals(1, series.nearest(29));
        assertEquals(2, series.nearest(31));
        assertEquals(2, series.nearest(1000));
        assertEquals(-1, new ChartSeries("b", 1).nearest(5));
    }

    @Test
    void timeDoesNotGoBack() {
        var series = ChartSeries.of("a", new long[] {10}, new double[] {1});
        series.append(10, 7);

        assertEquals(1, series.size());
        assertEquals(7, series.value(0), "the same time replaces");
        assertThrows(IllegalArgumentException.class, () -> series.append(9, 1));
    }

    @Test
    void aCopyStays() {
        var series = new ChartSeries("a", 2);
        series.append(1, 1);
        ChartSeries copy = series.copy();
        series.append(2, 2);
        series.append(3, 3);

        assertEquals(1, copy.size());
        assertEquals(1, copy.value(0));
    }

    @Test
    void othersTakeThePlaceOfAll() {
        var series = new ChartSeries("a", 100);
        for (int i = 0; i < 250; i++) {
            series.append(i, i);
        }
        series.become(new long[] {5, 6}, new double[] {1, Double.NaN}, new double[] {3, Double.NaN});
        assertEquals(2, series.size());
        assertEquals(5, series.time(0));
        assertEquals(3, series.peak(0));
        assertEquals(3, series.copy().peak(0));

        for (int i = 7; i < 120; i++) {
            series.append(i, i);
        }
        assertEquals(100, series.size());
        assertEquals(119, series.value(99));
        assertEquals(119, series.peak(99), "peaks are forgotten");
        series.become(new long[0], new double[0]);
        assertEquals(0, series.size());
        assertThrows(IllegalArgumentException.class, () -> series.become(new long[101], new double[101]));
    }
}
