package org.apiaryfs.ui.monitoring.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Navigation;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.Visibility;
import org.apiaryfs.ui.monitoring.load.LoadCurves;
import org.apiaryfs.ui.monitoring.problems.OpenProblems;
import org.apiaryfs.ui.monitoring.problems.ProblemRow;
import org.apiaryfs.ui.monitoring.problems.ProblemsView;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.handlers.IHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current cluster at a glance; if there is nothing to see of it, what to do about that. UI thread only. */
public final class OverviewView extends ClusterPage {
    public static final String ID = "org.apiaryfs.ui.view.overview";
    private static final Logger LOG = LoggerFactory.getLogger(OverviewView.class);
    private static final String CONNECT = "org.apiaryfs.ui.connect"; // command

    private final List<Runnable> unlisten = new ArrayList<>();
    private OpenProblems problems;
    private Composite pages;
    private Dashboard dashboard;
    private EmptyPage empty;
    private Optional<Watch> watch = Optional.empty();
    private boolean visible;
    private Optional<Overview> latest = Optional.empty();

    /** What goes on while a cluster is open. */
    private record Watch(LoadCurves curves, OverviewFeed feed) {
        void close() {
            feed.close();
            curves.close();
        }
    }

    public OverviewView() {
        super(Messages.title, Messages.titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        problems = OpenProblems.ofWorkbench();
        pages = new Composite(parent, SWT.NONE);
        pages.setLayout(new StackLayout());
        dashboard = new Dashboard(pages, new Dashboard.Leads() {
            @Override
            public void toProblems(Optional<ProblemRow> row) {
                ProblemsView.open(getSite().getPage(), row);
            }

            @Override
            public void toSubject(Subject subject) {
                current().profile().ifPresent(profile -> Navigation.reveal(profile.id(), subject));
            }
        });
        empty = new EmptyPage(pages);
        unlisten.add(problems.listen(all -> {
            mute();
            update();
        }));
        follow();
        unlisten.add(Visibility.watch(getSite(), now -> {
            visible = now;
            watch();
        }));
    }

    @Override
    public void setFocus() {
        if (top() == empty.control()) {
            empty.setFocus();
        } else {
            dashboard.setFocus();
        }
    }

    @Override
    public void dispose() {
        unlisten.forEach(Runnable::run);
        watch.ifPresent(Watch::close);
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        latest = Optional.empty();
        watch();
    }

    @Override
    public void news(SessionState state) {
        update();
    }

    /** Has gathered what is shown, if anybody sees it. */
    private void watch() {
        watch.ifPresent(Watch::close);
        watch = current().session().filter(open -> visible)
                .map(open -> new Watch(new LoadCurves(open), new OverviewFeed(open, pages.getDisplay()::asyncExec, this::gathered)));
        mute();
    }

    private void mute() {
        current().profile().ifPresent(profile -> watch.ifPresent(one -> one.feed.mute(problems.muted(profile.id()))));
    }

    private void gathered(Overview overview) {
        latest = Optional.of(overview);
        update();
    }

    private void update() {
        SessionState state = current().state();
        if (state instanceof SessionState.Active && latest.isPresent()) {
            dashboard.showLoad(watch.map(Watch::curves));
            dashboard.show(latest.get(), state, current().profile().map(profile -> problems.of(profile.id())).orElse(List.of()));
            raise(dashboard.control());
        } else {
            explain(state);
            raise(empty.control());
        }
    }

    private void explain(SessionState state) {
        Optional<ClusterProfile> profile = current().profile();
        var connect = new EmptyPage.Choice(Messages.connect, this::connect);
        if (profile.isEmpty()) {
            boolean none = getSite().getService(ClusterProfiles.class).all().isEmpty();
            empty.show(none ? Messages.noCluster : Messages.noneSelected, none ? Messages.noClusterWhat : Messages.noneSelectedWhat, List.of(connect));
        } else if (state instanceof SessionState.Active && !state.troubled()) {
            empty.show(NLS.bind(Messages.connecting, profile.get().name()), NLS.bind(Messages.connectingTo, profile.get().address()), List.of());
        } else if (state instanceof SessionState.Active) {
            empty.show(NLS.bind(Messages.unreachable, profile.get().name()), state.text(), List.of(
                    new EmptyPage.Choice(Messages.tryAgain, () -> current().session().ifPresent(ClusterSession::refresh)),
                    new EmptyPage.Choice(Messages.properties, () -> Navigation.editConnection(getSite().getShell(), getSite().getService(ClusterProfiles.class), profile.get()))));
        } else {
            empty.show(NLS.bind(Messages.closed, profile.get().name()), Messages.closedWhat, List.of(
                    new EmptyPage.Choice(Messages.open, () -> getSite().getService(OpenClusters.class).open(profile.get())), connect));
        }
    }

    private void connect() {
        try {
            getSite().getService(IHandlerService.class).executeCommand(CONNECT, null);
        } catch (CommandException e) {
            LOG.error("the dialog to connect can't be shown", e);
        }
    }

    private Control top() {
        return ((StackLayout) pages.getLayout()).topControl;
    }

    private void raise(Control page) {
        if (top() != page) {
            ((StackLayout) pages.getLayout()).topControl = page;
            pages.layout();
        }
    }
}
