package org.apiaryfs.ui.monitoring.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterElement;
import org.eclipse.osgi.util.NLS;

/**
 * A target that belongs to what is shown. Immutable.
 *
 * @param clusterId ID of the cluster's profile
 * @param server the server that has it, for people
 */
public record Member(String clusterId, ClusterTarget target, String server) implements ClusterElement {
    @Override
    public Optional<Subject> subject() {
        return Optional.of(new Subject.Target(key()));
    }

    TargetKey key() {
        return TargetKey.of(target);
    }

    public String name() {
        return NLS.bind(target.kind() == NodeType.META ? Messages.metaTargetName : Messages.target, target.id());
    }

    /** Part of the bytes that are in use, 0 to 1; NaN if that isn't known. */
    public double used() {
        return target.space() instanceof Space.Known space && space.total() > 0 ? 1 - (double) space.free() / space.total() : Double.NaN;
    }

    /** The same of inodes. */
    public double inodesUsed() {
        return target.space() instanceof Space.Known space && space.inodesTotal() > 0 ? 1 - (double) space.inodesFree() / space.inodesTotal() : Double.NaN;
    }

    /** Bytes; 0 if that isn't known. */
    long free() {
        return target.space() instanceof Space.Known space ? space.free() : 0;
    }

    /** Bytes; 0 if that isn't known. */
    long total() {
        return target.space() instanceof Space.Known space ? space.total() : 0;
    }

    /** The targets of some things, each once, in the order of their numbers. */
    public static List<Member> of(String clusterId, ClusterSnapshot snapshot, List<Subject> subjects) {
        return subjects.stream().flatMap(subject -> targets(snapshot, subject)).distinct()
                .sorted(Comparator.comparing(ClusterTarget::kind).thenComparing(ClusterTarget::id))
                .map(target -> new Member(clusterId, target, target.nodeAlias().orElse(Integer.toString(target.nodeId())))).toList();
    }

    private static Stream<ClusterTarget> targets(ClusterSnapshot snapshot, Subject subject) {
        return snapshot.targets().stream().filter(target -> switch (subject) {
            case Subject.Node node -> target.kind() == node.type() && target.nodeId() == node.id();
            case Subject.Target one -> TargetKey.of(target).equals(one.target());
            case Subject.Group group -> target.kind() == group.group().kind() && snapshot.groups().stream().anyMatch(known -> known.kind() == group.group().kind()
                    && known.id() == group.group().id() && (known.primary() == target.id() || known.secondary() == target.id()));
            case Subject.Pool pool -> target.kind() == NodeType.STORAGE && target.storagePool().equals(Optional.of(pool.id()));
            case Subject.Cluster cluster -> true;
            case Subject.Monitoring monitoring -> false;
        });
    }
}
