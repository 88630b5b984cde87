package org.apiaryfs.ui.charts.internal;

import java.awt.geom.Rectangle2D;
import org.apiaryfs.ui.charts.ChartRange;

/**
 * Where times and values are in a picture.
 *
 * @param area the rectangle between the axes, pixels at 100 %
 * @param lowest value at its lower edge
 * @param highest value at its upper edge
 */
public record ChartFrame(Rectangle2D area, ChartRange range, double lowest, double highest) {
    public double x(long time) {
        return area.getX() + (time - range.from()) * area.getWidth() / range.length();
    }

    public double y(double value) {
        return area.getMaxY() - (value - lowest) * area.getHeight() / (highest - lowest);
    }

    /** Milliseconds since 1970, also beside the area. */
    public long time(double x) {
        return range.from() + millis(x - area.getX());
    }

    /** Milliseconds that so many pixels are. */
    public long millis(double pixels) {
        return Math.round(pixels * range.length() / Math.max(1, area.getWidth()));
    }

    public boolean contains(double x, double y) {
        return area.contains(x, y);
    }
}
