package org.apiaryfs.ui.internal;

import static org.apiaryfs.ui.internal.Snapshots.SILENT;
import static org.apiaryfs.ui.internal.Snapshots.interfaces;
import static org.apiaryfs.ui.internal.Snapshots.node;
import static org.apiaryfs.ui.internal.Snapshots.snapshot;
import static org.apiaryfs.ui.internal.Snapshots.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.Concern;
import org.junit.jupiter.api.Test;

class ClusterRowsTest {
    @Test
    void nodesStandByTypeAndIdWithTheirTargetsBeneath() {
        var rows = ClusterRows.of(snapshot(
                List.of(node(NodeType.STORAGE, 2, "s2"), node(NodeType.CLIENT, 7, "c"), node(NodeType.STORAGE, 1, "s1"), node(NodeType.META, 1, "m")),
                List.of(target(NodeType.STORAGE, 202, 2), target(NodeType.STORAGE, 201, 2), target(NodeType.META, 1, 1))));

        assertEquals(List.of("g", "m", "s1", "s2", "c"), texts(rows, ClusterColumn.NAME));
        assertEquals(List.of(List.of(), List.of(), List.of(), List.of("201", "202"), List.of()),
                rows.stream().map(row -> texts(row.children(), ClusterColumn.NUMERIC_ID)).toList());
    }

    @Test
    void aMetadataNodeShowsTheStateOfItsTarget() {
        var target = new ClusterTarget(NodeType.META, 1, 1, Optional.of("m"), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD),
                Optional.empty(), Optional.empty(), new Space.Known(4L << 40, 1L << 30, 0, 0));

        ClusterRow row = ClusterRows.of(snapshot(List.of(node(NodeType.META, 1, "m")), List.of(target))).get(1);

        assertEquals("m", row.text(ClusterColumn.NAME));
        assertEquals("1", row.text(ClusterColumn.NUMERIC_ID));
        assertEquals("Metadata", row.text(ClusterColumn.TYPE));
        assertEquals("10.0.0.1:8000", row.text(ClusterColumn.ADDRESS));
        assertEquals("Online", row.text(ClusterColumn.REACHABILITY));
        assertEquals("Good", row.text(ClusterColumn.CONSISTENCY));
        assertEquals("1.00 GiB", row.text(ClusterColumn.FREE));
        assertEquals("4.00 TiB", row.text(ClusterColumn.TOTAL));
    }

    @Test
    void aClientHasNoStreamPort() {
        ClusterRow row = ClusterRows.of(snapshot(
                List.of(new ClusterNode(NodeType.CLIENT, 1, "c", interfaces(), 0, 8004)), List.of())).get(1);

        assertEquals("10.0.0.1:8004", row.text(ClusterColumn.ADDRESS));
    }

    @Test
    void statesRaiseConcern() {
        assertEquals(Concern.NONE, concern(Reachability.ONLINE, Consistency.GOOD));
        assertEquals(Concern.WARNING, concern(Reachability.PROBABLY_OFFLINE, Consistency.GOOD));
        assertEquals(Concern.WARNING, concern(Reachability.ONLINE, Consistency.NEEDS_RESYNC));
        assertEquals(Concern.ERROR, concern(Reachability.OFFLINE, Consistency.GOOD));
        assertEquals(Concern.ERROR, concern(Reachability.ONLINE, Consistency.BAD));
    }

    private static Concern concern(Reachability reachability, Consistency consistency) {
        var target = new ClusterTarget(NodeType.STORAGE, 1, 1, Optional.of("s"), Optional.of(reachability), Optional.of(consistency),
                Optional.empty(), Optional.empty(), SILENT);
        return ClusterRows.of(snapshot(List.of(node(NodeType.STORAGE, 1, "s")), List.of(target))).get(1).children().getFirst().concern();
    }

    private static List<String> texts(List<ClusterRow> rows, ClusterColumn column) {
        return rows.stream().map(row -> row.text(column)).toList();
    }
}
