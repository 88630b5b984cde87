package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiaryfs.admin.LoadSample;

/**
 * A server's load in each of the last ten minutes' seconds, in 12 KiB (metadata) or 17 KiB (storage). Counts beyond 2^24 are
 * rounded to seven digits. Thread-safe.
 */
final class LiveRing {
    static final int SECONDS = 600;

    private final FileKind kind;
    private final float[] values;
    private long newest = Long.MIN_VALUE;
    private long taken = Long.MIN_VALUE;

    LiveRing(NodeKey node) {
        this.kind = FileKind.load(node.type());
        this.values = new float[SECONDS * kind.measures().size()];
        Arrays.fill(values, Float.NaN);
    }

    FileKind kind() {
        return kind;
    }

    /** Puts a second in, in whatever order they come; older ones than the ring holds are dropped. */
    synchronized void put(long second, LoadSample sample) {
        if (second > newest) {
            long from = Math.max(newest == Long.MIN_VALUE ? second : newest + 1, second - SECONDS + 1);
            for (long gap = from; gap < second; gap++) {
                clear(gap);
            }
            newest = second;
        } else if (second <= newest - SECONDS) {
            return;
        }
        int at = at(second);
        for (Measure measure : kind.measures()) {
            values[at++] = value(sample, measure);
        }
    }

    /** Forgets everything if some of it is later than a second that can't have come yet. */
    synchronized void trust(long latest) {
        if (newest > latest) {
            Arrays.fill(values, Float.NaN);
            newest = Long.MIN_VALUE;
            taken = Long.MIN_VALUE;
        }
    }

    private void clear(long second) {
        Arrays.fill(values, at(second), at(second) + kind.measures().size(), Float.NaN);
    }

    private int at(long second) {
        return (int) Math.floorMod(second, (long) SECONDS) * kind.measures().size();
    }

    private static float value(LoadSample sample, Measure measure) {
        return switch (measure) {
            case READ -> sample.diskRead();
            case WRITTEN -> sample.diskWritten();
            case REQUESTS -> sample.requests();
            case QUEUED -> sample.queuedRequests();
            case BUSY -> sample.busyWorkers();
            case SENT -> sample.sent();
            case RECEIVED -> sample.received();
            case SPACE_USED, SPACE_TOTAL, INODES_USED, INODES_TOTAL -> Float.NaN;
        };
    }

    /** Adds a measure's values to others, one for each second from one on; what is a gap here changes nothing. */
    synchronized void addTo(double[] sums, long first, Measure measure) {
        int column = kind.measures().indexOf(measure);
        if (column < 0) {
            return;
        }
        for (int i = 0; i < sums.length; i++) {
            float value = valueAt(first + i, column);
            if (!Float.isNaN(value)) {
                sums[i] = Double.isNaN(sums[i]) ? value : sums[i] + value;
            }
        }
    }

    private float valueAt(long second, int column) {
        return second > newest || second <= newest - SECONDS ? Float.NaN : values[at(second) + column];
    }

    /** What a second was; null if it isn't known. */
    synchronized LoadSample sample(long second) {
        if (Float.isNaN(valueAt(second, 0))) {
            return null;
        }
        return new LoadSample(Instant.ofEpochSecond(second), get(second, Measure.BUSY), get(second, Measure.QUEUED), get(second, Measure.REQUESTS),
                get(second, Measure.WRITTEN), get(second, Measure.READ), get(second, Measure.SENT), get(second, Measure.RECEIVED));
    }

    private long get(long second, Measure measure) {
        int column = kind.measures().indexOf(measure);
        return column < 0 ? 0 : (long) valueAt(second, column);
    }

    /** The mean of a measure over some seconds up to one, NaN if none is known. */
    synchronized double mean(Measure measure, long last, int seconds) {
        double[] some = new double[seconds];
        Arrays.fill(some, Double.NaN);
        addTo(some, last - seconds + 1, measure);
        return Consolidation.MEAN.of(some, 0, seconds);
    }

    /** The known seconds that were not taken yet, up to one; ascending. */
    synchronized List<Row> take(long last) {
        List<Row> rows = rows(taken, last);
        taken = newest == Long.MIN_VALUE ? taken : Math.max(taken, Math.min(last, newest));
        return rows;
    }

    /** The known seconds after one and up to another, taken or not; ascending. */
    synchronized List<Row> rows(long after, long last) {
        if (newest == Long.MIN_VALUE) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        long end = Math.min(last, newest);
        for (long second = Math.max(after + 1, newest - SECONDS + 1); second <= end; second++) {
            if (!Float.isNaN(valueAt(second, 0))) {
                double[] row = new double[kind.measures().size()];
                for (int column = 0; column < row.length; column++) {
                    row[column] = valueAt(second, column);
                }
                rows.add(new Row(second, row));
            }
        }
        return rows;
    }
}
