package org.apiaryfs.ui.charts.internal;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Colours of a chart that fit its background. Those of the series can be told apart by people who don't see all colours
 * alike; from the ninth series on they come again.
 *
 * @param muted for what is less important than text
 * @param grid lines of the grid
 */
public record ChartColors(Color background, Color foreground, Color muted, Color grid) {
    private static final double LEAST_CONTRAST = 0.35; // of luminance, which is 0 to 1
    private static final Color BLACKISH = new Color(0x24292f);
    private static final Color WHITISH = new Color(0xd5dbe1);

    /** Black on white. */
    public static final ChartColors PAPER = of(Color.WHITE, BLACKISH);

    private static final List<Color> ON_LIGHT = colors(0x0072b2, 0xd55e00, 0x009e73, 0xcc4c9a, 0xb88600, 0x3aa0dc, 0x5b4bb5, 0x6b6b6b);
    private static final List<Color> ON_DARK = colors(0x56b4e9, 0xff9d3b, 0x2fcf9f, 0xf08fc6, 0xf0e442, 0xff7a6b, 0xa79bff, 0xc8c8c8);

    /**
     * Colours between and beside these two. A foreground that can't be read is replaced: while themes change, one of the two
     * may still be the old one.
     */
    public static ChartColors of(Color background, Color foreground) {
        double distance = Math.abs(luminance(background) - luminance(foreground));
        Color readable = distance >= LEAST_CONTRAST ? foreground : luminance(background) < 0.5 ? WHITISH : BLACKISH;
        return new ChartColors(background, readable, mixed(background, readable, 0.72), mixed(background, readable, 0.16));
    }

    public boolean dark() {
        return luminance(background) < 0.5;
    }

    /** The colour of a series by its place in the chart. */
    public Color series(int index) {
        List<Color> palette = dark() ? ON_DARK : ON_LIGHT;
        return palette.get(index % palette.size());
    }

    /** How often the colours have come before this series. */
    public static int round(int index) {
        return index / ON_LIGHT.size();
    }

    private static List<Color> colors(int... values) {
        return IntStream.of(values).mapToObj(Color::new).toList();
    }

    private static double luminance(Color color) {
        return (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
    }

    private static Color mixed(Color a, Color b, double share) {
        return new Color(
                (int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * share),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * share),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * share));
    }
}
