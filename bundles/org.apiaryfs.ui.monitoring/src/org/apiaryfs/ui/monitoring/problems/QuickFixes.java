package org.apiaryfs.ui.monitoring.problems;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.Role;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.QuickFix;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.Navigation;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.Task;
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
            case QuickFix.RemoveNode(NodeKey node) -> change(session, Messages.fixRemoveNode, () -> removeNode(session, node));
            case QuickFix.StartResync(GroupKey group) -> change(session, Messages.fixStartResync, () -> startResync(session, group));
            case QuickFix.MapTarget(TargetKey target) -> change(session, Messages.fixMapTarget, () -> mapTarget(session, target));
            case QuickFix.SetTargetState(TargetKey target) -> change(session, Messages.fixSetTargetState, () -> setState(session, target));
            case QuickFix.ShowLog _, QuickFix.FindLargeFiles _, QuickFix.ShowActivity _ -> Stream.empty(); // no page shows that yet
        };
    }

    private static Stream<Offer> look(String label, Runnable action) {
        return Stream.of(new Offer(label, true, action));
    }

    private static Stream<Offer> change(ClusterSession session, String label, Runnable action) {
        return Stream.of(new Offer(label, session.profile().role() == Role.ADMINISTRATOR, action));
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

    private void removeNode(ClusterSession session, NodeKey node) {
        String question = node.type() == NodeType.META ? Messages.removeMetaQuestion : Messages.removeStorageQuestion;
        if (confirmed(NLS.bind(Messages.removeTitle, name(node)), NLS.bind(question, name(node)), Messages.removeButton)) {
            change(session, NLS.bind(Messages.removeTitle, name(node)), connection -> connection.nodes().remove(node.type(), node.id()));
        }
    }

    private void startResync(ClusterSession session, GroupKey group) {
        String name = SubjectText.of(new Subject.Group(group));
        if (confirmed(NLS.bind(Messages.startResyncTitle, name), NLS.bind(Messages.startResyncQuestion, name), Messages.startResyncButton)) {
            change(session, NLS.bind(Messages.startResyncTitle, name),
                    connection -> connection.mirrorGroups().startResync(group.kind(), group.id(), false, Optional.empty(), false));
        }
    }

    private void mapTarget(ClusterSession session, TargetKey target) {
        Optional<ClusterSnapshot> known = session.state().knowledge();
        List<ClusterNode> servers = known.map(snapshot -> snapshot.nodes(NodeType.STORAGE)).orElse(List.of());
        String title = NLS.bind(Messages.mapTitle, Integer.toString(target.id()));
        int pool = known.flatMap(snapshot -> snapshot.pools().stream().filter(p -> p.targets().contains(target.id())).findFirst()).map(p -> p.id()).orElse(1);
        ChoiceDialog.ask(shell(), title, Messages.mapQuestion, servers, server -> NLS.bind(Messages.mapServer, server.alias(), Long.toString(server.id())), 0)
                .ifPresent(server -> change(session, title, connection -> connection.targets().map(target.id(), (int) server.id(), pool)));
    }

    private void setState(ClusterSession session, TargetKey target) {
        String title = NLS.bind(Messages.stateTitle, SubjectText.of(new Subject.Target(target)));
        int present = session.state().knowledge().flatMap(known -> known.targets(target.kind()).stream().filter(t -> t.id() == target.id()).findFirst())
                .flatMap(ClusterTarget::consistency).map(Consistency::ordinal).orElse(0);
        ChoiceDialog.ask(shell(), title, Messages.stateQuestion, List.of(Consistency.values()), FixTexts::of, present)
                .ifPresent(state -> change(session, title, connection -> connection.targets().setState(target.kind(), target.id(), state)));
    }

    /** Changes the cluster and looks at what has become of it. */
    private static void change(ClusterSession session, String title, Function<ClusterConnection, CompletableFuture<Void>> operation) {
        new Task<>(title, monitor -> operation.apply(session.connection())).start(done -> session.refresh());
    }

    private boolean confirmed(String title, String question, String button) {
        return MessageDialog.open(MessageDialog.QUESTION_WITH_CANCEL, shell(), title, question, 0, button, Messages.cancel) == 0;
    }

    private static String name(NodeKey node) {
        return SubjectText.of(new Subject.Node(node.type(), node.id()));
    }

    private Shell shell() {
        return site.getShell();
    }
}
