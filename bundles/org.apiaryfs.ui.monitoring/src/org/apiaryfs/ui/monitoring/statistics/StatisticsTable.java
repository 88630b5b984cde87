package org.apiaryfs.ui.monitoring.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.Sparkline;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The table of what one kind of servers was asked for: a line for each client or user, a column for each operation. UI thread only. */
final class StatisticsTable {
    private static final int NAME = 0;
    private static final int ACTIVITY = 1;
    private static final int FIRST_OPERATION = 2;
    private static final int NAME_WIDTH = 230; // pixels
    private static final int ACTIVITY_WIDTH = 120;
    private static final int NUMBER_WIDTH = 88;
    private static final Color CURVE = new Color(0x3b, 0x8b, 0xdb); // readable on light and on dark

    private final List<OperationColumn> operations;
    private final ShownColumns columns;
    private final LiveTable<StatisticsLine> table;
    private List<StatisticsLine> lines = List.of();
    private boolean totals;

    StatisticsTable(Composite parent, NodeType servers, ShownColumns columns) {
        this.columns = columns;
        List<String> names = Operations.of(servers);
        operations = IntStream.range(0, names.size()).mapToObj(i -> new OperationColumn(i, names.get(i))).toList();
        var all = new ArrayList<Column<StatisticsLine>>();
        all.add(Column.words(Messages.client, NAME_WIDTH, StatisticsLine::name));
        all.add(Column.<StatisticsLine>words(Messages.activity, ACTIVITY_WIDTH, line -> "").withOrder(Comparator.comparingDouble(line -> line.value(0, false)))
                .withPainter(StatisticsTable::paint));
        operations.forEach(operation -> all.add(Column.<StatisticsLine, Double>numbers(operation.name(), NUMBER_WIDTH,
                line -> line.value(operation.index(), totals), value -> operation.text(value, totals))));
        all.add(Column.words("", 1, line -> "")); // takes the width that is left, so that the numbers stay together
        table = new LiveTable<>(parent, SWT.MULTI, StatisticsLine::key, all);
        table.pin(StatisticsLine::isSum);
        table.control().getColumn(ACTIVITY).setToolTipText(Messages.activityTip);
        operations.forEach(operation -> table.control().getColumn(operation.index() + FIRST_OPERATION).setToolTipText(operation.explanation()));
        table.sort(FIRST_OPERATION, false);
        showColumns();
    }

    /** Gives the lines a context menu. */
    void menu(IAction export) {
        table.menu(menu -> fillMenu(menu, export));
    }

    private static void paint(GC gc, Rectangle cell, StatisticsLine line) {
        ChartSeries history = line.history();
        if (history.size() > 0) {
            Color before = gc.getForeground();
            gc.setForeground(CURVE);
            long to = history.time(history.size() - 1);
            Sparkline.paint(gc, cell, history, to - StatisticsView.REMEMBERED.toMillis(), to);
            gc.setForeground(before);
        }
    }

    Control control() {
        return table.control();
    }

    /** Heads the lines by what they stand for. */
    void entitle(boolean users) {
        table.control().getColumn(NAME).setText(users ? Messages.user : Messages.client);
    }

    void show(List<StatisticsLine> next) {
        lines = next;
        lines.stream().filter(StatisticsLine::isSum).forEach(sum -> columns.see(operations, sum));
        showColumns();
        table.show(lines);
    }

    /** Shows lines with a text in their name only; the sum stays. */
    void filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        table.filter(line -> line.name().toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Shows counts since the servers have started, or rates. */
    void showTotals(boolean wanted) {
        totals = wanted;
        table.show(lines); // the order depends on it
        table.redraw();
    }

    /** How many clients or users are shown. */
    long shown() {
        return table.rows().stream().filter(line -> !line.isSum()).count();
    }

    /** Names and numbers as they are shown, but the numbers to the last digit; the titles first. */
    List<List<String>> values() {
        List<OperationColumn> shown = operations.stream().filter(columns::isShown).toList();
        var values = new ArrayList<List<String>>();
        var titles = new ArrayList<>(List.of(table.control().getColumn(NAME).getText()));
        shown.forEach(operation -> titles.add(operation.name()));
        values.add(titles);
        for (StatisticsLine line : table.rows()) {
            var texts = new ArrayList<>(List.of(line.name()));
            shown.forEach(operation -> texts.add(plain(line.value(operation.index(), totals))));
            values.add(texts);
        }
        return values;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Lets the user choose columns. */
    void fillColumns(IMenuManager menu) {
        menu.add(check(Messages.automatic, columns.automatic(), () -> columns.chooseAutomatically()));
        menu.add(new Separator());
        operations.stream().skip(1).forEach(operation -> menu.add(check(operation.name() + " – " + operation.explanation(), columns.isShown(operation),
                () -> columns.toggle(operation))));
    }

    private Action check(String text, boolean checked, Runnable run) {
        var action = new Action(text.replace("\t", " "), IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                run.run();
                showColumns();
            }
        };
        action.setChecked(checked);
        return action;
    }

    private void fillMenu(IMenuManager menu, IAction export) {
        menu.add(table.copyAction(Messages.copy));
        menu.add(export);
    }

    private void showColumns() {
        operations.forEach(operation -> table.showColumn(operation.index() + FIRST_OPERATION, columns.isShown(operation)));
    }
}
