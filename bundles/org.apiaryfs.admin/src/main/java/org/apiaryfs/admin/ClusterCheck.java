package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.List;
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
            findings.add(new CheckFinding(true, Texts.of("check_cluster"), Texts.of("check_noRoot"), Texts.of("check_noRootMend")));
        }
        if (snapshot.targets(NodeType.STORAGE).isEmpty()) {
            findings.add(new CheckFinding(true, Texts.of("check_cluster"), Texts.of("check_noTargets"), Texts.of("check_noTargetsMend")));
        }
        reached.stream().filter(r -> !r.fully()).forEach(r -> findings.add(unreachable(r)));
        reached.stream().filter(r -> r.fully() && r.stream().filter(StreamRoute::fallback).isPresent()).forEach(r -> findings.add(
                new CheckFinding(false, server(r.node()), Texts.of("check_fallback"), Texts.of("check_fallbackMend"))));
        snapshot.targets().forEach(target -> target(snapshot, target, findings));
        snapshot.groups().forEach(group -> group(snapshot, group, findings));
        findings.sort((a, b) -> Boolean.compare(b.serious(), a.serious()));
        return findings;
    }

    private static String server(ClusterNode node) {
        return Texts.of("check_server", Texts.of(node.type()), node.alias(), node.id());
    }

    private static CheckFinding unreachable(ReachedNode node) {
        String server = server(node.node());
        if (node.problem().isEmpty()) {
            return new CheckFinding(true, server, Texts.of("check_noDatagrams"), Texts.of("check_noDatagramsMend", node.node().udpPort()));
        }
        return node.datagrams()
                ? new CheckFinding(true, server, Texts.of("check_noStreams", node.problem().get().sentence()), Texts.of("check_noStreamsMend", node.node().tcpPort()))
                : new CheckFinding(true, server, Texts.of("check_silent"), Texts.of("check_silentMend"));
    }

    private static void target(ClusterSnapshot snapshot, ClusterTarget target, List<CheckFinding> findings) {
        String subject = Texts.of(target.kind() == NodeType.META ? "check_metaServer" : "check_storageTarget", target.id());
        if (snapshot.node(target.kind(), target.nodeId()).isEmpty()) {
            findings.add(new CheckFinding(true, subject, Texts.of("check_unmapped", target.nodeId()), Texts.of("check_unmappedMend")));
        }
        target.reachability().filter(r -> r != Reachability.ONLINE).ifPresent(r -> findings.add(new CheckFinding(true, subject,
                Texts.of(r == Reachability.OFFLINE ? "check_offline" : "check_probablyOffline"), Texts.of("check_offlineMend"))));
        target.consistency().filter(c -> c != Consistency.GOOD).ifPresent(c -> findings.add(new CheckFinding(true, subject,
                Texts.of(c == Consistency.BAD ? "check_bad" : "check_needsResync"),
                Texts.of(c == Consistency.BAD ? "check_badMend" : "check_needsResyncMend"))));
        if (target.sortedByRoom()) {
            target.capacityPool().filter(p -> p != CapacityPool.NORMAL).ifPresent(p -> findings.add(room(subject, target, p)));
        }
    }

    private static CheckFinding room(String subject, ClusterTarget target, CapacityPool pool) {
        boolean emergency = pool == CapacityPool.EMERGENCY;
        if (target.roomy() && target.space() instanceof Space.Known known) {
            String limit = "tune" + (target.kind() == NodeType.META ? "Meta" : "Storage") + "Space" + (emergency ? "Emergency" : "Low") + "Limit";
            return new CheckFinding(false, subject, Texts.of(emergency ? "check_roomyEmergency" : "check_roomyLow", known.free() * 100 / known.total()),
                    Texts.of("check_roomyMend", limit));
        }
        return new CheckFinding(emergency, subject, Texts.of(emergency ? "check_emergency" : "check_low"), Texts.of("check_lowMend"));
    }

    private static void group(ClusterSnapshot snapshot, MirrorGroup group, List<CheckFinding> findings) {
        boolean primary = good(snapshot, group, group.primary());
        if (!primary && !good(snapshot, group, group.secondary())) {
            findings.add(new CheckFinding(true, Texts.of(group.kind() == NodeType.META ? "check_metaGroup" : "check_storageGroup", group.id()),
                    Texts.of("check_groupLost"), Texts.of("check_groupLostMend", group.primary(), group.secondary())));
        }
    }

    private static boolean good(ClusterSnapshot snapshot, MirrorGroup group, int member) {
        return Optional.of(member).flatMap(m -> snapshot.targets(group.kind()).stream().filter(t -> t.id() == m).findFirst()).filter(ClusterTarget::healthy).isPresent();
    }
}
