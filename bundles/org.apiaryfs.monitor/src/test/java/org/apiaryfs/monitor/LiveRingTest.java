package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class LiveRingTest {
    private static final long FIRST = 1_800_000_000L;

    private final LiveRing ring = new LiveRing(new NodeKey(NodeType.STORAGE, 1));

    private static LoadSample sample(long requests) {
        return new LoadSample(Instant.EPOCH, 1, 2, requests, 4, 5, 6, 7);
    }

    private double[] requests(long first, int number) {
        double[] values = new double[number];
        Arrays.fill(values, Double.NaN);
        ring.addTo(values, first, Measure.REQUESTS);
        return values;
    }

    @Test
    void keepsTenMinutesWithGaps() {
        assertArrayEquals(new double[] {Double.NaN}, requests(FIRST, 1));
        for (int i = 0; i < 1000; i++) {
            if (i % 10 != 0) {
                ring.put(FIRST + i, sample(i));
            }
        }
        assertArrayEquals(new double[] {Double.NaN, 991, 992}, requests(FIRST + 990, 3));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 401}, requests(FIRST + 399, 3), "older ones are gone");
        ring.put(FIRST + 990, sample(990));
        assertArrayEquals(new double[] {990}, requests(FIRST + 990, 1), "late, but not too late");
        ring.put(FIRST, sample(1));
        assertArrayEquals(new double[] {Double.NaN}, requests(FIRST + 600, 1), "too late");
        assertEquals(new LoadSample(Instant.ofEpochSecond(FIRST + 999), 1, 2, 999, 4, 5, 6, 7), ring.sample(FIRST + 999));
        assertNull(ring.sample(FIRST + 1000));
        assertEquals(998, ring.mean(Measure.REQUESTS, FIRST + 999, 3));
    }

    @Test
    void forgetsEverythingOverALongGap() {
        ring.put(FIRST, sample(1));
        ring.put(FIRST + 10_000, sample(2));
        assertEquals(1, Arrays.stream(requests(FIRST + 9401, 600)).filter(v -> !Double.isNaN(v)).count());
    }

    @Test
    void givesEachSecondAwayOnce() {
        assertTrue(ring.take(FIRST).isEmpty());
        ring.put(FIRST, sample(1));
        ring.put(FIRST + 2, sample(3));
        ring.put(FIRST + 3, sample(4));
        assertEquals(List.of(FIRST, FIRST + 2), ring.take(FIRST + 2).stream().map(Row::second).toList());
        assertArrayEquals(new double[] {4, 2, 1, 6, 7, 5, 4}, ring.take(FIRST + 9).getFirst().values());
        assertTrue(ring.take(FIRST + 9).isEmpty());
    }
}
