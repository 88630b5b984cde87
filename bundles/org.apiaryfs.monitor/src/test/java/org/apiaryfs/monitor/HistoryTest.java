package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final long START = 1_800_000_000L / 43_200 * 43_200;
    private static final SeriesOwner NODE = SeriesOwner.node(NodeType.META, 7);
    private static final SeriesKey REQUESTS = new SeriesKey(NODE, Measure.REQUESTS);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(START));

    @TempDir private Path directory;
    private History history;

    @BeforeEach
    void open() throws IOException {
        history = History.in(directory, CLOCK);
    }

    @AfterEach
    void close() throws IOException {
        history.close();
    }

    private static List<Row> rows(long from, long to, LongToDoubleFunction requests) {
        return LongStream.rangeClosed(from, to).mapToObj(s -> new Row(s, new double[] {requests.applyAsDouble(s), 1, 2, 3, 4})).toList();
    }

    private Series read(long from, long to, int points, Consolidation how) throws IOException {
        return history.read(REQUESTS, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), points, how);
    }

    @Test
    void tellsMeansAndPeaksOfAnHour() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 1800, s -> s % 10));
        history.add(NODE, FileKind.META_LOAD, rows(START + 1801, START + 3600, s -> s % 10));
        Series means = read(START, START + 3600, 1000, Consolidation.MEAN);
        assertEquals(Duration.ofSeconds(10), means.step());
        assertEquals(360, means.size());
        assertEquals(Instant.ofEpochSecond(START + 10), means.time(0));
        assertEquals(OptionalDouble.of(4.5), means.max());
        assertEquals(OptionalDouble.of(4.5), means.min());
        assertEquals(OptionalDouble.of(9), read(START, START + 3600, 1000, Consolidation.MAX).min(), "peaks of single seconds");
        assertEquals(OptionalDouble.of(2), history.read(new SeriesKey(NODE, Measure.BUSY), Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 3600), 50,
                Consolidation.MEAN).max());
        assertTrue(read(START, START + 3600, 50, Consolidation.MEAN).size() <= 51);
        assertTrue(history.read(new SeriesKey(NODE, Measure.READ), Instant.EPOCH, Instant.ofEpochSecond(START), 50, Consolidation.MEAN).isEmpty(),
                "metadata servers have no such measure");
    }

    @Test
    void showsGaps() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        history.add(NODE, FileKind.META_LOAD, rows(START + 201, START + 300, s -> 6));
        Series series = read(START, START + 300, 1000, Consolidation.MEAN);
        for (int i = 0; i < 30; i++) {
            double expected = i < 10 ? 5 : i < 20 ? Double.NaN : 6;
            assertEquals(expected, series.value(i), 1e-9, "at " + series.time(i));
        }
    }

    @Test
    void bridgesASingleMissingSecond() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5).stream().filter(r -> r.second() % 7 != 0).toList());
        assertEquals(OptionalDouble.of(5), read(START, START + 100, 100, Consolidation.MEAN).mean());
    }

    @Test
    void leavesOutWhatIsThereAlready() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        history.add(NODE, FileKind.META_LOAD, rows(START + 50, START + 200, s -> 6));
        assertEquals(5.5, read(START, START + 200, 100, Consolidation.MEAN).mean().getAsDouble(), 1e-9);
    }

    @Test
    void hasAPointForEachViewAtOnce() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 60, s -> 8));
        for (Duration view : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(365))) {
            Series series = read(START + 60 - view.toSeconds(), START + 60, 1000, Consolidation.MEAN);
            assertEquals(OptionalDouble.of(8), series.last(), "made of finer cells: " + view);
            assertTrue(series.size() >= 300 && series.size() <= 1000, () -> view + " has " + series.size() + " points");
        }
    }

    @Test
    void keepsAYear() throws IOException {
        // Eight minutes of each half day: a bit more than the hundredth that makes a cell known.
        int days = 366;
        for (int day = 0; day < days; day++) {
            for (int half = 0; half < 2; half++) {
                long begin = START + day * 86_400L + half * 43_200L;
                double requests = day == 0 ? 99 : 1;
                history.add(NODE, FileKind.META_LOAD, rows(begin + 1, begin + 480, s -> requests));
            }
        }
        long end = START + days * 86_400L;
        Series year = read(end - 365 * 86_400L, end, 1000, Consolidation.MAX);
        assertEquals(Duration.ofHours(12), year.step());
        assertEquals(OptionalDouble.of(1), year.last());
        assertEquals(OptionalDouble.of(99), read(START, end, 1000, Consolidation.MAX).max());
    }

    @Test
    void survivesARestart() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        assertThrows(IOException.class, () -> History.in(directory, CLOCK), "one at a time");
        history.close();
        assertThrows(IOException.class, () -> read(START, START + 100, 100, Consolidation.MEAN));
        history = History.in(directory, CLOCK);
        assertEquals(OptionalDouble.of(5), read(START, START + 100, 100, Consolidation.MEAN).mean());
    }

    @Test
    void othersLookIntoItAndChangeNothing() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        try (History other = History.of(directory)) {
            assertThrows(HistoryInUseException.class, () -> other.add(NODE, FileKind.META_LOAD, rows(START + 101, START + 200, s -> 6)));
            assertEquals(5.5, other.read(REQUESTS, rows(START + 50, START + 200, s -> 6), Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 200), 100,
                    Consolidation.MEAN).mean().getAsDouble(), 1e-9, "with more");
            assertEquals(OptionalDouble.of(5), other.read(REQUESTS, Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 200), 100,
                    Consolidation.MEAN).max());
            Path file = directory.resolve("meta-7.load.rrd");
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 1000));
            assertTrue(other.read(REQUESTS, Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 200), 100, Consolidation.MEAN).isEmpty());
            assertTrue(Files.exists(file), "its owner sees to it");
        }
        assertThrows(HistoryInUseException.class, () -> History.in(directory, CLOCK), "still owned");
    }

    @Test
    void setsADamagedFileAside() throws IOException {
        Path file = directory.resolve("meta-7.load.rrd");
        for (int length : new int[] {0, 3, 1000, 100_000}) {
            history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertTrue(read(START, START + 100, 100, Consolidation.MEAN).isEmpty(), "cut to " + length);
            assertTrue(Files.exists(directory.resolve("meta-7.load.rrd.damaged")));
            assertFalse(Files.exists(file));
        }
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);
        history.add(NODE, FileKind.META_LOAD, rows(START + 101, START + 200, s -> 6));
        assertEquals(OptionalDouble.of(6), read(START, START + 200, 100, Consolidation.MEAN).mean(), "begun anew");
    }

    @Test
    void recoversFromSamplesOfTheFuture() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 10_000_000, START + 10_000_100, s -> 5));
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 6));
        assertEquals(OptionalDouble.of(6), read(START, START + 100, 100, Consolidation.MEAN).mean());
    }

    @Test
    void forgets() throws IOException {
        history.add(NODE, FileKind.META_LOAD, rows(START + 1, START + 100, s -> 5));
        SeriesOwner target = SeriesOwner.target(NodeType.STORAGE, 101);
        history.add(target, FileKind.SPACE, List.of(new Row(START + 60, new double[] {1, 2, 3, 4}), new Row(START + 120, new double[] {1, 2, 3, 4})));
        history.forget(NODE);
        assertTrue(read(START, START + 100, 100, Consolidation.MEAN).isEmpty());
        SeriesKey total = new SeriesKey(target, Measure.SPACE_TOTAL);
        assertEquals(OptionalDouble.of(2), history.read(total, Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 120), 100, Consolidation.MAX).last());
        history.close();
        Files.setLastModifiedTime(directory.resolve("storage-target-101.space.rrd"), FileTime.from(CLOCK.instant().minus(Duration.ofDays(500))));
        history = History.in(directory, CLOCK);
        assertTrue(history.read(total, Instant.EPOCH, Instant.ofEpochSecond(START), 100, Consolidation.MEAN).isEmpty(), "nothing was added for a year");
    }
}
