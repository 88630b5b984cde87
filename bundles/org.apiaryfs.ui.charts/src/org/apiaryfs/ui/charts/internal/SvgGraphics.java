package org.apiaryfs.ui.charts.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Draws a document in Scalable Vector Graphics. */
public final class SvgGraphics extends VectorGraphics {
    private static final String[] CAPS = {"butt", "round", "square"};
    private static final String[] JOINS = {"miter", "round", "bevel"};

    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> clips = new HashMap<>(); // path data to ID
    private final int width;
    private final int height;

    /** @param width pixels */
    public SvgGraphics(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** The whole document. */
    public String document() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                """.formatted(width, height) + body + "</svg>\n";
    }

    @Override
    protected void filled(Shape shape, Color paint, Shape clipped) {
        String data = data(shape);
        if (!data.isEmpty()) {
            String clip = reference(clipped);
            String rule = shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD ? " fill-rule=\"evenodd\"" : "";
            body.append("<path d=\"").append(data).append("\" fill=\"").append(color(paint)).append('"').append(rule);
            opacity("fill-opacity", paint);
            body.append(clip).append("/>\n");
        }
    }

    @Override
    protected void stroked(Shape shape, Color paint, BasicStroke line, Shape clipped) {
        String clip = reference(clipped);
        body.append("<path d=\"").append(data(shape)).append("\" fill=\"none\" stroke=\"").append(color(paint))
                .append("\" stroke-width=\"").append(number(line.getLineWidth()))
                .append("\" stroke-linecap=\"").append(CAPS[line.getEndCap()])
                .append("\" stroke-linejoin=\"").append(JOINS[line.getLineJoin()]).append('"');
        if (line.getDashArray() != null) {
            body.append(" stroke-dasharray=\"");
            for (float dash : line.getDashArray()) {
                body.append(number(dash)).append(' ');
            }
            body.append('"');
        }
        opacity("stroke-opacity", paint);
        body.append(clip).append("/>\n");
    }

    private void opacity(String attribute, Color paint) {
        if (paint.getAlpha() < 255) {
            body.append(' ').append(attribute).append("=\"").append(number(paint.getAlpha() / 255.0)).append('"');
        }
    }

    /** Writes the clip down when it is met for the first time. */
    private String reference(Shape clipped) {
        if (clipped == null) {
            return "";
        }
        String data = data(clipped);
        String id = clips.get(data);
        if (id == null) {
            id = "c" + clips.size();
            clips.put(data, id);
            body.append("<clipPath id=\"").append(id).append("\"><path d=\"").append(data).append("\"/></clipPath>\n");
        }
        return " clip-path=\"url(#" + id + ")\"";
    }

    private static String color(Color paint) {
        return String.format("#%06x", paint.getRGB() & 0xffffff);
    }

    private static String data(Shape shape) {
        var data = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator parts = shape.getPathIterator(null); !parts.isDone(); parts.next()) {
            int type = parts.currentSegment(at);
            data.append("MLQCZ".charAt(type));
            for (int i = 0; i < numbers(type); i++) {
                data.append(i == 0 ? "" : " ").append(number(at[i]));
            }
        }
        return data.toString();
    }

    /** How many coordinates a part of a path has. */
    static int numbers(int type) {
        return switch (type) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
            case PathIterator.SEG_QUADTO -> 4;
            case PathIterator.SEG_CUBICTO -> 6;
            default -> 0;
        };
    }

    /** At most two decimals. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
