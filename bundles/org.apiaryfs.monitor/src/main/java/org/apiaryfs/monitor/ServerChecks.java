package org.apiaryfs.monitor;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ConnectionState;
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
        String affected = node.type() == NodeType.META ? "directories of this server" : "files with a part on this server";
        return new Finding(ProblemKind.SERVER_OFFLINE, new Subject.Node(node.type(), node.id()), certain ? Severity.ERROR : Severity.WARNING,
                index.name(node) + (certain ? " is offline." : " is probably offline: the management server hasn't heard of it for a while."),
                mirrored ? "The other members of its mirror groups go on alone; what is written now has to be copied later."
                        : "Access to " + affected + " waits, and fails if it stays away.",
                "Look at its host and its log, and start the service again.",
                new QuickFix.CheckConnection(node), new QuickFix.ShowLog(node), new QuickFix.RemoveNode(node));
    }

    private static Finding unreachable(SnapshotIndex index, NodeKey node, NodeHealth health) {
        return new Finding(ProblemKind.SERVER_UNREACHABLE, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                index.name(node) + " is online for the management server, but doesn't answer here.",
                "Its load can't be shown, and clients in the same network as this computer may not reach it either. " + sentence(health.trouble()),
                "See to firewalls and routes between here and the server; if it has several interfaces, check which ones it tells (connInterfacesFile).",
                new QuickFix.CheckConnection(node), new QuickFix.ShowLog(node));
    }

    /** How the last question ended. */
    private static String sentence(String trouble) {
        return trouble.endsWith(".") ? trouble : trouble + ".";
    }

    private static Finding withoutTargets(SnapshotIndex index, NodeKey node, boolean silent) {
        return new Finding(ProblemKind.SERVER_WITHOUT_TARGETS, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                index.name(node) + " has no targets" + (silent ? ", and doesn't answer here." : "."), "It stores nothing.",
                "Add a directory to storeStorageDirectory and start the service again, or remove the server from the cluster.",
                new QuickFix.RemoveNode(node), new QuickFix.CheckConnection(node));
    }
}
