package org.apiaryfs.ui.monitoring.problems;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Navigation;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.PageAction;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of all open clusters, and what to do about the selected one. UI thread only. */
public final class ProblemsView extends ViewPart {
    public static final String ID = "org.apiaryfs.ui.view.problems";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemsView.class);

    private final Action showMuted = new Action(Messages.showMuted, IAction.AS_CHECK_BOX) {
        @Override
        public void run() {
            table.filter(ProblemsView.this::wanted);
            show(problems.all());
        }
    };
    private OpenProblems problems;
    private QuickFixes fixes;
    private Composite pages;
    private SashForm list;
    private Composite empty;
    private Label emptyText;
    private LiveTable<ProblemRow> table;
    private ProblemDetails details;
    private final List<Runnable> unlisten = new ArrayList<>();

    /** Shows the view, and this problem in it. */
    public static void open(IWorkbenchPage page, Optional<ProblemRow> row) {
        try {
            if (page.showView(ID) instanceof ProblemsView view) {
                row.ifPresent(wanted -> view.table.select(Set.of(wanted.key())));
            }
        } catch (PartInitException e) {
            LOG.error("the problems can't be shown", e);
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        problems = OpenProblems.ofWorkbench();
        fixes = new QuickFixes(getSite());
        pages = new Composite(parent, SWT.NONE);
        pages.setLayout(new StackLayout());
        list = new SashForm(pages, SWT.HORIZONTAL);
        table = new LiveTable<>(list, SWT.SINGLE, ProblemRow::key, List.of(
                Column.<ProblemRow>words(Messages.columnProblem, 200, row -> row.problem().what())
                        .withImage(row -> Severities.icon(row.problem().severity())).withOrder(ProblemRow.WORST_FIRST),
                Column.words(Messages.columnAbout, 125, row -> SubjectText.of(row.problem().subject())),
                Column.words(Messages.columnCluster, 90, ProblemRow::cluster),
                Column.<ProblemRow>words(Messages.columnSince, 90, row -> Moments.text(row.problem().since()))
                        .withOrder(Comparator.comparing(row -> row.problem().since()))));
        table.stretch(0);
        table.tips(row -> row.problem().what());
        table.filter(this::wanted);
        table.onOpen(row -> Navigation.reveal(row.clusterId(), row.problem().subject()));
        getSite().registerContextMenu(table.menu(this::fillMenu), table);
        details = new ProblemDetails(list);
        list.setWeights(58, 42);
        createEmptyPage();
        getSite().setSelectionProvider(table);
        table.addSelectionChangedListener(event -> showDetails());
        var bars = getViewSite().getActionBars();
        bars.getMenuManager().add(showMuted);
        bars.getMenuManager().add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), PageAction.of(Messages.copy, IWorkbenchCommandConstants.EDIT_COPY, table::copy));
        unlisten.add(problems.listen(this::show));
        unlisten.add(getSite().getService(OpenClusters.class).listen(changed -> show(problems.all())));
        show(problems.all());
    }

    private void createEmptyPage() {
        empty = new Composite(pages, SWT.NONE);
        empty.setLayout(new GridLayout());
        emptyText = new Label(empty, SWT.CENTER | SWT.WRAP);
        emptyText.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
    }

    @Override
    public void setFocus() {
        if (table.rows().isEmpty()) {
            empty.setFocus();
        } else {
            table.control().setFocus();
        }
    }

    @Override
    public void dispose() {
        unlisten.forEach(Runnable::run);
        super.dispose();
    }

    private boolean wanted(ProblemRow row) {
        return showMuted.isChecked() || !row.muted();
    }

    private void show(List<ProblemRow> all) {
        table.show(all);
        int heard = problems.heard().size();
        setPartName(heard == 0 ? Messages.title : NLS.bind(Messages.titleCount, heard));
        int muted = all.size() - heard;
        emptyText.setText(getSite().getService(OpenClusters.class).all().isEmpty() ? Messages.noCluster
                : muted == 0 ? Messages.noProblems : NLS.bind(Messages.onlyMuted, muted));
        ((StackLayout) pages.getLayout()).topControl = table.rows().isEmpty() ? empty : list;
        pages.layout();
        if (table.selected().isEmpty() && !table.rows().isEmpty() && !table.control().isFocusControl()) {
            table.propose(table.rows().getFirst().key()); // the current cluster stays what it is
        }
        showDetails();
    }

    private void showDetails() {
        Optional<ProblemRow> selected = table.selected().stream().findFirst();
        details.show(selected, selected.map(this::offers).orElse(List.of()));
    }

    private List<QuickFixes.Offer> offers(ProblemRow row) {
        var all = new ArrayList<>(fixes.of(row));
        all.add(row.muted() ? new QuickFixes.Offer(Messages.unmute, true, () -> problems.unmute(row))
                : new QuickFixes.Offer(Messages.muteUntilOver, true, () -> problems.mute(row, Optional.empty())));
        return all;
    }

    private void fillMenu(IMenuManager menu) {
        table.selected().stream().findFirst().ifPresent(row -> {
            fixes.of(row).forEach(offer -> {
                PageAction fix = PageAction.of(offer.label(), offer.action());
                fix.setEnabled(offer.enabled());
                menu.add(fix);
            });
            menu.add(new Separator());
            if (row.muted()) {
                menu.add(PageAction.of(Messages.unmute, () -> problems.unmute(row)));
            } else {
                var mute = new MenuManager(Messages.mute);
                mute.add(PageAction.of(Messages.muteHour, () -> problems.mute(row, Optional.of(Instant.now().plus(Duration.ofHours(1))))));
                mute.add(PageAction.of(Messages.muteDay, () -> problems.mute(row, Optional.of(Instant.now().plus(Duration.ofDays(1))))));
                mute.add(PageAction.of(Messages.untilOver, () -> problems.mute(row, Optional.empty())));
                menu.add(mute);
            }
            menu.add(new Separator());
            menu.add(PageAction.of(Messages.reveal, () -> Navigation.reveal(row.clusterId(), row.problem().subject())));
            menu.add(PageAction.of(Messages.copy, table::copy));
        });
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
    }
}
