package org.apiaryfs.ui.charts.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.ui.charts.ChartSeries;
import org.eclipse.osgi.util.NLS;

/** All samples of series as comma-separated values: a line for each time that any of them has, ISO 8601 with its offset. */
public final class CsvWriter {
    private static final String END = "\r\n"; // as RFC 4180 wants

    private CsvWriter() { }

    public static void write(List<ChartSeries> series, ZoneId zone, Appendable out) throws IOException {
        out.append(quoted(Messages.time));
        for (ChartSeries one : series) {
            out.append(',').append(quoted(one.name()));
            if (one.hasPeaks()) {
                out.append(',').append(quoted(NLS.bind(Messages.peak, one.name())));
            }
        }
        out.append(END);
        int[] next = new int[series.size()];
        for (long time = earliest(series, next); time != Long.MAX_VALUE; time = earliest(series, next)) {
            var cells = new ArrayList<String>();
            cells.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.ofEpochMilli(time).atZone(zone)));
            for (int i = 0; i < next.length; i++) {
                ChartSeries one = series.get(i);
                boolean here = next[i] < one.size() && one.time(next[i]) == time;
                cells.add(here ? text(one.value(next[i])) : "");
                if (one.hasPeaks()) {
                    cells.add(here ? text(one.peak(next[i])) : "");
                }
                next[i] += here ? 1 : 0;
            }
            out.append(String.join(",", cells)).append(END);
        }
    }

    private static long earliest(List<ChartSeries> series, int[] next) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            if (next[i] < series.get(i).size()) {
                earliest = Math.min(earliest, series.get(i).time(next[i]));
            }
        }
        return earliest;
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
