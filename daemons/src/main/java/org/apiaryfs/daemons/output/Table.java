package org.apiaryfs.daemons.output;

import java.util.ArrayList;
import java.util.List;

/** Text in columns as wide as their widest cell. Not thread-safe. */
public final class Table {
    /** Heading and alignment of a column. */
    public record Column(String title, boolean toTheRight) {}

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this(List.of(columns));
    }

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** A column of text. */
    public static Column left(String title) {
        return new Column(title, false);
    }

    /** A column of numbers. */
    public static Column right(String title) {
        return new Column(title, true);
    }

    /** @throws IllegalArgumentException if there isn't a cell per column */
    public void row(String... cells) {
        row(List.of(cells));
    }

    public void row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /** Heading, rule and rows, each with a line break. */
    public String text() {
        int[] widths = columns.stream().mapToInt(c -> c.title.length()).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, columns.stream().map(Column::title).toList(), widths);
        line(text, columns.stream().map(c -> "=".repeat(c.title.length())).toList(), widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ").append(columns.get(i).toTheRight ? padding + cells.get(i) : cells.get(i) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
