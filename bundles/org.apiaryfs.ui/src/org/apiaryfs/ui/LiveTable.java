package org.apiaryfs.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table whose lines come anew from time to time: it keeps order, filter, selection and place, and draws only what can be
 * seen and has changed, so that ten thousand lines cost no more than fifty. A click on a title sorts; Ctrl+C copies the
 * selected lines. UI thread only; so are listeners.
 *
 * <p>Of the lines that are handed over, those are the same that have equal keys, and those look alike that are equal.
 */
public final class LiveTable<R> implements ISelectionProvider {
    private static final int ROUND = 5; // pixels, of corners
    private static final String MORE = "…";

    private final Table table;
    private final List<Column<R>> columns;
    private final Function<R, ?> key;
    private final List<ISelectionChangedListener> listeners = new ArrayList<>();
    private List<R> all = List.of();
    private List<R> shown = List.of();
    private Predicate<R> filter = row -> true;
    private Predicate<R> emphasis = row -> false;
    private Predicate<R> pinned = row -> false;
    private Optional<Column<R>> sorted = Optional.empty();
    private Optional<Image> room = Optional.empty(); // of an image

    /**
     * @param style {@link SWT#MULTI} or {@link SWT#SINGLE}
     * @param key what a line stands for, in whatever state; with equals and hashCode
     */
    public LiveTable(Composite parent, int style, Function<R, ?> key, List<Column<R>> columns) {
        this.key = key;
        this.columns = List.copyOf(columns);
        table = new Table(parent, style | SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        table.setHeaderVisible(true);
        leaveOutOfStyles();
        this.columns.forEach(this::add);
        table.addListener(SWT.SetData, event -> fill((TableItem) event.item, event.index));
        table.addListener(SWT.Selection, event -> tellSelection());
        table.addListener(SWT.KeyDown, this::key);
        table.addListener(SWT.PaintItem, this::paint);
        table.addListener(SWT.Dispose, event -> room.ifPresent(Image::dispose));
    }

    public Table control() {
        return table;
    }

    /** Gives a column all the width that the others leave, but not less than it had at first. */
    public void stretch(int column) {
        table.addListener(SWT.Resize, event -> {
            int last = columns.size() - 1; // which GTK makes wider than it was set
            int others = IntStream.range(0, last).filter(other -> other != column).map(other -> table.getColumn(other).getWidth()).sum()
                    + (column == last ? 0 : columns.get(last).width());
            table.getColumn(column).setWidth(Math.max(columns.get(column).width(), table.getClientArea().width - others));
        });
    }

    /** Shows a text beside the mouse while it is on a line, such as what is too long for its column. */
    public void tips(Function<R, String> text) {
        table.addListener(SWT.MouseMove, event -> {
            TableItem item = table.getItem(new Point(event.x, event.y));
            int index = item == null ? -1 : table.indexOf(item);
            String tip = index < 0 || index >= shown.size() ? null : text.apply(shown.get(index));
            if (!Objects.equals(tip, table.getToolTipText())) {
                table.setToolTipText(tip);
            }
        });
    }

    /** Shows these lines instead of the former. */
    public void show(List<R> rows) {
        all = List.copyOf(rows);
        put();
    }

    /** Shows only lines that pass, until there is another filter. */
    public void filter(Predicate<R> wanted) {
        filter = wanted;
        put();
    }

    /** Draws the lines that pass in bold, such as those that head others. To be said before there are any. */
    public void emphasize(Predicate<R> lines) {
        emphasis = lines;
    }

    /** Keeps some lines above all others, whatever the order and the filter. */
    public void pin(Predicate<R> wanted) {
        pinned = wanted;
        put();
    }

    /** Shows a column, as wide as it was or at first, or hides it. */
    public void showColumn(int column, boolean wanted) {
        TableColumn title = table.getColumn(column);
        if (wanted != title.getWidth() > 0) {
            title.setWidth(wanted ? columns.get(column).width() : 0);
            title.setResizable(wanted);
        }
    }

    /** Draws all lines anew: their texts depend on more than the lines. */
    public void redraw() {
        table.clearAll();
    }

    /** Sorts by a column, as a click on its title does; the arrow in the title tells. */
    public void sort(int column, boolean ascending) {
        sorted = Optional.of(columns.get(column));
        table.setSortColumn(table.getColumn(column));
        table.setSortDirection(ascending ? SWT.UP : SWT.DOWN);
        put();
    }

    /** Lines in the order in which they are shown, without those that the filter leaves out. */
    public List<R> rows() {
        return shown;
    }

    public List<R> selected() {
        return IntStream.of(table.getSelectionIndices()).filter(index -> index < shown.size()).mapToObj(shown::get).toList();
    }

    /** Selects the lines with these keys, as far as they are shown, and scrolls to the first. */
    public void select(Set<?> keys) {
        mark(keys);
        table.showSelection();
        tellSelection();
    }

    /** Selects the line with this key without telling anybody, and without scrolling. */
    public void propose(Object lineKey) {
        mark(Set.of(lineKey));
    }

    /** Tells a listener of a line that was double-clicked, or on which Enter was pressed. */
    public void onOpen(Consumer<R> listener) {
        table.addListener(SWT.DefaultSelection, event -> selected().stream().findFirst().ifPresent(listener));
    }

    /** Gives the table a context menu, filled whenever it opens. */
    public MenuManager menu(Consumer<IMenuManager> fill) {
        var menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(fill::accept);
        table.setMenu(menu.createContextMenu(table));
        return menu;
    }

    /** The texts of all shown lines, the titles first. */
    public List<List<String>> texts() {
        var lines = new ArrayList<List<String>>();
        lines.add(columns.stream().map(Column::title).toList());
        shown.forEach(row -> lines.add(texts(row)));
        return lines;
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }

    @Override
    public IStructuredSelection getSelection() {
        return new StructuredSelection(selected());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void setSelection(ISelection selection) {
        if (selection instanceof IStructuredSelection some) {
            select(new HashSet<>(((List<R>) some.toList()).stream().map(key).toList()));
        }
    }

    /**
     * Lines get their looks from here. The engine of style sheets would take them away when the theme changes; and it would keep
     * items that GTK has dropped, whose next use ends the program.
     */
    private void leaveOutOfStyles() {
        Listener leaveOut = event -> {
            if (event.widget instanceof TableItem item && item.getParent() == table) {
                event.type = SWT.None;
            }
        };
        Display display = table.getDisplay();
        display.addFilter(SWT.Skin, leaveOut);
        table.addListener(SWT.Dispose, event -> display.removeFilter(SWT.Skin, leaveOut));
    }

    private void add(Column<R> column) {
        var title = new TableColumn(table, column.alignment());
        title.setText(column.title());
        title.setWidth(column.width());
        title.setMoveable(true);
        title.addListener(SWT.Selection, event -> sort(columns.indexOf(column), table.getSortColumn() != title || table.getSortDirection() == SWT.DOWN));
    }

    private void put() {
        List<R> before = shown;
        var selectedKeys = new HashSet<Object>(selected().stream().map(key).toList());
        var rows = new ArrayList<R>(all.stream().filter(row -> pinned.test(row) || filter.test(row)).toList());
        sorted.map(column -> table.getSortDirection() == SWT.UP ? column.order() : column.order().reversed()).ifPresent(rows::sort);
        rows.sort(Comparator.comparing(row -> !pinned.test(row))); // which leaves the others as they are
        shown = List.copyOf(rows);
        int same = Math.min(before.size(), shown.size());
        if (before.size() != shown.size()) {
            table.setItemCount(shown.size());
        }
        int[] other = IntStream.range(0, same).filter(index -> !shown.get(index).equals(before.get(index))).toArray();
        if (other.length > 0) {
            table.clear(other);
        }
        if (IntStream.range(0, same).anyMatch(index -> !key.apply(shown.get(index)).equals(key.apply(before.get(index)))) || before.size() != shown.size()) {
            int count = selectedKeys.size();
            mark(selectedKeys);
            if (count != table.getSelectionCount()) {
                tellSelection();
            }
        } else if (!selectedKeys.isEmpty() && other.length > 0) {
            tellSelection(); // the lines are the same, but there may be more to say of them
        }
    }

    private void mark(Set<?> keys) {
        table.setSelection(keys.isEmpty() ? new int[0]
                : IntStream.range(0, shown.size()).filter(index -> keys.contains(key.apply(shown.get(index)))).toArray());
    }

    private void fill(TableItem item, int index) {
        if (index < 0 || index >= shown.size()) { // a line that SWT is about to take away
            return;
        }
        R row = shown.get(index);
        item.setFont(emphasis.test(row) ? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null);
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            item.setText(i, column.text().apply(row));
            Image image = image(column, row).map(this::roomFor).orElse(null);
            if (image != item.getImage(i)) {
                item.setImage(i, image);
            }
            Color color = column.concern().apply(row).color().orElse(null);
            item.setForeground(i, color);
        }
    }

    private Optional<Image> image(Column<R> column, R row) {
        return column.image().flatMap(images -> images.apply(row));
    }

    /** GTK draws the images of items blurred where a pixel has several dots, so it gets one that can't be seen, and the true one is painted there. */
    private Image roomFor(Image image) {
        if (room.isEmpty()) {
            Rectangle size = image.getBounds();
            var clear = new ImageData(size.width, size.height, 24, new PaletteData(0xff0000, 0xff00, 0xff));
            clear.alphaData = new byte[size.width * size.height];
            room = Optional.of(new Image(table.getDisplay(), clear));
        }
        return room.get();
    }

    private void paint(Event event) {
        TableItem item = (TableItem) event.item;
        int index = table.indexOf(item);
        if (index >= 0 && index < shown.size()) {
            R row = shown.get(index);
            Column<R> column = columns.get(event.index);
            image(column, row).ifPresent(image -> {
                Rectangle place = item.getImageBounds(event.index);
                if ((event.detail & SWT.SELECTED) != 0) {
                    backdrop(event.gc, place);
                }
                event.gc.drawImage(image, place.x, place.y + (place.height - image.getBounds().height) / 2);
            });
            column.painter().ifPresentOrElse(painter -> painter.paint(event.gc, item.getBounds(event.index), row), () -> endOfLongText(event, item));
        }
    }

    /** Shows that a text goes on where its column is too narrow. */
    private void endOfLongText(Event event, TableItem item) {
        Rectangle cell = item.getBounds(event.index);
        int end = cell.x + cell.width;
        if (columns.get(event.index).alignment() != SWT.LEFT || (event.detail & SWT.SELECTED) != 0 // on a colour that isn't told
                || item.getTextBounds(event.index).x + event.gc.textExtent(item.getText(event.index)).x <= end) {
            return;
        }
        Point dots = event.gc.textExtent(MORE);
        event.gc.fillRectangle(end - dots.x, cell.y, dots.x, cell.height);
        event.gc.drawText(MORE, end - dots.x, cell.y + (cell.height - dots.y) / 2, true);
    }

    /** Lets an icon be seen on the colour of selected lines. */
    private static void backdrop(GC gc, Rectangle place) {
        Color before = gc.getBackground();
        gc.setBackground(gc.getDevice().getSystemColor(SWT.COLOR_WHITE));
        gc.setAntialias(SWT.ON);
        gc.fillRoundRectangle(place.x - 1, place.y - 1, place.width + 2, place.height + 2, ROUND, ROUND);
        gc.setBackground(before);
    }

    private void key(Event event) {
        if (event.keyCode == 'c' && event.stateMask == SWT.MOD1) {
            copy();
        } else if (event.keyCode == 'a' && event.stateMask == SWT.MOD1 && (table.getStyle() & SWT.MULTI) != 0) {
            table.selectAll();
            tellSelection();
        }
    }

    /** Copies the selected lines, if there are any now: for the context menu. */
    public PageAction copyAction(String text) {
        PageAction copy = PageAction.of(text + "\tCtrl+C", this::copy);
        copy.setEnabled(!selected().isEmpty());
        return copy;
    }

    /** Puts the selected lines on the clipboard, with tabs between columns. */
    public void copy() {
        copy(selected());
    }

    /** The same with all lines that are shown. */
    public void copyAll() {
        copy(shown);
    }

    private void copy(List<R> rows) {
        String text = String.join("\n", rows.stream().map(row -> String.join("\t", texts(row))).toList());
        if (text.isEmpty()) {
            return;
        }
        var clipboard = new Clipboard(table.getDisplay());
        try {
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    private List<String> texts(R row) {
        return columns.stream().map(column -> column.text().apply(row)).toList();
    }

    private void tellSelection() {
        var event = new SelectionChangedEvent(this, getSelection());
        List.copyOf(listeners).forEach(listener -> listener.selectionChanged(event));
    }
}
