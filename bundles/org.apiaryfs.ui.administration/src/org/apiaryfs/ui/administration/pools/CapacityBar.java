package org.apiaryfs.ui.administration.pools;

import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** Draws a share of a whole at the left of a cell, beside the text at the right. UI thread only. */
public final class CapacityBar<R> implements Column.Painter<R> {
    private static final Color FILL = new Color(0x2f, 0x9a, 0xa0); // readable on light, on dark and on a selection, as is the next
    private static final Color TRACK = new Color(0xc4, 0xcc, 0xd4);
    private static final int TEXT = 48; // pixels left for the text
    private static final int MARGIN = 4; // pixels
    private static final int HEIGHT = 8; // pixels

    private final Function<R, Optional<Double>> share;
    private final Function<R, Concern> concern;

    /**
     * @param share 0 to 1; empty if nothing is to be drawn
     * @param concern its colour
     */
    public CapacityBar(Function<R, Optional<Double>> share, Function<R, Concern> concern) {
        this.share = share;
        this.concern = concern;
    }

    @Override
    public void paint(GC gc, Rectangle cell, R row) {
        int width = cell.width - TEXT - 2 * MARGIN;
        Optional<Double> part = share.apply(row);
        if (part.isEmpty() || width <= 0) {
            return;
        }
        int x = cell.x + MARGIN;
        int y = cell.y + (cell.height - HEIGHT) / 2;
        gc.setBackground(TRACK);
        gc.fillRectangle(x, y, width, HEIGHT);
        gc.setBackground(concern.apply(row).color().orElse(FILL));
        gc.fillRectangle(x, y, (int) Math.round(width * part.get()), HEIGHT);
    }
}
