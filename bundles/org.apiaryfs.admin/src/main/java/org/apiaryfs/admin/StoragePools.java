package org.apiaryfs.admin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.ModifyStoragePool;
import org.apiaryfs.protocol.node.RemoveStoragePool;

/**
 * Making, changing and removing storage pools (spec admin §3.10). All methods need mgmtd.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class StoragePools {
    private final Link link;

    StoragePools(Link link) {
        this.link = link;
    }

    /**
     * A pool that was made.
     *
     * @param id its number
     * @param complete false if not all targets and groups could be moved into it; only those of the default pool can
     */
    public record Added(int id, boolean complete) {}

    /**
     * Makes a pool.
     *
     * @param id wanted; empty = the smallest free one
     * @param targets of the default pool, that move into it; no members of mirror groups
     * @param groups of the default pool, that move into it with their targets
     */
    public CompletableFuture<Added> add(Optional<Integer> id, String description, List<Integer> targets, List<Integer> groups) {
        return link.change(session -> {
            for (int target : targets) {
                if (session.view().current().targets().groups().values().stream().anyMatch(g -> g.primary() == target || g.secondary() == target)) {
                    throw Problems.badRequest(Texts.of("pool_member", target));
                }
            }
            return add(session, id, description, targets, groups);
        });
    }

    /**
     * Makes a pool of members of any pools, with the smallest free number.
     *
     * @param move brings those of other pools to the default pool first
     */
    public CompletableFuture<Added> add(String description, PoolMove move, Collection<PoolMember> members) {
        return link.change(session -> {
            move(session, move);
            return add(session, Optional.empty(), description, ids(members, PoolMember.Kind.TARGET), ids(members, PoolMember.Kind.GROUP));
        });
    }

    private static List<Integer> ids(Collection<PoolMember> members, PoolMember.Kind kind) {
        return members.stream().filter(member -> member.kind() == kind).map(PoolMember::id).toList();
    }

    private static Added add(Session session, Optional<Integer> id, String description, List<Integer> targets, List<Integer> groups)
            throws AdminException, FsException, InterruptedException {
        AddStoragePoolResp answer = session.askManagement(new AddStoragePool(id.orElse(0), DisplayText.toWire(description), targets, groups),
                AddStoragePoolResp.class);
        FsError error = FsError.ofCode(answer.result());
        return switch (error) {
            case SUCCESS -> new Added(answer.id(), true);
            case INVAL -> new Added(answer.id(), false);
            case EXISTS -> throw Problems.refused(Texts.of("pool_exists", id.orElse(0)));
            case NO_SPACE -> throw Problems.refused(Texts.of("pool_tooMany"));
            default -> throw Problems.refusedByManagement(error);
        };
    }

    /**
     * Changes a pool.
     *
     * @param change what to change; its lists hold targets and groups of the default pool that move in, or of this pool that move there
     */
    public CompletableFuture<Void> modify(int pool, PoolChange change) {
        return link.change(session -> modify(session, pool, change));
    }

    /** Moves targets and groups between any pools. If a step is refused, what was moved before stays there, or in the default pool. */
    public CompletableFuture<Void> move(PoolMove move) {
        return link.change(session -> move(session, move));
    }

    private static Void move(Session session, PoolMove move) throws AdminException, FsException, InterruptedException {
        for (PoolMove.Request request : move.requests()) {
            modify(session, request.pool(), request.change());
        }
        return null;
    }

    private static Void modify(Session session, int pool, PoolChange change) throws AdminException, FsException, InterruptedException {
        ModifyStoragePool request = new ModifyStoragePool(pool, change.description().map(DisplayText::toWire), given(change.addTargets()),
                given(change.removeTargets()), given(change.addGroups()), given(change.removeGroups()));
        FsError error = session.askManagement(request, ResultResp.class).error();
        return switch (error) {
            case SUCCESS -> null;
            case INVAL, UNKNOWN_POOL -> throw Problems.refused(Texts.of("missing_pool", pool));
            case INTERNAL -> throw Problems.refused(Texts.of("pool_notAll", pool));
            default -> throw Problems.refusedByManagement(error);
        };
    }

    private static Optional<List<Integer>> given(List<Integer> targets) {
        return targets.isEmpty() ? Optional.empty() : Optional.of(targets);
    }

    /** Removes a pool with its quota limits; its targets and groups go to the default pool. */
    public CompletableFuture<Void> remove(int pool) {
        return link.change(session -> {
            FsError error = session.askManagement(new RemoveStoragePool(pool), ResultResp.class).error();
            return switch (error) {
                case SUCCESS -> null;
                case INVAL -> throw Problems.refused(Texts.of("pool_default"));
                case UNKNOWN_POOL -> throw Problems.refused(Texts.of("missing_pool", pool));
                default -> throw Problems.refusedByManagement(error);
            };
        });
    }
}
