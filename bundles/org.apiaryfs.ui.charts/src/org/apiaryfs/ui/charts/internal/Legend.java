package org.apiaryfs.ui.charts.internal;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.osgi.util.NLS;

/**
 * The names of the series in rows above the chart.
 *
 * @param entries where each series stands, pixels at 100 %; fewer than there are series if the room ends
 * @param height of all rows
 */
public record Legend(List<Rectangle2D> entries, double height) {
    private static final int SAMPLE = 18; // width of the piece of line before a name
    private static final int GAP = 6; // between the piece and the name, and around an entry

    /** The index of the series whose entry is there, -1 if there is none. */
    public int at(double x, double y) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).contains(x, y)) {
                return i;
            }
        }
        return -1;
    }

    /** Draws from the upper edge, within the width and at most a third of the height. */
    static Legend paint(Graphics2D g, ChartScene scene, double top, double width, double height) {
        g.setFont(scene.font());
        FontMetrics metrics = g.getFontMetrics();
        double row = metrics.getHeight() + GAP;
        int rows = Math.max(1, (int) (height / 3 / row));
        var entries = new ArrayList<Rectangle2D>();
        double x = GAP;
        int line = 0;
        for (int i = 0; i < scene.series().size(); i++) {
            String name = shortened(scene.series().get(i).series().name(), metrics, width - SAMPLE - 5 * GAP);
            double entryWidth = SAMPLE + 3 * GAP + metrics.stringWidth(name);
            int left = scene.series().size() - i;
            boolean lastRow = line == rows - 1;
            String more = NLS.bind(Messages.moreSeries, left);
            double reserved = lastRow && left > 1 ? metrics.stringWidth(more) + 2 * GAP : 0;
            if (x > GAP && x + entryWidth + reserved > width - GAP) {
                if (lastRow) {
                    g.setColor(scene.colors().muted());
                    g.drawString(more, (float) (x + GAP), (float) (top + line * row + GAP / 2.0 + metrics.getAscent()));
                    break;
                }
                line++;
                x = GAP;
            }
            var entry = new Rectangle2D.Double(x, top + line * row, entryWidth, row);
            paint(g, scene, i, name, entry, metrics);
            entries.add(entry);
            x += entryWidth + GAP;
        }
        return new Legend(List.copyOf(entries), scene.series().isEmpty() ? 0 : (line + 1) * row);
    }

    private static void paint(Graphics2D g, ChartScene scene, int index, String name, Rectangle2D entry, FontMetrics metrics) {
        boolean shown = scene.series().get(index).shown();
        double middle = entry.getCenterY();
        var sample = new Line2D.Double(entry.getX() + GAP, middle, entry.getX() + GAP + SAMPLE, middle);
        g.setColor(shown ? scene.colors().series(index) : scene.colors().grid());
        g.setStroke(SeriesRenderer.stroke(3, index));
        g.draw(sample);
        g.setColor(shown ? scene.colors().foreground() : scene.colors().muted());
        double textX = sample.getX2() + GAP;
        g.drawString(name, (float) textX, (float) (entry.getY() + GAP / 2.0 + metrics.getAscent()));
        if (!shown) {
            double through = entry.getY() + GAP / 2.0 + metrics.getAscent() * 0.66;
            g.setStroke(new BasicStroke(1));
            g.draw(new Line2D.Double(textX, through, textX + metrics.stringWidth(name), through));
        }
    }

    private static String shortened(String name, FontMetrics metrics, double width) {
        if (metrics.stringWidth(name) <= width) {
            return name;
        }
        int length = name.length();
        while (length > 1 && metrics.stringWidth(name.substring(0, length) + "…") > width) {
            length--;
        }
        return name.substring(0, length) + "…";
    }
}
