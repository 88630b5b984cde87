package org.apiaryfs.ui.administration.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.CheckFinding;
import org.apiaryfs.admin.ClusterCheck;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.StreamRoute;
import org.apiaryfs.protocol.model.NodeType;
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
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** Checks how all servers of the current cluster are reached from here, and what else isn't as it should be. UI thread only. */
public final class ConnectionsView extends ClusterPage {
    private static final int[] SHARES = {2, 3};

    private RunBar bar;
    private Button check;
    private LiveTable<CheckFinding> findings;
    private LiveTable<ReachedNode> servers;
    private PageRun running;

    public ConnectionsView() {
        super(Messages.connections_title, Messages.connections_titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        bar = new RunBar(parent);
        check = bar.button(SWT.PUSH, Messages.connections_check, Messages.connections_checkTip, this::check);
        var area = new SashForm(parent, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        findings = new LiveTable<>(area, SWT.MULTI, finding -> finding, List.of(
                Column.words(Messages.connections_subject, 210, CheckFinding::subject).withConcern(ConnectionsView::concern),
                Column.words(Messages.connections_what, 330, CheckFinding::what),
                Column.words(Messages.connections_mend, 420, CheckFinding::mend)));
        servers = new LiveTable<>(area, SWT.MULTI, reached -> reached.node().type() + "/" + reached.node().id(), List.of(
                Column.<ReachedNode>words(Messages.connections_server, 140, reached -> reached.node().alias()).withConcern(ConnectionsView::concern),
                Column.numbers(Messages.connections_id, 60, reached -> reached.node().id(), id -> Long.toString(id)),
                Column.words(Messages.connections_type, 110, reached -> type(reached.node().type())),
                Column.words(Messages.connections_datagrams, 110, reached -> reached.datagrams() ? Messages.connections_answered : Messages.connections_silent),
                Column.words(Messages.connections_stream, 170, reached -> reached.stream().map(StreamRoute::address).orElse("")),
                Column.words(Messages.connections_kind, 70, reached -> reached.stream().map(StreamRoute::kind).orElse("")),
                Column.numbers(Messages.connections_roundTrip, 100, ConnectionsView::nanos, ConnectionsView::milliseconds),
                Column.words(Messages.connections_problem, 300, reached -> reached.problem().map(Problem::sentence).orElse(""))));
        area.setWeights(SHARES);
        getSite().setSelectionProvider(servers);
        running = new PageRun(bar, () -> news(current().state()));
        follow();
    }

    @Override
    public void setFocus() {
        (check.isEnabled() ? check : servers.control()).setFocus();
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
        servers.show(List.of());
        bar.say(session.isPresent() ? Messages.connections_begin : Messages.noCluster, Concern.NONE);
    }

    @Override
    public void news(SessionState state) {
        check.setEnabled(!running.on() && state.knowledge().isPresent());
    }

    private void check() {
        current().session().ifPresent(session -> session.state().knowledge().ifPresent(snapshot -> {
            bar.say(Messages.connections_running, Concern.NONE);
            List<ClusterNode> all = Stream.of(List.of(snapshot.management()), snapshot.nodes(NodeType.META), snapshot.nodes(NodeType.STORAGE))
                    .flatMap(List::stream).toList();
            running.start(new Task<>(NLS.bind(Messages.connections_task, session.profile().name()), monitor -> session.connection().nodes().reach(all)),
                    reached -> show(session.state().knowledge().orElse(snapshot), reached), Messages.connections_cancelled);
        }));
    }

    private void show(ClusterSnapshot snapshot, List<ReachedNode> reached) {
        List<CheckFinding> found = ClusterCheck.findings(snapshot, reached);
        findings.show(found);
        servers.show(reached);
        long serious = found.stream().filter(CheckFinding::serious).count();
        if (found.isEmpty()) {
            bar.say(NLS.bind(Messages.connections_well, reached.size()), Concern.NONE);
        } else {
            bar.say(NLS.bind(Messages.connections_found, found.size(), serious), found.stream().map(ConnectionsView::concern).max(Comparator.naturalOrder()).get());
        }
    }

    private static Concern concern(CheckFinding finding) {
        return finding.serious() ? Concern.ERROR : Concern.WARNING;
    }

    private static Concern concern(ReachedNode reached) {
        return reached.fully() ? Concern.NONE : Concern.ERROR;
    }

    private static String type(NodeType type) {
        return switch (type) {
            case MGMT -> Messages.type_management;
            case META -> Messages.type_meta;
            case STORAGE -> Messages.type_storage;
            case CLIENT, HELPER, INVALID -> "";
        };
    }

    private static long nanos(ReachedNode reached) {
        return reached.roundTrip().map(trip -> trip.toNanos()).orElse(Long.MAX_VALUE);
    }

    private static String milliseconds(long nanos) {
        return nanos == Long.MAX_VALUE ? "" : String.format("%.2f ms", nanos / 1e6);
    }
}
