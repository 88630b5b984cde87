package org.apiaryfs.ui.charts.internal;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import javax.imageio.ImageIO;
import org.apiaryfs.ui.charts.ExportFormat;

/** Charts as files and pictures. Any thread, for a scene of its own. */
public final class ChartExport {
    private static final int FINENESS = 2; // pixels of a picture in a pixel at 100 %

    private ChartExport() { }

    /**
     * Writes a file, or replaces it.
     *
     * @param width pixels at 100 %
     */
    public static void write(ChartScene scene, int width, int height, ExportFormat format, Path file) throws IOException {
        switch (format) {
            case PNG -> {
                try (var out = Files.newOutputStream(file)) {
                    ImageIO.write(picture(scene, width, height), "png", out);
                }
            }
            case SVG -> {
                var svg = new SvgGraphics(width, height);
                new ChartPainter().paint(svg, width, height, FINENESS, scene.in(ChartColors.PAPER));
                Files.writeString(file, svg.document());
            }
            case PDF -> {
                var pdf = new PdfGraphics(width, height);
                new ChartPainter().paint(pdf, width, height, FINENESS, scene.in(ChartColors.PAPER));
                Files.write(file, pdf.document());
            }
            case CSV -> {
                try (var out = Files.newBufferedWriter(file)) {
                    CsvWriter.write(scene.series().stream().map(SceneSeries::series).toList(), ZoneId.systemDefault(), out);
                }
            }
        }
    }

    /** The chart at twice its size, in its own colours. */
    public static BufferedImage picture(ChartScene scene, int width, int height) {
        var picture = new BufferedImage(width * FINENESS, height * FINENESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        try {
            g.scale(FINENESS, FINENESS);
            new ChartPainter().paint(g, width, height, FINENESS, scene);
        } finally {
            g.dispose();
        }
        return picture;
    }
}
