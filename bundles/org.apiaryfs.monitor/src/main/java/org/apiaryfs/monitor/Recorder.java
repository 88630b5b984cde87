package org.apiaryfs.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was measured to the {@link History}: each server's load every five minutes, at moments spread over them, and
 * spaces every quarter of an hour; what is read, before it is read. Makes the forecasts.
 *
 * <p>While another one owns the history, it is only read, with what this one has measured itself and the other may not have
 * written yet; when the other has gone, this one takes over.
 *
 * <p>Thread-safe; no method but {@link #close} blocks. One virtual thread of its own does the work.
 */
final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration LOAD_PERIOD = Duration.ofMinutes(5);
    private static final Duration TAKE_OVER_PERIOD = Duration.ofSeconds(5);
    private static final Duration SPACE_PERIOD = Duration.ofMinutes(15);
    private static final Duration FORECAST_PERIOD = Duration.ofHours(1);
    private static final Duration FORECAST_DATA = Duration.ofDays(7);
    private static final int FORECASTS_AT_ONCE = 2; // each second: thousands of targets have their turn within the period
    private static final int FORECAST_POINTS = 1000;
    /** Of a space, while another one writes: more than it may be behind. */
    private static final int SPACES_KEPT = 60;
    /** Servers may be that late with what they say about a second. */
    private static final int LATE = 5;

    private final Path directory;
    private final InstantSource clock;
    private final Map<NodeKey, LiveRing> rings;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("monitor-history").factory());
    private final AtomicBoolean turnWaits = new AtomicBoolean();
    private final Map<SeriesOwner, CapacityForecast> forecasts = new ConcurrentHashMap<>();
    private volatile Optional<String> trouble = Optional.empty();

    // Of the worker.
    private Optional<History> history = Optional.empty();
    private Instant retryAfter = Instant.EPOCH;
    private final Map<SeriesOwner, List<Row>> spaces = new HashMap<>();
    private final Map<SeriesOwner, Instant> loadWritten = new HashMap<>();
    private final Map<SeriesOwner, Instant> spaceWritten = new HashMap<>();
    private final Map<SeriesOwner, Instant> forecastMade = new HashMap<>();
    private final Map<NodeType, Long> sumTaken = new HashMap<>();

    Recorder(Path directory, InstantSource clock, Map<NodeKey, LiveRing> rings) {
        this.directory = directory;
        this.clock = clock;
        this.rings = rings;
    }

    /** Writes what is due. */
    void turn() {
        if (turnWaits.compareAndSet(false, true)) {
            run(() -> {
                turnWaits.set(false);
                writeDue();
            });
        }
    }

    /** Remembers how much room there is. */
    void space(ClusterSnapshot snapshot, Instant now) {
        run(() -> remember(snapshot, now));
    }

    /** The latest forecasts, by target or {@link SeriesOwner.OfAll}. */
    Map<SeriesOwner, CapacityForecast> forecasts() {
        return forecasts;
    }

    /** Why history can't be written at the moment, if it can't. */
    Optional<String> trouble() {
        return trouble;
    }

    /** As {@link History#read}, with all that was measured until now. Fails with {@link IOException}. */
    CompletableFuture<Series> read(SeriesKey key, Instant from, Instant to, int maxPoints, Consolidation how) {
        CompletableFuture<Series> result = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    if (open(clock.instant()).isEmpty()) {
                        throw new IOException(trouble.orElseGet(() -> Texts.of("history_notThere")));
                    }
                    write(key.owner());
                    result.complete(history.get().read(key, unwritten(key), from, to, maxPoints, how));
                } catch (IOException | RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IOException(Texts.of("history_monitorClosed"), e));
        }
        return result;
    }

    private void run(Runnable work) {
        try {
            worker.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.error("history failed unexpectedly: directory={}", directory, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed already: directory={}", directory);
        }
    }

    private Optional<History> open(Instant now) {
        if (history.filter(History::owned).isEmpty() && !now.isBefore(retryAfter)) {
            try {
                history = Optional.of(History.in(directory, clock));
                trouble = Optional.empty();
            } catch (HistoryInUseException e) {
                if (history.isEmpty()) {
                    LOG.info("history is written by another one, and only read here: directory={}", directory);
                }
                history = Optional.of(History.of(directory));
                trouble = Optional.empty();
                retryAfter = now.plus(TAKE_OVER_PERIOD);
            } catch (IOException e) {
                failed(e);
                retryAfter = now.plus(LOAD_PERIOD);
            }
        }
        return history;
    }

    private void failed(IOException e) {
        if (trouble.isEmpty()) {
            LOG.warn("history can't be written: directory={} reason={}", directory, e.toString());
        }
        trouble = Optional.of(e.getClass() == IOException.class ? e.getMessage() : e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private boolean owned() {
        return history.filter(History::owned).isPresent();
    }

    private void writeDue() {
        Instant now = clock.instant();
        if (open(now).isEmpty()) {
            return;
        }
        if (owned()) {
            writeDue(now);
        } else {
            spaces.values().forEach(rows -> rows.subList(0, Math.max(0, rows.size() - SPACES_KEPT)).clear());
        }
        int left = FORECASTS_AT_ONCE;
        for (SeriesOwner owner : List.copyOf(spaces.keySet())) {
            if (left > 0 && !now.isBefore(forecastMade.getOrDefault(owner, Instant.EPOCH).plus(FORECAST_PERIOD))) {
                left--;
                forecastMade.put(owner, now);
                forecast(owner, now);
            }
        }
    }

    private void writeDue(Instant now) {
        Set<SeriesOwner> owners = loadOwners();
        for (SeriesOwner owner : owners) {
            if (due(loadWritten, owner, now, LOAD_PERIOD)) {
                writeLoad(owner);
            }
        }
        loadWritten.keySet().retainAll(owners);
        for (SeriesOwner owner : List.copyOf(spaces.keySet())) {
            if (due(spaceWritten, owner, now, SPACE_PERIOD)) {
                writeSpace(owner);
            }
        }
    }

    private Set<SeriesOwner> loadOwners() {
        Set<SeriesOwner> owners = new LinkedHashSet<>(List.of(new SeriesOwner.OfAll(NodeType.META), new SeriesOwner.OfAll(NodeType.STORAGE)));
        rings.keySet().forEach(n -> owners.add(new SeriesOwner.OfNode(n)));
        return owners;
    }

    /** The first time somewhere within the period, so that not all are written at once. */
    private static boolean due(Map<SeriesOwner, Instant> written, SeriesOwner owner, Instant now, Duration period) {
        Instant last = written.computeIfAbsent(owner, o -> now.minusSeconds(Math.floorMod(o.hashCode() * 31, period.toSeconds())));
        if (now.isBefore(last.plus(period))) {
            return false;
        }
        written.put(owner, now);
        return true;
    }

    /** What this one has measured and can't write. */
    private List<Row> unwritten(SeriesKey key) {
        if (owned()) {
            return List.of();
        }
        long last = clock.instant().getEpochSecond() - LATE;
        return FileKind.of(key) == FileKind.SPACE ? List.copyOf(spaces.getOrDefault(key.owner(), List.of())) : switch (key.owner()) {
            case SeriesOwner.OfNode n -> Optional.ofNullable(rings.get(n.node())).map(r -> r.rows(Long.MIN_VALUE, last)).orElse(List.of());
            case SeriesOwner.OfAll a -> sums(a.kind(), Long.MIN_VALUE, last);
            case SeriesOwner.OfTarget t -> List.of();
        };
    }

    private void write(SeriesOwner owner) {
        if (owned()) {
            writeLoad(owner);
            writeSpace(owner);
        }
    }

    private void writeLoad(SeriesOwner owner) {
        long last = clock.instant().getEpochSecond() - LATE;
        switch (owner) {
            case SeriesOwner.OfNode n -> Optional.ofNullable(rings.get(n.node())).ifPresent(r -> add(owner, r.kind(), r.take(last)));
            case SeriesOwner.OfAll a -> {
                add(owner, FileKind.load(a.kind()), sums(a.kind(), sumTaken.getOrDefault(a.kind(), Long.MIN_VALUE), last));
                sumTaken.merge(a.kind(), last, Math::max);
            }
            case SeriesOwner.OfTarget t -> { }
        }
    }

    /** Of all servers of a kind, in the seconds after one and up to another. */
    private List<Row> sums(NodeType kind, long after, long last) {
        long first = Math.max(after + 1, last - LiveRing.SECONDS + LATE + 1);
        if (last < first) {
            return List.of();
        }
        List<LiveRing> some = rings.entrySet().stream().filter(e -> e.getKey().type() == kind).map(Map.Entry::getValue).toList();
        List<Measure> measures = FileKind.load(kind).measures();
        double[][] columns = new double[measures.size()][(int) (last - first + 1)];
        for (int column = 0; column < columns.length; column++) {
            double[] sums = columns[column];
            Arrays.fill(sums, Double.NaN);
            Measure measure = measures.get(column);
            some.forEach(r -> r.addTo(sums, first, measure));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < columns[0].length; i++) {
            if (!Double.isNaN(columns[0][i])) {
                int at = i;
                rows.add(new Row(first + i, Arrays.stream(columns).mapToDouble(c -> c[at]).toArray()));
            }
        }
        return rows;
    }

    private void writeSpace(SeriesOwner owner) {
        List<Row> rows = spaces.get(owner);
        if (rows != null) {
            add(owner, FileKind.SPACE, List.copyOf(rows));
            rows.clear();
        }
    }

    private void add(SeriesOwner owner, FileKind kind, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            history.get().add(owner, kind, rows);
            trouble = Optional.empty();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void remember(ClusterSnapshot snapshot, Instant now) {
        Map<NodeType, double[]> sums = new HashMap<>();
        long second = now.getEpochSecond();
        for (ClusterTarget target : snapshot.targets()) {
            if (target.space() instanceof Space.Known s) {
                double[] values = FileKind.SPACE.measures().stream().mapToDouble(measure -> measure.of(s)).toArray();
                spaces.computeIfAbsent(new SeriesOwner.OfTarget(TargetKey.of(target)), k -> new ArrayList<>()).add(new Row(second, values));
                double[] sum = sums.computeIfAbsent(target.kind(), k -> new double[values.length]);
                Arrays.setAll(sum, i -> sum[i] + values[i]);
            }
        }
        // The sum would show a dip if one target's space weren't known.
        sums.forEach((kind, sum) -> {
            if (snapshot.targets(kind).stream().allMatch(t -> t.space() instanceof Space.Known)) {
                spaces.computeIfAbsent(new SeriesOwner.OfAll(kind), k -> new ArrayList<>()).add(new Row(second, sum));
            }
        });
        spaces.keySet().removeIf(o -> o instanceof SeriesOwner.OfTarget t
                && snapshot.targets().stream().noneMatch(s -> s.id() == t.target().id() && s.kind() == t.target().kind()));
        forecasts.keySet().retainAll(spaces.keySet());
        forecastMade.keySet().retainAll(spaces.keySet());
        spaceWritten.keySet().retainAll(spaces.keySet());
    }

    private void forecast(SeriesOwner owner, Instant now) {
        try {
            if (owned()) {
                writeSpace(owner);
            }
            Series used = space(owner, Measure.SPACE_USED, now);
            Series total = space(owner, Measure.SPACE_TOTAL, now);
            CapacityForecast.of(used, total.last().orElse(0)).ifPresentOrElse(f -> forecasts.put(owner, f), () -> forecasts.remove(owner));
        } catch (IOException e) {
            failed(e);
        }
    }

    private Series space(SeriesOwner owner, Measure measure, Instant now) throws IOException {
        SeriesKey key = new SeriesKey(owner, measure);
        return history.get().read(key, unwritten(key), now.minus(FORECAST_DATA), now, FORECAST_POINTS, Consolidation.MEAN);
    }

    /** Writes everything, and waits for it. Idempotent. */
    @Override
    public void close() {
        run(() -> {
            if (history.isPresent()) {
                if (owned()) {
                    loadOwners().forEach(this::writeLoad);
                    List.copyOf(spaces.keySet()).forEach(this::writeSpace);
                }
                try {
                    history.get().close();
                } catch (IOException e) {
                    LOG.warn("history couldn't be closed: directory={} reason={}", directory, e.toString());
                }
                history = Optional.empty();
                retryAfter = Instant.MAX;
            }
        });
        worker.shutdown();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("history isn't written in time: directory={}", directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
