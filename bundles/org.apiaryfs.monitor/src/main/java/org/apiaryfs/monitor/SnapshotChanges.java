package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;

/** What came, went and was changed between two snapshots; names are made only where something was. Stateless. */
final class SnapshotChanges {
    private SnapshotChanges() {}

    static void find(ClusterSnapshot before, ClusterSnapshot now, Instant time, Consumer<JournalEntry> to) {
        Names old = new Names(before);
        Names present = new Names(now);
        compare(before.nodes(), now.nodes(), n -> new Subject.Node(n.type(), n.id()), old::of, present::of, time, to);
        compare(before.targets(NodeType.STORAGE), now.targets(NodeType.STORAGE), t -> new Subject.Target(TargetKey.of(t)), old::of, present::of, time, to);
        compare(before.pools(), now.pools(), p -> new Subject.Pool(p.id()), Names::of, Names::of, time, to);
        compare(before.groups(), now.groups(), g -> new Subject.Group(GroupKey.of(g)), Names::of, Names::of, time, to);
        pools(before, now, present, time, to);
        groups(before.groups(), now.groups(), time, to);
    }

    /** Targets that are in another pool now, and pools with another name. */
    private static void pools(ClusterSnapshot before, ClusterSnapshot now, Names names, Instant time, Consumer<JournalEntry> to) {
        if (before.pools() == now.pools()) {
            return;
        }
        Map<Integer, Integer> old = new HashMap<>();
        before.pools().forEach(pool -> pool.targets().forEach(target -> old.put(target, pool.id())));
        for (TargetPool pool : now.pools()) {
            before.pools().stream().filter(one -> one.id() == pool.id() && !one.description().equals(pool.description())).forEach(one ->
                    to.accept(changed(time, new Subject.Pool(pool.id()), Texts.of("change_renamed", Names.of(one), pool.description()))));
            pool.targets().stream().filter(target -> old.getOrDefault(target, pool.id()) != pool.id()).forEach(target -> {
                TargetKey key = new TargetKey(NodeType.STORAGE, target);
                to.accept(changed(time, new Subject.Target(key), Texts.of("change_moved", names.of(key), Texts.within(Names.of(pool)))));
            });
        }
    }

    /** Groups whose members have changed roles. */
    private static void groups(List<MirrorGroup> before, List<MirrorGroup> now, Instant time, Consumer<JournalEntry> to) {
        if (before == now) {
            return;
        }
        Map<GroupKey, MirrorGroup> old = before.stream().collect(Collectors.toMap(GroupKey::of, group -> group));
        now.stream().filter(group -> old.containsKey(GroupKey.of(group)) && old.get(GroupKey.of(group)).primary() == group.secondary()).forEach(group ->
                to.accept(changed(time, new Subject.Group(GroupKey.of(group)), Texts.of("change_switched", Names.of(group), group.primary(), group.secondary()))));
    }

    private static JournalEntry changed(Instant time, Subject subject, String sentence) {
        return new JournalEntry(time, JournalEntry.Change.CHANGED, subject, sentence);
    }

    private static <T> void compare(List<T> before, List<T> now, Function<T, Subject> subject, Function<T, String> oldName, Function<T, String> name,
            Instant time, Consumer<JournalEntry> to) {
        if (before == now) {
            return; // as usual, see SnapshotBuilder
        }
        Set<Subject> old = before.stream().map(subject).collect(Collectors.toSet());
        Set<Subject> present = now.stream().map(subject).collect(Collectors.toSet());
        now.stream().filter(t -> !old.contains(subject.apply(t))).forEach(t ->
                to.accept(new JournalEntry(time, JournalEntry.Change.ADDED, subject.apply(t), Texts.of("change_added", name.apply(t)))));
        before.stream().filter(t -> !present.contains(subject.apply(t))).forEach(t ->
                to.accept(new JournalEntry(time, JournalEntry.Change.REMOVED, subject.apply(t), Texts.of("change_removed", oldName.apply(t)))));
    }

    /** Names in a snapshot. */
    private static final class Names {
        private final ClusterSnapshot snapshot;
        private SnapshotIndex index; // made when it is needed

        Names(ClusterSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        private SnapshotIndex index() {
            if (index == null) {
                index = new SnapshotIndex(snapshot);
            }
            return index;
        }

        String of(ClusterNode node) {
            return node.type() == NodeType.CLIENT ? Texts.of("name_client", node.id(), node.alias()) : index().name(NodeKey.of(node));
        }

        String of(ClusterTarget target) {
            return index().name(TargetKey.of(target));
        }

        String of(TargetKey target) {
            return index().name(target);
        }

        static String of(TargetPool pool) {
            return Texts.of("name_pool", pool.id(), pool.description());
        }

        static String of(MirrorGroup group) {
            return SnapshotIndex.name(GroupKey.of(group));
        }
    }
}
