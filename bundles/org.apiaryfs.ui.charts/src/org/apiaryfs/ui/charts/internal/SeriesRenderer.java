package org.apiaryfs.ui.charts.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.IntToDoubleFunction;
import org.apiaryfs.ui.charts.ChartSeries;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.AbstractXYDataset;
import org.jfree.data.xy.XYDataset;

/** Draws each series as a whole: JFreeChart would draw it sample by sample. */
final class SeriesRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;
    private static final int FAINT = 110; // of 255, exact values or peaks beside their mean

    private final transient LinePath path = new LinePath();
    private transient ChartScene scene;
    private double[] means = {};
    private double scale = 1;

    /** What to draw next, and the pixels of the device in a unit. */
    void show(ChartScene next, double pixels) {
        scene = next;
        scale = pixels;
    }

    @Override
    public void drawItem(Graphics2D g, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info, XYPlot plot,
            ValueAxis times, ValueAxis values, XYDataset dataset, int index, int item, CrosshairState crosshair, int pass) {
        if (!scene.series().get(index).shown()) {
            return;
        }
        ChartSeries series = scene.series().get(index).series();
        var frame = new ChartFrame(area, scene.range(), values.getLowerBound(), values.getUpperBound());
        int first = Math.max(0, series.floor(scene.range().from())); // one more at each side: the line goes to the edge
        int last = Math.min(series.size() - 1, series.floor(scene.range().to()) + 1);
        Color color = scene.colors().series(index);
        boolean mean = scene.mean() > 0 || series.hasPeaks();
        g.setColor(mean ? new Color(color.getRed(), color.getGreen(), color.getBlue(), FAINT) : color);
        g.setStroke(stroke(mean ? 1 : 1.6f, index));
        g.draw(path.of(series, first, last, series::peak, frame, scale));
        if (mean) {
            g.setColor(color);
            g.setStroke(stroke(2.4f, index));
            g.draw(path.of(series, first, last, series.hasPeaks() ? series::value : means(series, first, last), frame, scale));
        }
    }

    private IntToDoubleFunction means(ChartSeries series, int first, int last) {
        means = MovingMean.of(series, scene.mean(), first, last, means);
        return i -> means[i - first];
    }

    /** Solid for the first series of a colour, dashed for the next. */
    static BasicStroke stroke(float width, int index) {
        float[] dashes = switch (ChartColors.round(index) % 3) {
            case 0 -> null;
            case 1 -> new float[] {7, 4};
            default -> new float[] {2, 4};
        };
        return new BasicStroke(width, dashes == null ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /** As many series as the scene has, with one item each, which is the whole series. */
    static final class Wholes extends AbstractXYDataset {
        private static final long serialVersionUID = 1L;

        private int count;

        void setCount(int count) {
            this.count = count;
        }

        @Override
        public int getSeriesCount() {
            return count;
        }

        @Override
        public Comparable<?> getSeriesKey(int series) {
            return series;
        }

        @Override
        public int getItemCount(int series) {
            return 1;
        }

        @Override
        public Number getX(int series, int item) {
            return 0;
        }

        @Override
        public Number getY(int series, int item) {
            return 0;
        }
    }
}
