package org.apiaryfs.ui.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.SessionState;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All known clusters and what is in those that are open. UI thread only. */
public final class ClusterNavigator extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.navigator";
    private static final String QUOTAS_VIEW = "org.apiaryfs.ui.view.quotas"; // of another feature
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNavigator.class);
    private static final int FILTER_DELAY = 150; // milliseconds after the last key
    private static final int MARGIN = 4; // pixels around the filter

    private final Map<String, NavigatorNode> clusters = new LinkedHashMap<>();
    private final Map<String, Preparation<News, NavigatorItem>> preparations = new HashMap<>(); // by cluster
    private final NavigatorFilter filter = new NavigatorFilter();
    private final Runnable applyFilter = this::applyFilter;
    private final List<Runnable> unlisten = new ArrayList<>();
    private ClusterProfiles profiles;
    private OpenClusters open;
    private ClusterActions actions;
    private Text filterText;
    private TreeViewer viewer;
    private Object[] expandedBeforeFilter = {};

    private record News(ClusterProfile profile, SessionState state) { }

    /** Shows the navigator with this cluster selected, and makes it the current one. */
    public static void reveal(String clusterId) {
        reveal(clusterId, new Subject.Cluster());
    }

    /** The same with what is in the cluster, as far as that is there. */
    public static void reveal(String clusterId, Subject subject) {
        PlatformUI.getWorkbench().getService(CurrentCluster.class).choose(clusterId);
        for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) { // there is one; it may not be active yet
            try {
                if (window.getActivePage().showView(ID) instanceof ClusterNavigator navigator) {
                    navigator.select(clusterId, subject);
                }
            } catch (PartInitException e) {
                LOG.error("the navigator can't be shown", e);
            }
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        profiles = getSite().getService(ClusterProfiles.class);
        open = getSite().getService(OpenClusters.class);
        GridLayoutFactory.fillDefaults().applyTo(parent);
        var filterArea = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().extendedMargins(MARGIN, MARGIN, MARGIN, 0).applyTo(filterArea);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filterArea);
        filterText = new Text(filterArea, SWT.SINGLE | SWT.BORDER | SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filterText.setMessage(Messages.Navigator_filter);
        filterText.addModifyListener(event -> filterText.getDisplay().timerExec(FILTER_DELAY, applyFilter));
        filterText.addListener(SWT.KeyDown, this::leaveFilter);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filterText);
        viewer = new TreeViewer(parent, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(viewer.getTree());
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Lines());
        viewer.setLabelProvider(new DelegatingStyledCellLabelProvider(new NavigatorLabels()));
        viewer.addFilter(filter);
        viewer.addDoubleClickListener(event -> selected().ifPresent(this::openOrFold)); // Enter too

        actions = new ClusterActions(getViewSite(), filterText, this::selectedCluster);
        var menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(actions::fill);
        viewer.getTree().setMenu(menu.createContextMenu(viewer.getTree()));
        getSite().registerContextMenu(menu, viewer);
        viewer.addSelectionChangedListener(event -> actions.update());

        profiles.all().forEach(profile -> clusters.put(profile.id(), line(profile)));
        viewer.setInput(this);
        getSite().setSelectionProvider(viewer);
        getSite().getService(CurrentCluster.class).id().ifPresent(this::select);
        actions.update();
        unlisten.add(profiles.listen(this::showClusters));
        unlisten.add(open.listen(this::showNews));
    }

    @Override
    public void setFocus() {
        viewer.getTree().setFocus();
    }

    @Override
    public void dispose() {
        unlisten.forEach(Runnable::run);
        preparations.values().forEach(Preparation::forget);
        super.dispose();
    }

    /** Selects a cluster as a whole. */
    void select(String clusterId) {
        select(clusterId, new Subject.Cluster());
    }

    private void select(String clusterId, Subject subject) {
        Optional.ofNullable(clusters.get(clusterId)).ifPresent(node ->
                viewer.setSelection(new StructuredSelection(node.find(subject).orElse(node)), true));
    }

    private Optional<NavigatorNode> selected() {
        return viewer.getStructuredSelection().getFirstElement() instanceof NavigatorNode node ? Optional.of(node) : Optional.empty();
    }

    /** The cluster that all selected lines belong to. */
    private Optional<ClusterProfile> selectedCluster() {
        List<String> ids = Stream.of(viewer.getStructuredSelection().toArray()).map(line -> ((NavigatorNode) line).clusterId()).distinct().toList();
        return ids.size() == 1 ? profiles.find(ids.getFirst()) : Optional.empty();
    }

    private void openOrFold(NavigatorNode node) {
        Optional<ClusterProfile> closed = profiles.find(node.clusterId()).filter(profile -> open.session(profile.id()).isEmpty());
        if (closed.isPresent()) {
            open.open(closed.get());
        } else if (node.item().key().kind() == NavigatorItem.Kind.QUOTAS) {
            showPage(QUOTAS_VIEW);
        } else {
            viewer.setExpandedState(node, !viewer.getExpandedState(node));
        }
    }

    private void showPage(String view) {
        try {
            getSite().getPage().showView(view);
        } catch (PartInitException e) {
            LOG.error("a page can't be shown: view={}", view, e);
        }
    }

    private void showClusters(List<ClusterProfile> known) {
        List<NavigatorNode> before = List.copyOf(clusters.values());
        Map<String, NavigatorNode> kept = Map.copyOf(clusters);
        clusters.clear();
        known.forEach(profile -> clusters.put(profile.id(), kept.getOrDefault(profile.id(), line(profile))));
        preparations.keySet().removeIf(id -> !clusters.containsKey(id));
        if (!before.equals(List.copyOf(clusters.values()))) {
            viewer.refresh();
        }
        clusters.keySet().forEach(this::showNews);
    }

    private void showNews(String clusterId) {
        profiles.find(clusterId).ifPresent(profile -> show(profile, open.state(clusterId)));
    }

    /** Shows the state of a cluster; in a large one, soon. */
    void show(ClusterProfile profile, SessionState state) {
        preparations.computeIfAbsent(profile.id(), id -> new Preparation<News, NavigatorItem>(
                news -> news.state.knowledge().filter(Preparation::isLarge).isPresent(), news -> NavigatorItems.of(news.profile, news.state),
                item -> show(id, item), task -> PlatformUI.getWorkbench().getDisplay().asyncExec(task))).news(new News(profile, state));
    }

    private void show(String clusterId, NavigatorItem item) {
        NavigatorNode node = clusters.get(clusterId);
        if (node == null) {
            return; // that it has come is told by the profiles
        }
        boolean wasEmpty = node.children().isEmpty();
        var changes = new NavigatorNode.Changes();
        node.become(item, changes);
        if (filter.active() && !changes.isEmpty()) {
            filter.search(filterText.getText(), clusters.values());
            viewer.refresh();
        } else {
            changes.structures().forEach(viewer::refresh);
            viewer.update(changes.looks().toArray(), null);
        }
        if (wasEmpty && !node.children().isEmpty()) {
            viewer.setExpandedState(node, true);
        }
        actions.update();
    }

    private NavigatorNode line(ClusterProfile profile) {
        return new NavigatorNode(profile.id(), NavigatorItems.of(profile, open.state(profile.id())));
    }

    private void applyFilter() {
        if (filterText.isDisposed()) {
            return;
        }
        boolean wasActive = filter.active();
        if (!wasActive) {
            expandedBeforeFilter = viewer.getExpandedElements();
        }
        filter.search(filterText.getText(), clusters.values());
        viewer.getTree().setRedraw(false);
        try {
            viewer.refresh();
            if (filter.active()) {
                viewer.setExpandedElements(filter.onTheWay().toArray());
            } else if (wasActive) {
                viewer.setExpandedElements(expandedBeforeFilter);
            }
        } finally {
            viewer.getTree().setRedraw(true);
        }
    }

    private void leaveFilter(Event key) {
        if (key.keyCode == SWT.ARROW_DOWN) {
            viewer.getTree().setFocus();
            key.doit = false;
        } else if (key.keyCode == SWT.ESC) {
            filterText.setText("");
        }
    }

    /** The input is the view itself, whose clusters come and go. */
    private final class Lines implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return clusters.values().toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((NavigatorNode) parent).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return element instanceof NavigatorNode node ? node.parent().orElse(null) : null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((NavigatorNode) element).children().isEmpty();
        }
    }
}
