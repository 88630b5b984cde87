package org.apiaryfs.ui.administration.forms;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apiaryfs.ui.Task;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * A form for a change of the cluster. What is entered is checked as it is typed; the change is made while the dialog is open, and
 * it stays open if that fails, saying why; closing it earlier cancels the change. UI thread only.
 *
 * @param <T> what the change results in
 */
public abstract class ApplyDialog<T> extends TitleAreaDialog {
    private static final int WIDTH = 540; // pixels, at least
    private static final int COLUMNS = 2;

    private final String title;
    private final String message;
    private final String button;
    private Optional<T> result = Optional.empty();
    private Optional<Job> running = Optional.empty();

    /**
     * @param title of the window
     * @param message what this is about, shown while nothing is wrong
     * @param button that makes the change
     */
    protected ApplyDialog(Shell parent, String title, String message, String button) {
        super(parent);
        this.title = title;
        this.message = message;
        this.button = button;
        setHelpAvailable(false);
    }

    /**
     * What an input is worth. Immutable.
     *
     * @param type of {@link IMessageProvider}
     * @param applicable whether it can be applied
     */
    public record Verdict(int type, String sentence, boolean applicable) {
        /** Nothing is wrong, but nothing to be applied either. */
        public static Verdict unchanged(String sentence) {
            return new Verdict(IMessageProvider.NONE, sentence, false);
        }

        /** What will be done. */
        public static Verdict news(String sentence) {
            return new Verdict(IMessageProvider.INFORMATION, sentence, true);
        }

        public static Verdict error(String sentence) {
            return new Verdict(IMessageProvider.ERROR, sentence, false);
        }

        public static Verdict warning(String sentence) {
            return new Verdict(IMessageProvider.WARNING, sentence, true);
        }
    }

    /** Puts the fields into an area with two columns; each calls {@link #check} when it changes. */
    protected abstract void createFields(Composite area);

    /** Judges what is entered; empty if nothing is to be said about it. */
    protected abstract Optional<Verdict> judge();

    /** The change, named for the progress view; its steps run on another thread. Called only with an input that can be applied. */
    protected abstract Task<T> change();

    /** Shows the dialog; what the change has resulted in, or empty if there was none. */
    public final Optional<T> ask() {
        open();
        return result;
    }

    /** To be called whenever the input has changed. */
    protected final void check() {
        if (getButton(OK) == null) {
            return; // the fields are filled before there are buttons
        }
        Optional<Verdict> verdict = judge();
        setErrorMessage(null);
        setMessage(verdict.map(Verdict::sentence).orElse(message), verdict.map(Verdict::type).orElse(IMessageProvider.NONE));
        getButton(OK).setEnabled(verdict.map(Verdict::applicable).orElse(true));
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        Point size = super.getInitialSize();
        return new Point(Math.max(size.x, WIDTH), size.y);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(title);
        setMessage(message);
        var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().numColumns(COLUMNS).margins(12, 12).spacing(8, 6).applyTo(area);
        createFields(area);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, button, true);
        check();
    }

    @Override
    protected void okPressed() {
        getButton(OK).setEnabled(false);
        running = Optional.of(change().start(this::done, problem -> {
            running = Optional.empty();
            if (shown()) {
                setErrorMessage(problem.sentence());
                getButton(OK).setEnabled(true);
            }
        }));
    }

    private void done(T value) {
        running = Optional.empty();
        result = Optional.of(value);
        if (shown()) {
            super.okPressed();
        }
    }

    private boolean shown() {
        return getShell() != null && !getShell().isDisposed();
    }

    @Override
    public boolean close() {
        running.ifPresent(Job::cancel);
        return super.close();
    }

    /** A labelled field for text. */
    protected final Text field(Composite area, String label, String value) {
        label(area, label);
        var text = new Text(area, SWT.BORDER | SWT.SINGLE);
        text.setText(value);
        text.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
        return text;
    }

    /** The name of the field that is added next. */
    protected static Label label(Composite area, String text) {
        var label = new Label(area, SWT.NONE);
        label.setText(text);
        return label;
    }

    /** A task whose steps know nothing of progress. */
    protected static <T> Task<T> task(String name, Supplier<CompletableFuture<T>> steps) {
        return new Task<>(name, monitor -> steps.get());
    }
}
