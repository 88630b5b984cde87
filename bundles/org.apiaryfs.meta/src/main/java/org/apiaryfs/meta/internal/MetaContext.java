package org.apiaryfs.meta.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private static final InetAddress NOBODY = new InetSocketAddress(0).getAddress();

    /** Numeric ID of this node. */
    int node() {
        return ns.volume().node();
    }

    /** Takes an acknowledgment that came by datagram: as in BeeGFS it counts for no address in particular. */
    void acknowledgedByDatagram(String ackId) {
        counters.count(NOBODY, -1, MetaOp.ACK);
        acknowledged(ackId);
    }

    /** Takes an acknowledgment of a datagram. */
    void acknowledged(String ackId) {
        granter.acknowledged(ackId);
        modifications.acknowledged(ackId);
    }
}
