package org.apiaryfs.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.GetTargetStates;
import org.apiaryfs.protocol.node.GetTargetStatesResp;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.node.UnmapTarget;

/**
 * Which storage server has a target, and the states of targets and metadata nodes (spec admin §3.3, §3.9).
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Targets {
    private static final int LOOKS = 5;
    private static final Duration PAUSE = Duration.ofMillis(200); // between looks

    private final Link link;

    Targets(Link link) {
        this.link = link;
    }

    /**
     * Takes a storage target out of the cluster; its number stays taken, what is on it can't be reached. Refused for members of
     * mirror groups. Needs mgmtd.
     */
    public CompletableFuture<Void> unmap(int target) {
        return link.change(session -> {
            if (session.view().current().targets().groups().values().stream().anyMatch(g -> g.primary() == target || g.secondary() == target)) {
                throw Problems.refused(Texts.of("target_member", target));
            }
            return done(session.askManagement(new UnmapTarget(target), ResultResp.class).error(), target);
        });
    }

    /**
     * Says that a storage server has a target. Needs mgmtd.
     *
     * @param pool storage pool that it joins if it is new
     */
    public CompletableFuture<Void> map(int target, int node, int pool) {
        return link.change(session -> {
            Map<Integer, Integer> results = session.askManagement(new MapTargets(Map.of(target, pool), node, ""), MapTargetsResp.class).results();
            return done(FsError.ofCode(results.getOrDefault(target, FsError.INTERNAL.code())), target);
        });
    }

    private static Void done(FsError error, int target) throws AdminException {
        return switch (error) {
            case SUCCESS -> null;
            case UNKNOWN_TARGET -> throw Problems.refused(Texts.of("missing_target", target));
            default -> throw Problems.refusedByManagement(error);
        };
    }

    /**
     * Sets the state of a storage target or a metadata node, at mgmtd and at its server, whatever is true. Needs both.
     *
     * @param kind STORAGE or META
     */
    public CompletableFuture<Void> setState(NodeType kind, int id, Consistency state) {
        return link.change(session -> {
            int server = server(session, kind, id);
            SetTargetConsistencyStates request = new SetTargetConsistencyStates(kind.number(), List.of(id), List.of(state.number()), "", false);
            FsError error = result(session.askManagement(request, ResultResp.class));
            if (!error.ok()) {
                throw Problems.refusedByManagement(error);
            }
            try {
                error = result(session.ask(kind, server, request, ResultResp.class));
            } catch (FsException e) {
                throw Problems.refused(Texts.of("target_stateSilent", id, Problems.phrase(e)));
            }
            if (!error.ok()) {
                throw Problems.refused(Texts.of("target_stateRefused", id, Texts.of(error)));
            }
            insist(session, kind, id, state, request);
            return null;
        });
    }

    /** A server that learns of the news by mgmtd before it is told reports the former state of a mirrored target, which would stay then. */
    private static void insist(Session session, NodeType kind, int id, Consistency state, SetTargetConsistencyStates request)
            throws FsException, InterruptedException {
        if (session.view().current().states(kind).groups().values().stream().noneMatch(g -> g.primary() == id || g.secondary() == id)) {
            return; // for others, the server's own word counts
        }
        for (int i = 0; i < LOOKS; i++) {
            Thread.sleep(PAUSE);
            GetTargetStatesResp states = session.askManagement(new GetTargetStates(kind.number()), GetTargetStatesResp.class);
            int index = states.ids().indexOf(id);
            if (index >= 0 && states.consistency().get(index) != state.number()) {
                session.askManagement(request, ResultResp.class);
            }
        }
    }

    private static FsError result(ResultResp answer) {
        return answer.type() == MessageType.SET_TARGET_CONSISTENCY_STATES_RESP ? answer.error() : FsError.INTERNAL;
    }

    /**
     * The capacity pools of storage targets, or of metadata nodes, as a metadata server sees them. Needs that server.
     *
     * @param kind STORAGE or META
     */
    public CompletableFuture<Map<Integer, CapacityPool>> capacityPoolsSeenBy(int metaNode, NodeType kind) {
        return link.look(session -> {
            session.node(NodeType.META, metaNode);
            Map<Integer, CapacityPool> seen = new TreeMap<>();
            session.ask(NodeType.META, metaNode, new GetNodeCapacityPools(kind == NodeType.META ? GetNodeCapacityPools.META_NODES : GetNodeCapacityPools.STORAGE_TARGETS),
                    GetNodeCapacityPoolsResp.class).pools().values().forEach(pools -> {
                        pools.normal().forEach(id -> seen.put(id, CapacityPool.NORMAL));
                        pools.low().forEach(id -> seen.put(id, CapacityPool.LOW));
                        pools.emergency().forEach(id -> seen.put(id, CapacityPool.EMERGENCY));
                    });
            return seen;
        });
    }

    /** The node that serves a target. */
    static int server(Session session, NodeType kind, int target) throws AdminException {
        Optional<Integer> server = kind == NodeType.META ? session.view().current().metaNodes().get(target).map(n -> target)
                : Optional.ofNullable(session.view().current().targetNodes().get(target));
        return server.orElseThrow(() -> Problems.badRequest(Texts.of(kind == NodeType.META ? "missing_metaNode" : "missing_target", target)));
    }
}
