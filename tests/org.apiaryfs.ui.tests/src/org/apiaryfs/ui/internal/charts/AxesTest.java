package org.apiaryfs.ui.internal.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.internal.Tick;
import org.apiaryfs.ui.charts.internal.TimeTicks;
import org.apiaryfs.ui.charts.internal.ValueTicks;
import org.junit.jupiter.api.Test;

/** Ticks of both axes, and how values are written. */
class AxesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aMinuteHasSeconds() {
        TimeTicks ticks = ticks("2026-03-10T10:00:05", Duration.ofMinutes(1), 8);

        assertEquals(List.of("10:00:10", "10:00:20", "10:00:30", "10:00:40", "10:00:50", "10:01:00"), labels(ticks.ticks()));
        assertEquals("Mar 10, 2026", ticks.dates());
    }

    @Test
    void anHourHasMinutes() {
        assertEquals(List.of("10:10", "10:20", "10:30", "10:40", "10:50", "11:00"), labels(ticks("2026-03-10T10:02:00", Duration.ofHours(1), 8).ticks()));
    }

    @Test
    void midnightTellsTheDay() {
        TimeTicks ticks = ticks("2026-03-10T17:00:00", Duration.ofDays(1), 9);

        assertEquals(List.of("18:00", "21:00", "Mar 11", "03:00", "06:00", "09:00", "12:00", "15:00"), labels(ticks.ticks()));
        assertEquals("Mar 10, 2026 – Mar 11, 2026", ticks.dates());
    }

    @Test
    void aDayWhoseClockLeaps() {
        assertEquals(List.of("Mar 29", "04:00", "06:00", "08:00", "10:00"), labels(ticks("2026-03-29T00:00:00", Duration.ofHours(9), 6).ticks()));
        assertEquals(List.of("01:00", "03:00", "04:00"), labels(ticks("2026-03-29T00:30:00", Duration.ofMinutes(165), 4).ticks()), "02:00 doesn't exist");
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheFirst() {
        TimeTicks month = ticks("2026-03-01T12:00:00", Duration.ofDays(31), 8);
        assertEquals(List.of("Mar 2", "Mar 9", "Mar 16", "Mar 23", "Mar 30"), labels(month.ticks()));
        assertEquals("2026", month.dates());

        assertEquals(List.of("Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027"), labels(ticks("2026-02-01T12:00:00", Duration.ofDays(365), 5).ticks()));
    }

    @Test
    void neverMoreThanThereIsRoomFor() {
        for (long minutes = 1; minutes < 2 * 366 * 24 * 60; minutes = minutes * 5 / 4 + 1) {
            List<Tick> found = ticks("2026-02-27T13:47:11", Duration.ofMinutes(minutes), 10).ticks();
            assertTrue(!found.isEmpty() && found.size() <= 11, minutes + " min: " + found);
        }
    }

    @Test
    void valuesEncloseTheData() {
        ValueTicks bytes = ValueTicks.of(ChartUnit.BYTES_PER_SECOND, 100, 1.6 * (1L << 30), 5);
        assertEquals(List.of("0", "512 MiB/s", "1 GiB/s", "1.5 GiB/s", "2 GiB/s"), labels(bytes.ticks()));

        ValueTicks numbers = ValueTicks.of(ChartUnit.OPERATIONS_PER_SECOND, 100, 23_456, 5);
        assertEquals(List.of("0", "5k/s", "10k/s", "15k/s", "20k/s", "25k/s"), labels(numbers.ticks()));

        assertEquals(100, ValueTicks.of(ChartUnit.PERCENT, 1, 3, 5).highest());
        assertEquals(-20, ValueTicks.of(ChartUnit.NUMBER, -15, 40, 5).lowest());
        ValueTicks nothing = ValueTicks.of(ChartUnit.NUMBER, Double.NaN, Double.NaN, 4);
        assertTrue(nothing.highest() > nothing.lowest());
        assertEquals(List.of("0", "0.1", "0.2", "0.3"), labels(ValueTicks.of(ChartUnit.NUMBER, 0, 0.28, 4).ticks()));
    }

    @Test
    void valuesAreWrittenWithThreeFigures() {
        assertEquals("0 B/s", ChartUnit.BYTES_PER_SECOND.text(0));
        assertEquals("999 B/s", ChartUnit.BYTES_PER_SECOND.text(999));
        assertEquals("1.50 GiB/s", ChartUnit.BYTES_PER_SECOND.text(1.5 * (1L << 30)));
        assertEquals("512 MiB", ChartUnit.BYTES.text(512L << 20));
        assertEquals("12.3k ops/s", ChartUnit.OPERATIONS_PER_SECOND.text(12_345));
        assertEquals("0.25", ChartUnit.NUMBER.text(0.25));
        assertEquals("45.3 %", ChartUnit.PERCENT.text(45.31));
        assertEquals("–", ChartUnit.NUMBER.text(Double.NaN));
    }

    private static TimeTicks ticks(String local, Duration length, int most) {
        Instant from = ZonedDateTime.parse(local + "Z").withZoneSameLocal(BERLIN).toInstant();
        return TimeTicks.of(from.toEpochMilli(), from.plus(length).toEpochMilli(), most, BERLIN, Locale.US);
    }

    private static List<String> labels(List<Tick> ticks) {
        return ticks.stream().map(Tick::label).toList();
    }
}
