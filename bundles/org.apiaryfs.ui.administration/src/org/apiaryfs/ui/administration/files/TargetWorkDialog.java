package org.apiaryfs.ui.administration.files;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.files.Findings.Finding;
import org.apiaryfs.ui.administration.forms.Question;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * A window for work that goes through the tree for files on certain targets: it lets the rest of the program be used meanwhile,
 * shows how far the work is and what it has come across, and stops it when asked to or when it is closed. UI thread only.
 */
abstract class TargetWorkDialog extends Dialog {
    private static final int TICK = 200; // milliseconds between looks at the progress
    private static final Point SIZE = new Point(760, 620);
    private static final int PICKER_HEIGHT = 120; // pixels
    private static final int STATUS_LINES = 2;

    private final String title;
    private final String verb;
    private final ClusterSnapshot snapshot;
    private final String start;
    private final Collection<Integer> targets;
    private Text path;
    private TargetPicker picker;
    private Button startButton;
    private ProgressBar bar;
    private Label status;
    private LiveTable<Finding> table;
    private Findings findings = new Findings();
    private Optional<Job> running = Optional.empty();
    private boolean stopped;
    private int runs;

    /**
     * @param verb what the button that starts it says
     * @param start where to begin, proposed
     * @param targets to be looked for, proposed
     */
    TargetWorkDialog(Shell parent, String title, String verb, ClusterSnapshot snapshot, String start, Collection<Integer> targets) {
        super(parent);
        this.title = title;
        this.verb = verb;
        this.snapshot = snapshot;
        this.start = start;
        this.targets = targets;
        setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.MIN | SWT.MAX | SWT.RESIZE | SWT.MODELESS | getDefaultOrientation());
        setBlockOnOpen(false);
    }

    /** Adds what else can be chosen, in two columns; each calls {@link #check} when it changes. */
    abstract void createOptions(Composite area);

    /** What is wrong with what else was chosen. */
    abstract Optional<String> fault();

    /** Asks whether to go on, if that is to be asked. */
    abstract boolean confirm();

    /** The work, which adds to the findings what it comes across. */
    abstract Task<Void> work(String from, TargetSet on, Findings into);

    /** What has been done so far. */
    abstract String progress(Findings.State state);

    abstract List<Column<Finding>> columns();

    /** Adds buttons beside the one that closes. */
    abstract void createButtons(Composite parent, LiveTable<Finding> results);

    final ClusterSnapshot snapshot() {
        return snapshot;
    }

    final TargetPicker picker() {
        return picker;
    }

    final String path() {
        return EntryText.path(path.getText());
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected Point getInitialSize() {
        return SIZE;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 6).applyTo(area);
        new Label(area, SWT.NONE).setText(Messages.Work_below);
        path = new Text(area, SWT.BORDER | SWT.SINGLE);
        path.setText(start);
        path.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(path);
        var label = new Label(area, SWT.WRAP);
        label.setText(Messages.Work_targets);
        label.setToolTipText(Messages.Work_targetsTip);
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
        picker = new TargetPicker(area, snapshot, this::check);
        picker.control().setToolTipText(Messages.Work_targetsTip);
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, PICKER_HEIGHT).applyTo(picker.control());
        createOptions(area);
        createProgress(area);
        table = new LiveTable<>(area, SWT.MULTI | SWT.BORDER, Finding::number, columns());
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(table.control());
        picker.select(targets);
        return area;
    }

    private void createProgress(Composite area) {
        startButton = new Button(area, SWT.PUSH);
        startButton.setText(verb);
        startButton.addListener(SWT.Selection, event -> startOrStop());
        setButtonLayoutData(startButton);
        var line = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(line);
        status = new Label(line, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(1, STATUS_LINES * status.computeSize(SWT.DEFAULT, SWT.DEFAULT).y).applyTo(status);
        bar = new ProgressBar(line, SWT.HORIZONTAL | SWT.SMOOTH);
        bar.setVisible(false);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButtons(parent, table);
        createButton(parent, IDialogConstants.CLOSE_ID, JFaceResources.getString("close"), false);
        check();
        getShell().setDefaultButton(startButton);
        startButton.setFocus();
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == IDialogConstants.CLOSE_ID) {
            close();
        }
    }

    @Override
    public boolean close() {
        running.ifPresent(Job::cancel);
        return super.close();
    }

    /** To be called whenever something else is chosen. */
    final void check() {
        if (running.isPresent() || getShell() == null) {
            return;
        }
        Optional<String> wrong = picker.empty() ? Optional.of(Messages.Work_noTargets) : fault();
        startButton.setEnabled(wrong.isEmpty());
        say(wrong.orElse(""));
    }

    private void startOrStop() {
        if (running.isPresent()) {
            stopped = true;
            running.get().cancel();
        } else if (confirm()) {
            stopped = false;
            findings = new Findings();
            int run = ++runs;
            Task<Void> task = work(path(), picker.chosen(mirrors()), findings);
            Job job = task.start(done -> end(run, Messages.Work_done), problem -> end(run, problem.sentence()));
            running = Optional.of(job);
            startButton.setText(Messages.Work_stop);
            job.addJobChangeListener(new JobChangeAdapter() {
                @Override
                public void done(IJobChangeEvent event) {
                    Question.later(startButton.getDisplay(), () -> end(run, Messages.Work_stopped)); // unless it has ended otherwise before
                }
            });
            tick();
        }
    }

    /** Whether files count that are mirrored on the targets. */
    abstract boolean mirrors();

    private void tick() {
        if (running.isPresent() && !table.control().isDisposed()) {
            look("");
            table.control().getDisplay().timerExec(TICK, this::tick);
        }
    }

    private void end(int run, String how) {
        if (run == runs && running.isPresent() && !table.control().isDisposed()) {
            running = Optional.empty();
            startButton.setText(verb);
            look(stopped ? Messages.Work_stopped : how);
            bar.setVisible(false);
        }
    }

    private void look(String how) {
        Findings.State state = findings.state();
        table.show(state.kept());
        bar.setVisible(state.expected() > 0);
        bar.setMaximum((int) Math.min(Integer.MAX_VALUE, Math.max(1, state.expected())));
        bar.setSelection((int) Math.min(Integer.MAX_VALUE, state.moved() + state.problems()));
        say((how.isEmpty() ? "" : how + " ") + progress(state) + (state.cut() ? " " + NLS.bind(Messages.Work_cut, state.kept().size()) : ""));
    }

    private void say(String text) {
        status.setText(text.replace("&", "&&"));
        status.setToolTipText(text);
    }
}
