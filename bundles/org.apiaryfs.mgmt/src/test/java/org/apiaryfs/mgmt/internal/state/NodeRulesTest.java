package org.apiaryfs.mgmt.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.RegisterNode;
import org.junit.jupiter.api.Test;

class NodeRulesTest {
    private static final List<NicAddress> NICS = List.of(new NicAddress(0x0A000001, "eth0", 0));

    private static NodeInfo node(NodeType type, String alias, int id) {
        return new NodeInfo(alias, NICS, id, 8000, type == NodeType.CLIENT ? 0 : 8000, type.number());
    }

    private static Draft with(NodeInfo... nodes) {
        Draft draft = new Draft(ClusterState.EMPTY);
        for (NodeInfo node : nodes) {
            draft.change(new Change.NodePut(node));
        }
        return new Draft(draft.state());
    }

    private static int added(NodeRules.Entry entry) {
        return assertInstanceOf(NodeRules.Added.class, entry).node().id();
    }

    private static RegisterNode registration(NodeType type, String alias, int id, RootOwner root) {
        return new RegisterNode(0, 0, alias, NICS, type.number(), id, root.id(), root.mirrored(), 8000, type == NodeType.CLIENT ? 0 : 8000);
    }

    private static Heartbeat heartbeat(NodeType type, String alias, int id, int udp, int tcp) {
        return new Heartbeat(0, 0, type.number(), alias, "ack", id, 0, false, udp, tcp, NICS);
    }

    @Test
    void serversGetTheNumberAfterTheHighest() {
        assertEquals(1, added(NodeRules.enter(with(), node(NodeType.META, "a", 0), 0)));
        assertEquals(8, added(NodeRules.enter(with(node(NodeType.META, "a", 3), node(NodeType.META, "b", 7)), node(NodeType.META, "c", 0), 0)));
        assertEquals(1, added(NodeRules.enter(with(node(NodeType.META, "a", 65535)), node(NodeType.META, "b", 0), 0)), "after the last number comes 1 if free");
        assertEquals(3, added(NodeRules.enter(with(node(NodeType.META, "a", 65535), node(NodeType.META, "b", 1), node(NodeType.META, "c", 2)),
                node(NodeType.META, "d", 0), 0)), "else the first gap");
        assertEquals(1, added(NodeRules.enter(with(node(NodeType.META, "a", 5)), node(NodeType.STORAGE, "a", 0), 0)), "each type has its own numbers");
    }

    @Test
    void clientsGetTheNumberAfterTheLastEverUsed() {
        Draft draft = with(node(NodeType.CLIENT, "a", 9));
        NodeRules.remove(draft, NodeType.CLIENT, 9);
        assertEquals(10, added(NodeRules.enter(draft, node(NodeType.CLIENT, "b", 0), 0)));
        assertEquals(1, added(NodeRules.enter(with(node(NodeType.CLIENT, "a", -1)), node(NodeType.CLIENT, "b", 0), 0)), "after 2^32-1");
        assertEquals(2, added(NodeRules.enter(with(node(NodeType.CLIENT, "a", -1), node(NodeType.CLIENT, "b", 1)), node(NodeType.CLIENT, "c", 0), 0)));
    }

    @Test
    void knownNodesKeepTheirNumber() {
        NodeInfo known = node(NodeType.STORAGE, "a", 4);
        assertEquals(new NodeRules.Refreshed(known, false), NodeRules.enter(with(known), node(NodeType.STORAGE, "a", 0), 0));
        NodeInfo elsewhere = new NodeInfo("a", NICS, 4, 9000, 9000, 2);
        assertEquals(new NodeRules.Refreshed(elsewhere, true), NodeRules.enter(with(known), elsewhere, 0));
        assertEquals(6, added(NodeRules.enter(with(known), node(NodeType.STORAGE, "b", 6), 0)), "servers come back with their number after the registry was lost");
    }

    @Test
    void numbersAndStringIdsThatDontBelongTogetherAreRefused() {
        NodeInfo known = node(NodeType.STORAGE, "a", 4);
        assertInstanceOf(NodeRules.Refused.class, NodeRules.enter(with(known), node(NodeType.STORAGE, "b", 4), 0));
        assertEquals(new NodeRules.KnownAs(4), NodeRules.enter(with(known), node(NodeType.STORAGE, "a", 5), 0));
        assertInstanceOf(NodeRules.Refused.class, NodeRules.enter(with(), node(NodeType.STORAGE, "a", 65536), 0), "metadata and targets have 16 bits for it");
        assertEquals(5, added(NodeRules.enter(with(node(NodeType.CLIENT, "a", 4)), node(NodeType.CLIENT, "a", 5), 0)), "no such check for clients");
    }

    @Test
    void newServersCanBeForbiddenButNotClients() {
        Draft draft = with(node(NodeType.META, "a", 1));
        assertInstanceOf(NodeRules.Refused.class, NodeRules.register(draft, registration(NodeType.META, "b", 0, RootOwner.UNKNOWN), false, 0));
        assertInstanceOf(NodeRules.Refreshed.class, NodeRules.register(draft, registration(NodeType.META, "a", 1, RootOwner.UNKNOWN), false, 0));
        assertInstanceOf(NodeRules.Added.class, NodeRules.register(draft, registration(NodeType.CLIENT, "c", 0, RootOwner.UNKNOWN), false, 0));
        assertEquals(NodeRules.Verdict.IGNORED, NodeRules.heartbeat(draft, heartbeat(NodeType.STORAGE, "s", 1, 1, 1), false, 0));
    }

    @Test
    void theFirstMetadataNodeOwnsTheRootForEver() {
        Draft draft = new Draft(ClusterState.EMPTY);
        NodeRules.register(draft, registration(NodeType.META, "a", 3, RootOwner.UNKNOWN), true, 0);
        assertEquals(new RootOwner(3, false), draft.registry().nodes().root());
        NodeRules.register(draft, registration(NodeType.META, "b", 1, new RootOwner(1, false)), true, 0);
        assertEquals(new RootOwner(3, false), draft.registry().nodes().root());

        Draft claimed = new Draft(ClusterState.EMPTY);
        NodeRules.register(claimed, registration(NodeType.META, "a", 3, new RootOwner(2, true)), true, 0);
        assertEquals(new RootOwner(2, true), claimed.registry().nodes().root(), "the owner of an old root says so");

        Draft storage = new Draft(ClusterState.EMPTY);
        NodeRules.register(storage, registration(NodeType.STORAGE, "s", 0, new RootOwner(1, false)), true, 0);
        assertEquals(RootOwner.UNKNOWN, storage.registry().nodes().root());
    }

    @Test
    void insaneHeartbeatsAreRejected() {
        Draft draft = with();
        List<Heartbeat> insane = List.of(heartbeat(NodeType.META, "", 1, 1, 1), heartbeat(NodeType.META, "a", 0, 1, 1), heartbeat(NodeType.META, "a", 1, 0, 1),
                heartbeat(NodeType.META, "a", 1, 1, 0), heartbeat(NodeType.CLIENT, "a", 1, 1, 1), heartbeat(NodeType.CLIENT, "a", 1, 0, 0),
                heartbeat(NodeType.MGMT, "a", 1, 1, 1), new Heartbeat(0, 0, 77, "a", "", 1, 0, false, 1, 1, NICS));
        for (Heartbeat heartbeat : insane) {
            assertEquals(NodeRules.Verdict.REJECTED, NodeRules.heartbeat(draft, heartbeat, true, 0), heartbeat.toString());
        }
        assertEquals(List.of(), draft.changes());
    }

    @Test
    void aMetadataNodeGetsAStateWithItsFirstHeartbeat() {
        Draft draft = new Draft(ClusterState.EMPTY);
        NodeRules.register(draft, registration(NodeType.META, "a", 0, RootOwner.UNKNOWN), true, 0);
        assertTrue(draft.state().states(NodeType.META).isEmpty());
        assertEquals(NodeRules.Verdict.ACCEPTED, NodeRules.heartbeat(draft, heartbeat(NodeType.META, "a", 1, 8000, 8000), true, 5));
        assertEquals(List.of(1), draft.state().states(NodeType.META).ids());
        assertEquals(Optional.of(CapacityClass.LOW), draft.state().meta().classes().get(1));
        assertTrue(draft.notices().contains(new Notice.NodeAdded(node(NodeType.META, "a", 1))));
    }

    @Test
    void aMovedNodeIsAnnouncedOnce() {
        Draft draft = with(node(NodeType.STORAGE, "a", 1));
        NodeRules.heartbeat(draft, heartbeat(NodeType.STORAGE, "a", 1, 9000, 9001), true, 0);
        assertEquals(List.of(new Notice.NodeMoved(new NodeInfo("a", NICS, 1, 9000, 9001, 2))), draft.notices());
        Draft again = new Draft(draft.state());
        NodeRules.heartbeat(again, heartbeat(NodeType.STORAGE, "a", 1, 9000, 9001), true, 0);
        assertEquals(List.of(), again.notices());
        assertEquals(List.of(), again.changes());
    }

    @Test
    void aStorageNodeTakesItsTargetsWithIt() {
        Draft draft = with(node(NodeType.STORAGE, "a", 1), node(NodeType.STORAGE, "b", 2));
        for (int target : new int[] {10, 11, 20}) {
            draft.change(new Change.TargetNumbered("t" + target, target));
            draft.change(new Change.TargetMapped(target, target / 10));
            draft.change(new Change.TargetPooled(target, 1));
            draft.change(new Change.Tracked(NodeType.STORAGE, target, 0));
        }
        assertEquals(FsError.SUCCESS, NodeRules.remove(draft, NodeType.STORAGE, 1));
        assertEquals(List.of(20), draft.registry().targets().nodes().ids());
        assertEquals(List.of(20), draft.registry().pools().targets(1));
        assertEquals(List.of(20), draft.state().states(NodeType.STORAGE).ids());
        assertEquals(Optional.of(10), draft.registry().targets().number("t10"), "numbers stay reserved");
        assertEquals(FsError.UNKNOWN_NODE, NodeRules.remove(draft, NodeType.STORAGE, 1));
        assertTrue(draft.notices().contains(new Notice.NodeRemoved(NodeType.STORAGE, 1)));
    }

    @Test
    void silentClientsAreForgottenAndSpeakingOnesNot() {
        Draft draft = new Draft(ClusterState.EMPTY);
        NodeRules.enter(draft, node(NodeType.CLIENT, "old", 0), 100);
        NodeRules.enter(draft, node(NodeType.CLIENT, "new", 0), 100);
        NodeRules.heartbeat(draft, heartbeat(NodeType.CLIENT, "new", 2, 8000, 0), true, 150);
        NodeRules.forgetSilentClients(draft, 60, 159);
        assertEquals(2, draft.registry().nodes().clients().size());
        NodeRules.forgetSilentClients(draft, 60, 160);
        assertEquals(List.of(2), draft.registry().nodes().clients().ids());
        assertTrue(draft.notices().contains(new Notice.NodeRemoved(NodeType.CLIENT, 1)), "metadata servers free its locks and files");
        NodeRules.forgetSilentClients(draft, 60, 210);
        assertEquals(0, draft.registry().nodes().clients().size());
        assertEquals(NodeRules.Verdict.ACCEPTED, NodeRules.heartbeat(draft, heartbeat(NodeType.CLIENT, "new", 2, 8000, 0), true, 220), "who comes back is let in");
    }
}
