package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.ui.internal.help.HelpView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The help beside the views, and other ways to find one's way. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class HelpTest {
    private static final String ID = "org.apiaryfs.ui.view.help";

    @AfterEach
    void hide() {
        Workbench.hideView(ID);
    }

    @Test
    void isAboutTheActiveViewAndLeadsOn() {
        Workbench.showView("org.apiaryfs.ui.view.load", IViewPart.class);
        Workbench.run("org.apiaryfs.ui.help");
        awaitPage("Load\n");
        Workbench.screenshots("help");

        press("Contents");
        awaitPage("Help\n");
        Workbench.screenshot("help-contents-light");
        click("Statistics");
        awaitPage("Statistics\n");
        press("Back");
        awaitPage("Help\n");
        press("Back");
        awaitPage("Load\n");
        press("Back");
        awaitPage("Help\n");
        assertTrue(Workbench.ui(() -> !item("Back").isEnabled()), "the contents are before all others");
    }

    @Test
    void linksAreFollowedByKeys() {
        Workbench.showView(ClusterNavigator.ID, IViewPart.class);
        Workbench.run("org.apiaryfs.ui.help");
        awaitPage("Clusters\n");
        press("Contents");
        awaitPage("Help\n");
        Workbench.ui(() -> {
            var tab = new Event();
            tab.detail = SWT.TRAVERSE_TAB_NEXT;
            tab.doit = true;
            text().notifyListeners(SWT.Traverse, tab);
            var enter = new Event();
            enter.keyCode = SWT.CR;
            text().notifyListeners(SWT.KeyDown, enter);
            return true;
        });
        awaitPage("Connecting to a cluster\n");
    }

    @Test
    void wordsAreSearched() {
        Workbench.ui(() -> {
            PlatformUI.getWorkbench().getHelpSystem().search(" RAID storage POOL "); // as quick access does
            return true;
        });
        awaitPage("Help with “RAID storage POOL”\nNo page of the help has these words.");
        Workbench.ui(() -> {
            PlatformUI.getWorkbench().getHelpSystem().search("drag TARGETS");
            return true;
        });
        awaitPage("Help with “drag TARGETS”\n");
        Workbench.screenshot("help-search-light");
        click("Storage pools");
        awaitPage("Storage pools\n");
        press("Back");
        awaitPage("Help with “drag TARGETS”\n");
    }

    @Test
    void quickAccessAndKeyAssistOpen() {
        Workbench.run("org.eclipse.ui.window.showKeyAssist");
        Shell keys = awaitPopup();
        Workbench.screenshot("key-assist", keys);
        Workbench.ui(() -> {
            keys.close();
            return true;
        });
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> Workbench.execute("org.eclipse.ui.window.quickAccess")); // may return when it is closed
        Shell find = awaitPopup();
        Workbench.screenshot("quick-access", find);
        Workbench.ui(() -> {
            find.close();
            return true;
        });
    }

    private static Shell awaitPopup() {
        return Workbench.await("a window of its own", () -> Stream.of(PlatformUI.getWorkbench().getDisplay().getShells())
                .filter(shell -> shell.isVisible() && shell != Workbench.shell().orElseThrow()).findFirst());
    }

    private static void awaitPage(String begin) {
        Workbench.await(begin, () -> Optional.of(text().getText()).filter(text -> text.startsWith(begin)));
    }

    private static void press(String toolTip) {
        Workbench.ui(() -> {
            item(toolTip).notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    /** With the mouse, in the middle of the first occurrence. */
    private static void click(String link) {
        Workbench.ui(() -> {
            int begin = text().getText().indexOf(link);
            Rectangle place = text().getTextBounds(begin, begin + link.length() - 1);
            var event = new Event();
            event.x = place.x + place.width / 2;
            event.y = place.y + place.height / 2;
            text().notifyListeners(SWT.MouseUp, event);
            return true;
        });
    }

    private static ToolItem item(String toolTip) {
        return Widgets.controls(ToolBar.class)
                .flatMap(bar -> Stream.of(bar.getItems())).filter(item -> toolTip.equals(item.getToolTipText())).findFirst().orElseThrow();
    }

    private static StyledText text() {
        assertTrue(Workbench.page().findView(ID) instanceof HelpView);
        return Widgets.controls(StyledText.class).findFirst().orElseThrow();
    }
}
