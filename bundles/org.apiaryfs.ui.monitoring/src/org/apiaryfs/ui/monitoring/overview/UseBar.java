package org.apiaryfs.ui.monitoring.overview;

import org.apiaryfs.ui.Concern;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** A bar that shows which part of something is in use, with a line of text above it. UI thread only. */
final class UseBar {
    private static final int HEIGHT = 7; // pixels of the bar
    private static final int GAP = 3;
    private static final int SHADE = 45; // of 255, of what isn't in use
    private static final Color USED = new Color(0x3b, 0x8b, 0xdb); // readable on light and on dark

    private final Canvas canvas; // a plain one: style sheets know it by its name
    private String left = "";
    private String right = "";
    private double part = Double.NaN;
    private Concern concern = Concern.NONE;

    UseBar(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = canvas.getToolTipText();
            }
        });
    }

    Canvas control() {
        return canvas;
    }

    /** That it needs, in pixels. */
    int height() {
        var gc = new GC(canvas);
        try {
            return gc.getFontMetrics().getHeight() + GAP + HEIGHT + 1;
        } finally {
            gc.dispose();
        }
    }

    /**
     * Shows this.
     *
     * @param leftText above the bar at the left
     * @param rightText at the right, if there is room
     * @param used 0 to 1; NaN if it isn't known
     */
    void show(String leftText, String rightText, double used, Concern how, String toolTip) {
        if (leftText.equals(left) && rightText.equals(right) && Double.compare(used, part) == 0 && how == concern) {
            return;
        }
        left = leftText;
        right = rightText;
        part = used;
        concern = how;
        canvas.setToolTipText(toolTip);
        canvas.redraw();
    }

    private void paint(GC gc) {
        Rectangle area = canvas.getClientArea();
        gc.setForeground(canvas.getForeground());
        gc.drawText(left, 0, 0, true);
        int width = gc.textExtent(right).x;
        if (gc.textExtent(left).x + 2 * GAP + width <= area.width) {
            gc.drawText(right, area.width - width, 0, true);
        }
        int top = area.height - HEIGHT - 1;
        gc.setAntialias(SWT.ON);
        Color color = concern.color().orElse(USED);
        gc.setBackground(color);
        gc.setAlpha(SHADE);
        gc.fillRoundRectangle(0, top, area.width, HEIGHT, HEIGHT, HEIGHT);
        if (part > 0) { // false for NaN
            gc.setAlpha(255);
            gc.fillRoundRectangle(0, top, Math.clamp(Math.round(area.width * part), HEIGHT, area.width), HEIGHT, HEIGHT, HEIGHT);
        }
    }
}
