package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.model.NodeType;

/**
 * What belongs to a storage pool: a storage target, or a storage mirror group with its two targets. Immutable.
 *
 * @param kind which of them
 * @param id number of the target or the group
 */
public record PoolMember(Kind kind, int id) implements Comparable<PoolMember> {
    /** Groups first, since their targets go with them. */
    public enum Kind { GROUP, TARGET }

    public static PoolMember target(int id) {
        return new PoolMember(Kind.TARGET, id);
    }

    public static PoolMember group(int id) {
        return new PoolMember(Kind.GROUP, id);
    }

    /** The group that a target is in, or else itself: what can be moved to another pool. */
    public PoolMember movable(ClusterSnapshot cluster) {
        return kind == Kind.GROUP ? this : cluster.groups().stream()
                .filter(group -> group.kind() == NodeType.STORAGE && (group.primary() == id || group.secondary() == id))
                .findFirst().map(group -> group(group.id())).orElse(this);
    }

    /** The pool that it is in; empty if there is no such member. */
    public Optional<Integer> pool(ClusterSnapshot cluster) {
        return cluster.pools().stream().filter(pool -> (kind == Kind.GROUP ? pool.groups() : pool.targets()).contains(id)).findFirst().map(TargetPool::id);
    }

    @Override
    public int compareTo(PoolMember other) {
        return kind != other.kind ? kind.compareTo(other.kind) : Integer.compare(id, other.id);
    }
}
