package org.apiaryfs.ui.charts.internal;

import java.awt.geom.Path2D;
import java.util.function.IntToDoubleFunction;
import org.apiaryfs.ui.charts.ChartSeries;

/**
 * Turns samples into a line: broken at gaps, a dot for a sample between two gaps, and never more than a few points for a
 * column of pixels. Keeps its memory from one line to the next.
 */
public final class LinePath {
    private static final double DOT = 1.2; // pixels from the middle of a dot to its corners, which the width of the line makes round
    private static final int CROWDED = 3; // samples in a column of pixels

    private final Path2D.Double path = new Path2D.Double();
    private boolean drawing;
    private boolean alone;
    private double lastX;
    private double lastY;

    /**
     * The line through some samples.
     *
     * @param first index of the first sample
     * @param last index of the last sample, below the first if there is none
     * @param values by index
     * @param scale pixels of the device in a unit of the area
     * @return valid until the next call
     */
    public Path2D of(ChartSeries series, int first, int last, IntToDoubleFunction values, ChartFrame frame, double scale) {
        path.reset();
        drawing = false;
        if (last - first > frame.area().getWidth() * scale * CROWDED) {
            crowded(series, first, last, values, frame, scale);
        } else {
            for (int i = first; i <= last; i++) {
                point(frame.x(series.time(i)), frame.y(values.applyAsDouble(i)));
            }
        }
        end();
        return path;
    }

    /** In each column the first, the least, the greatest and the last value. */
    private void crowded(ChartSeries series, int first, int last, IntToDoubleFunction values, ChartFrame frame, double scale) {
        int i = first;
        while (i <= last) {
            double x = frame.x(series.time(i));
            double column = Math.floor(x * scale);
            double begin = values.applyAsDouble(i);
            double least = begin;
            double greatest = begin;
            double end = begin;
            boolean gap = Double.isNaN(begin);
            for (i++; i <= last && Math.floor(frame.x(series.time(i)) * scale) == column; i++) {
                double value = values.applyAsDouble(i);
                if (Double.isNaN(value)) {
                    gap = true;
                } else {
                    begin = Double.isNaN(begin) ? value : begin;
                    least = Double.isNaN(least) ? value : Math.min(least, value);
                    greatest = Double.isNaN(greatest) ? value : Math.max(greatest, value);
                    end = value;
                }
            }
            point(x, frame.y(begin));
            if (least != greatest) {
                point(x, frame.y(least));
                point(x, frame.y(greatest));
                point(x, frame.y(end));
            }
            if (gap) {
                end();
            }
        }
    }

    private void point(double x, double y) {
        if (Double.isNaN(y)) {
            end();
            return;
        }
        if (drawing) {
            path.lineTo(x, y);
        } else {
            path.moveTo(x, y);
        }
        alone = !drawing;
        drawing = true;
        lastX = x;
        lastY = y;
    }

    private void end() {
        if (drawing && alone) {
            path.lineTo(lastX - DOT, lastY);
            path.lineTo(lastX, lastY - DOT);
            path.lineTo(lastX + DOT, lastY);
            path.lineTo(lastX, lastY + DOT);
            path.lineTo(lastX - DOT, lastY);
        }
        drawing = false;
    }
}
