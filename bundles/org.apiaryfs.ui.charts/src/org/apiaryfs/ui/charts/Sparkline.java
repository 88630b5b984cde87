package org.apiaryfs.ui.charts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;

/** A chart without axes for the cell of a table. UI thread only. */
public final class Sparkline {
    private static final int MARGIN = 2; // pixels at each side
    private static final int SHADE = 40; // of 255, of the area below the line

    private Sparkline() { }

    /**
     * Draws in the foreground colour of the GC, from 0 at the bottom to the greatest value that is shown.
     *
     * @param cell pixels
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, after {@code from}
     */
    public static void paint(GC gc, Rectangle cell, ChartSeries series, long from, long to) {
        int first = Math.max(0, series.floor(from));
        int last = series.floor(to);
        double highest = 0;
        for (int i = first; i <= last; i++) {
            highest = series.value(i) > highest ? series.value(i) : highest; // false for NaN
        }
        int width = cell.width - 2 * MARGIN;
        int height = cell.height - 2 * MARGIN;
        if (width < 2 || height < 2) {
            return;
        }
        var before = gc.getBackground();
        int antialias = gc.getAntialias();
        Rectangle clipping = gc.getClipping();
        gc.setClipping(clipping.intersection(cell));
        gc.setAntialias(SWT.ON);
        gc.setBackground(gc.getForeground());
        int i = first;
        while (i <= last) {
            if (Double.isNaN(series.value(i))) {
                i++;
                continue;
            }
            int begin = i;
            while (i <= last && !Double.isNaN(series.value(i))) {
                i++;
            }
            run(gc, cell, series, new ChartRange(from, to, false), begin, i - 1, highest);
        }
        gc.setBackground(before);
        gc.setAntialias(antialias);
        gc.setClipping(clipping);
    }

    /** The line through samples without a gap, and the area below it. */
    private static void run(GC gc, Rectangle cell, ChartSeries series, ChartRange range, int begin, int end, double highest) {
        float width = cell.width - 2f * MARGIN;
        float height = cell.height - 2f * MARGIN;
        float bottom = cell.y + MARGIN + height;
        var line = new Path(gc.getDevice());
        var area = new Path(gc.getDevice());
        try {
            float x = 0;
            for (int i = begin; i <= end; i++) {
                x = cell.x + MARGIN + (float) (series.time(i) - range.from()) / range.length() * width;
                float y = bottom - (highest > 0 ? (float) (series.value(i) / highest) * height : 0);
                if (i == begin) {
                    line.moveTo(x, y);
                    area.moveTo(x, bottom);
                } else {
                    line.lineTo(x, y);
                }
                area.lineTo(x, y);
            }
            if (begin == end) {
                line.lineTo(x + 1, bottom - (highest > 0 ? (float) (series.value(end) / highest) * height : 0));
            }
            area.lineTo(x, bottom);
            area.close();
            gc.setAlpha(SHADE);
            gc.fillPath(area);
            gc.setAlpha(255);
            gc.drawPath(line);
        } finally {
            line.dispose();
            area.dispose();
        }
    }
}
