package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.junit.jupiter.api.Test;

class ClusterCheckTest {
    private static final ClusterNode META = new ClusterNode(NodeType.META, 1, "meta1", List.of(), 8005, 8005);
    private static final ClusterNode STORAGE = new ClusterNode(NodeType.STORAGE, 2, "storage2", List.of(), 8003, 8103);

    private static ClusterTarget target(NodeType kind, int id, int node, Reachability reachability, Consistency consistency, CapacityPool pool) {
        return target(kind, id, node, reachability, consistency, pool, new Space.Unknown(Problems.NOT_ASKED));
    }

    private static ClusterTarget target(NodeType kind, int id, int node, Reachability reachability, Consistency consistency, CapacityPool pool, Space space) {
        return new ClusterTarget(kind, id, node, Optional.empty(), Optional.of(reachability), Optional.of(consistency), Optional.of(pool), Optional.empty(), space);
    }

    private static ClusterTarget good(NodeType kind, int id, int node) {
        return target(kind, id, node, Reachability.ONLINE, Consistency.GOOD, CapacityPool.NORMAL);
    }

    private static ClusterSnapshot snapshot(List<ClusterTarget> targets, List<MirrorGroup> groups) {
        return new ClusterSnapshot(Instant.EPOCH, META, List.of(META, STORAGE), targets, List.of(), groups, Optional.of(new RootOwner(1, false)));
    }

    private static ReachedNode reached(ClusterNode node, boolean datagrams, boolean stream, boolean fallback) {
        return new ReachedNode(node, datagrams, stream ? Optional.of(new StreamRoute("10.0.0.1:8003", "TCP", fallback)) : Optional.empty(),
                stream ? Optional.of(Duration.ofNanos(1)) : Optional.empty(), stream ? Optional.empty() : Optional.of(new Problem(Problem.Kind.SERVER_UNREACHABLE, "Refused.")));
    }

    private static List<String> subjects(List<CheckFinding> findings) {
        return findings.stream().map(f -> (f.serious() ? "! " : "") + f.subject() + ": " + f.what()).toList();
    }

    @Test
    void whatIsWellIsNotMentioned() {
        assertEquals(List.of(), ClusterCheck.findings(snapshot(List.of(good(NodeType.META, 1, 1), good(NodeType.STORAGE, 7, 2)), List.of()),
                List.of(reached(META, true, true, false), reached(STORAGE, true, true, false))));
    }

    @Test
    void whatCantBeReachedSaysWhichPort() {
        List<CheckFinding> findings = ClusterCheck.findings(snapshot(List.of(good(NodeType.META, 1, 1), good(NodeType.STORAGE, 7, 2)), List.of()),
                List.of(reached(META, true, true, true), reached(STORAGE, false, true, false), reached(STORAGE, true, false, false), reached(STORAGE, false, false, false)));
        assertEquals(List.of("! storage server storage2 [ID: 2]: It answers streams but no datagrams.",
                "! storage server storage2 [ID: 2]: It answers datagrams but no streams: Refused.",
                "! storage server storage2 [ID: 2]: It doesn't answer at all.",
                "meta server meta1 [ID: 1]: It is reached by an interface that it doesn't prefer."), subjects(findings));
        assertEquals("Open UDP port 8103 in both directions.", findings.get(0).mend());
        assertEquals("Open TCP port 8003, and compare its connAuthFile.", findings.get(1).mend());
    }

    @Test
    void statesRoomAndGroupsAreJudged() {
        List<ClusterTarget> targets = List.of(good(NodeType.META, 1, 1),
                target(NodeType.STORAGE, 7, 2, Reachability.OFFLINE, Consistency.GOOD, CapacityPool.LOW),
                target(NodeType.STORAGE, 8, 9, Reachability.ONLINE, Consistency.BAD, CapacityPool.EMERGENCY),
                target(NodeType.STORAGE, 9, 2, Reachability.ONLINE, Consistency.GOOD, CapacityPool.EMERGENCY),
                target(NodeType.STORAGE, 10, 2, Reachability.ONLINE, Consistency.GOOD, CapacityPool.LOW));
        assertEquals(List.of("! storage target 7: It is offline.", "! storage target 8: Its server 9 isn't registered.", "! storage target 8: Its data is bad.",
                "! storage target 9: It has hardly any space or inodes left; new files avoid it.",
                "! storage mirror group 3: Neither member is online and good; what is on it can't be reached.",
                "storage target 10: It has little space or inodes left; new files rather go elsewhere."),
                subjects(ClusterCheck.findings(snapshot(targets, List.of(new MirrorGroup(NodeType.STORAGE, 3, 7, 8), new MirrorGroup(NodeType.META, 1, 1, 1))), List.of())));
    }

    @Test
    void limitsThatAreTooHighForTheDisksAreNoTrouble() {
        Space half = new Space.Known(100L << 30, 50L << 30, 1000, 900);
        List<CheckFinding> findings = ClusterCheck.findings(snapshot(List.of(
                target(NodeType.META, 1, 1, Reachability.ONLINE, Consistency.GOOD, CapacityPool.EMERGENCY, half),
                target(NodeType.STORAGE, 7, 2, Reachability.ONLINE, Consistency.GOOD, CapacityPool.LOW, half)), List.of()), List.of());
        assertEquals(List.of("metadata server 1: It counts as having hardly any space, although 50 % is free; new files avoid it.",
                "storage target 7: It counts as having little space, although 50 % is free; new files rather go elsewhere."), subjects(findings));
        assertEquals(List.of("tuneMetaSpaceEmergencyLimit", "tuneStorageSpaceLowLimit"),
                findings.stream().map(f -> f.mend().replaceAll(".*such as (\\w+).*", "$1")).toList());
    }

    @Test
    void anEmptyClusterSaysWhatIsMissing() {
        ClusterSnapshot empty = new ClusterSnapshot(Instant.EPOCH, META, List.of(), List.of(), List.of(), List.of(), Optional.empty());
        assertEquals(List.of("! cluster: No metadata server owns the root directory.", "! cluster: There are no storage targets."),
                subjects(ClusterCheck.findings(empty, List.of())));
    }
}
