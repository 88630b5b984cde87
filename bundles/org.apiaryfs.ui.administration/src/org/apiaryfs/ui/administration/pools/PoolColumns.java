package org.apiaryfs.ui.administration.pools;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Icons;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;

/** The columns of the page of storage pools. UI thread only. */
final class PoolColumns {
    private PoolColumns() { }

    static List<Column<PoolRow>> all() {
        return List.of(
                words(Messages.column_name, 190, row -> row.name()).withOrder(order(Comparator.comparing(row -> row.key().id()))).withImage(PoolColumns::icon),
                words(Messages.column_server, 110, PoolRow::serverName),
                words(Messages.column_state, 160, PoolRow::state).withConcern(PoolRow::stateConcern),
                numbers(Messages.column_used, 140, row -> Math.round(room(row, PoolRow.Room::used) * 1e6), row -> row.room()
                        .map(room -> Math.round(room.used() * 100) + " %").orElse(""))
                        .withPainter(new CapacityBar<>(row -> row.room().map(PoolRow.Room::used), PoolRow::capacityConcern)),
                numbers(Messages.column_free, 85, row -> (long) room(row, PoolRow.Room::free), row -> row.room().map(room -> Bytes.text(room.free())).orElse("")),
                numbers(Messages.column_total, 85, row -> (long) room(row, PoolRow.Room::total), row -> row.room().map(room -> Bytes.text(room.total())).orElse("")),
                words(Messages.column_capacity, 110, PoolRow::capacity).withConcern(PoolRow::capacityConcern),
                numbers(Messages.column_group, 60, row -> row.group().orElse(0), row -> row.key().kind() == PoolRow.Kind.TARGET
                        ? row.group().map(String::valueOf).orElse("") : ""));
    }

    private static double room(PoolRow row, Function<PoolRow.Room, ? extends Number> part) {
        return row.room().map(part).map(Number::doubleValue).orElse(-1.0);
    }

    private static Column<PoolRow> words(String title, int width, Function<PoolRow, String> text) {
        return Column.words(title, width, text).withOrder(order(Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER)));
    }

    private static Column<PoolRow> numbers(String title, int width, ToLongFunction<PoolRow> number, Function<PoolRow, String> text) {
        return new Column<>(title, width, SWT.RIGHT, text, order(Comparator.comparingLong(number)), Optional.empty(),
                row -> Concern.NONE, Optional.empty());
    }

    private static Comparator<PoolRow> order(Comparator<PoolRow> inner) {
        return new GroupedOrder(inner);
    }

    private static Optional<Image> icon(PoolRow row) {
        return Icons.of(PoolColumns.class, switch (row.key().kind()) {
            case POOL -> "icons/pool.svg";
            case GROUP -> "icons/mirror-group.svg";
            case TARGET -> "icons/target.svg";
        });
    }
}
