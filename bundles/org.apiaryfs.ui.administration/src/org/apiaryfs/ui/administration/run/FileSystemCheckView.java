package org.apiaryfs.ui.administration.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.admin.Role;
import org.apiaryfs.check.Check;
import org.apiaryfs.check.CheckOptions;
import org.apiaryfs.check.CheckReport;
import org.apiaryfs.check.Finding;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.Task;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** Checks the file system of the current cluster while it is in use, shows what doesn't match, and mends what the user chooses. UI thread only. */
public final class FileSystemCheckView extends ClusterPage {
    private RunBar bar;
    private Button check;
    private Button mend;
    private Button chunkOwners;
    private Button force;
    private LiveTable<Finding> findings;
    private PageRun running;

    public FileSystemCheckView() {
        super(Messages.fsck_title, Messages.fsck_titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        bar = new RunBar(parent);
        check = bar.button(SWT.PUSH, Messages.fsck_check, Messages.fsck_checkTip, () -> run(Set.of()));
        mend = bar.button(SWT.PUSH, Messages.fsck_mend, Messages.fsck_mendTip, this::askWhatToMend);
        chunkOwners = bar.button(SWT.CHECK, Messages.fsck_owners, Messages.fsck_ownersTip, () -> { });
        force = bar.button(SWT.CHECK, Messages.fsck_force, Messages.fsck_forceTip, () -> { });
        findings = new LiveTable<>(parent, SWT.MULTI, finding -> finding.kind() + "/" + finding.entryId() + "/" + finding.detail(), List.of(
                Column.<Finding>words(Messages.fsck_kind, 290, finding -> finding.kind().text()).withConcern(FileSystemCheckView::concern),
                Column.words(Messages.fsck_path, 190, finding -> finding.path().orElse("")),
                Column.words(Messages.fsck_entry, 120, Finding::entryId),
                Column.words(Messages.fsck_detail, 240, Finding::detail),
                Column.words(Messages.fsck_outcome, 90, finding -> outcome(finding.outcome()))));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(findings.control());
        getSite().setSelectionProvider(findings);
        running = new PageRun(bar, () -> news(current().state()));
        follow();
    }

    @Override
    public void setFocus() {
        (check.isEnabled() ? check : findings.control()).setFocus();
    }

    @Override
    public void dispose() {
        running.forget();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        running.forget();
        findings.show(List.of());
        bar.say(session.isPresent() ? Messages.fsck_begin : Messages.noCluster, Concern.NONE);
    }

    @Override
    public void news(SessionState state) {
        check.setEnabled(!running.on() && state.knowledge().isPresent());
        mend.setEnabled(check.isEnabled() && !mendable().isEmpty()
                && current().profile().filter(profile -> profile.role() == Role.ADMINISTRATOR).isPresent());
    }

    /** What can be mended of what was found, and how often it was found. */
    private Map<FindingKind, Long> mendable() {
        return findings.rows().stream().filter(finding -> finding.outcome() != Finding.Outcome.MENDED && finding.kind().repair().isPresent())
                .collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
    }

    private void askWhatToMend() {
        Set<FindingKind> chosen = new MendDialog(getSite().getShell(), mendable()).ask();
        if (!chosen.isEmpty()) {
            run(chosen);
        }
    }

    /** @param mended kinds of findings to be mended */
    private void run(Set<FindingKind> mended) {
        current().session().map(ClusterSession::profile).ifPresent(profile -> {
            bar.say(Messages.fsck_running, Concern.NONE);
            var options = new CheckOptions(chunkOwners.getSelection(), force.getSelection(), Path.of(System.getProperty("java.io.tmpdir")));
            Check.Choice choice = mended.isEmpty() ? Check.Choice.NOTHING : (kind, count) -> mended.contains(kind);
            running.start(new Task<>(NLS.bind(mended.isEmpty() ? Messages.fsck_task : Messages.fsck_mendTask, profile.name()),
                    monitor -> CheckRun.start(profile.address(), options, choice)), this::show, Messages.fsck_cancelled);
        });
    }

    private void show(CheckReport report) {
        findings.show(report.findings());
        long left = report.findings().stream().filter(finding -> finding.outcome() != Finding.Outcome.MENDED).count() + report.more();
        long mended = report.findings().size() + report.more() - left;
        String counted = NLS.bind(Messages.fsck_counted, new Object[] {report.counted().names(), report.counted().inodes(), report.counted().chunks()});
        String result = left > 0 ? NLS.bind(Messages.fsck_found, left) : mended > 0 ? NLS.bind(Messages.fsck_mended, mended) : Messages.fsck_clean;
        String unsettled = report.unsettled() > 0 ? " " + NLS.bind(Messages.fsck_unsettled, report.unsettled()) : "";
        bar.say(result + " " + counted + unsettled, left > 0 ? Concern.ERROR : Concern.NONE);
    }

    private static Concern concern(Finding finding) {
        return switch (finding.outcome()) {
            case FOUND -> Concern.WARNING;
            case MENDED -> Concern.NONE;
            case FAILED -> Concern.ERROR;
        };
    }

    private static String outcome(Finding.Outcome outcome) {
        return switch (outcome) {
            case FOUND -> Messages.fsck_outcomeFound;
            case MENDED -> Messages.fsck_outcomeMended;
            case FAILED -> Messages.fsck_outcomeFailed;
        };
    }
}
