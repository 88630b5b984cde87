package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
    private static final NodeKey ONE = new NodeKey(NodeType.STORAGE, 1);
    private static final NodeKey TWO = new NodeKey(NodeType.STORAGE, 2);

    @TempDir private Path directory;
    private volatile Instant now = START;
    private final Map<NodeKey, LiveRing> rings = new ConcurrentHashMap<>(Map.of(ONE, new LiveRing(ONE), TWO, new LiveRing(TWO)));
    private Recorder recorder;

    @AfterEach
    void close() {
        recorder.close();
    }

    private void start() {
        recorder = new Recorder(directory, () -> now, rings);
    }

    private Series read(SeriesOwner owner, Measure measure, Consolidation how) throws Exception {
        return recorder.read(new SeriesKey(owner, measure), START, now, 1000, how).get(30, TimeUnit.SECONDS);
    }

    @Test
    void bringsEachSecondToDisk() throws Exception {
        start();
        for (int i = 1; i <= 3000; i++) {
            now = START.plusSeconds(i);
            rings.get(ONE).put(now.getEpochSecond(), new LoadSample(now, 0, 0, 1, 0, 0, 0, 0));
            rings.get(TWO).put(now.getEpochSecond(), new LoadSample(now, 0, 0, i % 100 == 0 ? 50 : 2, 0, 0, 0, 0));
            recorder.turn();
            if (i % 100 == 0) {
                read(SeriesOwner.node(NodeType.META, 1), Measure.REQUESTS, Consolidation.MEAN); // so that the recorder keeps up
            }
        }
        Series sum = read(SeriesOwner.all(NodeType.STORAGE), Measure.REQUESTS, Consolidation.MAX);
        assertEquals(Duration.ofSeconds(10), sum.step());
        assertEquals(300, sum.size(), 1);
        assertEquals(OptionalDouble.of(51), sum.max());
        assertEquals(OptionalDouble.of(3), sum.min(), "no gap, nothing twice");
        assertEquals(OptionalDouble.of(1), read(SeriesOwner.node(NodeType.STORAGE, 1), Measure.REQUESTS, Consolidation.MAX).max());

        recorder.close();
        start();
        assertEquals(OptionalDouble.of(51), read(SeriesOwner.all(NodeType.STORAGE), Measure.REQUESTS, Consolidation.MAX).max());
    }

    @Test
    void foreseesFullTargets() throws Exception {
        start();
        TestCluster cluster = new TestCluster();
        for (int minute = 0; minute < 30 * 60; minute++) {
            now = START.plus(Duration.ofMinutes(minute));
            long used = 100_000 + minute * 10L; // 14,400 a day
            recorder.space(cluster.space(101, CapacityPool.NORMAL, new Space.Known(260_800, 260_800 - used, 0, 0)).snapshot(), now);
            recorder.turn();
        }
        read(SeriesOwner.target(NodeType.STORAGE, 101), Measure.SPACE_USED, Consolidation.MEAN); // so that all of it is done
        now = now.plus(Duration.ofHours(1));
        for (int turn = 0; turn < 10; turn++) { // it makes few in each
            recorder.turn();
            read(SeriesOwner.target(NodeType.STORAGE, 101), Measure.SPACE_USED, Consolidation.MEAN);
        }
        Series used = read(SeriesOwner.target(NodeType.STORAGE, 101), Measure.SPACE_USED, Consolidation.MEAN);
        assertTrue(used.last().getAsDouble() > 117_500 && used.size() <= 1000, used::toString);
        CapacityForecast forecast = recorder.forecasts().get(SeriesOwner.target(NodeType.STORAGE, 101));
        assertEquals(14_400, forecast.perDay(), 150);
        assertEquals(10, forecast.days().getAsDouble(), 0.3);
        assertTrue(recorder.forecasts().get(SeriesOwner.target(NodeType.STORAGE, 102)).days().isEmpty(), "it doesn't change");
        assertTrue(recorder.forecasts().containsKey(SeriesOwner.all(NodeType.STORAGE)));
    }

    @Test
    void aSecondOneReadsAlongAndTakesOver() throws Exception {
        start();
        measure(100);
        assertEquals(OptionalDouble.of(3), sum(recorder).max());
        Recorder second = new Recorder(directory, () -> now, rings);
        try {
            measure(100);
            second.turn();
            Series along = sum(second);
            assertEquals(20, along.size(), 1, "also what the first hasn't written yet");
            assertEquals(OptionalDouble.of(3), along.min());
            assertEquals(Optional.empty(), second.trouble());
            recorder.close();
            assertEquals(OptionalDouble.of(3), sum(second).min(), "still there");
            now = now.plusSeconds(10);
            second.turn();
            assertEquals(OptionalDouble.of(3), sum(second).min());
            assertThrows(HistoryInUseException.class, () -> History.in(directory, () -> now), "it has taken over");
        } finally {
            second.close();
        }
        History.in(directory, () -> now).close();
    }

    private void measure(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            rings.get(ONE).put(now.getEpochSecond(), new LoadSample(now, 0, 0, 1, 0, 0, 0, 0));
            rings.get(TWO).put(now.getEpochSecond(), new LoadSample(now, 0, 0, 2, 0, 0, 0, 0));
        }
    }

    private Series sum(Recorder from) throws Exception {
        return from.read(new SeriesKey(SeriesOwner.all(NodeType.STORAGE), Measure.REQUESTS), START, now, 1000, Consolidation.MAX).get(30, TimeUnit.SECONDS);
    }
}
