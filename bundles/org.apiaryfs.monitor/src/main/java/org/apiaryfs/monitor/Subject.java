package org.apiaryfs.monitor;

import java.util.Locale;
import org.apiaryfs.protocol.model.NodeType;

/** What a problem or a change is about. Immutable. */
public sealed interface Subject {
    /** Kinds of subjects, for rules. */
    enum Kind { CLUSTER, NODE, TARGET, GROUP, POOL, MONITORING }

    /** The cluster as a whole. */
    record Cluster() implements Subject {}

    /**
     * A server or a client.
     *
     * @param type META, STORAGE, CLIENT or MGMT
     * @param id numeric ID
     */
    record Node(NodeType type, long id) implements Subject {}

    /** A target. */
    record Target(TargetKey target) implements Subject {}

    /** A mirror group. */
    record Group(GroupKey group) implements Subject {}

    /** A storage pool. */
    record Pool(int id) implements Subject {}

    /**
     * A part of the monitoring itself.
     *
     * @param name such as that of an alert sender
     */
    record Monitoring(String name) implements Subject {}

    default Kind kind() {
        return switch (this) {
            case Cluster c -> Kind.CLUSTER;
            case Node n -> Kind.NODE;
            case Target t -> Kind.TARGET;
            case Group g -> Kind.GROUP;
            case Pool p -> Kind.POOL;
            case Monitoring m -> Kind.MONITORING;
        };
    }

    /** Stable text for IDs, such as "storage-target-101". */
    default String key() {
        return switch (this) {
            case Cluster c -> "cluster";
            case Node n -> lower(n.type) + "-" + n.id;
            case Target t -> lower(t.target.kind()) + "-target-" + t.target.id();
            case Group g -> lower(g.group.kind()) + "-group-" + g.group.id();
            case Pool p -> "pool-" + p.id;
            case Monitoring m -> "monitoring-" + m.name;
        };
    }

    private static String lower(NodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
