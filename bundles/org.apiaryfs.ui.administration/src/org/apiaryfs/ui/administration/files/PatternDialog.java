package org.apiaryfs.ui.administration.files;

import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Entries;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.PatternChange;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.ApplyDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Changes how new files of a directory are striped; results in the pattern that the directory has then. UI thread only. */
final class PatternDialog extends ApplyDialog<StripePattern> {
    private final Entries entries;
    private final String directory;
    private final StripePattern present;
    private final ClusterSnapshot snapshot;
    private PatternFields fields;

    PatternDialog(Shell parent, Entries entries, String directory, StripePattern present, ClusterSnapshot snapshot) {
        super(parent, Messages.Pattern_title, NLS.bind(Messages.Pattern_message, directory), Messages.Button_apply);
        this.entries = entries;
        this.directory = directory;
        this.present = present;
        this.snapshot = snapshot;
    }

    @Override
    protected void createFields(Composite area) {
        fields = new PatternFields(area, present, snapshot, this::check);
    }

    @Override
    protected Optional<Verdict> judge() {
        PatternInput input = fields.input();
        Optional<Verdict> verdict = input.judge(snapshot);
        return verdict.filter(fault -> !fault.applicable()).or(() -> input.changeOf(present).isPresent() ? verdict
                : Optional.of(Verdict.unchanged(NLS.bind(Messages.Pattern_message, directory))));
    }

    @Override
    protected Task<StripePattern> change() {
        PatternChange change = fields.input().changeOf(present).orElseThrow();
        return task(NLS.bind(Messages.Task_pattern, directory), () -> entries.setPattern(directory, change, Optional.empty())
                .thenCompose(done -> entries.info(directory)).thenApply(EntryDetails::pattern));
    }
}
