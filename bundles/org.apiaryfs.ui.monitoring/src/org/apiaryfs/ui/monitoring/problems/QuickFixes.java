package org.apiaryfs.ui.monitoring.problems;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.Role;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.QuickFix;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.Navigation;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.Remedies;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.monitoring.statistics.StatisticsView;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchSite;
import org.eclipse.ui.handlers.IHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the finder of a problem proposes, as far as the suite can. UI thread only. */
final class QuickFixes {
    private static final Logger LOG = LoggerFactory.getLogger(QuickFixes.class);
    private static final String EDIT_ALERTS = "org.apiaryfs.ui.alerts"; // command

    private final IWorkbenchSite site;

    /**
     * Something that can be done.
     *
     * @param label on a button or in a menu
     * @param enabled whether the connection's role allows it
     */
    record Offer(String label, boolean enabled, Runnable action) { }

    /** @param site whose window the dialogs belong to */
    QuickFixes(IWorkbenchSite site) {
        this.site = site;
    }

    /** What can be done about a problem, the best first. */
    List<Offer> of(ProblemRow row) {
        return site.getService(OpenClusters.class).session(row.clusterId()).stream()
                .flatMap(session -> row.problem().fixes().stream().flatMap(fix -> offer(row, session, fix))).toList();
    }

    private Stream<Offer> offer(ProblemRow row, ClusterSession session, QuickFix fix) {
        return switch (fix) {
            case QuickFix.Refresh() -> look(Messages.fixRefresh, session::refresh);
            case QuickFix.EditConnection() -> look(Messages.fixEditConnection, () -> editConnection(row.clusterId()));
            case QuickFix.CheckConnection(NodeKey node) -> look(Messages.fixCheckConnection, () -> checkConnection(session, node));
            case QuickFix.ShowResync(GroupKey group) -> look(Messages.fixShowResync, () -> showResync(session, group));
            case QuickFix.EditAlerts(String sender) -> look(Messages.fixEditAlerts, () -> editAlerts(row.clusterId()));
            case QuickFix.RemoveNode(NodeKey node) -> change(session, Messages.fixRemoveNode, () -> remedies().removeServer(row.clusterId(), node));
            case QuickFix.StartResync(GroupKey group) -> change(session, Messages.fixStartResync, () -> remedies().resynchronise(row.clusterId(), group));
            case QuickFix.MapTarget(TargetKey target) -> change(session, Messages.fixMapTarget, () -> remedies().mapTarget(row.clusterId(), target));
            case QuickFix.SetTargetState(TargetKey target) -> change(session, Messages.fixSetTargetState, () -> remedies().setState(row.clusterId(), target));
            case QuickFix.FindFiles(TargetKey target) -> look(Messages.fixFindFiles, () -> remedies().findFiles(row.clusterId(), target));
            case QuickFix.ShowActivity(NodeKey node) -> look(Messages.fixShowActivity, () -> showActivity(row.clusterId(), node));
            case QuickFix.ShowLog _ -> Stream.empty(); // no page shows logs yet
        };
    }

    private static Stream<Offer> look(String label, Runnable action) {
        return Stream.of(new Offer(label, true, action));
    }

    private static Stream<Offer> change(ClusterSession session, String label, Runnable action) {
        return Stream.of(new Offer(label, session.profile().role() == Role.ADMINISTRATOR, action));
    }

    private Remedies remedies() {
        return site.getService(Remedies.class);
    }

    private void editConnection(String clusterId) {
        var profiles = site.getService(ClusterProfiles.class);
        profiles.find(clusterId).ifPresent(profile -> Navigation.editConnection(shell(), profiles, profile));
    }

    private void editAlerts(String clusterId) {
        site.getService(CurrentCluster.class).choose(clusterId);
        try {
            site.getService(IHandlerService.class).executeCommand(EDIT_ALERTS, null);
        } catch (CommandException e) {
            LOG.error("the settings of alerts can't be shown", e);
        }
    }

    private void showActivity(String clusterId, NodeKey node) {
        site.getService(CurrentCluster.class).choose(clusterId);
        StatisticsView.open(site.getPage(), node.type());
    }

    private void checkConnection(ClusterSession session, NodeKey node) {
        String title = NLS.bind(Messages.checkTitle, name(node));
        Optional<ClusterNode> server = session.state().knowledge().flatMap(known -> known.node(node.type(), node.id()));
        if (server.isEmpty()) {
            MessageDialog.openInformation(shell(), title, Messages.goneServer);
            return;
        }
        new Task<>(title, monitor -> session.connection().nodes().reach(List.of(server.get()))).start(reached -> {
            ReachedNode result = reached.getFirst();
            int kind = result.fully() ? MessageDialog.INFORMATION : MessageDialog.WARNING;
            MessageDialog.open(kind, shell(), title, FixTexts.of(result), 0);
        });
    }

    private void showResync(ClusterSession session, GroupKey group) {
        String title = NLS.bind(Messages.resyncTitle, SubjectText.of(new Subject.Group(group)));
        new Task<>(title, monitor -> session.connection().mirrorGroups().resync(group.kind(), group.id(), false))
                .start((ResyncJob job) -> MessageDialog.openInformation(shell(), title, FixTexts.of(job)));
    }

    private static String name(NodeKey node) {
        return SubjectText.of(new Subject.Node(node.type(), node.id()));
    }

    private Shell shell() {
        return site.getShell();
    }
}
