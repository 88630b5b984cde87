package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IViewReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The perspectives, and the ways between them. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class PerspectivesTest {
    private static final int MINIMIZE_AND_MAXIMIZE = 70; // pixels
    private static final List<String> NAMES = List.of("Monitor", "Administer", "Install");

    @AfterEach
    void monitorAgain() {
        Workbench.run("org.apiaryfs.ui.showMonitor");
    }

    @Test
    void buttonsOfTheToolBarSwitchAndTellWhichIsShown() {
        assertEquals(List.of("Monitor"), awaitPressed("Monitor"));
        for (String name : NAMES.reversed()) {
            press(name);
            assertEquals(List.of(name), awaitPressed(name));
            assertEquals(name, Workbench.ui(() -> Workbench.page().getPerspective().getLabel()));
            Workbench.await("tool bars beside the tabs, not below", () -> Workbench.shell().stream().flatMap(Workbench::descendants)
                    .filter(control -> control instanceof CTabFolder && control.isVisible()).map(CTabFolder.class::cast)
                    .allMatch(PerspectivesTest::toolBarIsWhereThereIsRoom) ? Optional.of(true) : Optional.empty());
            Workbench.screenshots("perspective-" + name.toLowerCase(Locale.ROOT));
        }
        press("Monitor"); // the present one stays pressed
        assertEquals(List.of("Monitor"), awaitPressed("Monitor"));
        Workbench.run("org.apiaryfs.ui.showAdminister"); // as by its key
        assertEquals(List.of("Administer"), awaitPressed("Administer"));
    }

    @Test
    void viewsAreWhereTheyBelong() {
        assertEquals(Stream.of("navigator", "cluster", "load").toList(), shown().filter(List.of("navigator", "cluster", "load")::contains).toList());
        Workbench.run("org.apiaryfs.ui.showInstall");
        assertEquals(List.of("navigator", "install"), shown().toList());
        Workbench.run("org.apiaryfs.ui.showAdminister");
        List<String> administer = shown().toList();
        assertTrue(administer.contains("navigator") && !administer.contains("load"), administer::toString);
        assertEquals(administer.size(), administer.stream().distinct().count(), "no view is there twice: " + administer);
    }

    @Test
    void aClosedViewComesBackByTheMenu() {
        Workbench.hideView("org.apiaryfs.ui.view.load");
        assertTrue(shown().noneMatch("load"::equals));
        Workbench.ui(() -> {
            Menu views = opened(item(opened(item(Workbench.shell().orElseThrow().getMenuBar(), "&View").getMenu()), "Show &View").getMenu());
            List<String> names = Stream.of(views.getItems()).map(MenuItem::getText).map(text -> text.replaceAll("\t.*|&", "")).toList();
            assertTrue(names.containsAll(List.of("Clusters", "Help", "Load", "Nodes and Targets", "Progress", "Welcome")), names::toString);
            views.getItem(names.indexOf("Load")).notifyListeners(SWT.Selection, new Event());
            return true;
        });
        Workbench.await("the view", () -> shownNow().anyMatch("load"::equals) ? Optional.of(true) : Optional.empty());
    }

    /** In a row of its own only if tabs leave no room for it. */
    private static boolean toolBarIsWhereThereIsRoom(CTabFolder folder) {
        Control bar = folder.getTopRight();
        if (bar == null || bar.getLocation().y < folder.getTabHeight()) {
            return true;
        }
        Rectangle last = folder.getItem(folder.getItemCount() - 1).getBounds();
        return last.x + last.width + bar.getSize().x + MINIMIZE_AND_MAXIMIZE > folder.getClientArea().width;
    }

    private static void press(String name) {
        Workbench.ui(() -> {
            ToolItem button = buttons().filter(item -> item.getText().equals(name)).findFirst().orElseThrow();
            button.setSelection(!button.getSelection());
            button.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    /** Which of the buttons are pressed, once this one is. */
    private static List<String> awaitPressed(String name) {
        return Workbench.await(name, () -> Optional.of(buttons().filter(item -> NAMES.contains(item.getText()) && item.getSelection()).map(ToolItem::getText).toList())
                .filter(pressed -> pressed.equals(List.of(name))));
    }

    /** UI thread. */
    private static Stream<ToolItem> buttons() {
        return Widgets.controls(ToolBar.class)
                .flatMap(bar -> Stream.of(bar.getItems()));
    }

    private static Stream<String> shown() {
        return Workbench.ui(PerspectivesTest::shownNow);
    }

    /** The views of the present perspective by the last word of their ID. UI thread. */
    private static Stream<String> shownNow() {
        return Stream.of(Workbench.page().getViewReferences()).map(IViewReference::getId).map(id -> id.replaceAll(".*\\.", "")).toList().stream();
    }

    private static Menu opened(Menu menu) {
        menu.notifyListeners(SWT.Show, new Event());
        return menu;
    }

    private static MenuItem item(Menu menu, String text) {
        return Stream.of(menu.getItems()).filter(item -> item.getText().replaceAll("\t.*", "").equals(text)).findFirst()
                .orElseThrow(() -> new AssertionError(text + " in " + Stream.of(menu.getItems()).map(MenuItem::getText).toList()));
    }
}
