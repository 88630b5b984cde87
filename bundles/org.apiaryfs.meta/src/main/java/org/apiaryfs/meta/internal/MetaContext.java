package org.apiaryfs.meta.internal;

import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.namespace.Namespace;

/** What the handlers work with. Immutable; the parts are thread-safe. */
record MetaContext(
        MetaConfig config, Namespace ns, ClusterView view, PatternChooser patterns, ChunkFiles chunks, ExceededQuota quota,
        LockGranter granter, Disposer disposer, OpCounters counters, Activity activity, Coordinator coordinator) {

    /** Numeric ID of this node. */
    int node() {
        return ns.volume().node();
    }
}
