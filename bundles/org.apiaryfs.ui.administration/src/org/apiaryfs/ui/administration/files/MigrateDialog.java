package org.apiaryfs.ui.administration.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MigrationListener;
import org.apiaryfs.admin.MigrationPlan;
import org.apiaryfs.admin.Mounts;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.files.Findings.Finding;
import org.apiaryfs.ui.administration.forms.Question;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Moves files away from targets, by copying them within a mount on this computer, and reports what stays. UI thread only. */
final class MigrateDialog extends TargetWorkDialog {
    private final ClusterConnection connection;
    private final List<TargetPool> pools;
    private Combo pool;
    private Combo mount;
    private Button mirrors;
    private boolean mountsKnown;

    MigrateDialog(Shell parent, String cluster, ClusterConnection connection, ClusterSnapshot snapshot, String start, Collection<Integer> targets) {
        super(parent, NLS.bind(Messages.Migrate_title, cluster), Messages.Migrate_start, snapshot, start, targets);
        this.connection = connection;
        pools = snapshot.pools();
    }

    @Override
    void createOptions(Composite area) {
        new Label(area, SWT.NONE);
        mirrors = new Button(area, SWT.CHECK);
        mirrors.setText(Messages.Migrate_mirrors);
        new Label(area, SWT.NONE).setText(Messages.Migrate_pool);
        pool = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        pools.forEach(known -> pool.add(EntryText.pool(known)));
        pool.select(Math.max(0, pools.stream().map(TargetPool::id).toList().indexOf(StripePattern.DEFAULT_POOL)));
        pool.addListener(SWT.Selection, event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(pool);
        new Label(area, SWT.NONE).setText(Messages.Migrate_mount);
        mount = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        mount.setToolTipText(Messages.Migrate_mountTip);
        mount.addListener(SWT.Selection, event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(mount);
        Question.ask(mount, CompletableFuture.supplyAsync(MigrateDialog::mounts, task -> Thread.ofVirtual().start(task)), this::offer, problem -> offer(List.of()));
    }

    private static List<Path> mounts() {
        try {
            return Mounts.ofClusters();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // no Linux: nothing can be mounted here
        }
    }

    private void offer(List<Path> mounts) {
        mountsKnown = true;
        mounts.forEach(path -> mount.add(path.toString()));
        mount.select(0);
        check();
    }

    @Override
    Optional<String> fault() {
        if (mount.getSelectionIndex() < 0) {
            return Optional.of(mountsKnown ? Messages.Migrate_noMount : "");
        }
        TargetPool chosen = pools.get(pool.getSelectionIndex());
        return picker().chosen(false).targets().containsAll(chosen.targets()) ? Optional.of(NLS.bind(Messages.Migrate_noOther, EntryText.pool(chosen)))
                : Optional.empty();
    }

    @Override
    boolean confirm() {
        return MessageDialog.openConfirm(getShell(), Messages.Migrate_question, NLS.bind(Messages.Migrate_explanation,
                new Object[] {path(), picker().text(), pool.getText(), mount.getText()}));
    }

    @Override
    boolean mirrors() {
        return mirrors.getSelection();
    }

    @Override
    Task<Void> work(String from, TargetSet on, Findings into) {
        Path root = Path.of(mount.getText());
        var plan = new MigrationPlan(root, from, on, pools.get(pool.getSelectionIndex()).id(), entry -> true);
        return new Task<>(NLS.bind(Messages.Migrate_task, picker().text()), monitor -> connection.migrations().run(plan, new MigrationListener() {
            @Override
            public void found(long files, long bytes) {
                into.expect(files);
            }

            @Override
            public void done(Path file, long bytes, Outcome outcome) {
                switch (outcome) {
                    case MOVED -> into.moved(bytes);
                    case SEVERAL_NAMES -> into.problem(within(root, file), Messages.Migrate_severalNames);
                    case SPECIAL -> into.problem(within(root, file), Messages.Migrate_special);
                }
            }

            @Override
            public void failed(String what, String why) {
                into.problem(within(root, Path.of(what)), why);
            }
        }));
    }

    /** The path from the root of the cluster's file system, of one that may be in the mount. */
    private static String within(Path root, Path path) {
        return path.startsWith(root) ? "/" + root.relativize(path) : path.toString();
    }

    @Override
    String progress(Findings.State state) {
        return NLS.bind(Messages.Migrate_progress, new Object[] {String.format("%,d", state.moved()), String.format("%,d", state.expected()),
            Bytes.text(state.bytes()), String.format("%,d", state.problems())});
    }

    @Override
    List<Column<Finding>> columns() {
        return List.of(Column.words(Messages.Column_stays, 320, Finding::path), Column.words(Messages.Column_why, 380, finding -> finding.problem().orElse("")));
    }

    @Override
    void createButtons(Composite parent, LiveTable<Finding> results) {
        // all that there is to do is above
    }
}
