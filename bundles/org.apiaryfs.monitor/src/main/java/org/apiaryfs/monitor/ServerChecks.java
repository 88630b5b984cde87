package org.apiaryfs.monitor;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Sentences;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** Are the servers there? Stateless. */
final class ServerChecks {
    private ServerChecks() {}

    static void find(SnapshotIndex index, Observation now, Consumer<Finding> to) {
        boolean online = now.state() instanceof ConnectionState.Online;
        for (NodeKey node : index.nodes().keySet()) {
            Optional<NodeHealth> silent = Optional.ofNullable(now.health().get(node)).filter(h -> online && h.silentSince().isPresent());
            Optional<Reachability> best = index.reachability(node);
            if (index.targetsOf(node).isEmpty() && node.type() == NodeType.STORAGE) { // the management server knows of no other state
                to.accept(withoutTargets(index, node, silent.isPresent()));
            } else if (best.isPresent() && best.get() != Reachability.ONLINE) {
                to.accept(offline(index, node, best.get()));
            } else {
                silent.ifPresent(health -> to.accept(unreachable(index, node, health)));
            }
        }
    }

    private static Finding offline(SnapshotIndex index, NodeKey node, Reachability how) {
        boolean certain = how == Reachability.OFFLINE;
        boolean mirrored = index.targetsOf(node).stream().allMatch(t -> index.groupOf(TargetKey.of(t)).isPresent());
        return new Finding(ProblemKind.SERVER_OFFLINE, new Subject.Node(node.type(), node.id()), certain ? Severity.ERROR : Severity.WARNING,
                Texts.of(certain ? "server_offline" : "server_probablyOffline", index.name(node)),
                Texts.of(mirrored ? "server_offlineWhyMirrored" : node.type() == NodeType.META ? "server_offlineWhyMeta" : "server_offlineWhyStorage"),
                Texts.of("server_offlineMend"),
                new QuickFix.CheckConnection(node), new QuickFix.ShowLog(node), new QuickFix.RemoveNode(node));
    }

    private static Finding unreachable(SnapshotIndex index, NodeKey node, NodeHealth health) {
        return new Finding(ProblemKind.SERVER_UNREACHABLE, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                Texts.of("server_unreachable", index.name(node)), Texts.of("server_unreachableWhy", Sentences.ended(health.trouble())),
                Texts.of("server_unreachableMend"),
                new QuickFix.CheckConnection(node), new QuickFix.ShowLog(node));
    }

    private static Finding withoutTargets(SnapshotIndex index, NodeKey node, boolean silent) {
        return new Finding(ProblemKind.SERVER_WITHOUT_TARGETS, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                Texts.of(silent ? "server_noTargetsSilent" : "server_noTargets", index.name(node)), Texts.of("server_noTargetsWhy"), Texts.of("server_noTargetsMend"),
                new QuickFix.RemoveNode(node), new QuickFix.CheckConnection(node));
    }
}
