package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Text in right-aligned columns of fixed widths, which scripts count on; what is longer moves the rest. Not thread-safe. */
final class FixedColumns {
    /**
     * @param gap blanks before it
     * @param width least number of characters
     */
    private record Column(String title, int gap, int width) {}

    private final List<Column> columns = new ArrayList<>();

    FixedColumns add(String title, int gap, int width) {
        columns.add(new Column(title, gap, width));
        return this;
    }

    /** Titles, and a line of {@code =} below each. */
    List<String> heading() {
        return List.of(row(columns.stream().map(Column::title).toList()),
                row(columns.stream().map(c -> "=".repeat(c.title.length())).toList()));
    }

    /** Titles, and a line of {@code =} as wide as the columns. */
    List<String> headingOverColumns() {
        return List.of(row(columns.stream().map(Column::title).toList()),
                row(columns.stream().map(c -> "=".repeat(Math.max(c.width, c.title.length()))).toList()));
    }

    /** One cell per column. */
    String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        IntStream.range(0, columns.size()).forEach(i -> {
            Column column = columns.get(i);
            row.append(" ".repeat(column.gap + Math.max(0, column.width - cells.get(i).length()))).append(cells.get(i));
        });
        return row.toString();
    }
}
