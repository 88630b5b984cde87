package org.apiaryfs.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.transport.CallOptions;

/**
 * Requests to the metadata server that owns an entry, of a mirrored one to its group's primary. Thread-safe.
 */
final class MetaRequests {
    private final NodeRequests nodes;
    private final ClusterView view;
    private final AtomicLong openings = new AtomicLong(ThreadLocalRandom.current().nextLong());

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
        return nodes.node(NodeType.META, node(owned), envelope(request, caller), expected, CallOptions.DEFAULT.withCancel(caller.cancel()));
    }

    /** The same for whoever knows {@link StatData#UNSURE} attributes: nobody is kept waiting for a storage server then. */
    <T extends Message> CompletableFuture<T> askQuickly(EntryInfo owned, Message request, Class<T> expected, Caller caller) {
        return nodes.node(NodeType.META, node(owned), Envelope.of(request).asUser(caller.uid()).numbered(0, Stat.TAKES_UNSURE), expected,
                CallOptions.DEFAULT.withCancel(caller.cancel()));
    }

    /** A request that is repeated while its result is that a storage server doesn't answer, unless that one counts as offline. */
    CompletableFuture<ResultResp> insist(EntryInfo owned, Message request, List<Integer> targets, Caller caller) {
        return nodes.node(NodeType.META, node(owned), Envelope.of(request).asUser(caller.uid()), ResultResp.class,
                CallOptions.DEFAULT.withCancel(caller.cancel()).withVerdict(message -> message instanceof ResultResp response
                        && response.error() == FsError.COMMUNICATION && !anyOffline(targets) ? FsError.COMMUNICATION : FsError.SUCCESS));
    }

    private boolean anyOffline(List<Integer> targets) {
        return targets.stream().anyMatch(target -> view.current().targets().reachability(target).filter(Reachability.OFFLINE::equals).isPresent());
    }

    /**
     * A request that must not take effect twice; the protocol has no numbers for it, so a lost response
     * leaves open whether it did.
     *
     * @param outcome from the response, success included
     * @param refusal the error with which a server answers a request that it has done already
     * @param done asked when a repeated request is refused so: looks whether the state is as if the
     *     first attempt had been done, then gives the value that this had; empty if not
     */
    <T extends Message, R> CompletableFuture<R> once(EntryInfo owned, Message request, Class<T> expected, Caller caller,
            Function<T, CompletableFuture<R>> outcome, FsError refusal, Supplier<CompletableFuture<Optional<R>>> done) {
        AtomicBoolean repeated = new AtomicBoolean();
        CallOptions options = CallOptions.DEFAULT.withCancel(caller.cancel()).whenRepeating(() -> repeated.set(true));
        CompletableFuture<R> first = nodes.node(NodeType.META, node(owned), envelope(request, caller), expected, options)
                .thenCompose(outcome);
        return Failures.recover(first, (error, cause) -> error == refusal && repeated.get()
                ? done.get().thenCompose(value -> value.map(CompletableFuture::completedFuture).orElseGet(() -> CompletableFuture.failedFuture(cause)))
                : CompletableFuture.failedFuture(cause));
    }

    /** Openings are numbered, so that a server recognises one that is asked for again and doesn't leave the first one open. */
    private Envelope envelope(Message request, Caller caller) {
        long number = switch (request) {
            case Rename rename -> Rename.FOLLOWS_INODES;
            case OpenFile open -> nextOpening();
            case LookupIntent lookup when lookup.open().isPresent() -> nextOpening();
            default -> 0;
        };
        return Envelope.of(request).asUser(caller.uid()).numbered(number, 0);
    }

    private long nextOpening() {
        long number = openings.incrementAndGet();
        return number == 0 ? nextOpening() : number;
    }

    /** The same for a request that is answered by a result alone. */
    CompletableFuture<Void> changeOnce(EntryInfo owned, Message request, Caller caller, FsError refusal, Supplier<CompletableFuture<Boolean>> done) {
        return once(owned, request, ResultResp.class, caller, r -> Failures.valueOr(r.error(), Boolean.TRUE, text(request, owned)), refusal,
                () -> done.get().thenApply(is -> is ? Optional.of(Boolean.TRUE) : Optional.empty())).thenApply(ok -> null);
    }

    /** A request that may take effect twice, answered by a result alone. */
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
