package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Concern;

/**
 * A line of the navigator as it should be. Immutable.
 *
 * @param key says which of its parent's lines it is, in whatever state
 * @param name what it is called
 * @param suffix what else is worth knowing: ID, state, room; may be empty
 * @param concern how bad it stands with it or anything below
 * @param children lines below
 */
record NavigatorItem(Key key, String name, String suffix, Concern concern, List<NavigatorItem> children) {
    /** What a line stands for. */
    enum Kind {
        CLUSTER("apiary"),
        CLOSED_CLUSTER("cluster-closed"),
        MANAGEMENT("node-management"),
        META_SERVERS("node-meta"),
        META_SERVER("node-meta"),
        STORAGE_SERVERS("node-storage"),
        STORAGE_SERVER("node-storage"),
        TARGET("target"),
        CLIENTS("node-client"),
        CLIENT("node-client"),
        POOLS("pool"),
        POOL("pool"),
        MIRROR_GROUPS("mirror-group"),
        META_MIRROR_GROUP("mirror-group"),
        STORAGE_MIRROR_GROUP("mirror-group"),
        QUOTAS("quotas"),
        HOSTS("host"),
        HOST("host"),
        RANGE("range");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        /** Path of the icon in this bundle. */
        String icon() {
            return "icons/" + icon + ".svg";
        }
    }

    /** @param id what tells it from others of its kind */
    record Key(Kind kind, long id) { }

    NavigatorItem {
        children = List.copyOf(children);
    }

    /** A line that stands no better than what is below it. */
    static NavigatorItem of(Kind kind, long id, String name, String suffix, Concern own, List<NavigatorItem> children) {
        return new NavigatorItem(new Key(kind, id), name, suffix, worst(own, children), children);
    }

    private static Concern worst(Concern own, List<NavigatorItem> children) {
        Concern worst = own;
        for (NavigatorItem child : children) {
            worst = child.concern.compareTo(worst) > 0 ? child.concern : worst;
        }
        return worst;
    }

    /** The same with nothing below it. */
    NavigatorItem alone() {
        return new NavigatorItem(key, name, suffix, concern, List.of());
    }

    /** What the line stands for; empty for headings, hosts and ranges. */
    Optional<Subject> subject() {
        return Optional.ofNullable(switch (key.kind) {
            case CLUSTER, CLOSED_CLUSTER -> new Subject.Cluster();
            case MANAGEMENT -> new Subject.Node(NodeType.MGMT, key.id);
            case META_SERVER -> new Subject.Node(NodeType.META, key.id);
            case STORAGE_SERVER -> new Subject.Node(NodeType.STORAGE, key.id);
            case CLIENT -> new Subject.Node(NodeType.CLIENT, key.id);
            case TARGET -> new Subject.Target(new TargetKey(NodeType.STORAGE, (int) key.id));
            case POOL -> new Subject.Pool((int) key.id);
            case META_MIRROR_GROUP -> new Subject.Group(new GroupKey(NodeType.META, (int) key.id));
            case STORAGE_MIRROR_GROUP -> new Subject.Group(new GroupKey(NodeType.STORAGE, (int) key.id));
            case META_SERVERS, STORAGE_SERVERS, CLIENTS, POOLS, MIRROR_GROUPS, QUOTAS, HOSTS, HOST, RANGE -> null;
        });
    }

    /** Whether both look alike, whatever is below them. */
    boolean looksLike(NavigatorItem other) {
        return key.equals(other.key) && name.equals(other.name) && suffix.equals(other.suffix) && concern == other.concern;
    }
}
