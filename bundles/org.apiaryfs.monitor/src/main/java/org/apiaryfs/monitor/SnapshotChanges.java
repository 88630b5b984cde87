package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.protocol.model.NodeType;

/** What came and went between two snapshots; names are made only where something did. Stateless. */
final class SnapshotChanges {
    private SnapshotChanges() {}

    static void find(ClusterSnapshot before, ClusterSnapshot now, Instant time, Consumer<JournalEntry> to) {
        compare(parts(before), parts(now), time, to);
    }

    private static void compare(Map<Subject, Supplier<String>> before, Map<Subject, Supplier<String>> now, Instant time, Consumer<JournalEntry> to) {
        now.forEach((subject, name) -> {
            if (!before.containsKey(subject)) {
                to.accept(new JournalEntry(time, JournalEntry.Change.ADDED, subject, name.get() + " was added."));
            }
        });
        before.forEach((subject, name) -> {
            if (!now.containsKey(subject)) {
                to.accept(new JournalEntry(time, JournalEntry.Change.REMOVED, subject, name.get() + " was removed."));
            }
        });
    }

    private static Map<Subject, Supplier<String>> parts(ClusterSnapshot snapshot) {
        SnapshotIndex index = new SnapshotIndex(snapshot);
        Map<Subject, Supplier<String>> parts = new LinkedHashMap<>();
        index.nodes().keySet().forEach(n -> parts.put(new Subject.Node(n.type(), n.id()), () -> index.name(n)));
        snapshot.nodes(NodeType.CLIENT).forEach(c -> parts.put(new Subject.Node(NodeType.CLIENT, c.id()), () -> "Client " + c.id() + " (" + c.alias() + ")"));
        snapshot.targets(NodeType.STORAGE).forEach(t -> parts.put(new Subject.Target(TargetKey.of(t)), () -> index.name(TargetKey.of(t))));
        snapshot.pools().forEach(p -> parts.put(new Subject.Pool(p.id()), () -> "Storage pool " + p.id() + " (" + p.description() + ")"));
        snapshot.groups().forEach(g -> parts.put(new Subject.Group(GroupKey.of(g)), () -> SnapshotIndex.name(GroupKey.of(g))));
        return parts;
    }
}
