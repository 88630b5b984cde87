package org.apiaryfs.ui.administration.changes;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Task;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;

/**
 * Shows what a change will do and entail, as the cluster is at the moment, and applies it. Closes when it has worked, else
 * says what has gone wrong. UI thread only.
 */
final class ChangeDialog extends TitleAreaDialog {
    private static final int WIDTH = 620; // pixels
    private static final int MARGIN = 12;
    private static final int LOWEST = 150; // pixels that the sheet has at least
    private static final int HIGHEST = 380; // and at most
    private static final int BACKGROUND = IDialogConstants.CLIENT_ID;

    private final String name;
    private final ClusterSession session;
    private final Planner planner;
    private final Consumer<Plan> applied;
    private PlanSheet sheet;
    private ProgressBar progress;
    private Plan plan;
    private Optional<Effect> outcome = Optional.empty();
    private Optional<Job> running = Optional.empty();
    private Runnable unlisten = () -> { };

    /**
     * @param name of the window, such as "Undo"
     * @param planner may be a {@link PlanInput}
     * @param snapshot what is known of the cluster
     * @param applied is told when it has worked, even if the dialog was closed meanwhile
     */
    ChangeDialog(Shell parent, String name, ClusterSession session, Planner planner, ClusterSnapshot snapshot, Consumer<Plan> applied) {
        super(parent);
        this.name = name;
        this.session = session;
        this.planner = planner;
        this.applied = applied;
        plan = planner.plan(snapshot);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(name);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        return new Point(WIDTH, super.getInitialSize().y);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().margins(MARGIN, MARGIN).spacing(0, MARGIN).applyTo(area);
        if (planner instanceof PlanInput input) {
            var fields = new Composite(area, SWT.NONE);
            GridLayoutFactory.fillDefaults().numColumns(2).applyTo(fields);
            GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
            input.createFields(fields, this::replan);
        }
        sheet = new PlanSheet(area);
        sheet.show(plan, outcome);
        int width = WIDTH - 4 * MARGIN;
        GridDataFactory.fillDefaults().grab(true, true).hint(width, Math.clamp(sheet.height(width), LOWEST, HIGHEST)).applyTo(sheet.control());
        progress = new ProgressBar(area, SWT.INDETERMINATE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(progress);
        unlisten = session.listen(state -> replan());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, BACKGROUND, Messages.dialog_background, false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, Messages.dialog_apply, true);
        update();
        replan(); // the fields have come meanwhile
    }

    @Override
    public boolean close() {
        unlisten.run();
        return super.close();
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == BACKGROUND) {
            close();
        } else {
            super.buttonPressed(button);
        }
    }

    @Override
    protected void okPressed() {
        Plan chosen = plan;
        outcome = Optional.empty();
        running = Optional.of(new Task<>(chosen.title(), monitor -> chosen.apply(session.connection(), monitor))
                .start(missing -> applied(chosen, missing), problem -> failed(chosen, problem)));
        sheet.show(plan, outcome);
        update();
    }

    @Override
    protected void cancelPressed() {
        if (running.isPresent()) {
            running.get().cancel();
            tell(Effect.warning(Messages.dialog_cancelled));
        } else {
            super.cancelPressed();
        }
    }

    private void applied(Plan chosen, Optional<String> missing) {
        if (missing.isEmpty()) {
            applied.accept(chosen);
            close();
        } else {
            end(chosen, Effect.warning(NLS.bind(Messages.dialog_notVerified, missing.get())));
        }
    }

    private void failed(Plan chosen, Problem problem) {
        end(chosen, Effect.danger(problem.sentence()));
    }

    /** It hasn't worked. */
    private void end(Plan chosen, Effect why) {
        if (getShell() != null) {
            tell(why);
        } else {
            MessageDialog.openError(getParentShell(), chosen.title(), why.sentence());
        }
    }

    private void tell(Effect news) {
        running = Optional.empty();
        outcome = Optional.of(news);
        sheet.show(plan, outcome);
        update();
    }

    /** Plans anew, for the cluster or what was entered has changed. */
    private void replan() {
        if (running.isPresent() || getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        session.state().knowledge().map(planner::plan).ifPresent(now -> {
            boolean same = now.looksLike(plan);
            plan = now; // what it does may be another thing, even if it reads the same
            if (!same) {
                outcome = Optional.empty();
                sheet.show(plan, outcome);
            }
        });
        update();
    }

    private void update() {
        boolean busy = running.isPresent();
        Optional<String> forbidden = session.profile().role() == Role.ADMINISTRATOR ? Optional.empty()
                : Optional.of(NLS.bind(Messages.dialog_informationOnly, session.profile().name()));
        setTitle(plan.title());
        setMessage(forbidden.orElse(NLS.bind(busy ? Messages.dialog_working : Messages.dialog_message, session.profile().name())),
                forbidden.isPresent() ? IMessageProvider.WARNING : IMessageProvider.NONE);
        progress.setVisible(busy);
        getButton(BACKGROUND).setVisible(busy);
        getButton(IDialogConstants.OK_ID).setEnabled(!busy && forbidden.isEmpty() && plan.obstacle().isEmpty() && !session.state().troubled());
    }
}
