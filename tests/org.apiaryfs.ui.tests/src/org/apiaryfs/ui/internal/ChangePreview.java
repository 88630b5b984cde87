package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** The preview of a change that is open, as its user deals with it. Called from the test thread. */
final class ChangePreview {
    static final String TITLE = "Preview of a Change";

    private final Shell shell;

    ChangePreview(Shell shell) {
        this.shell = shell;
    }

    /** By a command, as its key does it. */
    static ChangePreview open(String command) {
        return new ChangePreview(Workbench.openDialog(command, TITLE));
    }

    /** One that something else has opened. */
    static ChangePreview await() {
        return new ChangePreview(Widgets.awaitWindow(TITLE));
    }

    /** Chooses from the context menu, as the mouse does it, something that opens a preview. */
    static ChangePreview choose(Table table, String... path) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> { // returns when the preview is closed
            Menu menu = table.getMenu();
            for (int i = 0; i < path.length; i++) {
                String name = path[i];
                menu.notifyListeners(SWT.Show, new Event());
                MenuItem item = Stream.of(menu.getItems()).filter(one -> one.getText().replace("&", "").replaceAll("\t.*", "").equals(name)).findFirst().orElseThrow();
                assertTrue(item.isEnabled(), name);
                if (i < path.length - 1) {
                    menu = item.getMenu();
                } else {
                    item.notifyListeners(SWT.Selection, new Event());
                }
            }
        });
        return await();
    }

    /** What it says of the change: steps, effects, obstacles. */
    List<String> sentences() {
        return Workbench.ui(() -> descendants().filter(Label.class::isInstance).map(control -> ((Label) control).getText()).filter(text -> !text.isEmpty()).toList());
    }

    /** Waits until it says something with these words. */
    void awaitSentence(String words) {
        Workbench.await(words, () -> sentences().stream().filter(sentence -> sentence.contains(words)).findFirst());
    }

    void type(String text) {
        Workbench.ui(() -> {
            field().setText(text);
            return true;
        });
    }

    /** Chooses what is in one of the lists. */
    void choose(String text) {
        Workbench.ui(() -> {
            Combo list = descendants().filter(control -> control instanceof Combo combo && combo.indexOf(text) >= 0).map(Combo.class::cast).findFirst()
                    .orElseThrow(() -> new AssertionError("no " + text));
            list.select(list.indexOf(text));
            list.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    boolean applicable() {
        return Workbench.ui(() -> button("Apply").isEnabled());
    }

    /** What stands below the title. */
    String message() {
        return Workbench.ui(() -> descendants().filter(Text.class::isInstance).map(Text.class::cast).filter(text -> !text.getEditable())
                .map(Text::getText).filter(text -> !text.isBlank()).findFirst().orElse(""));
    }

    void apply() {
        press("Apply");
        awaitClosed();
    }

    void cancel() {
        press("Cancel");
        awaitClosed();
    }

    void press(String name) {
        Workbench.ui(() -> {
            Button button = button(name);
            assertTrue(button.isEnabled(), name);
            button.notifyListeners(SWT.Selection, null);
            return true;
        });
    }

    void screenshot(String name) {
        Workbench.screenshot(name, shell);
    }

    private void awaitClosed() {
        try {
            Workbench.await("closed", () -> Optional.of(shell).filter(Shell::isDisposed));
        } catch (AssertionError e) {
            throw new AssertionError("still open: " + message(), e);
        }
    }

    private Text field() {
        return descendants().filter(control -> control instanceof Text text && text.getEditable()).map(Text.class::cast).findFirst().orElseThrow();
    }

    private Button button(String name) {
        Predicate<Control> wanted = control -> control instanceof Button button && button.getText().replace("&", "").equals(name);
        return descendants().filter(wanted).map(Button.class::cast).findFirst().orElseThrow();
    }

    /** UI thread. */
    private Stream<Control> descendants() {
        return Workbench.descendants(shell);
    }
}
