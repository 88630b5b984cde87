package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityForecastTest {
    private static final int HOUR = 3600;

    private static CapacityForecast of(int hours, double total, IntToDoubleFunction used) {
        return CapacityForecast.of(Series.of(0, HOUR, IntStream.rangeClosed(0, hours).mapToDouble(used).toArray()), total).orElseThrow();
    }

    @Test
    void tellsTheDaysOfASteadyRise() {
        CapacityForecast forecast = of(48, 1000, h -> 100 + 10.0 * h); // 580 now, 240 a day
        assertEquals(240, forecast.perDay(), 1e-6);
        assertEquals(1, forecast.fit(), 1e-9);
        assertEquals((1000 - 580) / 240.0, forecast.days().getAsDouble(), 1e-6);
        assertEquals("Full in about 2 days.", forecast.sentence());
        assertEquals("Full within a day.", of(48, 600, h -> 100 + 10.0 * h).sentence());
    }

    @Test
    void tellsNothingOfLessThanADay() {
        CapacityForecast forecast = of(23, 1000, h -> 100 + 10.0 * h);
        assertTrue(forecast.days().isEmpty());
        assertEquals("Not known yet: a forecast needs a day of measurements.", forecast.sentence());
    }

    @Test
    void tellsNothingWithoutATrend() {
        assertTrue(of(100, 1000, h -> 500 - h).days().isEmpty(), "falling");
        assertTrue(of(100, 1000, h -> 500).days().isEmpty(), "constant");
        assertTrue(of(100, 1000, h -> h % 2 == 0 ? 100 : 900 + 0.01 * h).days().isEmpty(), "up and down");
        assertTrue(of(100, 1e12, h -> 500 + h).days().isEmpty(), "more than ten years");
        assertEquals("The used space shows no steady rise.", of(100, 1000, h -> 500 - h).sentence());
    }

    @Test
    void leavesGapsOut() {
        CapacityForecast forecast = of(48, 1000, h -> h > 10 && h < 30 ? Double.NaN : 100 + 10.0 * h);
        assertEquals(240, forecast.perDay(), 1e-6);
        assertEquals(Optional.empty(), CapacityForecast.of(Series.of(0, 1, Double.NaN), 1));
    }
}
