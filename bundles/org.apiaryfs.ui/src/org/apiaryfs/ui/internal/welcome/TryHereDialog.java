package org.apiaryfs.ui.internal.welcome;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.internal.ClusterNavigator;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Starts a cluster on this computer, shows how that goes, and opens it; stops it too. UI thread only. */
final class TryHereDialog extends TitleAreaDialog {
    private static final int START = IDialogConstants.CLIENT_ID;
    private static final int STOP = START + 1;
    private static final int WIDTH = 76; // characters
    private static final int LOG_LINES = 14;

    private final CompletableFuture<Optional<LocalProgram>> search;
    private Optional<LocalProgram> program = Optional.empty();
    private Optional<CompletableFuture<?>> running = Optional.empty();
    private Label place;
    private Button mount;
    private Text log;
    private ProgressBar progress;

    TryHereDialog(Shell parent) {
        this(parent, CompletableFuture.supplyAsync(TryHereDialog::find));
    }

    /** @param search the program that starts clusters, once it was found */
    TryHereDialog(Shell parent, CompletableFuture<Optional<LocalProgram>> search) {
        super(parent);
        this.search = search;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    private static Optional<LocalProgram> find() {
        Path installation = Path.of(URI.create(Platform.getInstallLocation().getURL().toString().replace(" ", "%20")));
        return LocalProgram.find(Optional.ofNullable(System.getProperty(LocalProgram.PROPERTY)), installation,
                Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.try_title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().margins(convertHorizontalDLUsToPixels(IDialogConstants.HORIZONTAL_MARGIN),
                convertVerticalDLUsToPixels(IDialogConstants.VERTICAL_MARGIN)).applyTo(area);
        place = new Label(area, SWT.WRAP);
        place.setText(Messages.try_looking);
        GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH), SWT.DEFAULT).applyTo(place);
        mount = new Button(area, SWT.CHECK);
        mount.setText(Messages.try_mount);
        mount.setToolTipText(Messages.try_mountTip);
        log = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        log.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, LOG_LINES * log.getLineHeight()).applyTo(log);
        progress = new ProgressBar(area, SWT.INDETERMINATE);
        progress.setVisible(false);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(progress);
        setTitle(Messages.try_heading);
        setMessage(Messages.try_message);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, STOP, Messages.try_stop, false);
        createButton(parent, START, Messages.try_start, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
        enable(false, false);
        follow(search, (found, failure) -> {
            program = found == null ? Optional.empty() : found;
            if (program.isEmpty()) {
                place.setText(Messages.try_notInstalled);
                getShell().layout(true, true);
            } else {
                look();
            }
        });
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case START -> start();
            case STOP -> stop();
            default -> super.buttonPressed(id);
        }
    }

    /** While something goes on, this ends that and not the dialog. */
    @Override
    protected void cancelPressed() {
        running.ifPresentOrElse(work -> work.cancel(true), super::cancelPressed);
    }

    @Override
    public boolean close() {
        running.ifPresent(work -> work.cancel(true));
        return super.close();
    }

    private void look() {
        begin(program.orElseThrow().state(), this::show);
    }

    private void show(LocalState state) {
        place.setText(NLS.bind(state.runs() ? Messages.try_runs : Messages.try_explanation, state.directory()));
        getButton(START).setText(state.runs() ? Messages.try_open : Messages.try_start);
        getShell().layout(true, true);
        enable(true, state.runs());
    }

    private void start() {
        LocalProgram found = program.orElseThrow();
        CompletableFuture<LocalState> work = new CompletableFuture<>();
        CompletableFuture<Void> up = found.up(mount.getSelection(), this::logLater);
        work.whenComplete((state, failure) -> up.cancel(true)); // if it is cancelled
        up.thenCompose(done -> found.state()).whenComplete((state, failure) -> {
            if (failure != null) {
                work.completeExceptionally(failure);
            } else {
                work.complete(state);
            }
        });
        begin(work, state -> {
            open(state);
            super.close();
        });
    }

    private void stop() {
        LocalProgram found = program.orElseThrow();
        begin(found.down(this::logLater), done -> look());
    }

    private <T> void begin(CompletableFuture<T> work, Consumer<T> done) {
        running = Optional.of(work);
        enable(false, false);
        progress.setVisible(true);
        setErrorMessage(null);
        getButton(IDialogConstants.CANCEL_ID).setText(IDialogConstants.CANCEL_LABEL);
        follow(work, (result, failure) -> {
            running = Optional.empty();
            progress.setVisible(false);
            getButton(IDialogConstants.CANCEL_ID).setText(IDialogConstants.CLOSE_LABEL);
            if (failure == null) {
                done.accept(result);
            } else {
                setErrorMessage(work.isCancelled() ? Messages.try_cancelled : NLS.bind(Messages.try_failed, sentence(failure)));
                enable(true, true);
            }
        });
    }

    /** Adds the cluster to those that are known, and opens it. */
    private static void open(LocalState state) {
        var workbench = PlatformUI.getWorkbench();
        var profiles = workbench.getService(ClusterProfiles.class);
        state.address().ifPresent(address -> {
            ClusterProfile profile = profiles.all().stream().filter(known -> known.address().equals(address)).findFirst()
                    .orElseGet(() -> ClusterProfile.create(Messages.try_name, address, Role.ADMINISTRATOR, false));
            profiles.save(profile);
            workbench.getService(OpenClusters.class).open(profile);
            ClusterNavigator.reveal(profile.id());
        });
    }

    private void enable(boolean start, boolean stop) {
        getButton(START).setEnabled(start);
        getButton(STOP).setEnabled(stop);
        mount.setEnabled(start);
    }

    private void logLater(String line) {
        later(() -> log.append(line + "\n"));
    }

    private <T> void follow(CompletableFuture<T> work, BiConsumer<T, Throwable> news) {
        work.whenComplete((result, failure) -> later(() -> news.accept(result, failure)));
    }

    /** On the UI thread, if the dialog is still open then. Any thread. */
    private void later(Runnable news) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
            if (getShell() != null && !getShell().isDisposed()) {
                news.run();
            }
        });
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failure;
        return cause.getMessage();
    }
}
