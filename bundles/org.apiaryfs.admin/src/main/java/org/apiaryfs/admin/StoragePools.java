package org.apiaryfs.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.ModifyStoragePool;
import org.apiaryfs.protocol.node.RemoveStoragePool;

/**
 * Making, changing and removing storage pools (spec admin §3.10).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class StoragePools {
    private final Supplier<Optional<Session>> session;

    StoragePools(Supplier<Optional<Session>> session) {
        this.session = session;
    }

    /**
     * Makes a pool.
     *
     * @param id wanted; empty = the smallest free one
     * @param targets of the default pool, that move into it
     * @return its ID
     */
    public CompletableFuture<Integer> add(Optional<Integer> id, String description, List<Integer> targets) {
        return ask(s -> s.mgmtd().ask(new AddStoragePool(id.orElse(0), description, targets, List.of()), AddStoragePoolResp.class)).thenCompose(answer ->
                switch (FsError.ofCode(answer.result())) {
                    case SUCCESS -> CompletableFuture.completedFuture(answer.id());
                    case EXISTS -> refused("There is a storage pool " + id.orElse(0) + " already.");
                    case INVAL -> refused("Storage pool " + answer.id() + " was made, but not all targets could be moved into it; only those of the default pool can.");
                    case NO_SPACE -> refused("There are as many storage pools as there can be.");
                    default -> refused("The management server refuses: " + FsError.ofCode(answer.result()).text() + ".");
                });
    }

    /**
     * Changes a pool.
     *
     * @param description new one, if any
     * @param add targets of the default pool, that move into it
     * @param remove targets that move back to the default pool
     */
    public CompletableFuture<Void> modify(int pool, Optional<String> description, List<Integer> add, List<Integer> remove) {
        ModifyStoragePool request = new ModifyStoragePool(pool, description, given(add), given(remove), Optional.empty(), Optional.empty());
        return ask(s -> s.mgmtd().ask(request, ResultResp.class)).thenCompose(answer -> switch (answer.error()) {
            case SUCCESS -> CompletableFuture.completedFuture(null);
            case INVAL, UNKNOWN_POOL -> refused("There is no storage pool " + pool + ".");
            case INTERNAL -> refused("Not all targets could be moved; those to be added must be in the default pool, those to be removed in pool " + pool + ".");
            default -> refused("The management server refuses: " + answer.error().text() + ".");
        });
    }

    private static Optional<List<Integer>> given(List<Integer> targets) {
        return targets.isEmpty() ? Optional.empty() : Optional.of(targets);
    }

    /** Removes a pool with its quota limits; its targets go to the default pool. */
    public CompletableFuture<Void> remove(int pool) {
        return ask(s -> s.mgmtd().ask(new RemoveStoragePool(pool), ResultResp.class)).thenCompose(answer -> switch (answer.error()) {
            case SUCCESS -> CompletableFuture.completedFuture(null);
            case INVAL -> refused("The default storage pool can't be removed.");
            case UNKNOWN_POOL -> refused("There is no storage pool " + pool + ".");
            default -> refused("The management server refuses: " + answer.error().text() + ".");
        });
    }

    /** A question to the management server. */
    private interface Question<T> {
        CompletableFuture<T> ask(Session session);
    }

    private <T> CompletableFuture<T> ask(Question<T> question) {
        return session.get().map(question::ask).orElseGet(() -> CompletableFuture.failedFuture(Problems.NOT_CONNECTED.asException()))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(AdminException.problemOf(failure).asException()));
    }

    private static <T> CompletableFuture<T> refused(String sentence) {
        return CompletableFuture.failedFuture(new Problem(Problem.Kind.REFUSED, sentence).asException());
    }
}
