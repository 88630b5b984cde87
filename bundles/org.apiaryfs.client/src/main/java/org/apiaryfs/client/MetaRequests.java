package org.apiaryfs.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.CallOptions;

/**
 * Requests to the metadata server that owns an entry, of a mirrored one to its group's primary. Thread-safe.
 */
final class MetaRequests {
    private final NodeRequests nodes;
    private final ClusterView view;

    MetaRequests(NodeRequests nodes, ClusterView view) {
        this.nodes = nodes;
        this.view = view;
    }

    /** The node to ask; 0, which no node has, if the group is unknown. */
    int node(EntryInfo entry) {
        if (!entry.mirrored()) {
            return entry.owner();
        }
        return Optional.ofNullable(view.current().meta().groups().get(entry.owner())).map(BuddyGroup::primary).orElse(0);
    }

    <T extends Message> CompletableFuture<T> ask(EntryInfo owned, Message request, Class<T> expected, Caller caller) {
        return nodes.node(NodeType.META, node(owned), Envelope.of(request).asUser(caller.uid()), expected,
                CallOptions.DEFAULT.withCancel(caller.cancel()));
    }

    /** The same for a request that is answered by a result alone. */
    CompletableFuture<Void> change(EntryInfo owned, Message request, Caller caller) {
        return ask(owned, request, ResultResp.class, caller).thenCompose(r -> Failures.valueOr(r.error(), null, text(request, owned)));
    }

    /** What failed, for an exception's text. */
    static String text(Message request, EntryInfo entry) {
        return request.type() + " " + entry.entryId();
    }

    static <T> CompletableFuture<T> result(FsError error, T value, Message request, EntryInfo entry) {
        return Failures.valueOr(error, value, error.ok() ? "" : text(request, entry));
    }
}
