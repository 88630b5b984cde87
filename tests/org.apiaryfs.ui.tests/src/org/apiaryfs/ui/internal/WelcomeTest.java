package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.internal.welcome.WelcomeView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The welcome page. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class WelcomeTest {
    private static final int FOLDERS = 3; // of the perspective
    private static final String ID = "org.apiaryfs.ui.view.welcome";
    private static final Duration PROCESSES = Duration.ofSeconds(100); // at most, until they have started or ended

    @TempDir
    Path directory;

    @AfterEach
    void hide() {
        Workbench.hideView(ID);
        Workbench.forgetClusters();
    }

    @Test
    void offersThreeWaysToBegin() {
        Workbench.run("org.apiaryfs.ui.welcome");

        assertEquals(List.of("&Connect…", "&Try It Here…"), Workbench.await("the page", () -> Optional.of(Workbench.descendants(shown())
                .filter(control -> control instanceof Button && control.isVisible()).map(control -> ((Button) control).getText()).toList()).filter(texts -> !texts.isEmpty())));
        assertTrue(Workbench.ui(() -> Workbench.page().getPartState(Workbench.page().findViewReference(ID)) == IWorkbenchPage.STATE_MAXIMIZED));
        assertEquals(List.of(), Workbench.ui(() -> Widgets.controls(shown(), Label.class)
                .filter(label -> !label.getText().isEmpty()).filter(label -> {
                    Point needed = label.computeSize(label.getSize().x, SWT.DEFAULT);
                    return needed.y > label.getSize().y;
                }).map(Label::getText).toList()), "texts that are cut off");
        Workbench.screenshots("welcome");
    }

    @Test
    void opensAKnownClusterAndGoes() {
        ClusterProfile profile = ClusterProfile.create("Known & <good>", new ClusterAddress("127.0.0.1", 9, Optional.empty()), Role.INFORMATION, false);
        Workbench.ui(() -> {
            Workbench.service(ClusterProfiles.class).addUnsaved(profile);
            return true;
        });
        Workbench.run("org.apiaryfs.ui.welcome");
        Workbench.screenshot("welcome-known-light");

        Workbench.ui(() -> {
            Link link = Widgets.controls(shown(), Link.class).filter(each -> each.getText().contains("Known")).findFirst().orElseThrow();
            link.notifyListeners(SWT.Selection, new Event());
            return true;
        });

        assertTrue(Workbench.ui(() -> Workbench.service(OpenClusters.class).session(profile.id()).isPresent()));
        assertFalse(Workbench.ui(() -> Workbench.page().findView(ID) != null), "it goes when it has done its work");
        Workbench.await("the other views", () -> Optional.of(Workbench.page()).filter(page -> page.isPartVisible(page.findView(ClusterNavigator.ID))
                && Stream.of(page.getViewReferences()).filter(view -> page.isPartVisible(view.getPart(false))).count() >= FOLDERS));
    }

    @Test
    void startsAClusterHereOpensAndStopsIt() throws Exception {
        Path wrapper = directory.resolve("apiary-local"); // as the real one, but for the directory
        Files.writeString(wrapper, "#!/bin/sh\nexec '" + System.getProperty("apiary.dist") + "/bin/apiary-local' \"$@\" --dir '" + directory.resolve("cluster") + "'\n");
        assertTrue(wrapper.toFile().setExecutable(true));
        System.setProperty("apiary.local", wrapper.toString());
        try {
            Shell dialog = Workbench.openDialog("org.apiaryfs.ui.tryHere", "Try It Here");
            Button start = awaitEnabled(dialog, "&Start and Open");
            Workbench.screenshot("try-here-light", dialog);
            Workbench.ui(() -> {
                start.notifyListeners(SWT.Selection, new Event());
                return true;
            });
            Workbench.await("the program speaks", PROCESSES, () -> Workbench.descendants(dialog).filter(Text.class::isInstance).map(control -> ((Text) control).getText())
                    .filter(text -> text.contains("starting")).findFirst());
            Workbench.snapshot("try-here-running", dialog);
            Workbench.await("the dialog is closed", PROCESSES, () -> dialog.isDisposed() ? Optional.of(true) : Optional.empty());
            String opened = Workbench.ui(() -> Workbench.service(OpenClusters.class).all().getFirst());
            Workbench.await("connected", () -> Workbench.service(OpenClusters.class).state(opened).knowledge());

            Workbench.toggleTheme();
            Shell again = Workbench.openDialog("org.apiaryfs.ui.tryHere", "Try It Here");
            awaitEnabled(again, "&Open");
            Button stop = awaitEnabled(again, "S&top It");
            Workbench.screenshot("try-here-dark", again);
            Workbench.ui(() -> {
                stop.notifyListeners(SWT.Selection, new Event());
                return true;
            });
            awaitEnabled(again, "&Start and Open");
            Workbench.ui(() -> {
                again.close();
                return true;
            });
            Workbench.toggleTheme();
        } finally {
            System.clearProperty("apiary.local");
            new ProcessBuilder(wrapper.toString(), "down", "--force").inheritIO().start().waitFor();
        }
    }

    @Test
    void saysWhatIsMissingWithoutTheDaemons() {
        Shell dialog = Workbench.openDialog("org.apiaryfs.ui.tryHere", "Try It Here");
        try {
            Workbench.await("what to do", () -> Widgets.controls(dialog, Label.class).map(Label::getText)
                    .filter(text -> text.startsWith("The daemons are not installed")).findFirst());
            assertTrue(Workbench.ui(() -> Widgets.controls(dialog, Button.class)
                    .noneMatch(button -> button.getText().contains("Start") && button.isEnabled())));
            Workbench.screenshot("try-here-missing", dialog);
        } finally {
            Workbench.ui(() -> {
                dialog.close();
                return true;
            });
        }
    }

    private static Button awaitEnabled(Shell dialog, String text) {
        return Workbench.await(text, PROCESSES, () -> Widgets.controls(dialog, Button.class)
                .filter(button -> button.getText().equals(text) && button.isEnabled()).findFirst());
    }

    /** UI thread. */
    private static Composite shown() {
        assertTrue(Workbench.page().findView(ID) instanceof WelcomeView);
        return Workbench.shell().orElseThrow();
    }
}
