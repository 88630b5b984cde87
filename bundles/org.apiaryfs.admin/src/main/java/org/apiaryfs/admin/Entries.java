package org.apiaryfs.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.meta.FindOwner;
import org.apiaryfs.protocol.meta.FindOwnerResp;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.SetDirPattern;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryInfoWithDepth;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.transport.CallOptions;

/**
 * Questions about files and directories by their path from the root of the cluster's file system,
 * and changes of their patterns. Symbolic links aren't followed.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Entries {
    private final Supplier<Optional<Session>> session;

    Entries(Supplier<Optional<Session>> session) {
        this.session = session;
    }

    /** An entry, and where it was found. */
    private record Found(Session session, String path, EntryInfo entry) {}

    /** Where an entry is and how it is striped. */
    public CompletableFuture<EntryDetails> info(String path) {
        return failing(find(path).thenCompose(found -> pattern(found).thenApply(answer -> details(found, answer))));
    }

    /**
     * Changes the pattern of a directory's future files.
     *
     * @param uid user who asks, so that the server applies the rules for users; empty = administrator
     * @return the pattern that the directory has now
     */
    public CompletableFuture<StripePattern> setPattern(String path, PatternChange change, Optional<Integer> uid) {
        return failing(find(path).thenCompose(found -> {
            if (found.entry.type() != EntryType.DIRECTORY) {
                return failed(Problem.Kind.BAD_REQUEST, found.path + " is not a directory; only directories have a pattern that can be changed.");
            }
            return pattern(found).thenCompose(present -> {
                StripePattern wanted = change.applyTo(present.pattern());
                if (!found.session.view().current().pools().containsKey(wanted.poolId())) {
                    return failed(Problem.Kind.BAD_REQUEST, "There is no storage pool " + wanted.poolId() + ".");
                }
                return ask(found, new SetDirPattern(found.entry, wanted, uid), ResultResp.class).thenCompose(answer ->
                        answer.type() == MessageType.SET_DIR_PATTERN_RESP && answer.error().ok()
                                ? CompletableFuture.completedFuture(wanted)
                                : failed(Problem.Kind.REFUSED, "The metadata server refuses: " + answer.error().text() + "."));
            });
        }));
    }

    private CompletableFuture<Found> find(String path) {
        if (!path.startsWith("/")) {
            return failed(Problem.Kind.BAD_REQUEST, "The path '" + path + "' doesn't begin with '/', the root of the cluster's file system.");
        }
        Optional<Session> current = session.get();
        if (current.isEmpty()) {
            return CompletableFuture.failedFuture(Problems.NOT_CONNECTED.asException());
        }
        List<String> elements = Arrays.stream(path.split("/")).filter(e -> !e.isEmpty() && !e.equals(".")).toList();
        if (elements.contains("..")) {
            return failed(Problem.Kind.BAD_REQUEST, "The path '" + path + "' holds '..'; give it without.");
        }
        ClusterMap map = current.get().view().current();
        if (!map.root().known()) {
            return failed(Problem.Kind.NO_SUCH_ENTRY, "The cluster has no root directory yet: no metadata server is registered.");
        }
        String shown = "/" + String.join("/", elements);
        EntryInfo root = new EntryInfo(EntryType.DIRECTORY.number(), map.root().mirrored() ? EntryInfo.BUDDY_MIRRORED : 0,
                "", EntryInfo.ROOT_ID, "", map.root().id());
        return step(new Found(current.get(), shown, root), DisplayText.toWire(shown), elements.size(), 0);
    }

    /** Asks the owner of the directory reached so far for as many further elements as it knows. */
    private CompletableFuture<Found> step(Found at, String wirePath, int depth, int reached) {
        return ask(at, new FindOwner(depth, reached, at.entry, wirePath), FindOwnerResp.class).thenCompose(answer -> {
            if (answer.error() == FsError.PATH_NOT_EXISTS || answer.error() == FsError.NOT_A_DIR) {
                return failed(Problem.Kind.NO_SUCH_ENTRY, at.path + " does not exist.");
            }
            if (!answer.error().ok()) {
                return failed(Problem.Kind.REFUSED, "The metadata server doesn't say where " + at.path + " is: " + answer.error().text() + ".");
            }
            EntryInfoWithDepth found = answer.entryInfo();
            Found next = new Found(at.session, at.path, found.entry());
            if (found.depth() >= depth) {
                return CompletableFuture.completedFuture(next);
            }
            return found.depth() > reached ? step(next, wirePath, depth, found.depth())
                    : failed(Problem.Kind.INTERNAL, "The metadata servers don't agree on who owns " + at.path + ".");
        });
    }

    private CompletableFuture<GetEntryInfoResp> pattern(Found found) {
        return ask(found, new GetEntryInfo(found.entry), GetEntryInfoResp.class).thenCompose(answer -> answer.error().ok()
                ? CompletableFuture.completedFuture(answer)
                : failed(Problem.Kind.REFUSED, "No pattern of " + found.path + ": " + answer.error().text() + "."));
    }

    private static <T extends Message> CompletableFuture<T> ask(Found at, Message request, Class<T> expected) {
        Optional<Integer> owner = ownerNode(at.session.view().current(), at.entry);
        if (owner.isEmpty()) {
            return failed(Problem.Kind.INTERNAL, "Metadata mirror group " + at.entry.owner() + " is not known.");
        }
        return at.session.nodes().node(NodeType.META, owner.get(), Envelope.of(request), expected, CallOptions.DEFAULT.withoutWaiting());
    }

    private static Optional<Integer> ownerNode(ClusterMap map, EntryInfo entry) {
        return entry.mirrored() ? Optional.ofNullable(map.meta().groups().get(entry.owner())).map(BuddyGroup::primary)
                : Optional.of(entry.owner());
    }

    private static EntryDetails details(Found found, GetEntryInfoResp answer) {
        EntryInfo entry = found.entry;
        ClusterMap map = found.session.view().current();
        int owner = ownerNode(map, entry).orElse(0);
        Optional<String> chunk = Optional.empty();
        if (entry.type().file()) {
            try {
                chunk = Optional.of(DisplayText.of(ChunkPath.of(answer.pathInfo(), entry.entryId()).path()));
            } catch (FsException e) {
                chunk = Optional.empty();
            }
        }
        return new EntryDetails(found.path, entry.type(), DisplayText.of(entry.entryId()), DisplayText.of(entry.parentId()), owner,
                map.metaNodes().get(owner).map(NodeInfo::alias).map(DisplayText::of),
                entry.mirrored() ? Optional.of(entry.owner()) : Optional.empty(), entry.inlined(), answer.pattern(), chunk);
    }

    private static <T> CompletableFuture<T> failed(Problem.Kind kind, String sentence) {
        return CompletableFuture.failedFuture(new Problem(kind, sentence).asException());
    }

    /** The same with every failure as an {@link AdminException}. */
    private static <T> CompletableFuture<T> failing(CompletableFuture<T> future) {
        return future.exceptionallyCompose(failure -> CompletableFuture.failedFuture(AdminException.problemOf(failure).asException()));
    }
}
