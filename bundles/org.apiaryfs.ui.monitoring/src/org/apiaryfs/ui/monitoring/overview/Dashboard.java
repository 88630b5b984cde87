package org.apiaryfs.ui.monitoring.overview;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.monitor.JournalEntry;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.monitoring.load.LoadCurves;
import org.apiaryfs.ui.monitoring.problems.Moments;
import org.apiaryfs.ui.monitoring.problems.ProblemRow;
import org.apiaryfs.ui.monitoring.problems.Severities;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** All of the overview's page for an open cluster. UI thread only. */
final class Dashboard {
    private static final int LEAST_WIDTH = 700; // pixels; scrolls below
    private static final int MARGIN = 10;
    private static final int COLUMNS = 6; // of the grid: halves and thirds
    private static final int LIST_HEIGHT = 52; // pixels: two lines

    private final ScrolledComposite scrolled;
    private final Composite page;
    private final HealthBanner banner;
    private final Figure read;
    private final Figure written;
    private final Figure requests;
    private final SpaceCard space;
    private final BusiestCard clients;
    private final BusiestCard users;
    private final BusiestCard servers;
    private final Card problemsCard;
    private final LiveTable<ProblemRow> problems;
    private final LiveTable<JournalEntry> changes;

    /** Where the dashboard leads to. */
    interface Leads {
        void toProblems(Optional<ProblemRow> row);

        void toSubject(Subject subject);
    }

    Dashboard(Composite parent, Leads leads) {
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        page = new Composite(scrolled, SWT.NONE);
        scrolled.setContent(page);
        GridLayoutFactory.fillDefaults().numColumns(COLUMNS).equalWidth(true).margins(MARGIN, MARGIN).spacing(18, 10).applyTo(page);
        banner = new HealthBanner(page, () -> leads.toProblems(Optional.empty()));
        place(banner.control(), COLUMNS, false);
        read = figure(Messages.read, ChartUnit.BYTES_PER_SECOND, new Color(0x3b, 0x8b, 0xdb));
        written = figure(Messages.written, ChartUnit.BYTES_PER_SECOND, new Color(0xd9, 0x82, 0x2b));
        requests = figure(Messages.requests, ChartUnit.OPERATIONS_PER_SECOND, new Color(0x30, 0xa0, 0x63));
        space = new SpaceCard(page);
        var spaceArea = page.getChildren()[page.getChildren().length - 1];
        place(spaceArea, COLUMNS, false);
        problemsCard = new Card(page, Messages.problems);
        place(problemsCard.area(), COLUMNS / 2, true);
        problems = problems(problemsCard.area(), leads);
        var changesCard = new Card(page, Messages.changes);
        place(changesCard.area(), COLUMNS / 2, true);
        changes = changes(changesCard.area(), leads::toSubject);
        clients = busiest(Messages.busiestClients, Messages.client, leads::toSubject);
        users = busiest(Messages.busiestUsers, Messages.userColumn, leads::toSubject);
        servers = busiest(Messages.busiestServers, Messages.server, leads::toSubject);
        scrolled.addListener(SWT.Resize, event -> fit());
    }

    Control control() {
        return scrolled;
    }

    void setFocus() {
        problems.control().setFocus();
    }

    /** Shows the curves' newest values; empty for none. */
    void showLoad(Optional<LoadCurves> curves) {
        List<ChartSeries> throughput = curves.map(LoadCurves::throughput).orElse(List.of());
        read.show(throughput.stream().findFirst());
        written.show(throughput.stream().skip(1).findFirst());
        requests.show(curves.map(LoadCurves::requests).flatMap(all -> all.stream().findFirst()));
    }

    /** Shows what was gathered; what is stale says so. */
    void show(Overview overview, SessionState state, List<ProblemRow> open) {
        boolean other = showHealth(overview, state);
        if (space.show(overview.spaces()) | other) {
            page.layout();
            fit();
        }
        boolean stale = state.troubled();
        String mean = NLS.bind(Messages.meanOf, Math.round(overview.counted().toMillis() / 1000.0));
        servers.show(Optional.of(overview.servers()), stale, Messages.lastSecond);
        clients.show(overview.clients(), stale, mean);
        users.show(overview.users(), stale, mean);
        changes.show(overview.changes());
        showProblems(open);
    }

    /** Shows the problems of this cluster. */
    void showProblems(List<ProblemRow> open) {
        problems.show(open);
        problemsCard.title(open.isEmpty() ? Messages.problems : NLS.bind(Messages.problemsCount, open.size()));
        problemsCard.hint(open.isEmpty() ? Messages.noProblems : "");
    }

    private boolean showHealth(Overview overview, SessionState state) {
        boolean error = state.troubled() || overview.worst().equals(Optional.of(Severity.ERROR));
        HealthBanner.Health health = error ? HealthBanner.Health.ERROR
                : overview.worst().equals(Optional.of(Severity.WARNING)) ? HealthBanner.Health.WARNING : HealthBanner.Health.GOOD;
        return banner.show(health, state.troubled() ? state.text() : overview.health());
    }

    private void fit() {
        int width = Math.max(LEAST_WIDTH, scrolled.getClientArea().width);
        scrolled.setMinSize(LEAST_WIDTH, page.computeSize(width, SWT.DEFAULT).y);
    }

    private static void place(Control control, int columns, boolean grows) {
        GridDataFactory.fillDefaults().grab(true, grows).span(columns, 1).applyTo(control);
    }

    private Figure figure(String name, ChartUnit unit, Color color) {
        var figure = new Figure(page, name, unit, color);
        GridDataFactory.fillDefaults().grab(true, false).span(COLUMNS / 3, 1).hint(1, figure.height()).applyTo(figure.control());
        return figure;
    }

    private BusiestCard busiest(String title, String who, Consumer<Subject> reveal) {
        var card = new BusiestCard(page, title, who, reveal);
        place(card.control(), COLUMNS / 3, true);
        return card;
    }

    private static LiveTable<ProblemRow> problems(Composite parent, Leads leads) {
        var table = new LiveTable<ProblemRow>(parent, SWT.SINGLE, ProblemRow::key, List.of(
                Column.<ProblemRow>words(Messages.columnProblem, 200, row -> row.problem().what()).withImage(row -> Severities.icon(row.problem().severity()))
                        .withOrder(ProblemRow.WORST_FIRST),
                Column.<ProblemRow>words(Messages.columnSince, 80, row -> Moments.text(row.problem().since()))
                        .withOrder(Comparator.comparing(row -> row.problem().since()))));
        table.stretch(0);
        table.tips(row -> row.problem().what());
        table.control().addListener(SWT.MouseUp, event -> { // not by keys: who walks through the list would be led away
            if (event.button == 1) {
                table.selected().stream().findFirst().ifPresent(row -> leads.toProblems(Optional.of(row)));
            }
        });
        table.onOpen(row -> leads.toProblems(Optional.of(row)));
        table.menu(menu -> table.selected().stream().findFirst().ifPresent(row -> {
            menu.add(PageAction.of(Messages.showProblem, () -> leads.toProblems(Optional.of(row))));
            menu.add(PageAction.of(Messages.reveal, () -> leads.toSubject(row.problem().subject())));
        }));
        size(table);
        return table;
    }

    private static LiveTable<JournalEntry> changes(Composite parent, Consumer<Subject> reveal) {
        var table = new LiveTable<JournalEntry>(parent, SWT.SINGLE, entry -> entry, List.of(
                Column.<JournalEntry>words(Messages.columnTime, 80, entry -> Moments.text(entry.time())).withOrder(Comparator.comparing(JournalEntry::time)),
                Column.words(Messages.columnChange, 200, JournalEntry::sentence)));
        table.stretch(1);
        table.tips(JournalEntry::sentence);
        table.onOpen(entry -> reveal.accept(entry.subject()));
        table.menu(menu -> table.selected().stream().findFirst()
                .ifPresent(entry -> menu.add(PageAction.of(Messages.reveal, () -> reveal.accept(entry.subject())))));
        size(table);
        return table;
    }

    /** Without titles: what is in the columns is plain to see. */
    private static void size(LiveTable<?> table) {
        table.control().setHeaderVisible(false);
        GridDataFactory.fillDefaults().grab(true, true).hint(1, LIST_HEIGHT).applyTo(table.control());
    }
}
