package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apiaryfs.ui.Task;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Version;

/** What goes on is seen, and isn't ended without asking. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class QuittingTest {
    @Test
    void asksWhileOperationsGoOn() throws Exception {
        var endless = new CompletableFuture<Void>();
        Job job = new Task<>("Move target 101 to pool Fast", monitor -> endless).start(done -> { }, problem -> { });
        try {
            Workbench.await("the operation is known", () -> Optional.of(Task.running()).filter(List.of("Move target 101 to pool Fast")::equals));
            Workbench.showView(IPageLayout.ID_PROGRESS_VIEW, IViewPart.class);
            var closed = new CompletableFuture<Boolean>();
            PlatformUI.getWorkbench().getDisplay().asyncExec(() -> closed.complete(PlatformUI.getWorkbench().close()));
            Shell dialog = Widgets.awaitWindow("Quit");
            Workbench.snapshot("quit", dialog);
            Workbench.snapshot("progress", Workbench.ui(() -> Workbench.shell().orElseThrow()));
            String question = Workbench.ui(() -> Workbench.descendants(dialog).filter(Label.class::isInstance).map(label -> ((Label) label).getText()).collect(Collectors.joining()));
            assertTrue(question.contains("Move target 101 to pool Fast"), question);
            Workbench.ui(() -> {
                Workbench.descendants(dialog).filter(control -> control instanceof Button button && button.getText().equals("Don't Quit")).findFirst().orElseThrow()
                        .notifyListeners(SWT.Selection, new Event());
                return true;
            });
            assertEquals(false, closed.get());
            assertTrue(PlatformUI.isWorkbenchRunning());
        } finally {
            job.cancel();
            Workbench.hideView(IPageLayout.ID_PROGRESS_VIEW);
        }
        Workbench.await("cancelling ends it", () -> Optional.of(endless.isCancelled() && Task.running().isEmpty()).filter(Boolean::booleanValue));
        assertTrue(Workbench.ui(() -> Quitting.confirmed(List.of())), "nothing to ask");
    }

    @Test
    void aboutSaysWhatItIs() {
        Shell about = Workbench.openDialog("org.eclipse.ui.help.aboutAction", "About Apiary Admin");
        Workbench.screenshot("about", about);
        Version version = Platform.getBundle("org.apiaryfs.ui").getVersion();
        String begin = "Apiary Admin " + version.getMajor() + "." + version.getMinor() + "." + version.getMicro() + "\n";
        assertTrue(Workbench.ui(() -> Workbench.descendants(about).anyMatch(control -> control instanceof StyledText text && text.getText().replace("\r", "").startsWith(begin))), begin);
        Workbench.ui(() -> {
            about.close();
            return true;
        });
    }
}
