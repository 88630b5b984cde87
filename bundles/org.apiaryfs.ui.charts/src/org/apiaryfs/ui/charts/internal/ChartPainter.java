package org.apiaryfs.ui.charts.internal;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.apiaryfs.ui.charts.ChartSeries;
import org.eclipse.osgi.util.NLS;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTick;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.time.DateRange;

/** Draws scenes with JFreeChart, on the screen or into a file. Used by one thread at a time; needs no screen. */
public final class ChartPainter {
    private static final double LINE_DISTANCE = 2.6; // least distance of lines of the grid, in heights of the font
    private static final double TIME_DISTANCE = 5.2; // the same of times, in sizes of the font
    private static final int EDGE = 6; // pixels around the whole
    private static final int MILLISECONDS = 1000; // in a second
    private static final double RIGHT = 2.4; // sizes of the font beside the plot: half of the last time is there

    private final TimeAxis times = new TimeAxis();
    private final ValueAxis values = new ValueAxis();
    private final SeriesRenderer renderer = new SeriesRenderer();
    private final SeriesRenderer.Wholes wholes = new SeriesRenderer.Wholes();
    private final XYPlot plot = new XYPlot(wholes, times, values, renderer);
    private final JFreeChart chart = new JFreeChart(null, null, plot, false);
    private final ChartRenderingInfo info = new ChartRenderingInfo(null);

    public ChartPainter() {
        chart.setNotify(false);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        plot.setNotify(false);
        plot.setBackgroundPaint(null);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setOutlineVisible(false);
        values.setAxisLineVisible(false);
        values.setTickMarksVisible(false);
        times.setTickMarksVisible(true);
        times.setLowerMargin(0);
        times.setUpperMargin(0);
    }

    /**
     * Fills the rectangle from 0, 0.
     *
     * @param width units of the graphics
     * @param scale pixels of the device in a unit
     */
    public ChartLayout paint(Graphics2D g, double width, double height, double scale, ChartScene scene) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(scene.colors().background());
        g.fill(new Rectangle2D.Double(0, 0, width, height));
        double top = EDGE / 2.0 + title(g, width, scene);
        Legend legend = Legend.paint(g, scene, top, width, height);
        top += legend.height();
        ValueTicks lines = valueTicks(g, scene, height - top);
        plot(g, width, height, top, scale, scene, lines);
        var frame = new ChartFrame((Rectangle2D) info.getPlotInfo().getDataArea().clone(), scene.range(), lines.lowest(), lines.highest());
        if (isEmpty(scene)) {
            nothing(g, scene, frame.area());
        }
        return new ChartLayout(frame, legend);
    }

    /** The title, and what thin and thick lines are if there is room for that. */
    private static double title(Graphics2D g, double width, ChartScene scene) {
        if (scene.title().isEmpty()) {
            return 0;
        }
        g.setFont(scene.font().deriveFont(Font.BOLD));
        g.setColor(scene.colors().foreground());
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(scene.title(), 2 * EDGE, EDGE + metrics.getAscent());
        if (scene.mean() > 0) {
            String note = NLS.bind(Messages.thick, scene.mean() / MILLISECONDS);
            g.setFont(scene.font());
            g.setColor(scene.colors().muted());
            double left = width - 2 * EDGE - g.getFontMetrics().stringWidth(note);
            if (left >= 4 * EDGE + metrics.stringWidth(scene.title())) {
                g.drawString(note, (float) left, EDGE + metrics.getAscent());
            }
        }
        return metrics.getHeight() + EDGE;
    }

    private void plot(Graphics2D g, double width, double height, double top, double scale, ChartScene scene, ValueTicks lines) {
        var colors = scene.colors();
        plot.setInsets(new RectangleInsets(EDGE, EDGE, EDGE, scene.font().getSize2D() * RIGHT), false);
        plot.setDomainGridlinePaint(colors.grid());
        plot.setRangeGridlinePaint(colors.grid());
        int most = (int) Math.max(1, width / (scene.font().getSize2D() * TIME_DISTANCE));
        times.show(TimeTicks.of(scene.range().from(), scene.range().to(), most, ZoneId.systemDefault(), Locale.getDefault(Locale.Category.FORMAT)), scene);
        values.show(lines, scene);
        renderer.show(scene, scale);
        wholes.setCount(scene.series().size());
        chart.draw(g, new Rectangle2D.Double(0, top, width, Math.max(1, height - top)), info);
    }

    private static ValueTicks valueTicks(Graphics2D g, ChartScene scene, double height) {
        double lowest = Double.NaN;
        double highest = Double.NaN;
        for (SceneSeries entry : scene.series()) {
            ChartSeries series = entry.series();
            int last = entry.shown() ? Math.min(series.size() - 1, series.floor(scene.range().to()) + 1) : -1;
            for (int i = Math.max(0, series.floor(scene.range().from())); i <= last; i++) {
                double value = series.value(i);
                double peak = series.peak(i);
                lowest = value < lowest || Double.isNaN(lowest) ? value : lowest;
                highest = peak > highest || Double.isNaN(highest) ? peak : highest;
            }
        }
        double line = g.getFontMetrics(scene.font()).getHeight();
        int most = (int) Math.clamp((height - 3 * line) / (line * LINE_DISTANCE), 2, 8);
        return ValueTicks.of(scene.unit(), lowest, highest, most);
    }

    private static boolean isEmpty(ChartScene scene) {
        return scene.series().stream().allMatch(entry -> {
            int last = entry.series().floor(scene.range().to());
            return last < 0 || last <= entry.series().floor(scene.range().from() - 1);
        });
    }

    private static void nothing(Graphics2D g, ChartScene scene, Rectangle2D area) {
        g.setFont(scene.font());
        g.setColor(scene.colors().muted());
        int width = g.getFontMetrics().stringWidth(Messages.noData);
        g.drawString(Messages.noData, (float) (area.getCenterX() - width / 2.0), (float) area.getCenterY());
    }

    /** Shows ticks that were chosen before. */
    private static final class TimeAxis extends DateAxis {
        private static final long serialVersionUID = 1L;

        private transient List<DateTick> ticks = List.of();

        void show(TimeTicks chosen, ChartScene scene) {
            ticks = chosen.ticks().stream()
                    .map(tick -> new DateTick(new Date((long) tick.at()), tick.label(), TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0)).toList();
            setRange(new DateRange(scene.range().from(), scene.range().to()), true, false);
            setLabel(chosen.dates().isEmpty() ? null : chosen.dates());
            setLabelFont(scene.font());
            setLabelPaint(scene.colors().muted());
            setTickLabelFont(scene.font());
            setTickLabelPaint(scene.colors().muted());
            setAxisLinePaint(scene.colors().muted());
            setTickMarkPaint(scene.colors().muted());
        }

        @Override
        public List<DateTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks;
        }
    }

    /** Shows ticks that were chosen before. */
    private static final class ValueAxis extends NumberAxis {
        private static final long serialVersionUID = 1L;

        private transient List<NumberTick> ticks = List.of();

        void show(ValueTicks chosen, ChartScene scene) {
            ticks = chosen.ticks().stream()
                    .map(tick -> new NumberTick(tick.at(), tick.label(), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0)).toList();
            setRange(new Range(chosen.lowest(), chosen.highest()), true, false);
            setTickLabelFont(scene.font());
            setTickLabelPaint(scene.colors().muted());
        }

        @Override
        public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks;
        }
    }
}
