package org.apiaryfs.ui.monitoring.pages;

import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.eclipse.osgi.util.NLS;

/** What the things of a cluster are called. Stateless. */
final class SubjectTexts {
    private SubjectTexts() { }

    /** The name of one thing, such as "storage1" or "Target 101". */
    static String title(ClusterSnapshot snapshot, Subject subject) {
        return switch (subject) {
            case Subject.Cluster() -> Messages.cluster;
            case Subject.Node(NodeType type, long id) -> snapshot.node(type, id).map(ClusterNode::shortName).orElse(Messages.gone);
            case Subject.Target(TargetKey target) -> NLS.bind(Messages.target, target.id());
            case Subject.Group(GroupKey group) -> NLS.bind(group.kind() == NodeType.META ? Messages.metaGroup : Messages.storageGroup, group.id());
            case Subject.Pool(int id) -> snapshot.pools().stream().filter(pool -> pool.id() == id).findFirst().map(pool -> pool.description()).orElse(Messages.gone);
            case Subject.Monitoring(String name) -> name;
        };
    }

    /** What kind of thing it is. */
    static String kind(Subject subject) {
        return switch (subject) {
            case Subject.Cluster() -> Messages.cluster;
            case Subject.Node node -> kind(node.type());
            case Subject.Target target -> target.target().kind() == NodeType.META ? Messages.metaTarget : Messages.storageTarget;
            case Subject.Group group -> group.group().kind() == NodeType.META ? Messages.metaMirrorGroup : Messages.storageMirrorGroup;
            case Subject.Pool pool -> Messages.pool;
            case Subject.Monitoring monitoring -> Messages.monitoring;
        };
    }

    static String kind(NodeType type) {
        return switch (type) {
            case META -> Messages.metaServer;
            case STORAGE -> Messages.storageServer;
            case CLIENT -> Messages.client;
            case MGMT -> Messages.managementServer;
            case INVALID, HELPER -> "";
        };
    }

    /** A server as a member of something: its name and number. */
    static String server(ClusterSnapshot snapshot, NodeType type, long id) {
        Optional<String> alias = snapshot.node(type, id).map(ClusterNode::alias);
        return alias.isPresent() ? NLS.bind(Messages.nameAndId, alias.get(), id) : NLS.bind(Messages.onlyId, id);
    }
}
