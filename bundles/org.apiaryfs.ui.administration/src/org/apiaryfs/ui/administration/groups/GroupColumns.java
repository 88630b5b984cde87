package org.apiaryfs.ui.administration.groups;

import java.util.Comparator;
import java.util.List;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.administration.pools.CapacityBar;

/** The columns of the page of mirror groups. UI thread only. */
final class GroupColumns {
    private GroupColumns() { }

    static List<Column<GroupRow>> all() {
        return List.of(
                Column.words(Messages.column_name, 150, GroupRow::name).withImage(row -> Icons.of(GroupColumns.class, "icons/mirror-group.svg"))
                        .withOrder(Comparator.comparing((GroupRow row) -> row.key().kind()).thenComparing(row -> row.key().id())),
                Column.words(Messages.column_primary, 160, (GroupRow row) -> row.primary().name()).withOrder(Comparator.comparing(row -> row.primary().id())),
                Column.words(Messages.column_state, 130, (GroupRow row) -> row.primary().state()).withConcern(row -> row.primary().concern()),
                Column.words(Messages.column_secondary, 160, (GroupRow row) -> row.secondary().name()).withOrder(Comparator.comparing(row -> row.secondary().id())),
                Column.words(Messages.column_state, 130, (GroupRow row) -> row.secondary().state()).withConcern(row -> row.secondary().concern()),
                Column.numbers(Messages.column_resync, 140, GroupRow::resync, text -> text).withConcern(GroupRow::resyncConcern)
                        .withPainter(new CapacityBar<>(GroupRow::progress, GroupRow::resyncConcern)),
                Column.words(Messages.column_pool, 90, GroupRow::pool));
    }
}
