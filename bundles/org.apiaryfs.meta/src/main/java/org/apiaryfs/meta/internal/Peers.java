package org.apiaryfs.meta.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.meta.namespace.Intents;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.MovingFileInsertResp;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.CallOptions;

/**
 * Asks other metadata servers for their parts of this node's operations. Methods block their thread,
 * at most as long as two attempts may take. Thread-safe.
 */
final class Peers {
    /** A part of an operation is short work, though it may include asking a third node. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final NodeRequests nodes;
    private final Intents intents;

    Peers(NodeRequests nodes, Intents intents) {
        this.nodes = nodes;
        this.intents = intents;
    }

    /**
     * On whose behalf, and how often.
     *
     * @param user uid
     * @param first this operation's other node wasn't asked before
     */
    record Asking(int user, boolean first) {
        /** Once more, in the background. */
        static Asking again() {
            return new Asking(MessageHeader.NO_USER, false);
        }
    }

    /**
     * Asks the other node of an operation.
     *
     * @param data what follows the request
     * @throws FsException if it is certain that the node has done nothing, AGAIN, UNKNOWN_NODE or COMMUNICATION
     * @throws Lost if that isn't certain
     */
    <T extends Message> T ask(Pending pending, Message request, Optional<byte[]> data, Class<T> expected, Asking how) throws FsException, Lost {
        Waiting.begin();
        AtomicInteger sent = new AtomicInteger();
        CallOptions options = CallOptions.DEFAULT.withoutWaiting().withTimeout(LIMIT).whenSending(sent::incrementAndGet);
        boolean numbered = !(pending.intent() instanceof Intent.OwedParent owed) || owed.kept();
        Envelope envelope = envelope(request, numbered ? pending.step() : 0, how.user);
        int node = pending.intent().node();
        try {
            return Await.of(send(node, envelope, data, expected, options));
        } catch (FsException e) {
            // A node that says AGAIN has done nothing, except if it was asked twice and did it the first time.
            boolean nothingDone = how.first && (sent.get() == 0 || e.error() == FsError.AGAIN && sent.get() == 1);
            if (nothingDone) {
                boolean told = e.error() == FsError.AGAIN || e.error() == FsError.UNKNOWN_NODE;
                throw new FsException(told ? e.error() : FsError.COMMUNICATION, e.getMessage());
            }
            throw new Lost(request.type() + " to metadata node " + node + ": " + e.getMessage());
        }
    }

    private Envelope envelope(Message request, long step, int user) {
        return new Envelope(request, 0, 0, 0, user, step, step == 0 ? 0 : intents.lowestOpen(), Optional.empty());
    }

    private <T extends Message> CompletableFuture<T> send(int node, Envelope request, Optional<byte[]> data, Class<T> expected, CallOptions options) {
        if (data.isEmpty()) {
            return nodes.node(NodeType.META, node, request, expected, options);
        }
        ByteBuf stream = Unpooled.wrappedBuffer(data.get());
        // A server that refuses may not have read what follows the request.
        return nodes.nodeSending(NodeType.META, node, request, stream, expected, options.closingAfter(Peers::refusal));
    }

    private static boolean refusal(Message response) {
        return response instanceof MovingFileInsertResp moved && !moved.error().ok();
    }

    /** Asks for something that is answered by a result alone. */
    FsError result(Pending pending, Message request, Asking how) throws FsException, Lost {
        return ask(pending, request, Optional.empty(), ResultResp.class, how).error();
    }

    /**
     * Asks another node for what changes nothing.
     *
     * @param step for which; 0 = none
     */
    <T extends Message> T look(int node, Message request, Class<T> expected, long step, int user) throws FsException {
        Waiting.begin();
        return Await.of(nodes.node(NodeType.META, node, envelope(request, step, user), expected,
                CallOptions.DEFAULT.withoutWaiting().withTimeout(LIMIT)));
    }
}
