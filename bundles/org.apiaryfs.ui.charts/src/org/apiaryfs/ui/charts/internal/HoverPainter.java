package org.apiaryfs.ui.charts.internal;

import java.awt.geom.Rectangle2D;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** The crosshair at the mouse and the box with the values there. UI thread only. */
public final class HoverPainter {
    private static final int PADDING = 8;
    private static final int SWATCH = 10;
    private static final int DISTANCE = 14; // from the mouse
    private static final int DOT = 7;
    private static final int MOST_ROWS = 16;

    private HoverPainter() { }

    /**
     * Draws over the chart.
     *
     * @param mouseY pixels at 100 %
     * @param width of the whole picture, in which the box must stay
     * @param height of the whole picture
     */
    public static void paint(GC gc, ChartScene scene, ChartFrame frame, HoverValues values, int mouseY, int width, int height) {
        Rectangle2D area = frame.area();
        int x = (int) Math.round(frame.x(values.time()));
        gc.setAntialias(SWT.ON);
        gc.setForeground(color(scene.colors().muted()));
        gc.setLineWidth(1);
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.drawLine(x, (int) area.getY(), x, (int) area.getMaxY());
        gc.setLineStyle(SWT.LINE_DOT);
        gc.drawLine((int) area.getX(), mouseY, (int) area.getMaxX(), mouseY);
        gc.setLineStyle(SWT.LINE_SOLID);
        for (HoverValues.Row row : values.rows()) {
            double value = Double.isNaN(row.mean()) ? row.value() : row.mean();
            if (!Double.isNaN(value)) {
                int y = (int) Math.round(frame.y(value));
                gc.setBackground(color(scene.colors().background()));
                gc.fillOval(x - DOT / 2 - 1, y - DOT / 2 - 1, DOT + 2, DOT + 2);
                gc.setBackground(color(scene.colors().series(row.index())));
                gc.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
            }
        }
        box(gc, scene, values, x, mouseY, width, height);
    }

    private static void box(GC gc, ChartScene scene, HoverValues values, int x, int mouseY, int width, int height) {
        String time = time(values.time());
        int line = gc.getFontMetrics().getHeight() + 2;
        int fitting = Math.clamp((height - 2 * PADDING) / line - 2L, 1, MOST_ROWS);
        List<HoverValues.Row> rows = values.rows().size() > fitting ? values.rows().subList(0, fitting) : values.rows();
        int left = values.rows().size() - rows.size();
        String more = left > 0 ? NLS.bind(Messages.moreSeries, left) : "";
        int names = 0;
        int numbers = 0;
        int besides = 0;
        for (HoverValues.Row row : rows) {
            names = Math.max(names, gc.textExtent(row.name()).x);
            numbers = Math.max(numbers, gc.textExtent(scene.unit().text(row.value())).x);
            besides = Math.max(besides, gc.textExtent(beside(scene, row)).x);
        }
        besides += besides > 0 ? 2 * PADDING : 0;
        names = Math.min(names, width / 3);
        int inner = Math.max(gc.textExtent(time).x, SWATCH + PADDING + names + 2 * PADDING + numbers + besides);
        int boxWidth = inner + 2 * PADDING;
        int boxHeight = (rows.size() + 1 + (left > 0 ? 1 : 0)) * line + 2 * PADDING;
        Rectangle box = place(x, mouseY, boxWidth, boxHeight, width, height);

        gc.setBackground(color(scene.colors().background()));
        gc.setAlpha(250);
        gc.fillRoundRectangle(box.x, box.y, box.width, box.height, 6, 6);
        gc.setAlpha(255);
        gc.setForeground(color(scene.colors().muted()));
        gc.drawRoundRectangle(box.x, box.y, box.width, box.height, 6, 6);
        int y = box.y + PADDING;
        gc.drawText(time, box.x + PADDING, y, true);
        gc.setForeground(color(scene.colors().foreground()));
        for (HoverValues.Row row : rows) {
            y += line;
            gc.setBackground(color(scene.colors().series(row.index())));
            gc.fillRoundRectangle(box.x + PADDING, y + (line - SWATCH) / 2, SWATCH, SWATCH, 3, 3);
            gc.setClipping(box.x, box.y, 2 * PADDING + SWATCH + names + PADDING / 2, box.height);
            gc.drawText(row.name(), box.x + 2 * PADDING + SWATCH, y, true);
            gc.setClipping((Rectangle) null);
            int right = box.x + box.width - PADDING;
            toLeft(gc, beside(scene, row), right, y);
            toLeft(gc, scene.unit().text(row.value()), right - besides, y);
        }
        if (left > 0) {
            gc.setForeground(color(scene.colors().muted()));
            gc.drawText(more, box.x + 2 * PADDING + SWATCH, y + line, true);
        }
    }

    /** Beside the crosshair, on the side where there is room, and inside the picture. */
    public static Rectangle place(int x, int y, int boxWidth, int boxHeight, int width, int height) {
        boolean right = x + DISTANCE + boxWidth < width || x < width / 2;
        int left = right ? x + DISTANCE : x - DISTANCE - boxWidth;
        int top = y + DISTANCE + boxHeight < height ? y + DISTANCE : y - DISTANCE - boxHeight;
        return new Rectangle(
                Math.max(0, Math.min(left, width - boxWidth - 1)), Math.max(0, Math.min(top, height - boxHeight - 1)), boxWidth, boxHeight);
    }

    private static void toLeft(GC gc, String text, int right, int y) {
        gc.drawText(text, right - gc.textExtent(text).x, y, true);
    }

    /** What is told beside the value. */
    private static String beside(ChartScene scene, HoverValues.Row row) {
        if (!Double.isNaN(row.peak())) {
            return NLS.bind(Messages.peak, scene.unit().text(row.peak()));
        }
        return Double.isNaN(row.mean()) ? "" : NLS.bind(Messages.mean, scene.unit().text(row.mean()));
    }

    private static String time(long millis) {
        var local = Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
        Locale locale = Locale.getDefault(Locale.Category.FORMAT);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(local) + "  "
                + DateTimeFormatter.ofLocalizedPattern("Hms").withLocale(locale).format(local); // 24 hours, as on the axis
    }

    private static Color color(java.awt.Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue());
    }
}
