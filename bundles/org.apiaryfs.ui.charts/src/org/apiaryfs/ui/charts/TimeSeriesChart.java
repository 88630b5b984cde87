package org.apiaryfs.ui.charts;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.text.StyleContext;
import org.apiaryfs.ui.charts.internal.ChartColors;
import org.apiaryfs.ui.charts.internal.ChartExport;
import org.apiaryfs.ui.charts.internal.ChartFrame;
import org.apiaryfs.ui.charts.internal.ChartLayout;
import org.apiaryfs.ui.charts.internal.ChartMenu;
import org.apiaryfs.ui.charts.internal.ChartPainter;
import org.apiaryfs.ui.charts.internal.ChartScene;
import org.apiaryfs.ui.charts.internal.HoverPainter;
import org.apiaryfs.ui.charts.internal.HoverValues;
import org.apiaryfs.ui.charts.internal.Messages;
import org.apiaryfs.ui.charts.internal.SceneSeries;
import org.apiaryfs.ui.charts.internal.ScreenImage;
import org.apiaryfs.ui.charts.internal.Throttle;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

/**
 * Shows series over time. The mouse tells values; its wheel or dragging zooms, the middle button or Shift and dragging moves,
 * a double click goes back; a click in the legend hides a series. Keys: Left, Right, +, -, Home; Up and Down choose a series
 * in the legend and the space bar hides it. Colours and font are those of the control, whatever theme gives them. UI thread only.
 */
public final class TimeSeriesChart extends Composite {
    private static final int REPAINT = 50; // least milliseconds between two paintings of new data
    private static final int LEAST_TICK = 250; // milliseconds, of the clock that moves what follows it
    private static final int MOST_TICK = 10_000;
    private static final int TICKS = 600; // in the whole width
    private static final int DRAG = 4; // pixels below which dragging is a click
    private static final double WHEEL = 1.25; // zoom of one step
    private static final Duration FIRST = Duration.ofMinutes(10);

    private final Canvas canvas; // a plain one: style sheets know it by its name
    private final InstantSource clock;
    private final ScreenImage screen = new ScreenImage();
    private final ChartPainter painter = new ChartPainter();
    private final Throttle throttle;
    private final List<Shown> series = new ArrayList<>();
    private final List<Consumer<ChartRange>> listeners = new ArrayList<>();
    private final Runnable changed = this::refresh;
    private final Runnable tick = this::tick;
    private String title = "";
    private ChartUnit unit = ChartUnit.NUMBER;
    private Duration mean = Duration.ZERO;
    private Duration followed = FIRST;
    private ChartRange range; // null while following
    private Runnable home = () -> follow(FIRST);
    private boolean stale = true;
    private ChartScene scene; // as painted last
    private ChartLayout layout;
    private Point size = new Point(0, 0);
    private int zoom;
    private int deviceZoom; // of the screen, in percent; 0 if it has to be asked
    private Point mouse; // null when elsewhere
    private Drag drag; // null when no button is down
    private int focused = -1; // entry of the legend that keys have chosen

    private static final class Shown {
        private final ChartSeries series;
        private boolean visible = true;

        Shown(ChartSeries series) {
            this.series = series;
        }
    }

    /** A button that is down since it was at {@code x}. */
    private record Drag(int x, boolean moving, ChartRange range) { }

    public TimeSeriesChart(Composite parent) {
        this(parent, InstantSource.system());
    }

    /** @param clock tells what "now" is */
    public TimeSeriesChart(Composite parent, InstantSource clock) {
        super(parent, SWT.NONE);
        this.clock = Objects.requireNonNull(clock);
        setLayout(new FillLayout());
        canvas = new Canvas(this, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        throttle = new Throttle(getDisplay(), REPAINT, () -> {
            if (!canvas.isDisposed()) {
                canvas.redraw();
            }
        });
        listen();
        ChartMenu.attach(canvas, this::copyImage, this::export, this::reset);
        tick();
    }

    private void listen() {
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.MouseMove, this::mouseMoved);
        canvas.addListener(SWT.MouseEnter, this::mouseMoved);
        canvas.addListener(SWT.MouseExit, _ -> hover(null));
        canvas.addListener(SWT.MouseDown, this::mousePressed);
        canvas.addListener(SWT.MouseUp, this::mouseReleased);
        canvas.addListener(SWT.MouseDoubleClick, event -> {
            if (event.button == 1 && inPlot(event.x, event.y)) {
                drag = null;
                reset();
            }
        });
        canvas.addListener(SWT.MouseVerticalWheel, event -> {
            if (layout != null && inPlot(event.x, event.y)) {
                zoom(Math.pow(WHEEL, -Math.signum(event.count)), frame(range()).time(event.x));
                event.doit = false; // else what is around the chart would scroll as well
            }
        });
        canvas.addListener(SWT.KeyDown, this::keyPressed);
        canvas.addListener(SWT.Traverse, event -> event.doit =
                event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS || event.detail == SWT.TRAVERSE_ESCAPE && drag == null);
        canvas.addListener(SWT.FocusOut, _ -> focus(-1));
        Listener settings = _ -> {
            deviceZoom = 0;
            canvas.redraw();
        };
        Listener elsewhere = _ -> deviceZoom = 0; // perhaps on another screen
        Shell shell = getShell();
        getDisplay().addListener(SWT.Settings, settings);
        shell.addListener(SWT.Move, elsewhere);
        canvas.addListener(SWT.Resize, elsewhere);
        canvas.addListener(SWT.ZoomChanged, elsewhere);
        canvas.addListener(SWT.Dispose, _ -> {
            getDisplay().removeListener(SWT.Settings, settings);
            shell.removeListener(SWT.Move, elsewhere);
            series.forEach(shown -> shown.series.removeListener(changed));
            screen.dispose();
        });
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = title.isEmpty() ? Messages.accessibleName : title;
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = description();
            }
        });
    }

    /** Adds a series, to the right in the legend. What is appended to it from now on is shown soon. */
    public void add(ChartSeries added) {
        series.add(new Shown(added));
        added.addListener(changed);
        refresh();
    }

    public void remove(ChartSeries removed) {
        removed.removeListener(changed);
        series.removeIf(shown -> shown.series == removed);
        focused = -1;
        refresh();
    }

    /** All series in the order of the legend. */
    public List<ChartSeries> series() {
        return series.stream().map(shown -> shown.series).toList();
    }

    public boolean isShown(ChartSeries one) {
        return series.stream().anyMatch(shown -> shown.series == one && shown.visible);
    }

    /** Shows or hides the lines of a series; its name stays in the legend. */
    public void setShown(ChartSeries one, boolean visible) {
        series.stream().filter(shown -> shown.series == one).forEach(shown -> shown.visible = visible);
        refresh();
    }

    /** A line above the chart; empty for none. */
    public void setTitle(String text) {
        title = Objects.requireNonNull(text);
        refresh();
    }

    public void setUnit(ChartUnit next) {
        unit = Objects.requireNonNull(next);
        refresh();
    }

    /** Draws the moving mean over such a time thick, and the exact values thin; zero for exact values only. */
    public void setMean(Duration window) {
        mean = Objects.requireNonNull(window);
        refresh();
    }

    /**
     * Shows a stretch of time, to which Home will return.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, after {@code from}
     */
    public void setRange(long from, long to) {
        var next = new ChartRange(from, to, false);
        home = () -> show(next);
        show(next);
    }

    /** Shows the time up to now, whatever now is, to which Home will return. */
    public void follow(Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("follow " + length);
        }
        home = () -> follow(length);
        followed = length;
        range = null;
        getDisplay().timerExec(-1, tick);
        tick();
        rangeChanged();
    }

    /**
     * Shows a stretch of time for now, as zooming and moving do; Home returns to what was set.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, after {@code from}
     */
    public void show(long from, long to) {
        show(new ChartRange(from, to, false));
    }

    /** What is shown now. */
    public ChartRange range() {
        if (range != null) {
            return range;
        }
        long now = clock.millis();
        return new ChartRange(now - followed.toMillis(), now, true);
    }

    /** Back to what was set by {@link #setRange} or {@link #follow} last. */
    public void reset() {
        home.run();
    }

    /** Tells whenever another stretch of time is chosen, by whom ever; not while it follows the clock. */
    public void onRange(Consumer<ChartRange> listener) {
        listeners.add(listener);
    }

    /** Paints soon; needed by nobody but those who change what isn't the chart's. */
    public void refresh() {
        stale = true;
        if (!isDisposed()) {
            throttle.request();
        }
    }

    /** Writes a file in the background. Completes on a thread of its own, with an {@link IOException} if that fails. */
    public CompletableFuture<Void> export(ExportFormat format, Path file) {
        ChartScene copy = scene().copy();
        Point area = area();
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon().name("chart-export").start(() -> {
            try {
                ChartExport.write(copy, area.x, area.y, format, file);
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** The chart at twice its size. */
    public BufferedImage picture() {
        Point area = area();
        return ChartExport.picture(scene(), area.x, area.y);
    }

    /** The rectangle between the axes as painted last, in pixels of this control; empty before. */
    public Rectangle plotArea() {
        return layout == null ? new Rectangle(0, 0, 0, 0) : rectangle(layout.frame().area());
    }

    /** The entry of a series in the legend as painted last, in pixels of this control; nothing if there was no room for it. */
    public Optional<Rectangle> legendEntry(ChartSeries one) {
        int index = series().indexOf(one);
        return layout == null || index < 0 || index >= layout.legend().entries().size()
                ? Optional.empty() : Optional.of(rectangle(layout.legend().entries().get(index)));
    }

    @Override
    public boolean setFocus() {
        return canvas.setFocus();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changedLayout) {
        return new Point(widthHint == SWT.DEFAULT ? 480 : widthHint, heightHint == SWT.DEFAULT ? 240 : heightHint);
    }

    private Point area() {
        Rectangle area = canvas.getClientArea();
        return area.isEmpty() ? computeSize(SWT.DEFAULT, SWT.DEFAULT, false) : new Point(area.width, area.height);
    }

    private ChartScene scene() {
        var entries = series.stream().map(shown -> new SceneSeries(shown.series, shown.visible)).toList();
        return new ChartScene(title, entries, unit, range(), mean.toMillis(), colors(), font());
    }

    private ChartColors colors() {
        return ChartColors.of(color(canvas.getBackground()), color(canvas.getForeground()));
    }

    private static java.awt.Color color(Color color) {
        return new java.awt.Color(color.getRed(), color.getGreen(), color.getBlue());
    }

    /** The control's font, with others for what it lacks; its size is in points. */
    private Font font() {
        FontData font = canvas.getFont().getFontData()[0];
        int pixels = Math.round(font.getHeight() * getDisplay().getDPI().y / 72f);
        return StyleContext.getDefaultStyleContext().getFont(font.getName(), Font.PLAIN, pixels);
    }

    private void paint(GC gc) {
        Rectangle area = canvas.getClientArea();
        if (area.isEmpty()) {
            return;
        }
        if (deviceZoom == 0) {
            deviceZoom = canvas.getMonitor().getZoom(); // the screen's server has to be asked
        }
        if (stale || deviceZoom != zoom || size.x != area.width || size.y != area.height || !scene.colors().equals(colors())) {
            stale = false;
            zoom = deviceZoom;
            size = new Point(area.width, area.height);
            scene = scene();
            screen.draw(getDisplay(), area.width, area.height, zoom,
                    g -> layout = painter.paint(g, area.width, area.height, zoom / 100.0, scene));
        }
        gc.drawImage(screen.image(), 0, 0);
        if (focused >= 0 && focused < entries()) {
            focusRing(gc, rectangle(layout.legend().entries().get(focused)));
        }
        if (drag != null && !drag.moving() && mouse != null) {
            band(gc);
        } else if (drag == null && mouse != null && inPlot(mouse.x, mouse.y)) {
            HoverValues.near(scene, layout.frame().time(mouse.x)).ifPresent(values ->
                    HoverPainter.paint(gc, scene, layout.frame(), values, mouse.y, area.width, area.height));
        }
    }

    private void focusRing(GC gc, Rectangle entry) {
        gc.setAntialias(SWT.ON);
        gc.setForeground(canvas.getForeground());
        gc.setLineStyle(SWT.LINE_DOT);
        gc.drawRoundRectangle(entry.x, entry.y, entry.width - 1, entry.height - 1, 4, 4);
        gc.setLineStyle(SWT.LINE_SOLID);
    }

    /** The stretch that a drag would zoom to. */
    private void band(GC gc) {
        Rectangle plot = plotArea();
        int left = Math.clamp(Math.min(drag.x(), mouse.x), plot.x, plot.x + plot.width);
        int right = Math.clamp(Math.max(drag.x(), mouse.x), plot.x, plot.x + plot.width);
        gc.setBackground(canvas.getForeground());
        gc.setForeground(canvas.getForeground());
        gc.setAlpha(45);
        gc.fillRectangle(left, plot.y, right - left, plot.height);
        gc.setAlpha(160);
        gc.drawLine(left, plot.y, left, plot.y + plot.height);
        gc.drawLine(right, plot.y, right, plot.y + plot.height);
        gc.setAlpha(255);
    }

    private void mouseMoved(Event event) {
        if (drag != null && drag.moving()) {
            show(drag.range().moved(frame(drag.range()).millis(drag.x() - event.x)));
        }
        boolean legend = layout != null && layout.legend().at(event.x, event.y) >= 0;
        canvas.setCursor(getDisplay().getSystemCursor(legend ? SWT.CURSOR_HAND : SWT.CURSOR_ARROW));
        hover(new Point(event.x, event.y));
    }

    private void hover(Point next) {
        mouse = next;
        canvas.redraw();
    }

    private void mousePressed(Event event) {
        canvas.setFocus();
        int entry = layout == null ? -1 : layout.legend().at(event.x, event.y);
        if (event.button == 1 && entry >= 0) {
            toggle(entry);
        } else if (layout != null && event.button <= 2 && inPlot(event.x, event.y)) {
            boolean moving = event.button == 2 || (event.stateMask & SWT.SHIFT) != 0;
            drag = new Drag(event.x, moving, range());
        }
    }

    private void mouseReleased(Event event) {
        if (drag == null) {
            return;
        }
        Drag ended = drag;
        drag = null;
        if (!ended.moving() && Math.abs(event.x - ended.x()) >= DRAG) {
            Rectangle plot = plotArea();
            ChartFrame frame = frame(ended.range());
            long from = frame.time(Math.clamp(Math.min(ended.x(), event.x), plot.x, plot.x + plot.width));
            long to = frame.time(Math.clamp(Math.max(ended.x(), event.x), plot.x, plot.x + plot.width));
            long missing = Math.max(0, ChartRange.SHORTEST - (to - from));
            show(new ChartRange(from - missing / 2, to + missing - missing / 2, false));
        }
        canvas.redraw();
    }

    private void keyPressed(Event event) {
        ChartRange now = range();
        switch (event.keyCode) {
            case SWT.HOME -> reset();
            case SWT.ARROW_LEFT -> show(now.moved(-now.length() / 10));
            case SWT.ARROW_RIGHT -> show(now.moved(now.length() / 10));
            case SWT.ARROW_UP -> focus(focused <= 0 ? entries() - 1 : focused - 1);
            case SWT.ARROW_DOWN -> focus(entries() == 0 ? -1 : (focused + 1) % entries());
            case '+', '=', SWT.KEYPAD_ADD -> zoom(1 / WHEEL, now.from() + now.length() / 2);
            case '-', SWT.KEYPAD_SUBTRACT -> zoom(WHEEL, now.from() + now.length() / 2);
            case SWT.SPACE, SWT.CR -> toggle(focused);
            case SWT.ESC -> {
                drag = null;
                focus(-1);
            }
            default -> { }
        }
    }

    /** How many series have a place in the legend. */
    private int entries() {
        return layout == null ? 0 : layout.legend().entries().size();
    }

    private void toggle(int entry) {
        if (entry >= 0 && entry < series.size()) {
            series.get(entry).visible = !series.get(entry).visible;
            refresh();
        }
    }

    private void focus(int entry) {
        focused = entry;
        canvas.redraw();
    }

    private String description() {
        if (series.isEmpty()) {
            return Messages.accessibleEmpty;
        }
        var chosen = focused < 0 ? series : List.of(series.get(focused));
        return String.join("; ", chosen.stream()
                .map(shown -> NLS.bind(shown.visible ? Messages.accessibleShown : Messages.accessibleHidden, shown.series.name())).toList());
    }

    private void zoom(double factor, long fixed) {
        show(range().zoomed(factor, fixed));
    }

    private void show(ChartRange next) {
        range = next;
        refresh();
        rangeChanged();
    }

    private void rangeChanged() {
        ChartRange now = range();
        List.copyOf(listeners).forEach(listener -> listener.accept(now));
    }

    /** Moves what follows the clock, as often as that can be seen. */
    private void tick() {
        if (!isDisposed() && range == null) {
            if (canvas.isVisible()) {
                refresh();
            }
            getDisplay().timerExec(Math.clamp(followed.toMillis() / TICKS, LEAST_TICK, MOST_TICK), tick);
        }
    }

    /** The plot as it will be painted with this range: what is on the screen may be older by one painting. */
    private ChartFrame frame(ChartRange shown) {
        ChartFrame painted = layout.frame();
        return new ChartFrame(painted.area(), shown, painted.lowest(), painted.highest());
    }

    private boolean inPlot(int x, int y) {
        return layout != null && layout.frame().contains(x, y);
    }

    private void copyImage() {
        ChartMenu.copy(getDisplay(), picture());
    }

    private void export() {
        ChartMenu.chooseFile(getShell(), title).ifPresent(target -> export(target.format(), target.file()).whenComplete((_, failure) -> {
            if (failure != null) {
                getDisplay().asyncExec(() -> ChartMenu.failed(isDisposed() ? null : getShell(), target.file(), failure));
            }
        }));
    }

    private static Rectangle rectangle(java.awt.geom.Rectangle2D area) {
        java.awt.Rectangle bounds = area.getBounds();
        return new Rectangle(bounds.x, bounds.y, bounds.width, bounds.height);
    }
}
