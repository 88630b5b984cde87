package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final double GAP = Double.NaN;

    @Test
    void knowsItsExtremesWithoutGaps() {
        Series series = Series.of(100, 10, GAP, 4, 1, GAP, 7, GAP);
        assertEquals(OptionalDouble.of(1), series.min());
        assertEquals(OptionalDouble.of(7), series.max());
        assertEquals(OptionalDouble.of(4), series.mean());
        assertEquals(OptionalDouble.of(7), series.last());
        assertEquals(Instant.ofEpochSecond(140), series.time(4));
        assertTrue(series.isGap(3));
        assertEquals(OptionalDouble.empty(), Series.of(0, 1, GAP).mean());
        assertThrows(IllegalArgumentException.class, () -> Series.of(5, 10));
    }

    @Test
    void isImmutable() {
        double[] values = {1, 2};
        Series series = Series.of(0, 1, values);
        values[0] = 9;
        series.toArray()[1] = 9;
        assertEquals(Series.of(0, 1, 1, 2), series);
    }

    @Test
    void smoothsOverTheKnownValuesOfAWindow() {
        Series series = Series.of(0, 10, 3, 6, GAP, 9, 12);
        assertEquals(Series.of(0, 10, 3, 4.5, GAP, 7.5, 10.5), series.movingMean(Duration.ofSeconds(30)));
        assertEquals(series, series.movingMean(Duration.ofSeconds(5)), "a window shorter than a step");
    }

    @Test
    void keepsPeaksWithFewerPoints() {
        double[] values = new double[1000];
        values[517] = 42;
        Series series = Series.of(1000, 1, values);
        Series fewer = series.atMost(100, Consolidation.MAX);
        assertTrue(fewer.size() <= 101, () -> "101 at most: " + fewer.size());
        assertEquals(OptionalDouble.of(42), fewer.max());
        assertEquals(OptionalDouble.of(4.2), series.atMost(100, Consolidation.MEAN).max());
        assertEquals(series, series.atMost(1000, Consolidation.MEAN));
    }

    @Test
    void alignsLongerStepsToTheirMultiples() {
        Series series = Series.of(8, 1, 8, 9, 10, 11, 12); // of 8 to 12
        assertEquals(Series.of(10, 10, 9, 11.5), series.every(10, Consolidation.MEAN));
        assertEquals(Series.of(20, 20, GAP, 1), Series.of(10, 10, GAP, GAP, 1, GAP).every(20, Consolidation.MAX), "all gaps are a gap");
        assertThrows(IllegalArgumentException.class, () -> Series.of(10, 10, 1).every(15, Consolidation.MEAN));
    }

    @Test
    void addsWhatBelongsToTheSameTime() {
        Series a = Series.of(10, 5, 1, GAP, 3);
        Series b = Series.of(15, 5, GAP, 30, 40);
        assertEquals(Series.of(10, 5, 1, GAP, 33, 40), Series.sum(List.of(a, b)));
        assertEquals(Series.of(10, 10, 1, 3 + 35), Series.sum(List.of(a, Series.of(20, 10, 35))), "brought to the longer step by means");
        assertTrue(Series.sum(List.of()).isEmpty());
    }
}
