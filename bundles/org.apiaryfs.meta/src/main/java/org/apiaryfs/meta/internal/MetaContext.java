package org.apiaryfs.meta.internal;

import java.util.Optional;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.events.EventLog;
import org.apiaryfs.meta.namespace.Inheritance;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.node.OpCounters;

/** What the handlers work with. Immutable; the parts are thread-safe. */
record MetaContext(
        MetaConfig config, Namespace ns, Inheritance inheritance, ClusterView view, PatternChooser patterns, ChunkFiles chunks, ExceededQuota quota,
        LockGranter granter, Disposer disposer, OpCounters<MetaOp> counters, Activity activity, Coordinator coordinator, Optional<EventLog> events,
        ModificationLog modifications) {

    /** Numeric ID of this node. */
    int node() {
        return ns.volume().node();
    }

    /** Takes an acknowledgment of a datagram. */
    void acknowledged(String ackId) {
        granter.acknowledged(ackId);
        modifications.acknowledged(ackId);
    }
}
