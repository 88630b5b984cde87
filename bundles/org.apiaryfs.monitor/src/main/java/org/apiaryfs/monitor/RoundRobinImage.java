package org.apiaryfs.monitor;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.Archive;
import org.rrd4j.core.RrdBackend;
import org.rrd4j.core.RrdBackendAnnotation;
import org.rrd4j.core.RrdBackendFactory;
import org.rrd4j.core.RrdByteArrayBackend;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.Sample;

/**
 * The bytes of a round-robin file in memory. Mutable; one thread at a time.
 *
 * <p>The library works on memory, not on files, so that no file stays open, and one update of many samples changes a file by
 * a few blocks.
 */
final class RoundRobinImage {
    private static final String NAME = "image";
    private static final int FORMAT = 2;
    /** A cell is known if any part of it beyond a hundredth is. */
    private static final double UNKNOWN_PART = 0.99;

    private final FileKind kind;
    private final Memory memory;

    private RoundRobinImage(FileKind kind, byte[] bytes) {
        this.kind = kind;
        this.memory = new Memory(bytes);
    }

    /** One with gaps only, for samples later than a time in seconds since 1970. */
    static RoundRobinImage create(FileKind kind, long start) throws IOException {
        RrdDef definition = new RrdDef(NAME, start, kind.step(), FORMAT);
        kind.measures().forEach(m -> definition.addDatasource(m.name(), DsType.GAUGE, kind.heartbeat(), Double.NaN, Double.NaN));
        kind.consolidations().forEach(c -> kind.resolutions().forEach(r ->
                definition.addArchive(function(c), UNKNOWN_PART, r.step() / kind.step(), r.cells())));
        RoundRobinImage image = new RoundRobinImage(kind, new byte[0]);
        RrdDb.getBuilder().setBackendFactory(image.memory).setRrdDef(definition).build().close();
        return image;
    }

    /**
     * Of a file's bytes, which are changed from now on.
     *
     * @throws IOException if they are not those of such a file
     */
    static RoundRobinImage of(FileKind kind, byte[] bytes) throws IOException {
        RoundRobinImage image = new RoundRobinImage(kind, bytes);
        try (RrdDb db = image.open()) {
            List<String> columns = List.of(db.getDsNames());
            int archives = kind.consolidations().size() * kind.resolutions().size();
            if (!columns.equals(kind.measures().stream().map(Enum::name).toList()) || db.getArcCount() != archives) {
                throw new IOException("it has other columns or archives: " + columns + ", " + db.getArcCount());
            }
            for (Resolution r : kind.resolutions()) {
                Archive archive = db.getArchive(function(Consolidation.MEAN), r.step() / kind.step());
                if (archive == null || archive.getRows() != r.cells()) {
                    throw new IOException("it has no archive of " + r);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("it is damaged: " + e, e);
        }
        return image;
    }

    byte[] bytes() {
        return memory.bytes;
    }

    /** Time of the newest sample, or of the start, in seconds since 1970. */
    long lastUpdate() throws IOException {
        try (RrdDb db = open()) {
            return db.getLastUpdateTime();
        }
    }

    /** Adds samples, ascending in time; what isn't later than {@link #lastUpdate} is left out. */
    void add(List<Row> rows) throws IOException {
        try (RrdDb db = open()) {
            long last = db.getLastUpdateTime();
            Sample sample = db.createSample();
            for (Row row : rows) {
                if (row.second() > last) {
                    sample.setTime(row.second()).setValues(row.values()).update();
                    last = row.second();
                }
            }
        }
    }

    /**
     * What is known of a time, in the finest resolution that reaches back to it.
     *
     * @param from seconds since 1970, exclusive
     * @param to likewise, inclusive
     */
    Series read(Measure measure, long from, long to, Consolidation how) throws IOException {
        try (RrdDb db = open()) {
            int column = kind.measures().indexOf(measure);
            long last = db.getLastUpdateTime();
            List<Resolution> all = kind.resolutions();
            int level = 0;
            while (level < all.size() - 1 && from < last - all.get(level).seconds()) {
                level++;
            }
            int step = all.get(level).step();
            long begin = Math.floorDiv(from, step) + 1;
            long end = Math.max(begin - 1, Math.ceilDiv(Math.min(to, last), step));
            return Series.owning(begin * step, step, cells(db, column, how, level, begin, end));
        }
    }

    /** Cells of a resolution by their numbers; the ones that aren't finished are made of finer ones. */
    private double[] cells(RrdDb db, int column, Consolidation how, int level, long begin, long end) throws IOException {
        Resolution resolution = kind.resolutions().get(level);
        int step = resolution.step();
        Consolidation stored = kind.consolidations().contains(how) ? how : Consolidation.MEAN;
        Archive archive = db.getArchive(function(stored), step / kind.step());
        double[] all = archive.getRobin(column).getValues();
        long newest = archive.getEndTime() / step;
        long oldest = newest - all.length + 1;
        double[] result = new double[(int) (end - begin + 1)];
        Arrays.fill(result, Double.NaN);
        long from = Math.max(begin, oldest);
        long to = Math.min(end, newest);
        if (from <= to) {
            System.arraycopy(all, (int) (from - oldest), result, (int) (from - begin), (int) (to - from + 1));
        }
        if (level > 0 && end > newest) {
            int ratio = step / kind.resolutions().get(level - 1).step();
            long first = Math.max(begin, newest + 1);
            double[] finer = cells(db, column, how, level - 1, (first - 1) * ratio + 1, end * ratio);
            for (long cell = first; cell <= end; cell++) {
                int at = (int) (cell - first) * ratio;
                result[(int) (cell - begin)] = how.of(finer, at, at + ratio);
            }
        }
        return result;
    }

    private RrdDb open() throws IOException {
        return RrdDb.getBuilder().setBackendFactory(memory).setPath(NAME).build();
    }

    private static ConsolFun function(Consolidation consolidation) {
        return consolidation == Consolidation.MEAN ? ConsolFun.AVERAGE : ConsolFun.MAX;
    }

    /** What the library takes for its file system: one array. */
    @RrdBackendAnnotation(name = "IMAGE", shouldValidateHeader = true)
    private static final class Memory extends RrdBackendFactory {
        private byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected RrdBackend open(String path, boolean readOnly) {
            return new Backend(path, this);
        }

        @Override
        protected boolean exists(String path) {
            return bytes.length > 0;
        }

        @Override
        public boolean canStore(URI uri) {
            return true;
        }
    }

    private static final class Backend extends RrdByteArrayBackend {
        private final Memory memory;

        Backend(String path, Memory memory) {
            super(path);
            this.memory = memory;
            setBuffer(memory.bytes);
        }

        @Override
        protected void setLength(long length) {
            super.setLength(length);
            memory.bytes = getBuffer();
        }
    }
}
