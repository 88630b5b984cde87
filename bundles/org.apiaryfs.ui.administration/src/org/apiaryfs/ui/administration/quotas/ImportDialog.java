package org.apiaryfs.ui.administration.quotas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.QuotaImport;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.ApplyDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Shows what a table of limits would change, and what is wrong with it, before it is applied; results in the number of changes. UI thread only. */
final class ImportDialog extends ApplyDialog<Integer> {
    private static final Point SIZE = new Point(760, 520);
    private static final int TABLE_HEIGHT = 240; // pixels

    private final QuotaPlace place;
    private final List<Item> items = new ArrayList<>();
    private final int faults;
    private final Map<Integer, QuotaLimits> changes = new TreeMap<>(Integer::compareUnsigned);
    private final String file;

    /** A line of the table, and what it would change or why it can't be read. Immutable. */
    private record Item(int number, String name, QuotaLimits before, QuotaLimits after, Optional<String> fault) {
        boolean changes() {
            return !before.equals(after);
        }
    }

    /**
     * @param file name of the file, for people
     * @param now limits that users or groups have of their own
     */
    ImportDialog(Shell parent, QuotaPlace place, String file, QuotaImport table, Map<Integer, QuotaLimits> now, HostNames names) {
        super(parent, Messages.Import_title, NLS.bind(Messages.Import_message, file), Messages.Button_apply);
        this.place = place;
        this.file = file;
        faults = table.faults().size();
        table.faults().forEach(fault -> items.add(new Item(fault.number(), "", QuotaLimits.NONE, QuotaLimits.NONE, Optional.of(fault.sentence()))));
        table.lines().forEach(line -> {
            QuotaLimits before = now.getOrDefault(line.id(), QuotaLimits.NONE);
            var item = new Item(line.number(), names.of(line.id()), before, line.applyTo(before), Optional.empty());
            items.add(item);
            if (item.changes()) {
                changes.put(line.id(), item.after);
            }
        });
    }

    @Override
    protected Point getInitialSize() {
        return SIZE;
    }

    @Override
    protected void createFields(Composite area) {
        var columns = new ArrayList<Column<Item>>();
        columns.add(Column.numbers(Messages.Column_line, 60, Item::number, number -> Integer.toString(number)));
        if (faults > 0) {
            columns.add(Column.<Item>words(Messages.Column_problem, 520, item -> item.fault.orElse("")).withConcern(item -> Concern.ERROR));
        }
        columns.add(Column.words(Messages.Column_name, 140, Item::name));
        columns.add(Column.words(Messages.Column_sizeLimit, 210, item -> change(item, item.before.size(), item.after.size(), Bytes::text)));
        columns.add(Column.words(Messages.Column_inodeLimit, 210, item -> change(item, item.before.inodes(), item.after.inodes(), QuotaColumns::number)));
        var table = new LiveTable<Item>(area, SWT.MULTI | SWT.BORDER, Item::number, columns);
        table.show(items);
        table.sort(0, true);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(SWT.DEFAULT, TABLE_HEIGHT).applyTo(table.control());
    }

    private static String change(Item item, long before, long after, LongFunction<String> number) {
        String now = text(before, number);
        return item.fault.isPresent() ? "" : before == after ? now : now + " → " + text(after, number);
    }

    private static String text(long limit, LongFunction<String> number) {
        return limit == 0 ? Messages.noOwn : QuotaColumns.limit(limit, true, number);
    }

    @Override
    protected Optional<Verdict> judge() {
        if (faults > 0) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Import_faults, faults)));
        }
        return Optional.of(changes.isEmpty() ? Verdict.unchanged(NLS.bind(Messages.Import_nothing, file))
                : Verdict.news(NLS.bind(Messages.Import_changes, changes.size(), items.size())));
    }

    @Override
    protected Task<Integer> change() {
        return task(NLS.bind(Messages.Task_import, file), () -> place.set(changes).thenApply(done -> changes.size()));
    }
}
