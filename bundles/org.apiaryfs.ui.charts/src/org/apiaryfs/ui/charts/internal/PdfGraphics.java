package org.apiaryfs.ui.charts.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;

/** Draws a document of one page in the Portable Document Format, version 1.4. */
public final class PdfGraphics extends VectorGraphics {
    private final StringBuilder content = new StringBuilder();
    private final TreeSet<Integer> alphas = new TreeSet<>(); // of 255, those that the page uses
    private final double width;
    private final double height;
    private final AffineTransform upward;

    /** @param width points */
    public PdfGraphics(int width, int height) {
        this.width = width;
        this.height = height;
        upward = new AffineTransform(1, 0, 0, -1, 0, height); // the page's origin is at its lower left
    }

    @Override
    protected void filled(Shape shape, Color paint, Shape clipped) {
        begin(paint, clipped);
        content.append(color(paint)).append(" rg\n");
        path(shape);
        content.append(isEvenOdd(shape) ? "f*\nQ\n" : "f\nQ\n");
    }

    @Override
    protected void stroked(Shape shape, Color paint, BasicStroke line, Shape clipped) {
        begin(paint, clipped);
        content.append(color(paint)).append(" RG ").append(SvgGraphics.number(line.getLineWidth())).append(" w ")
                .append(line.getEndCap()).append(" J ").append(line.getLineJoin()).append(" j\n");
        if (line.getDashArray() != null) {
            content.append('[');
            for (float dash : line.getDashArray()) {
                content.append(SvgGraphics.number(dash)).append(' ');
            }
            content.append("] 0 d\n");
        }
        path(shape);
        content.append("S\nQ\n");
    }

    private void begin(Color paint, Shape clipped) {
        content.append("q\n");
        if (clipped != null) {
            path(clipped);
            content.append(isEvenOdd(clipped) ? "W* n\n" : "W n\n");
        }
        if (paint.getAlpha() < 255) {
            alphas.add(paint.getAlpha());
            content.append("/A").append(paint.getAlpha()).append(" gs\n");
        }
    }

    private static boolean isEvenOdd(Shape shape) {
        return shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
    }

    private static String color(Color paint) {
        return String.format(Locale.ROOT, "%.3f %.3f %.3f", paint.getRed() / 255.0, paint.getGreen() / 255.0, paint.getBlue() / 255.0);
    }

    private void path(Shape shape) {
        double[] at = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator parts = shape.getPathIterator(upward); !parts.isDone(); parts.next()) {
            int type = parts.currentSegment(at);
            if (type == PathIterator.SEG_QUADTO) { // which the format lacks
                double[] cubic = {x + (at[0] - x) * 2 / 3, y + (at[1] - y) * 2 / 3,
                    at[2] + (at[0] - at[2]) * 2 / 3, at[3] + (at[1] - at[3]) * 2 / 3, at[2], at[3]};
                System.arraycopy(cubic, 0, at, 0, cubic.length);
                type = PathIterator.SEG_CUBICTO;
            }
            int numbers = SvgGraphics.numbers(type);
            for (int i = 0; i < numbers; i++) {
                content.append(SvgGraphics.number(at[i])).append(' ');
            }
            if (numbers > 0) {
                x = at[numbers - 2];
                y = at[numbers - 1];
            }
            content.append(switch (type) {
                case PathIterator.SEG_MOVETO -> "m\n";
                case PathIterator.SEG_LINETO -> "l\n";
                case PathIterator.SEG_CUBICTO -> "c\n";
                default -> "h\n";
            });
        }
    }

    /** The whole document. */
    public byte[] document() {
        byte[] page = deflated(content.toString());
        var states = new StringBuilder();
        alphas.forEach(alpha -> states.append(String.format(Locale.ROOT, "/A%d << /ca %.3f /CA %.3f >> ", alpha, alpha / 255.0, alpha / 255.0)));
        var objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + SvgGraphics.number(width) + " " + SvgGraphics.number(height)
                        + "] /Contents 4 0 R /Resources << /ExtGState << " + states + ">> >> >>");
        var out = new ByteArrayOutputStream();
        var offsets = new ArrayList<Integer>();
        put(out, "%PDF-1.4\n");
        for (String object : objects) {
            offsets.add(out.size());
            put(out, offsets.size() + " 0 obj\n" + object + "\nendobj\n");
        }
        offsets.add(out.size());
        put(out, offsets.size() + " 0 obj\n<< /Length " + page.length + " /Filter /FlateDecode >>\nstream\n");
        out.writeBytes(page);
        put(out, "\nendstream\nendobj\n");
        int table = out.size();
        put(out, "xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
        offsets.forEach(offset -> put(out, String.format("%010d 00000 n \n", offset)));
        put(out, "trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] deflated(String text) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no errors
        }
        return out.toByteArray();
    }
}
