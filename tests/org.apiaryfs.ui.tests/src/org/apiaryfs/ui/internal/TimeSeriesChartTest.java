package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.ExportFormat;
import org.apiaryfs.ui.charts.Sparkline;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.apiaryfs.ui.charts.internal.ChartColors;
import org.apiaryfs.ui.charts.internal.ChartPainter;
import org.apiaryfs.ui.charts.internal.ChartScene;
import org.apiaryfs.ui.charts.internal.SceneSeries;
import org.apiaryfs.ui.charts.internal.ScreenImage;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A chart in a window of its own beside the workbench's: what its pixels show and what mouse and keys do. */
@ExtendWith(UiThreadNeverWaits.class)
class TimeSeriesChartTest {
    private static final String LIGHT = "org.apiaryfs.ui.theme.light";
    private static final String DARK = "org.apiaryfs.ui.theme.dark";
    private static final int SAMPLES = 600; // a second apart
    private static final int GAP_BEGIN = 250;
    private static final int GAP_END = 350;
    private static final long START = Instant.parse("2026-03-10T10:00:00Z").toEpochMilli();
    private static final long END = START + SAMPLES * 1000L;
    private static final int WARM_UP = 30; // paintings that don't count
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final Point BESIDE = new Point(3, 317); // in the chart, but outside its axes

    private final AtomicLong now = new AtomicLong(END);
    private final ChartSeries busy = new ChartSeries("meta1", SAMPLES);
    private final ChartSeries idle = new ChartSeries("meta2", SAMPLES);
    private Shell shell;
    private TimeSeriesChart chart;

    /** Two level lines, at 50 and 20 %; the upper one has a gap. */
    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Workbench.await("the workbench", Workbench::shell);
        Workbench.ui(() -> {
            for (int i = 0; i < SAMPLES; i++) {
                busy.append(START + i * 1000L, i >= GAP_BEGIN && i < GAP_END ? Double.NaN : 50);
                idle.append(START + i * 1000L, 20);
            }
            shell = new Shell(display(), SWT.NO_TRIM | SWT.ON_TOP);
            shell.setLayout(new FillLayout());
            shell.setBounds(20, 20, 900, 320);
            chart = new TimeSeriesChart(shell, () -> Instant.ofEpochMilli(now.get()));
            chart.setTitle("Load");
            chart.setUnit(ChartUnit.PERCENT);
            chart.add(busy);
            chart.add(idle);
            chart.setRange(START, END);
            shell.open();
            shell.forceActive();
            return chart.setFocus();
        });
        moveTo(BESIDE);
        awaitThat("the lines are there", () -> isLine(busy, at(0.2, 50)) && isLine(idle, at(0.2, 20)));
    }

    @AfterEach
    void close() {
        Workbench.ui(() -> {
            shell.dispose();
            theme(LIGHT);
            return true;
        });
    }

    @Test
    void aGapIsAGap() throws IOException {
        awaitThat("a line to the gap and one after it, and the other line", () ->
                isLine(busy, at(0.4, 50)) && isLine(busy, at(0.6, 50)) && isLine(idle, at(0.5, 20)));
        assertFalse(Workbench.ui(() -> isLine(busy, at(0.5, 50))), "in the gap");
        screenshot("chart-light-100");
    }

    @Test
    void tellsTheValuesAtTheMouse() throws IOException {
        Point place = Workbench.ui(() -> at(0.7, 80));
        Rectangle box = new Rectangle(place.x + 20, place.y + 20, 80, 40);
        int before = Workbench.ui(() -> colours(box));

        moveTo(place);
        awaitThat("the box with the values", () -> colours(box) > before + 5);
        Point line = Workbench.ui(() -> at(0.7, 60));
        assertTrue(Workbench.ui(() -> isDarker(new Point(line.x, line.y), new Point(line.x - 5, line.y))), "the line of the crosshair");
        screenshot("chart-light-100-hover");

        moveTo(BESIDE);
        awaitThat("the box is gone", () -> colours(box) <= before);
    }

    @Test
    void theWheelZoomsAtTheMouse() {
        Point place = Workbench.ui(() -> at(0.25, 80));
        moveTo(place);
        tell(SWT.MouseVerticalWheel, place, event -> event.count = 3);
        awaitThat("a shorter time", () -> chart.range().length() < (END - START) * 9 / 10);
        assertTrue(Workbench.ui(() -> Math.abs(at(0.25, 80).x - place.x) <= 2), "what was at the mouse still is");

        press(SWT.HOME, (char) 0);
        awaitThat("all again", () -> chart.range().from() == START && chart.range().to() == END);
    }

    @Test
    void draggingZoomsAndShiftMoves() {
        drag(Workbench.ui(() -> at(0.25, 80)), Workbench.ui(() -> at(0.5, 70)), false);
        awaitThat("a quarter", () -> Math.abs(chart.range().length() - (END - START) / 4) < 3000);
        long from = Workbench.ui(() -> chart.range().from());
        assertEquals(START + (END - START) / 4, from, 3000);

        Rectangle plot = Workbench.ui(() -> chart.plotArea());
        var middle = new Point(plot.x + plot.width / 2, plot.y + plot.height / 3);
        drag(middle, new Point(plot.x + plot.width / 4, middle.y), true);
        awaitThat("later by half of that", () -> Math.abs(chart.range().from() - from - (END - START) / 16) < 3000);
    }

    @Test
    void theLegendHidesAndShows() {
        Rectangle entry = Workbench.ui(() -> chart.legendEntry(busy).orElseThrow());
        var middle = new Point(entry.x + entry.width / 2, entry.y + entry.height / 2);
        tell(SWT.MouseDown, middle, event -> event.button = 1);
        tell(SWT.MouseUp, middle, event -> event.button = 1);
        awaitThat("hidden by the mouse", () -> !chart.isShown(busy) && !isLine(busy, at(0.2, 50)) && isLine(idle, at(0.2, 20)));

        press(SWT.ARROW_DOWN, (char) 0);
        press(0, ' ');
        awaitThat("shown by keys", () -> chart.isShown(busy) && isLine(busy, at(0.2, 50)));
    }

    @Test
    void liveDataMovesIn() {
        Workbench.ui(() -> {
            chart.follow(Duration.ofSeconds(SAMPLES));
            return true;
        });
        for (int i = 0; i < SAMPLES / 2; i++) {
            long time = now.addAndGet(1000);
            Workbench.ui(() -> {
                busy.append(time, 90);
                return true;
            });
        }
        awaitThat("the new level", () -> isLine(busy, at(0.8, 90)) && !isLine(busy, at(0.8, 50)) && chart.range().to() == now.get());
        assertTrue(Workbench.ui(() -> chart.range().following()));
    }

    @Test
    void followsTheTheme() throws IOException {
        Workbench.ui(() -> theme(DARK));
        awaitThat("a dark background", () -> brightness(new Point(3, 3)) < 80 && brightness(at(0.3, 90)) < 80);
        awaitThat("lines in colours for it", () -> isLine(busy, at(0.2, 50)) && isLine(idle, at(0.2, 20)));
        Point place = Workbench.ui(() -> at(0.7, 80));
        moveTo(place);
        awaitThat("the line of the crosshair", () -> isDarker(new Point(place.x - 5, place.y - 15), new Point(place.x, place.y - 15))
                || isDarker(new Point(place.x - 5, place.y - 15), new Point(place.x + 1, place.y - 15)));
        screenshot("chart-dark-100-hover");
        Workbench.ui(() -> chart.export(ExportFormat.PNG, SCREENSHOTS.resolve("chart-dark-200.png"))).join();

        Workbench.ui(() -> theme(LIGHT));
        awaitThat("a light background", () -> brightness(new Point(3, 3)) > 180);
        Rectangle plot = Workbench.ui(chart::plotArea);
        awaitThat("a line at the bottom that can be seen", () -> IntStream.rangeClosed(-1, 1)
                .anyMatch(y -> brightness(new Point(plot.x + 30, plot.y + plot.height + y)) < 180));
        Workbench.ui(() -> chart.export(ExportFormat.PNG, SCREENSHOTS.resolve("chart-light-200.png"))).join();
    }

    @Test
    void sparklinesFitTheirCell() {
        int inside = Workbench.ui(() -> {
            var image = new Image(display(), 120, 40);
            var gc = new GC(image);
            gc.setForeground(display().getSystemColor(SWT.COLOR_RED));
            Sparkline.paint(gc, new Rectangle(20, 10, 80, 20), busy, START, END);
            gc.dispose();
            ImageData data = image.getImageData();
            image.dispose();
            save(data, "sparkline");
            int coloured = 0;
            for (int y = 0; y < data.height; y++) {
                for (int x = 0; x < data.width; x++) {
                    RGB rgb = data.palette.getRGB(data.getPixel(x, y));
                    if (rgb.red - rgb.green > 10) {
                        coloured++;
                        assertTrue(x >= 20 && x < 100 && y >= 10 && y < 30, x + "," + y);
                        assertFalse(x > 55 && x < 62, "in the gap at " + x);
                    }
                }
            }
            return coloured;
        });
        assertTrue(inside > 200, inside + " pixels");
    }

    /** Tells how much of a processor it takes to draw 4 series of 600 samples; machines differ, so nothing is asserted. */
    @Test
    void timeToPaint() {
        for (int zoom : new int[] {100, 200}) {
            for (long mean : new long[] {0, 30_000}) {
                double[] millis = Workbench.ui(() -> paintings(zoom, mean));
                Arrays.sort(millis);
                System.out.printf("1200x400 at %d %%%s: median %.1f ms, 95 of 100 below %.1f ms%n", zoom, mean > 0 ? " with means" : "",
                        millis[millis.length / 2], millis[millis.length * 95 / 100]);
            }
        }
    }

    private static double[] paintings(int zoom, long mean) {
        var series = new ArrayList<SceneSeries>();
        for (int s = 0; s < 4; s++) {
            var one = new ChartSeries("storage" + s, SAMPLES);
            for (int i = 0; i < SAMPLES; i++) {
                one.append(START + i * 1000L, 1e8 * (s + 1) * (1 + Math.sin(i * 0.7 + s) / 2));
            }
            series.add(new SceneSeries(one, true));
        }
        var scene = new ChartScene("", series, ChartUnit.BYTES_PER_SECOND, new ChartRange(START, END, false), mean,
                ChartColors.PAPER, new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        var painter = new ChartPainter();
        var screen = new ScreenImage();
        var threads = ManagementFactory.getThreadMXBean();
        double[] millis = new double[60];
        for (int i = -WARM_UP; i < millis.length; i++) {
            long begin = threads.getCurrentThreadCpuTime();
            screen.draw(display(), 12 * zoom, 4 * zoom, 100, g -> { // this screen has no other zoom, but as many pixels
                g.scale(zoom / 100.0, zoom / 100.0);
                painter.paint(g, 1200, 400, zoom / 100.0, scene);
            });
            if (i >= 0) {
                millis[i] = (threads.getCurrentThreadCpuTime() - begin) / 1e6;
            }
        }
        screen.dispose();
        return millis;
    }

    private static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    private static boolean theme(String id) {
        Workbench.service(IThemeEngine.class).setTheme(id, false);
        return true;
    }

    private static void awaitThat(String what, BooleanSupplier condition) {
        Workbench.await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Where the sample at a share of all the time would be that has this value, in pixels of the chart. UI thread. */
    private Point at(double share, double value) {
        Rectangle plot = chart.plotArea();
        long time = START + Math.round((END - START) * share);
        if (chart.range().following()) {
            time += now.get() - END;
        }
        double x = plot.x + (double) (time - chart.range().from()) / chart.range().length() * plot.width;
        return new Point((int) Math.round(x), (int) Math.round(plot.y + plot.height * (1 - value / 100)));
    }

    /** Whether the line of the series is at this place or next to it. UI thread. */
    private boolean isLine(ChartSeries series, Point place) {
        var background = shot(new Rectangle(2, 2, 1, 1));
        var colors = ChartColors.of(color(background, 0, 0), Color.GRAY).series(chart.series().indexOf(series));
        ImageData data = shot(new Rectangle(place.x, place.y - 2, 1, 5));
        for (int y = 0; y < data.height; y++) {
            Color seen = color(data, 0, y);
            if (Math.abs(seen.getRed() - colors.getRed()) + Math.abs(seen.getGreen() - colors.getGreen()) + Math.abs(seen.getBlue() - colors.getBlue()) < 90) {
                return true;
            }
        }
        return false;
    }

    private int brightness(Point place) {
        Color seen = color(shot(new Rectangle(place.x, place.y, 1, 1)), 0, 0);
        return (seen.getRed() + seen.getGreen() + seen.getBlue()) / 3;
    }

    /** Whether one of the three pixels around the first place is darker than the second by much. */
    private boolean isDarker(Point place, Point other) {
        int least = Math.min(brightness(place), Math.min(brightness(new Point(place.x - 1, place.y)), brightness(new Point(place.x + 1, place.y))));
        return least < brightness(other) - 60;
    }

    private int colours(Rectangle part) {
        ImageData data = shot(part);
        var found = new HashSet<Integer>();
        for (int y = 0; y < data.height; y++) {
            for (int x = 0; x < data.width; x++) {
                found.add(data.getPixel(x, y));
            }
        }
        return found.size();
    }

    private static Color color(ImageData data, int x, int y) {
        RGB rgb = data.palette.getRGB(data.getPixel(x, y));
        return new Color(rgb.red, rgb.green, rgb.blue);
    }

    /** What the screen shows of a part of the chart. UI thread. */
    private ImageData shot(Rectangle part) {
        Point corner = chart.toDisplay(part.x, part.y);
        var image = new Image(display(), part.width, part.height);
        var gc = new GC(display());
        gc.copyArea(image, corner.x, corner.y);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        return data;
    }

    private void screenshot(String name) {
        Workbench.ui(() -> {
            save(shot(chart.getClientArea()), name);
            return true;
        });
    }

    private static void save(ImageData data, String name) {
        var loader = new ImageLoader();
        loader.data = new ImageData[] {data};
        loader.save(SCREENSHOTS.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
    }

    private void moveTo(Point place) {
        post(SWT.MouseMove, place, event -> { });
    }

    private void drag(Point from, Point to, boolean shift) {
        moveTo(from);
        tell(SWT.MouseDown, from, event -> {
            event.button = 1;
            event.stateMask = shift ? SWT.SHIFT : 0;
        });
        moveTo(to);
        tell(SWT.MouseMove, to, event -> { });
        tell(SWT.MouseUp, to, event -> event.button = 1);
    }

    private void press(int keyCode, char character) {
        for (int type : new int[] {SWT.KeyDown, SWT.KeyUp}) {
            post(type, new Point(0, 0), event -> {
                event.keyCode = keyCode;
                event.character = character;
            });
        }
    }

    /** What SWT can't post: wheels, and buttons at their place. The control gets what SWT would make of them. */
    private void tell(int type, Point place, Consumer<Event> more) {
        Workbench.ui(() -> {
            var event = new Event();
            event.x = place.x;
            event.y = place.y;
            more.accept(event);
            chart.getChildren()[0].notifyListeners(type, event);
            return true;
        });
    }

    private void post(int type, Point place, Consumer<Event> more) {
        assertTrue(Workbench.ui(() -> {
            Point onScreen = chart.toDisplay(place);
            var event = new Event();
            event.type = type;
            event.x = onScreen.x;
            event.y = onScreen.y;
            more.accept(event);
            return display().post(event);
        }), "posted");
    }
}
