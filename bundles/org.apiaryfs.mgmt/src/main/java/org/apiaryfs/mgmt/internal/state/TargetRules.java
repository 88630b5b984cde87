package org.apiaryfs.mgmt.internal.state;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.MapTargets;

/** Numbers of storage targets and where they are (spec mgmtd §4.1 to §4.4). Pure functions on a {@link Draft}. */
public final class TargetRules {
    private static final int MAX = 65535;

    private TargetRules() {}

    /**
     * The number of a target.
     *
     * @param wanted 0 = whichever
     * @param newTargets whether unknown string IDs are accepted
     * @return 0 if refused
     */
    public static int register(Draft draft, String alias, int wanted, boolean newTargets) {
        Targets targets = draft.registry().targets();
        Optional<Integer> known = targets.number(alias);
        if (known.isPresent()) {
            return wanted == 0 || wanted == known.get() ? known.get() : 0;
        }
        if (!newTargets || alias.isEmpty() || wanted != 0 && targets.alias(wanted).isPresent()) {
            return 0;
        }
        int number = wanted != 0 ? wanted : free(targets);
        if (number != 0) {
            draft.change(new Change.TargetNumbered(alias, number));
        }
        return number;
    }

    private static int free(Targets targets) {
        BitSet taken = new BitSet(MAX + 1);
        targets.numbers().values().forEach(taken::set);
        targets.nodes().asMap().keySet().forEach(taken::set);
        int lowest = taken.nextClearBit(1);
        return lowest <= MAX ? lowest : 0;
    }

    /** Maps targets to a node; an error code for each. */
    public static Map<Integer, Integer> map(Draft draft, MapTargets request, boolean newTargets, long now) {
        Map<Integer, Integer> results = new TreeMap<>();
        boolean nodeKnown = draft.state().node(NodeType.STORAGE, request.nodeId()).isPresent();
        request.targets().forEach((target, pool) -> results.put(target,
                (nodeKnown ? mapOne(draft, target, pool, request.nodeId(), newTargets, now) : FsError.UNKNOWN_NODE).code()));
        draft.review();
        return results;
    }

    private static FsError mapOne(Draft draft, int target, int pool, int node, boolean newTargets, long now) {
        Optional<Integer> mapped = draft.registry().targets().nodes().get(target);
        if (target == 0 || mapped.isEmpty() && !newTargets) {
            return FsError.UNKNOWN_TARGET;
        }
        if (mapped.isEmpty()) {
            if (!draft.registry().pools().names().has(pool)) {
                return FsError.UNKNOWN_POOL;
            }
            draft.change(new Change.TargetMapped(target, node));
            draft.change(new Change.TargetPooled(target, pool));
            if (!draft.state().storage().liveness().has(target)) {
                draft.change(new Change.Tracked(NodeType.STORAGE, target, now));
            }
            draft.change(new Change.Classified(NodeType.STORAGE, draft.state().storage().classes().with(target, CapacityClass.LOW)));
            draft.tell(Notice.Refresh.STORAGE_POOLS);
            draft.tell(new Notice.TargetsMapped(node, Map.of(target, pool)));
        } else if (mapped.get() != node) {
            draft.change(new Change.TargetMapped(target, node));
            draft.tell(new Notice.TargetsMapped(node, Map.of(target, draft.registry().pools().ofTarget().getOr(target, Pools.DEFAULT))));
        }
        return FsError.SUCCESS;
    }

    /** Forgets where a target is; its number stays its own. */
    public static FsError unmap(Draft draft, int target) {
        if (!draft.registry().targets().nodes().has(target)) {
            return FsError.UNKNOWN_TARGET;
        }
        draft.change(new Change.TargetUnmapped(target));
        draft.tell(Notice.Refresh.STORAGE_POOLS);
        draft.review();
        return FsError.SUCCESS;
    }
}
