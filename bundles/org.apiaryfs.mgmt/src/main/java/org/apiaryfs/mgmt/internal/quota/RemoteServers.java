package org.apiaryfs.mgmt.internal.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.transport.CallOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster's servers, asked by stream. Thread-safe. */
public final class RemoteServers implements QuotaServers {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteServers.class);
    private static final CallOptions OPTIONS = CallOptions.DEFAULT.withoutWaiting().notRetryable();

    private final NodeRequests nodes;
    private final Set<String> unwilling = ConcurrentHashMap.newKeySet();

    public RemoteServers(NodeRequests nodes) {
        this.nodes = nodes;
    }

    @Override
    public List<QuotaData> usage(int node, GetQuotaInfo question) throws FsException {
        return Await.of(nodes.node(NodeType.STORAGE, node, Envelope.of(question), GetQuotaInfoResp.class, OPTIONS)).data();
    }

    @Override
    public void tell(ClusterState state, List<SetExceededQuota> lists) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (NodeType type : List.of(NodeType.STORAGE, NodeType.META)) {
            for (NodeInfo node : state.registry().nodes().of(type).all()) {
                for (SetExceededQuota list : lists) {
                    sent.add(nodes.node(type, node.id(), Envelope.of(list), ResultResp.class, OPTIONS)
                            .handle((answer, failure) -> {
                                note(node, list, failure == null ? answer.error() : Await.cause(failure).error());
                                return null;
                            }));
                }
            }
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }

    private void note(NodeInfo node, SetExceededQuota list, FsError error) {
        if (error == FsError.INTERNAL && unwilling.add(node.alias())) {
            LOG.warn("a server doesn't enforce quotas: node={}; it was started while they were off, restart it", node.alias());
        } else if (error.ok()) {
            unwilling.remove(node.alias());
        } else {
            LOG.debug("list of exceeded quotas not taken: node={} list={} error={}", node.alias(), list, error);
        }
    }
}
