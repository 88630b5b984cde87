package org.apiaryfs.ui.internal.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.internal.ChartFrame;
import org.apiaryfs.ui.charts.internal.CsvWriter;
import org.apiaryfs.ui.charts.internal.HoverPainter;
import org.apiaryfs.ui.charts.internal.HoverValues;
import org.apiaryfs.ui.charts.internal.Legend;
import org.apiaryfs.ui.charts.internal.LinePath;
import org.apiaryfs.ui.charts.internal.MovingMean;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;

/** Means, lines, and what is where. */
class ChartModelTest {
    private static final double NAN = Double.NaN;

    @Test
    void theMeanIsThatOfTheTimeBefore() {
        var series = ChartSeries.of("a", new long[] {0, 10, 20, 30, 40, 50}, new double[] {2, 4, NAN, 8, 10, 12});

        double[] means = MovingMean.of(series, 30, 0, 5, new double[0]);
        assertArrayEquals(new double[] {2, 3, NAN, 6, 9, 10}, Arrays.copyOf(means, 6), 1e-12);
        double[] later = MovingMean.of(series, 30, 3, 4, new double[9]);
        assertArrayEquals(new double[] {6, 9}, Arrays.copyOf(later, 2), 1e-12, "the same with less before");
        assertEquals(9, MovingMean.at(series, 30, 4), 1e-12);
    }

    @Test
    void peaksAreToldBesideTheirMeans() throws IOException {
        var series = new ChartSeries("a", 10);
        series.become(new long[] {0, 10}, new double[] {1, 2}, new double[] {5, 6});

        assertEquals(new HoverValues.Row(0, "a", 2, NAN, 6), HoverValues.near(Scenes.of(0, 30, series), 12).orElseThrow().rows().getFirst());
        var csv = new StringBuilder();
        CsvWriter.write(List.of(series), ZoneOffset.UTC, csv);
        assertEquals(List.of("Time,a,peak a", "1970-01-01T00:00:00Z,1,5", "1970-01-01T00:00:00.01Z,2,6"), csv.toString().lines().toList());
    }

    @Test
    void aGapBreaksTheLine() {
        var frame = new ChartFrame(new Rectangle2D.Double(100, 0, 50, 10), new ChartRange(0, 50, false), 0, 10);
        var series = ChartSeries.of("a", new long[] {0, 10, 20, 30, 40, 50}, new double[] {1, 2, NAN, 3, NAN, 5});

        var path = new LinePath().of(series, 0, 5, series::value, frame, 1);
        assertEquals("M100,9 L110,8 M130,7 L129,7 L130,6 L131,7 L130,8 L129,7 M150,5 L149,5 L150,4 L151,5 L150,6 L149,5 ", text(path.getPathIterator(null)), "single samples are dots");
    }

    @Test
    void manySamplesAreFewPointsAndKeepTheirPeaks() {
        int samples = 100_000;
        double[] values = new double[samples];
        values[77_777] = 9;
        Arrays.fill(values, 50_000, 52_000, NAN);
        var series = ChartSeries.of("a", LongStream.range(0, samples).toArray(), values);
        var frame = new ChartFrame(new Rectangle2D.Double(0, 0, 200, 10), new ChartRange(0, samples, false), 0, 10);

        var path = new LinePath().of(series, 0, samples - 1, series::value, frame, 2);
        int points = 0;
        int begins = 0;
        double[] at = new double[6];
        for (PathIterator parts = path.getPathIterator(null); !parts.isDone(); parts.next()) {
            begins += parts.currentSegment(at) == PathIterator.SEG_MOVETO ? 1 : 0;
            points++;
        }
        assertTrue(points <= 4 * 400 + 4, points + " points");
        assertEquals(2, begins, "before and after the gap");
        assertEquals(1, path.getBounds2D().getMinY(), 1e-9, "the peak");
    }

    @Test
    void theMouseFindsTheNearestSample() {
        var a = ChartSeries.of("a", new long[] {0, 10, 20, 30}, new double[] {1, 2, NAN, 4});
        var b = ChartSeries.of("b", new long[] {0, 10}, new double[] {5, 6});
        var scene = Scenes.of(0, 30, a, b);

        HoverValues found = HoverValues.near(scene, 12).orElseThrow();
        assertEquals(10, found.time());
        assertEquals(List.of(2.0, 6.0), found.rows().stream().map(HoverValues.Row::value).toList());
        HoverValues end = HoverValues.near(scene, 29).orElseThrow();
        assertEquals(30, end.time());
        assertEquals(List.of(4.0, NAN), end.rows().stream().map(HoverValues.Row::value).toList(), "b ended long before");
        assertTrue(HoverValues.near(Scenes.of(100, 200, a, b), 150).isEmpty(), "none in the range");
    }

    @Test
    void placesAndTimesAreEachOthersInverse() {
        var frame = new ChartFrame(new Rectangle2D.Double(50, 20, 1000, 200), new ChartRange(5000, 15_000, false), 0, 100);

        assertEquals(50, frame.x(5000));
        assertEquals(1050, frame.x(15_000));
        assertEquals(7000, frame.time(frame.x(7000)));
        assertEquals(220, frame.y(0));
        assertEquals(20, frame.y(100));
        assertEquals(100, frame.millis(10));
        assertTrue(frame.contains(50, 20));
        assertFalse(frame.contains(49, 20));
    }

    @Test
    void theLegendKnowsItsEntries() {
        var legend = new Legend(List.of(new Rectangle2D.Double(0, 0, 50, 20), new Rectangle2D.Double(60, 0, 50, 20)), 20);

        assertEquals(0, legend.at(10, 10));
        assertEquals(-1, legend.at(55, 10));
        assertEquals(1, legend.at(60, 19));
    }

    @Test
    void theBoxStaysInside() {
        assertEquals(new Rectangle(114, 114, 80, 50), HoverPainter.place(100, 100, 80, 50, 400, 300));
        assertEquals(new Rectangle(256, 222, 80, 50), HoverPainter.place(350, 286, 80, 50, 400, 300));
        assertEquals(new Rectangle(0, 0, 500, 500), HoverPainter.place(350, 286, 500, 500, 400, 300));
    }

    private static String text(PathIterator parts) {
        var text = new StringBuilder();
        double[] at = new double[6];
        for (; !parts.isDone(); parts.next()) {
            text.append(parts.currentSegment(at) == PathIterator.SEG_MOVETO ? "M" : "L")
                    .append(Math.round(at[0])).append(',').append(Math.round(at[1])).append(' ');
        }
        return text.toString();
    }
}
