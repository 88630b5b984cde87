package org.apiaryfs.ui.administration.changes;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.Listeners;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Changes the current cluster the way all pages do: what will happen and what that entails is shown first, then it is applied,
 * then checked. What has a way back can be undone. Found as a service of the workbench. UI thread only; so are the listeners.
 */
public final class Changes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final CurrentCluster current;
    private final OpenClusters open;
    private final Map<ClusterSession, ChangeHistory> histories = new WeakHashMap<>();
    private final Listeners<Changes> listeners = new Listeners<>();

    Changes(CurrentCluster current, OpenClusters open) {
        this.current = current;
        this.open = open;
        current.listen(chosen -> listeners.tell(this));
        open.listen(changed -> listeners.tell(this));
    }

    /**
     * Shows the preview of a change, and applies it if the user agrees. Returns when the preview is closed.
     *
     * @param planner may be a {@link PlanInput}
     */
    public void propose(Planner planner) {
        session().ifPresentOrElse(session -> preview(Messages.dialog_name, session, planner, plan -> history(session).changed(plan)),
                () -> MessageDialog.openInformation(window(), Messages.dialog_name, Messages.dialog_notOpen));
    }

    /** Previews the way back of the change that was made last, if it has one. */
    void undo() {
        session().ifPresent(session -> undoable().ifPresent(step ->
                preview(Messages.dialog_undo, session, step.planner(), plan -> history(session).undone(step, plan))));
    }

    /** Previews the change again that was taken back last, if any was. */
    void redo() {
        session().ifPresent(session -> redoable().ifPresent(step ->
                preview(Messages.dialog_redo, session, step.planner(), plan -> history(session).redone(step, plan))));
    }

    Optional<ChangeHistory.Step> undoable() {
        return session().map(this::history).flatMap(ChangeHistory::undo);
    }

    Optional<ChangeHistory.Step> redoable() {
        return session().map(this::history).flatMap(ChangeHistory::redo);
    }

    /** Tells the listener whenever there may be something else to undo or redo. */
    void listen(Consumer<Changes> listener) {
        listeners.add(listener);
    }

    private void preview(String name, ClusterSession session, Planner planner, Consumer<Plan> applied) {
        Optional<ClusterSnapshot> known = session.state().knowledge();
        if (known.isEmpty()) {
            MessageDialog.openInformation(window(), name, session.state().text());
            return;
        }
        new ChangeDialog(window(), name, session, planner, known.get(), plan -> {
            applied.accept(plan);
            listeners.tell(this);
            say(NLS.bind(Messages.changes_done, LocalTime.now().format(TIME), plan.title()));
        }).open();
    }

    private Optional<ClusterSession> session() {
        return current.id().flatMap(open::session);
    }

    private ChangeHistory history(ClusterSession session) {
        return histories.computeIfAbsent(session, unknown -> new ChangeHistory());
    }

    /** Says it in the status line of whatever part is active. */
    private static void say(String sentence) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window != null && window.getActivePage() != null && window.getActivePage().getActivePart() instanceof IViewPart part) {
            part.getViewSite().getActionBars().getStatusLineManager().setMessage(sentence);
        }
    }

    private static Shell window() {
        return PlatformUI.getWorkbench().getModalDialogShellProvider().getShell();
    }
}
