package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/**
 * Finds widgets, and does with them what users do; the program's answer to that is watched by {@link UiThreadWatch}. Where no area
 * is named, what can be seen in the workbench's window counts. Called from the test thread, unless it is said to be for the UI thread.
 */
final class Widgets {
    private Widgets() { }

    /** All of the workbench's window, seen or not. UI thread. */
    static <C extends Control> Stream<C> controls(Class<C> type) {
        return Workbench.shell().stream().flatMap(shell -> controls(shell, type));
    }

    /** UI thread. */
    static <C extends Control> Stream<C> controls(Composite area, Class<C> type) {
        return Workbench.descendants(area).filter(type::isInstance).map(type::cast);
    }

    /** A window with this title, if it is open. UI thread. */
    static Optional<Shell> window(String title) {
        return Stream.of(PlatformUI.getWorkbench().getDisplay().getShells()).filter(shell -> shell.isVisible() && shell.getText().equals(title)).findFirst();
    }

    static Shell awaitWindow(String title) {
        return Workbench.await(title, () -> window(title));
    }

    static void close(Shell window) {
        window.getDisplay().syncExec(window::close);
    }

    /** The button with this text, mnemonics left out. UI thread. */
    static Button button(String text) {
        return labelled(controls(Button.class).filter(Control::isVisible), text).orElseThrow(() -> new AssertionError("no button " + text));
    }

    /** UI thread. */
    static Button button(Composite area, String text) {
        return labelled(controls(area, Button.class), text).orElseThrow(() -> new AssertionError("no button " + text));
    }

    private static Optional<Button> labelled(Stream<Button> buttons, String text) {
        return buttons.filter(button -> button.getText().replace("&", "").equals(text)).findFirst();
    }

    /** Presses a button as soon as it can be pressed; returns at once, for a dialog may open. */
    static void press(String text) {
        Button button = Workbench.await(text, () -> labelled(controls(Button.class).filter(Control::isVisible), text).filter(known -> known.isEnabled() && known.getSize().x > 0));
        button.getDisplay().asyncExec(() -> button.notifyListeners(SWT.Selection, null));
    }

    /** The same, but returns when that is done. */
    static void press(Composite area, String text) {
        Button button = Workbench.await(text, () -> labelled(controls(area, Button.class), text).filter(Button::isEnabled));
        button.getDisplay().syncExec(() -> button.notifyListeners(SWT.Selection, null));
    }

    /** Waits for this text, as a label or in a field. */
    static void awaitText(String wanted) {
        await(wanted, wanted::equals);
    }

    static void awaitText(Composite area, String wanted) {
        await(area, wanted, wanted::equals);
    }

    /** Waits for a text that matches as a whole. */
    static void awaitMatch(String pattern) {
        await(pattern, text -> text.matches(pattern));
    }

    static void awaitMatch(Composite area, String pattern) {
        await(area, pattern, text -> text.matches(pattern));
    }

    private static void await(String what, Predicate<String> wanted) {
        Workbench.await(what, () -> controls(Control.class).filter(Control::isVisible).flatMap(control -> text(control).stream()).filter(wanted).findFirst());
    }

    private static void await(Composite area, String what, Predicate<String> wanted) {
        Workbench.await(what, () -> controls(area, Control.class).flatMap(control -> text(control).stream()).filter(wanted).findFirst());
    }

    private static Optional<String> text(Control control) {
        return switch (control) {
            case Label label -> Optional.of(label.getText());
            case Text text -> Optional.of(text.getText().strip());
            case StyledText text -> Optional.of(text.getText());
            default -> Optional.empty();
        };
    }

    /** The table that can be seen and begins with these titles. UI thread. */
    static Optional<Table> table(String... titles) {
        return controls(Table.class).filter(table -> table.isVisible() && table.getColumnCount() >= titles.length
                && IntStream.range(0, titles.length).allMatch(i -> table.getColumn(i).getText().equals(titles[i]))).findFirst();
    }

    /** The texts of all lines, filled in as if they were seen. UI thread. */
    static List<List<String>> lines(Table table) {
        return Stream.of(table.getItems()).map(Widgets::texts).toList();
    }

    private static List<String> texts(TableItem item) {
        return IntStream.range(0, item.getParent().getColumnCount()).mapToObj(item::getText).toList();
    }

    /** Selects lines, or none, as clicks do. */
    static void select(Table table, int... lines) {
        table.getDisplay().syncExec(() -> {
            table.setSelection(lines);
            table.notifyListeners(SWT.Selection, new Event());
        });
    }
}
