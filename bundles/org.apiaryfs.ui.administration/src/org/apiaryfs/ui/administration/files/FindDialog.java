package org.apiaryfs.ui.administration.files;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.admin.WalkVisitor;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.files.Findings.Finding;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Finds the files that are on certain targets. UI thread only. */
final class FindDialog extends TargetWorkDialog {
    private static final int GO_TO = 100; // ID of the button

    private final ClusterConnection connection;
    private final Consumer<String> goTo;
    private Button mirrors;
    private Button withData;

    /** @param goTo shows what is at a path */
    FindDialog(Shell parent, String cluster, ClusterConnection connection, ClusterSnapshot snapshot, String start, Collection<Integer> targets, Consumer<String> goTo) {
        super(parent, NLS.bind(Messages.Find_title, cluster), Messages.Find_start, snapshot, start, targets);
        this.connection = connection;
        this.goTo = goTo;
    }

    @Override
    void createOptions(Composite area) {
        new Label(area, SWT.NONE);
        mirrors = option(area, Messages.Find_mirrors);
        mirrors.setSelection(true);
        new Label(area, SWT.NONE);
        withData = option(area, Messages.Find_withData);
        withData.setToolTipText(Messages.Find_withDataTip);
    }

    private static Button option(Composite area, String text) {
        var button = new Button(area, SWT.CHECK);
        button.setText(text);
        GridDataFactory.swtDefaults().applyTo(button);
        return button;
    }

    @Override
    Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    boolean confirm() {
        return true; // it changes nothing
    }

    @Override
    boolean mirrors() {
        return mirrors.getSelection();
    }

    @Override
    Task<Void> work(String from, TargetSet on, Findings into) {
        boolean dataOnly = withData.getSelection();
        return new Task<>(NLS.bind(Messages.Find_task, picker().text()), monitor -> connection.entries().walk(from, new WalkVisitor() {
            @Override
            public void found(WalkedEntry entry) {
                into.looked();
                if (dataOnly ? on.holdsDataOf(entry) : on.holds(entry)) {
                    into.found(entry);
                }
            }

            @Override
            public void failed(String path, Problem problem) {
                into.problem(path, problem.sentence());
            }
        }));
    }

    @Override
    String progress(Findings.State state) {
        return NLS.bind(Messages.Find_progress, String.format("%,d", state.looked()), String.format("%,d", state.found()))
                + (state.problems() == 0 ? "" : " " + NLS.bind(Messages.Find_problems, state.problems()));
    }

    @Override
    List<Column<Finding>> columns() {
        return List.of(
                Column.<Finding>words(Messages.Column_path, 360, Finding::path)
                        .withConcern(finding -> finding.problem().isPresent() ? Concern.WARNING : Concern.NONE),
                Column.numbers(Messages.Column_size, 90, finding -> finding.entry().flatMap(WalkedEntry::stat).map(StatData::size).orElse(-1L),
                        size -> size < 0 ? "" : Bytes.text(size)),
                Column.words(Messages.Column_targets, 240, finding -> finding.problem().orElseGet(() -> finding.entry().stream()
                        .flatMap(entry -> entry.details().pattern().targets().stream()).map(String::valueOf).collect(Collectors.joining(", ")))));
    }

    @Override
    void createButtons(Composite parent, LiveTable<Finding> results) {
        Button show = createButton(parent, GO_TO, Messages.Find_goTo, false);
        show.setEnabled(false);
        Runnable go = () -> results.selected().stream().findFirst().map(Finding::path).ifPresent(goTo);
        show.addListener(SWT.Selection, event -> go.run());
        results.addSelectionChangedListener(event -> show.setEnabled(!results.selected().isEmpty()));
        results.onOpen(finding -> go.run());
    }
}
