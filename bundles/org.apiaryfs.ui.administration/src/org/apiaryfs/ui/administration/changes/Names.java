package org.apiaryfs.ui.administration.changes;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.eclipse.osgi.util.NLS;

/** What parts of a cluster are called in sentences. Stateless. */
public final class Names {
    private static final int MOST = 12; // of a list that are named

    private Names() { }

    /** Such as "target 101 of storage1", or "metadata server meta1". */
    public static String target(ClusterSnapshot cluster, NodeType kind, int id) {
        if (kind == NodeType.META) {
            return NLS.bind(Messages.names_metaServer, server(cluster, kind, id));
        }
        Optional<ClusterTarget> known = find(cluster, kind, id);
        return known.map(target -> NLS.bind(Messages.names_targetOf, id, server(cluster, kind, target.nodeId())))
                .orElse(NLS.bind(Messages.names_target, id));
    }

    /** Such as "target 101", or "targets 101, 102, 103". */
    public static String targets(Collection<Integer> ids) {
        List<Integer> sorted = ids.stream().sorted().toList();
        return sorted.size() == 1 ? NLS.bind(Messages.names_target, sorted.getFirst()) : NLS.bind(Messages.names_targets, list(sorted));
    }

    /** Such as "101, 102, 103", or with a number of those that aren't named if there are many. */
    public static String list(Collection<?> ids) {
        String named = ids.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "));
        return ids.size() <= MOST ? named : NLS.bind(Messages.names_andMore, named, ids.size() - MOST);
    }

    /** The name of a server for people. */
    public static String server(ClusterSnapshot cluster, NodeType type, long id) {
        return cluster.node(type, id).map(ClusterNode::alias).filter(alias -> !alias.isBlank()).orElse(Long.toString(id));
    }

    /** The name of a storage pool. */
    public static String pool(ClusterSnapshot cluster, int id) {
        return cluster.pools().stream().filter(pool -> pool.id() == id).map(TargetPool::description).filter(name -> !name.isBlank()).findFirst()
                .orElse(Integer.toString(id));
    }

    /** The same with a capital at the beginning. */
    static String sentence(String text) {
        int first = text.offsetByCodePoints(0, Math.min(1, text.length()));
        return text.substring(0, first).toUpperCase(Locale.getDefault()) + text.substring(first);
    }

    public static Optional<ClusterTarget> find(ClusterSnapshot cluster, NodeType kind, int id) {
        return cluster.targets(kind).stream().filter(target -> target.id() == id).findFirst();
    }
}
