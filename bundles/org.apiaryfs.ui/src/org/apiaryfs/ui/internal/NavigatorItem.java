package org.apiaryfs.ui.internal;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of the navigator as it should be. Immutable.
 *
 * @param key says which of its parent's lines it is, in whatever state
 * @param name what it is called
 * @param suffix what else is worth knowing: ID, state, room; may be empty
 * @param concern how bad it stands with it or anything below
 * @param children lines below
 */
record NavigatorItem(Key key, String name, String suffix, ClusterRow.Concern concern, List<NavigatorItem> children) {
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
    static NavigatorItem of(Kind kind, long id, String name, String suffix, ClusterRow.Concern own, List<NavigatorItem> children) {
        return new NavigatorItem(new Key(kind, id), name, suffix, worst(own, children), children);
    }

    private static ClusterRow.Concern worst(ClusterRow.Concern own, List<NavigatorItem> children) {
        return Stream.concat(Stream.of(own), children.stream().map(NavigatorItem::concern)).max(Comparator.naturalOrder()).orElse(own);
    }

    /** Whether both look alike, whatever is below them. */
    boolean looksLike(NavigatorItem other) {
        return key.equals(other.key) && name.equals(other.name) && suffix.equals(other.suffix) && concern == other.concern;
    }
}
