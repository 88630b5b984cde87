package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** Judges a cluster by what the management server says of it, and by how its servers can be reached. Stateless. */
public final class ClusterCheck {
    private ClusterCheck() {}

    /** What isn't as it should be, serious things first; none if all is well. */
    public static List<CheckFinding> findings(ClusterSnapshot snapshot, List<ReachedNode> reached) {
        List<CheckFinding> findings = new ArrayList<>();
        if (snapshot.root().isEmpty()) {
            findings.add(new CheckFinding(true, "cluster", "No metadata server owns the root directory.", "Start a metadata server; nothing can be mounted before."));
        }
        if (snapshot.targets(NodeType.STORAGE).isEmpty()) {
            findings.add(new CheckFinding(true, "cluster", "There are no storage targets.", "Start a storage server; files can have no content before."));
        }
        reached.stream().filter(r -> !r.fully()).forEach(r -> findings.add(unreachable(r)));
        reached.stream().filter(r -> r.fully() && r.stream().filter(StreamRoute::fallback).isPresent()).forEach(r -> findings.add(
                new CheckFinding(false, server(r.node()), "It is reached by an interface that it doesn't prefer.", "Look at the network of the interface before.")));
        snapshot.targets().forEach(target -> target(snapshot, target, findings));
        snapshot.groups().forEach(group -> group(snapshot, group, findings));
        findings.sort((a, b) -> Boolean.compare(b.serious(), a.serious()));
        return findings;
    }

    private static String server(ClusterNode node) {
        return node.type().name().toLowerCase(Locale.ROOT) + " server " + node.alias() + " [ID: " + node.id() + "]";
    }

    private static CheckFinding unreachable(ReachedNode node) {
        boolean stream = node.problem().isEmpty();
        String what = !stream && !node.datagrams() ? "It doesn't answer at all." : stream ? "It answers streams but no datagrams."
                : "It answers datagrams but no streams: " + node.problem().map(Problem::sentence).orElse("");
        return new CheckFinding(true, server(node.node()), what, !stream && !node.datagrams() ? "Start it, or look at the network between."
                : stream ? "Open UDP port " + node.node().udpPort() + " in both directions." : "Open TCP port " + node.node().tcpPort() + ", and compare its connAuthFile.");
    }

    private static void target(ClusterSnapshot snapshot, ClusterTarget target, List<CheckFinding> findings) {
        String subject = target.kind() == NodeType.META ? "metadata server " + target.id() : "storage target " + target.id();
        if (snapshot.node(target.kind(), target.nodeId()).isEmpty()) {
            findings.add(new CheckFinding(true, subject, "Its server " + target.nodeId() + " isn't registered.", "Start that server, or map the target to the server that has it now."));
        }
        target.reachability().filter(r -> r != Reachability.ONLINE).ifPresent(r -> findings.add(new CheckFinding(true, subject,
                r == Reachability.OFFLINE ? "It is offline." : "It is probably offline: it hasn't reported for a while.", "Start its server, or look at its log.")));
        target.consistency().filter(c -> c != Consistency.GOOD).ifPresent(c -> findings.add(new CheckFinding(true, subject,
                c == Consistency.BAD ? "Its data is bad." : "Its data has to be copied anew from the other member of its mirror group.",
                c == Consistency.BAD ? "Have the other member of its mirror group copy to it, or remove it." : "Wait until that is done; the group's status shows how it goes.")));
        target.capacityPool().filter(p -> p != CapacityPool.NORMAL).ifPresent(p -> findings.add(new CheckFinding(p == CapacityPool.EMERGENCY, subject,
                p == CapacityPool.EMERGENCY ? "It has hardly any space or inodes left; new files avoid it." : "It has little space or inodes left; new files rather go elsewhere.",
                "Remove or move files, or add targets; where this is as much as you want, change the limits of capacity pools.")));
    }

    private static void group(ClusterSnapshot snapshot, MirrorGroup group, List<CheckFinding> findings) {
        boolean primary = good(snapshot, group, group.primary());
        if (!primary && !good(snapshot, group, group.secondary())) {
            findings.add(new CheckFinding(true, (group.kind() == NodeType.META ? "metadata" : "storage") + " mirror group " + group.id(),
                    "Neither member is online and good; what is on it can't be reached.", "Start the servers of targets " + group.primary() + " and " + group.secondary() + "."));
        }
    }

    private static boolean good(ClusterSnapshot snapshot, MirrorGroup group, int member) {
        return Optional.of(member).flatMap(m -> snapshot.targets(group.kind()).stream().filter(t -> t.id() == m).findFirst()).filter(ClusterTarget::healthy).isPresent();
    }
}
