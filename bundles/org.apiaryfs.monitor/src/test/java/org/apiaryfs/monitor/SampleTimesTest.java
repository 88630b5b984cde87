package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTimesTest {
    private static final long START = 1_800_000_000_000L;

    private static List<Long> seconds(SampleTimes times, LongStream millis) {
        List<Long> seconds = new ArrayList<>();
        millis.forEach(m -> {
            SampleTimes.Place place = times.place(Instant.ofEpochMilli(m));
            if (place.alsoBefore()) {
                seconds.add(place.second() - 1);
            }
            seconds.add(place.second());
        });
        return seconds;
    }

    @Test
    void leavesNoSecondOutAtTheEdgeOfTwo() {
        SampleTimes times = new SampleTimes();
        // Now a bit before the full second, now a bit after it.
        LongStream jitter = LongStream.range(0, 100).map(i -> START + 1000 * i + (i % 3 == 0 ? -20 : 15));
        List<Long> seconds = seconds(times, jitter);
        for (int i = 1; i < seconds.size(); i++) {
            assertEquals(seconds.get(i - 1) + 1, seconds.get(i));
        }
    }

    @Test
    void fillsTheSecondThatAServerWithLongerOnesSkips() {
        SampleTimes times = new SampleTimes();
        List<Long> seconds = seconds(times, LongStream.range(0, 3000).map(i -> START + 1001 * i));
        for (int i = 1; i < seconds.size(); i++) {
            assertEquals(seconds.get(i - 1) + 1, seconds.get(i));
        }
        assertEquals(START / 1000 + 1001L * 2999 / 1000, seconds.getLast(), 1, "it doesn't drift away");
    }

    @Test
    void keepsGaps() {
        SampleTimes times = new SampleTimes();
        long first = START / 1000;
        assertEquals(List.of(first, first + 5, first + 60), seconds(times, LongStream.of(START, START + 5000, START + 60_000)));
    }

    @Test
    void shiftsWhatAWrongClockTells() {
        SampleTimes times = new SampleTimes();
        Instant now = Instant.ofEpochMilli(START);
        Instant wrong = now.minusSeconds(3600);
        times.received(wrong, now.plusMillis(400));
        assertEquals(3_600_400, times.ahead().getAsLong());
        assertEquals(START / 1000, times.place(wrong).second());
        times.received(wrong.plusSeconds(1), now.plusMillis(1100));
        assertEquals(START / 1000 + 1, times.place(wrong.plusSeconds(1)).second());

        // The clock was set right.
        times.received(now.plusSeconds(1), now.plusMillis(1600));
        assertEquals(3_600_100, times.ahead().getAsLong(), "not believed at once");
        times.received(now.plusSeconds(2), now.plusMillis(2500));
        assertEquals(500, times.ahead().getAsLong());
        assertEquals(START / 1000 + 2, times.place(now.plusSeconds(2)).second());
    }
}
