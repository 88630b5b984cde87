package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void keepsTheNewest() {
        Journal journal = new Journal();
        for (int i = 0; i < Journal.CAPACITY + 5; i++) {
            journal.add(new JournalEntry(Instant.ofEpochSecond(i), JournalEntry.Change.CONNECTED, new Subject.Cluster(), "Entry " + i));
        }
        assertEquals(List.of("Entry 1004", "Entry 1003"), journal.newest(2).stream().map(JournalEntry::sentence).toList());
        assertEquals(Journal.CAPACITY, journal.newest(Integer.MAX_VALUE).size());
        assertEquals("Entry 5", journal.newest(5000).getLast().sentence());
    }

    @Test
    void notesWhatCameAndWent() {
        TestCluster cluster = new TestCluster();
        ClusterSnapshot before = cluster.snapshot();
        cluster.nodes.add(new ClusterNode(NodeType.CLIENT, 7, "login1", List.of(), 0, 8004));
        cluster.targets.removeLast();
        List<String> sentences = new ArrayList<>();
        SnapshotChanges.find(before, cluster.snapshot(), Instant.EPOCH, e -> sentences.add(e.sentence()));
        assertEquals(List.of("Client 7 (login1) was added.", "Storage target 202 of storage server 2 (store02) was removed."), sentences);
    }

    @Test
    void notesWhatAnAdministratorHasChanged() {
        TestCluster cluster = new TestCluster().group(NodeType.STORAGE, 4, 101, 201);
        ClusterSnapshot before = cluster.snapshot();
        cluster.pools.set(0, new TargetPool(1, "Bulk", List.of(101, 102, 201), List.of()));
        cluster.pools.add(new TargetPool(2, "Fast", List.of(202), List.of()));
        cluster.groups.set(0, new MirrorGroup(NodeType.STORAGE, 4, 201, 101));
        List<String> sentences = new ArrayList<>();
        SnapshotChanges.find(before, cluster.snapshot(), Instant.EPOCH, e -> sentences.add(e.sentence()));
        assertEquals(List.of("Storage pool 2 (Fast) was added.", "Storage pool 1 (Default) is called Bulk now.",
                "Storage target 202 of storage server 2 (store02) was moved to storage pool 2 (Fast).",
                "Storage mirror group 4 has switched over: 201 serves now, 101 is the secondary."), sentences);
    }
}
