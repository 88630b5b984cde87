package org.apiaryfs.ui.monitoring.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterElement;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.Visibility;
import org.apiaryfs.ui.monitoring.load.ChartGroup;
import org.apiaryfs.ui.monitoring.load.SpanActions;
import org.apiaryfs.ui.monitoring.load.TimeSpan;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;

/**
 * What is known of the server, client, target, group or pool that is selected, and its load now and up to a year ago; of several
 * servers or targets the same curves side by side. UI thread only.
 */
public final class DetailsView extends ClusterPage implements ISelectionListener {
    static final String ID = "org.apiaryfs.ui.view.details";
    private static final String NAVIGATOR = "org.apiaryfs.ui.view.navigator";

    private TimeSpan first = TimeSpan.TEN_MINUTES;
    private Composite stack;
    private Label message;
    private ChartGroup charts;
    private DetailsPage page;
    private DetailsActions actions;
    private Runnable unlisten = () -> { };
    private boolean visible;
    private Optional<String> selectedCluster = Optional.empty();
    private List<Subject> selected = List.of();
    private Optional<ConnectionCheck> check = Optional.empty();
    private Optional<ClientActivity> activity = Optional.empty();

    public DetailsView() {
        super(Messages.title, Messages.titleOf);
    }

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        first = SpanActions.restored(memento);
    }

    @Override
    public void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        message = new Label(stack, SWT.CENTER | SWT.WRAP);
        charts = new ChartGroup(first);
        charts.listen(() -> setContentDescription(charts.trouble().isEmpty() ? "" : NLS.bind(Messages.noHistory, charts.trouble())));
        page = new DetailsPage(stack, charts);
        actions = new DetailsActions(this::refresh, this::check, page.facts());
        SpanActions.contribute(getViewSite().getActionBars(), charts);
        actions.contribute(getViewSite().getActionBars());
        follow();
        getSite().getPage().addSelectionListener(this);
        getSite().getPage().addSelectionListener(NAVIGATOR, this); // also while another part is active
        selectionChanged(this, getSite().getPage().getSelection(NAVIGATOR));
        unlisten = Visibility.watch(getSite(), now -> {
            visible = now;
            turnTo();
        });
    }

    @Override
    public void setFocus() {
        page.facts().control().setFocus();
    }

    @Override
    public void saveState(IMemento memento) {
        SpanActions.save(charts, memento);
    }

    @Override
    public void dispose() {
        unlisten.run();
        getSite().getPage().removeSelectionListener(this);
        getSite().getPage().removeSelectionListener(NAVIGATOR, this);
        leave();
        charts.close();
        super.dispose();
    }

    @Override
    public void selectionChanged(IWorkbenchPart part, ISelection selection) {
        if (selection instanceof IStructuredSelection some && some.getFirstElement() instanceof ClusterElement one) {
            List<Subject> subjects = Stream.of(some.toArray()).filter(ClusterElement.class::isInstance).map(ClusterElement.class::cast)
                    .filter(element -> element.clusterId().equals(one.clusterId())).flatMap(element -> element.subjects().stream()).distinct().toList();
            if (!selectedCluster.equals(Optional.of(one.clusterId())) || !selected.equals(subjects)) {
                selectedCluster = Optional.of(one.clusterId());
                selected = subjects;
                turnTo();
            }
        }
    }

    @Override
    public void named(Optional<ClusterProfile> profile) {
        update(); // the title says what of the cluster is shown
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        charts.watch(session);
        turnTo();
    }

    @Override
    public void news(SessionState state) {
        update();
    }

    /** What is selected in the current cluster; that as a whole if it is a heading, or in another cluster. */
    private List<Subject> subjects() {
        boolean here = current().profile().map(profile -> profile.id()).equals(selectedCluster);
        return here && !selected.isEmpty() ? selected : List.of(new Subject.Cluster());
    }

    private Optional<ClusterSnapshot> snapshot() {
        return current().state().knowledge();
    }

    /** The one node that is selected, if it is one. */
    private Optional<ClusterNode> node() {
        return subjects().size() == 1 && subjects().getFirst() instanceof Subject.Node node
                ? snapshot().flatMap(known -> known.node(node.type(), node.id())) : Optional.empty();
    }

    /** Something else is to be shown, or is to be shown again. */
    private void turnTo() {
        leave();
        if (visible && current().session().isPresent()) {
            node().ifPresent(node -> {
                if (node.type() == NodeType.CLIENT) {
                    activity = Optional.of(new ClientActivity(current().session().get().monitor(), node, stack.getDisplay()::asyncExec, this::update));
                } else {
                    check();
                }
            });
        }
        update();
    }

    private void leave() {
        check.ifPresent(ConnectionCheck::cancel);
        check = Optional.empty();
        activity.ifPresent(ClientActivity::close);
        activity = Optional.empty();
    }

    private void refresh() {
        current().session().ifPresent(ClusterSession::refresh);
        check();
    }

    private void check() {
        check.ifPresent(ConnectionCheck::cancel);
        check = current().session().flatMap(session -> node().filter(node -> node.type() != NodeType.CLIENT)
                .map(node -> new ConnectionCheck(session, node, this::update)));
        update();
    }

    private void update() {
        if (stack.isDisposed() || !visible) {
            return;
        }
        Optional<ClusterSnapshot> snapshot = snapshot();
        snapshot.ifPresentOrElse(this::show, () -> message.setText(current().session().isEmpty() ? Messages.closed : current().state().text().replace("&", "&&")));
        actions.enable(current().session().isPresent(), node().filter(node -> node.type() != NodeType.CLIENT).isPresent());
        ((StackLayout) stack.getLayout()).topControl = snapshot.isPresent() ? page.control() : message;
        stack.layout();
        setPartName(snapshot.map(known -> NLS.bind(Messages.titleOf, heading(known))).orElse(Messages.title));
    }

    private void show(ClusterSnapshot snapshot) {
        List<Subject> subjects = subjects();
        var facts = new ArrayList<>(Facts.of(snapshot, subjects,
                owner -> current().session().flatMap(session -> session.monitor().forecast(owner)), Instant.now()));
        check.filter(known -> node().filter(known::isOf).isPresent()).ifPresent(known -> facts.addAll(known.facts()));
        activity.ifPresent(known -> facts.addAll(known.facts()));
        if (facts.isEmpty()) {
            facts.add(new Fact(Messages.state, Messages.goneLong));
        }
        page.show(heading(snapshot), facts, Member.of(current().profile().orElseThrow().id(), snapshot, subjects), ChartPlan.of(snapshot, subjects), activity);
    }

    private String heading(ClusterSnapshot snapshot) {
        List<Subject> subjects = subjects();
        if (subjects.size() > 1) {
            return NLS.bind(Messages.compared, subjects.size());
        }
        return subjects.getFirst() instanceof Subject.Cluster ? current().profile().map(profile -> profile.name()).orElse(Messages.cluster)
                : SubjectTexts.title(snapshot, subjects.getFirst());
    }
}
