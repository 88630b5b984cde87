package org.apiaryfs.ui.internal;

import static org.apiaryfs.ui.internal.Snapshots.SILENT;
import static org.apiaryfs.ui.internal.Snapshots.large;
import static org.apiaryfs.ui.internal.Snapshots.node;
import static org.apiaryfs.ui.internal.Snapshots.snapshot;
import static org.apiaryfs.ui.internal.Snapshots.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Role;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.SessionState;
import org.junit.jupiter.api.Test;

/** The lines of the navigator, how they change and how they are searched. */
class NavigatorItemsTest {
    private static final ClusterAddress ADDRESS = new ClusterAddress("h", 8008, Optional.empty());
    private static final ClusterProfile PROFILE = ClusterProfile.create("lab", ADDRESS, Role.INFORMATION, false);
    private static final Space ROOM = new Space.Known(4L << 40, 1L << 30, 0, 0);

    @Test
    void aClusterThatIsClosedHasNothingBelow() {
        NavigatorItem cluster = NavigatorItems.of(PROFILE, new SessionState.Disconnected());

        assertEquals("lab", cluster.name());
        assertEquals("h:8008 · read-only · closed", cluster.suffix());
        assertEquals(List.of(), cluster.children());
    }

    @Test
    void allHasItsPlaceAndItsSuffix() {
        NavigatorItem cluster = item(small(Reachability.ONLINE, ROOM));

        assertEquals("h:8008 · read-only", cluster.suffix());
        assertEquals(List.of("Management  g · ID 1", "Metadata Servers (1)", "Storage Servers (1)", "Clients (1)", "Storage Pools (1)", "Mirror Groups (1)",
                "Quotas", "Hosts (1)"),
                texts(cluster.children()));
        assertEquals(List.of("m  ID 1 · Online · 1.00 GiB free"), texts(cluster.children().get(1).children()));
        assertEquals(List.of("s  ID 2 · Online · 2.00 GiB free"), texts(cluster.children().get(2).children()));
        List<String> targets = List.of("Target 21  Online · 1.00 GiB free", "Target 22  Online · 1.00 GiB free");
        assertEquals(targets, texts(cluster.children().get(2).children().getFirst().children()));
        assertEquals(List.of("Default  ID 1"), texts(cluster.children().get(4).children()));
        assertEquals(targets, texts(cluster.children().get(4).children().getFirst().children()));
        assertEquals(List.of("Storage group 7  primary 21, secondary 22"), texts(cluster.children().get(5).children()));
        assertEquals(List.of("10.0.0.1  g, m, s"), texts(cluster.children().get(7).children()));
        assertEquals(List.of("Management  g · ID 1", "m  ID 1 · Online · 1.00 GiB free", "s  ID 2 · Online · 2.00 GiB free"),
                texts(cluster.children().get(7).children().getFirst().children()));
        assertEquals(Concern.NONE, cluster.concern());
    }

    @Test
    void concernRises() {
        NavigatorItem offline = item(small(Reachability.OFFLINE, ROOM));
        NavigatorItem silent = item(small(Reachability.ONLINE, SILENT));

        for (int place : List.of(2, 4, 5, 7)) { // servers, pools, mirror groups, hosts
            assertEquals(Concern.ERROR, offline.children().get(place).concern());
            assertEquals(Concern.WARNING, silent.children().get(place).concern());
        }
        assertEquals(Concern.ERROR, offline.concern());
        assertEquals(Concern.WARNING, silent.concern());
        assertEquals(Concern.NONE, offline.children().get(1).concern());
    }

    @Test
    void capacityPoolsAreToldAndMatterIfThereIsLittleRoom() {
        assertEquals(List.of("Target 5  Online · capacity pool low · 1.00 GiB free  WARNING", "Target 6  Online · capacity pool emergency · 3.00 TiB free  NONE"),
                List.of(inPool(5, CapacityPool.LOW, ROOM), inPool(6, CapacityPool.EMERGENCY, new Space.Known(4L << 40, 3L << 40, 0, 0))).stream()
                        .map(target -> item(snapshot(List.of(node(NodeType.STORAGE, 2, "s")), List.of(target))).children().get(2).children().getFirst().children().getFirst())
                        .map(line -> text(line) + "  " + line.concern()).toList());
    }

    private static ClusterTarget inPool(int id, CapacityPool pool, Space space) {
        return new ClusterTarget(NodeType.STORAGE, id, 2, Optional.empty(), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD), Optional.of(pool), Optional.empty(), space);
    }

    @Test
    void onlyWhatChangedIsDrawnAnew() {
        var node = new NavigatorNode("id", item(large(Reachability.ONLINE)));
        List<NavigatorNode> before = node.children();
        var changes = new NavigatorNode.Changes();
        node.become(item(large(Reachability.ONLINE)), changes);
        assertTrue(changes.isEmpty());

        node.become(item(large(Reachability.OFFLINE)), changes);

        assertEquals(List.of("lab", "Storage Servers (200)", "s1", "Target 0", "Hosts (1)", "10.0.0.1", "s1"), changes.looks().stream().map(line -> line.item().name()).toList());
        assertEquals(List.of(), changes.structures());
        assertEquals(before, node.children());
        assertSame(before.get(2).children().getFirst(), node.children().get(2).children().getFirst());
    }

    @Test
    void noLineHasManyBelow() {
        NavigatorItem clients = item(large(Reachability.ONLINE)).children().get(3);

        assertEquals("Clients (10000)", clients.name());
        assertEquals(20, clients.children().size());
        assertEquals("c501 … c1000  500 entries", text(clients.children().get(1)));
        assertEquals(NavigatorItems.RANGE, clients.children().get(1).children().size());
    }

    @Test
    void theSearchFindsNamesIdsAndStatesInWhateverCase() {
        var node = new NavigatorNode("id", item(large(Reachability.OFFLINE)));

        assertEquals(List.of("lab", "Storage Servers (200)", "s1", "Target 0"), found(node, "offline"));
        assertEquals(List.of("lab", "Clients (10000)", "c7001 … c7500", "c7123"), found(node, " C7123 "));
        assertEquals(List.of("lab", "Storage Servers (200)", "s199", "Target 1980"), found(node, "target 1980"));
        assertEquals(List.of(), found(node, "nothing like this"));
    }

    private static List<String> found(NavigatorNode root, String text) {
        var filter = new NavigatorFilter();
        filter.search(text, List.of(root));
        return lines(root).filter(line -> filter.select(null, null, line)).map(line -> line.item().name()).toList();
    }

    private static Stream<NavigatorNode> lines(NavigatorNode node) {
        return Stream.concat(Stream.of(node), node.children().stream().flatMap(NavigatorItemsTest::lines));
    }

    private static NavigatorItem item(ClusterSnapshot snapshot) {
        return NavigatorItems.of(PROFILE, new SessionState.Active(ADDRESS, new ConnectionState.Online(snapshot)));
    }

    private static List<String> texts(List<NavigatorItem> items) {
        return items.stream().map(NavigatorItemsTest::text).toList();
    }

    private static String text(NavigatorItem item) {
        return item.suffix().isEmpty() ? item.name() : item.name() + "  " + item.suffix();
    }

    private static ClusterSnapshot small(Reachability reachability, Space space) {
        return new ClusterSnapshot(Instant.EPOCH, node(NodeType.MGMT, 1, "g"),
                List.of(node(NodeType.META, 1, "m"), node(NodeType.STORAGE, 2, "s"), node(NodeType.CLIENT, 3, "c")),
                List.of(target(NodeType.META, 1, 1, Reachability.ONLINE, ROOM), target(NodeType.STORAGE, 21, 2, reachability, space),
                        target(NodeType.STORAGE, 22, 2, Reachability.ONLINE, ROOM)),
                List.of(new TargetPool(1, "Default", List.of(21, 22), List.of())), List.of(new MirrorGroup(NodeType.STORAGE, 7, 21, 22)), Optional.empty());
    }
}
