package org.apiaryfs.ui.administration.run;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.DiskBenchmark;
import org.apiaryfs.admin.DiskBenchmarkStatus;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.Task;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;

/** Measures what the disks of the current cluster's storage targets give, and shows it target by target. UI thread only. */
public final class BenchmarkView extends ClusterPage {
    private static final Color BAR = new Color(0x3b, 0x82, 0xc4); // readable on light and on dark
    private static final int BAR_MARGIN = 4; // pixels
    private static final String NOT_STARTED = "";

    private RunBar bar;
    private Button start;
    private Button stop;
    private Button clean;
    private BenchmarkForm form;
    private LiveTable<BenchmarkRow> targets;
    private List<DiskBenchmarkStatus> statuses = List.of();
    private PageRun running;

    public BenchmarkView() {
        super(Messages.bench_title, Messages.bench_titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        bar = new RunBar(parent);
        start = bar.button(SWT.PUSH, Messages.bench_start, Messages.bench_startTip, this::start);
        stop = bar.button(SWT.PUSH, Messages.bench_stop, Messages.bench_stopTip, this::stop);
        clean = bar.button(SWT.PUSH, Messages.bench_clean, Messages.bench_cleanTip, this::clean);
        form = new BenchmarkForm(parent);
        targets = new LiveTable<>(parent, SWT.MULTI, BenchmarkRow::target, List.of(
                Column.numbers(Messages.bench_target, 80, BenchmarkRow::target, id -> Integer.toString(id)),
                Column.words(Messages.bench_server, 130, BenchmarkRow::server),
                Column.numbers(Messages.bench_free, 90, row -> row.free().orElse(-1L), free -> free < 0 ? "" : Bytes.text(free)),
                Column.<BenchmarkRow>words(Messages.bench_state, 110, row -> row.status().map(status -> state(status.state())).orElse(NOT_STARTED))
                        .withConcern(BenchmarkView::concern),
                Column.numbers(Messages.bench_throughput, 110, row -> row.throughput().orElse(-1L), rate -> rate < 0 ? "" : Bytes.text(rate) + "/s"),
                Column.<BenchmarkRow>words(Messages.bench_compared, 220, row -> "").withPainter(BenchmarkView::paint),
                Column.words(Messages.bench_error, 320, row -> row.status().flatMap(DiskBenchmarkStatus::error).orElse(""))));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(targets.control());
        getSite().setSelectionProvider(targets);
        running = new PageRun(bar, () -> news(current().state()));
        follow();
    }

    @Override
    public void setFocus() {
        (start.isEnabled() ? start : targets.control()).setFocus();
    }

    @Override
    public void dispose() {
        running.forget();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        running.forget();
        statuses = List.of();
        targets.show(List.of());
        bar.say(session.isPresent() ? Messages.bench_begin : Messages.noCluster, Concern.NONE);
    }

    @Override
    public void news(SessionState state) {
        boolean may = state.knowledge().isPresent() && current().profile().filter(profile -> profile.role() == Role.ADMINISTRATOR).isPresent();
        start.setEnabled(may && !running.on());
        stop.setEnabled(may);
        clean.setEnabled(may && !running.on());
        state.knowledge().ifPresent(snapshot -> targets.show(BenchmarkRow.of(snapshot, statuses)));
    }

    /** The selected targets, or all if none is selected. */
    private List<BenchmarkRow> chosen() {
        List<BenchmarkRow> selected = targets.selected();
        return selected.isEmpty() ? targets.rows() : selected;
    }

    private void start() {
        Optional<ClusterSession> session = current().session();
        List<BenchmarkRow> on = chosen();
        DiskBenchmark benchmark = form.benchmark();
        long needed = benchmark.size() * benchmark.threads();
        boolean writes = benchmark.kind() == DiskBenchmark.Kind.WRITE;
        if (on.isEmpty() || session.isEmpty()) {
            return;
        }
        Optional<BenchmarkRow> full = on.stream().filter(row -> writes && row.free().filter(free -> free < needed).isPresent()).findFirst();
        if (full.isPresent()) {
            bar.say(NLS.bind(Messages.bench_noRoom, new Object[] {full.get().target(), Bytes.text(full.get().free().get()), Bytes.text(needed)}), Concern.ERROR);
            return;
        }
        String question = NLS.bind(writes ? Messages.bench_askWrite : Messages.bench_askRead, on.size(), Bytes.text(needed));
        if (!MessageDialog.openConfirm(getSite().getShell(), Messages.bench_title, question)) {
            return;
        }
        List<Integer> ids = on.stream().map(BenchmarkRow::target).toList();
        statuses = List.of();
        bar.say(NLS.bind(Messages.bench_running, ids.size()), Concern.NONE);
        Display display = getSite().getShell().getDisplay();
        running.start(new Task<>(NLS.bind(Messages.bench_task, session.get().profile().name()), monitor -> session.get().connection().diskBenchmarks()
                .run(benchmark, ids, sofar -> display.asyncExec(() -> progress(sofar)))), this::conclude, Messages.bench_stopped);
    }

    private void progress(List<DiskBenchmarkStatus> sofar) {
        if (running.on()) { // else it waited for the UI thread for too long
            show(sofar);
        }
    }

    private void show(List<DiskBenchmarkStatus> now) {
        statuses = now;
        news(current().state());
    }

    private void conclude(List<DiskBenchmarkStatus> last) {
        show(last);
        LongSummaryStatistics rates = targets.rows().stream().flatMap(row -> row.throughput().stream()).mapToLong(Long::longValue).summaryStatistics();
        Optional<String> error = last.stream().flatMap(status -> status.error().stream()).findFirst();
        if (error.isPresent()) {
            bar.say(error.get(), Concern.ERROR);
        } else if (rates.getCount() == 0) {
            bar.say(Messages.bench_nothing, Concern.WARNING);
        } else {
            bar.say(NLS.bind(Messages.bench_result, new Object[] {Bytes.text(rates.getSum()), rates.getCount(), Bytes.text(rates.getMin()),
                    Bytes.text(rates.getMax())}), Concern.NONE);
        }
    }

    /** Ends what was started here, or else whatever runs on the chosen targets. */
    private void stop() {
        if (running.on()) {
            running.cancel();
        } else {
            order(Messages.bench_stopTask, Messages.bench_stopped, ids -> connection -> connection.diskBenchmarks().stop(ids));
        }
    }

    private void clean() {
        order(Messages.bench_cleanTask, Messages.bench_cleaned, ids -> connection -> connection.diskBenchmarks().cleanUp(ids));
    }

    private void order(String task, String done,
            Function<List<Integer>, Function<ClusterConnection, CompletableFuture<List<DiskBenchmarkStatus>>>> operation) {
        List<Integer> ids = chosen().stream().map(BenchmarkRow::target).toList();
        current().session().filter(session -> !ids.isEmpty()).ifPresent(session -> running.start(
                new Task<>(NLS.bind(task, session.profile().name()), monitor -> operation.apply(ids).apply(session.connection())), last -> {
                    show(last);
                    Optional<String> error = last.stream().flatMap(status -> status.error().stream()).findFirst();
                    bar.say(error.orElse(done), error.isPresent() ? Concern.WARNING : Concern.NONE);
                }, Messages.bench_unfinished));
    }

    private static void paint(GC gc, Rectangle cell, BenchmarkRow row) {
        gc.setBackground(BAR);
        gc.fillRectangle(cell.x + BAR_MARGIN, cell.y + BAR_MARGIN, (int) ((cell.width - 2 * BAR_MARGIN) * row.share()), cell.height - 2 * BAR_MARGIN);
    }

    private static Concern concern(BenchmarkRow row) {
        return row.status().filter(status -> status.error().isPresent()).isPresent() ? Concern.ERROR : Concern.NONE;
    }

    private static String state(DiskBenchmarkStatus.State state) {
        return switch (state) {
            case UNINITIALISED -> Messages.state_uninitialised;
            case INITIALISED -> Messages.state_initialised;
            case ERROR -> Messages.state_error;
            case RUNNING -> Messages.state_running;
            case STOPPING -> Messages.state_stopping;
            case STOPPED -> Messages.state_stopped;
            case FINISHING -> Messages.state_finishing;
            case FINISHED -> Messages.state_finished;
        };
    }
}
