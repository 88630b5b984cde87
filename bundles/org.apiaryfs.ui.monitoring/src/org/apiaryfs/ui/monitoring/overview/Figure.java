package org.apiaryfs.ui.monitoring.overview;

import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.Sparkline;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** What happens in a second, in big digits, and the last minutes of it beside them. UI thread only. */
final class Figure {
    private static final Duration SPAN = Duration.ofMinutes(3);
    private static final int LARGER = 7; // points
    private static final int GAP = 2; // pixels
    private static final String WIDEST = "8.88 MiB/s"; // the digits have room for it

    private final String name;
    private final ChartUnit unit;
    private final Color color;
    private final Canvas canvas; // a plain one: style sheets know it by its name
    private final Font large;
    private Optional<ChartSeries> series = Optional.empty();

    /** @param color readable on light and on dark */
    Figure(Composite parent, String name, ChartUnit unit, Color color) {
        this.name = name;
        this.unit = unit;
        this.color = color;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        large = new LocalResourceManager(JFaceResources.getResources(), canvas)
                .create(FontDescriptor.createFrom(canvas.getFont()).increaseHeight(LARGER).setStyle(SWT.BOLD));
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name + ": " + text();
            }
        });
    }

    Canvas control() {
        return canvas;
    }

    /** Shows this series, whose newest value is the figure; empty for none. */
    void show(Optional<ChartSeries> next) {
        series = next;
        canvas.setToolTipText(next.map(some -> NLS.bind(Messages.peak, new Object[] {name, SPAN.toMinutes(), unit.text(peak(some))})).orElse(""));
        canvas.redraw();
    }

    /** The figure as it is shown. */
    String text() {
        return unit.text(series.filter(some -> some.size() > 0).map(some -> some.value(some.size() - 1)).orElse(Double.NaN));
    }

    /** That it needs, in pixels. */
    int height() {
        var gc = new GC(canvas);
        try {
            int caption = gc.getFontMetrics().getHeight();
            gc.setFont(large);
            return caption + GAP + gc.getFontMetrics().getHeight();
        } finally {
            gc.dispose();
        }
    }

    private void paint(GC gc) {
        Rectangle area = canvas.getClientArea();
        gc.setForeground(canvas.getForeground());
        gc.setAlpha(190);
        gc.drawText(name, 0, 0, true);
        gc.setAlpha(255);
        int caption = gc.getFontMetrics().getHeight();
        gc.setFont(large);
        gc.drawText(text(), 0, caption + GAP, true);
        int left = Math.max(gc.textExtent(WIDEST).x, gc.textExtent(text()).x) + 4 * GAP;
        gc.setForeground(color);
        series.filter(some -> some.size() > 0 && area.width - left > 20).ifPresent(some -> {
            long last = some.time(some.size() - 1);
            Sparkline.paint(gc, new Rectangle(left, 0, area.width - left, area.height), some, last - SPAN.toMillis(), last);
        });
    }

    private static double peak(ChartSeries some) {
        double peak = 0;
        for (int i = Math.max(0, some.floor(some.size() == 0 ? 0 : some.time(some.size() - 1) - SPAN.toMillis())); i < some.size(); i++) {
            peak = some.value(i) > peak ? some.value(i) : peak; // false for NaN
        }
        return peak;
    }
}
