package org.apiaryfs.mgmt.internal;

import java.util.Locale;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.CapacityClass;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's lines about what happened in the cluster, one per step that matters. Stateless. */
final class EventLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.apiaryfs.mgmt.cluster");

    private EventLog() {}

    static void write(ClusterState before, Change change) {
        switch (change) {
            case Change.NodePut(NodeInfo node) -> LOG.info("node {}: type={} id={} alias={} nics={} tcpPort={} udpPort={}",
                    before.node(node.type(), node.id()).isPresent() ? "moved" : "registered", word(node.type()),
                    Integer.toUnsignedString(node.id()), node.alias(), node.nics(), node.tcpPort(), node.udpPort());
            case Change.NodeGone(NodeType type, int id) -> LOG.info("node removed: type={} id={}", word(type), Integer.toUnsignedString(id));
            case Change.RootSet c -> LOG.info("root directory's owner: id={} mirrored={}", c.root().id(), c.root().mirrored());
            case Change.TargetNumbered c -> LOG.info("target registered: id={} alias={}", c.number(), c.alias());
            case Change.TargetMapped c -> LOG.info("target mapped: id={} node={}", c.target(), c.node());
            case Change.TargetUnmapped c -> LOG.info("target unmapped: id={}", c.target());
            case Change.GroupPut c -> LOG.info("buddy group: type={} id={} primary={} secondary={}", word(c.type()), c.id(), c.group().primary(), c.group().secondary());
            case Change.GroupGone c -> LOG.info("buddy group removed: type={} id={}", word(c.type()), c.id());
            case Change.PoolNamed c -> LOG.info("storage pool: id={} description=\"{}\"", c.pool(), c.name());
            case Change.PoolGone c -> LOG.info("storage pool removed: id={}", c.pool());
            case Change.TargetPooled c -> LOG.debug("target in pool: id={} pool={}", c.target(), c.pool());
            case Change.GroupPooled c -> LOG.debug("buddy group in pool: id={} pool={}", c.group(), c.pool());
            case Change.ConsistencySet c -> LOG.warn("consistency: {}={} now={}", what(c.type()), c.id(), c.consistency());
            case Change.ReachabilitySet c -> {
                if (c.reachability() == Reachability.OFFLINE) {
                    LOG.warn("offline: {}={}; check whether its server runs and is reached", what(c.type()), c.ids());
                } else {
                    LOG.info("{}: {}={}", c.reachability(), what(c.type()), c.ids());
                }
            }
            case Change.Reported c -> {
                var back = c.ids().stream().filter(id -> before.reachability(c.type(), id) != Reachability.ONLINE).toList();
                if (!back.isEmpty()) {
                    LOG.info("online: {}={}", what(c.type()), back);
                }
            }
            case Change.ClientIdUsed c -> { }
            case Change.LimitSet c -> { }
            case Change.DefaultLimitsSet c -> { }
            case Change.Tracked c -> { }
            case Change.ClientHeard c -> { }
            case Change.RoomReported c -> { }
            case Change.Classified c -> {
                IdMap<CapacityClass> old = before.watch(c.type()).classes();
                for (CapacityClass now : CapacityClass.values()) {
                    var changed = c.classes().ids((id, is) -> is == now && old.getOr(id, null) != now);
                    if (!changed.isEmpty()) {
                        LOG.info("capacity class {}: {}={}", word(now), what(c.type()), changed);
                    }
                }
            }
        }
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String what(NodeType type) {
        return type == NodeType.META ? "metaNodes" : "targets";
    }
}
