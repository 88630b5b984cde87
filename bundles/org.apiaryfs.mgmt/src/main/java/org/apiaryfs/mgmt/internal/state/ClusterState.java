package org.apiaryfs.mgmt.internal.state;

import java.util.Optional;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.TargetState;

/**
 * All that mgmtd knows at one moment, so that an answer that is made from it is consistent. Immutable.
 *
 * @param registry what survives restarts
 * @param meta metadata nodes as watched
 * @param storage storage targets as watched
 * @param clientsHeard monotonic nanoseconds of each client's last sign of life
 */
public record ClusterState(Registry registry, Watch meta, Watch storage, IdMap<Long> clientsHeard) {
    public static final ClusterState EMPTY = new ClusterState(Registry.EMPTY, Watch.EMPTY, Watch.EMPTY, IdMap.empty());

    /**
     * The state after a restart: nobody has been heard of yet, which counts from now on, and nobody's
     * room is known.
     */
    public static ClusterState restarted(Registry registry, long now) {
        Watch meta = Watch.EMPTY;
        for (int id : registry.nodes().meta().ids()) {
            meta = meta.tracked(id, now);
        }
        Watch storage = Watch.EMPTY;
        for (int id : registry.targets().nodes().ids()) {
            storage = storage.tracked(id, now);
        }
        meta = meta.classified(meta.classes().with(registry.nodes().meta().ids(), id -> CapacityClass.LOW));
        storage = storage.classified(storage.classes().with(registry.targets().nodes().ids(), id -> CapacityClass.LOW));
        IdMap<Long> heard = IdMap.<Long>empty().with(registry.nodes().clients().ids(), id -> now);
        return new ClusterState(registry, meta, storage, heard);
    }

    public Watch watch(NodeType type) {
        return type == NodeType.META ? meta : storage;
    }

    public Reachability reachability(NodeType type, int id) {
        return watch(type).liveness().get(id).map(Liveness::reachability).orElse(Reachability.OFFLINE);
    }

    public boolean onlineAndGood(NodeType type, int id) {
        return reachability(type, id) == Reachability.ONLINE && registry.mirrors(type).consistency(id) == Consistency.GOOD;
    }

    /** States of all storage targets, or of all metadata nodes, as others download them. */
    public IdMap<TargetState> states(NodeType type) {
        IdMap<Liveness> liveness = watch(type).liveness();
        Mirrors mirrors = registry.mirrors(type);
        return IdMap.<TargetState>empty().with(liveness.ids(), id -> new TargetState(
                liveness.get(id).orElseThrow().reachability().number(), mirrors.consistency(id).number()));
    }

    public Optional<NodeInfo> node(NodeType type, int id) {
        return registry.nodes().of(type).get(id);
    }

    private ClusterState with(NodeType type, Watch watch) {
        return new ClusterState(registry, type == NodeType.META ? watch : meta, type == NodeType.META ? storage : watch, clientsHeard);
    }

    /** The state after a step. */
    public ClusterState apply(Change change) {
        return switch (change) {
            case Change.Durable durable -> durable(durable);
            case Change.Tracked c -> with(c.type(), watch(c.type()).tracked(c.id(), c.now()));
            case Change.Reported c -> with(c.type(), watch(c.type()).reported(c.ids(), c.now()));
            case Change.ReachabilitySet c -> with(c.type(), watch(c.type()).reachability(c.ids(), c.reachability()));
            case Change.ClientHeard c -> new ClusterState(registry, meta, storage, clientsHeard.with(c.id(), c.now()));
            case Change.RoomReported c -> with(c.type(), watch(c.type()).room(c.id(), c.room()));
            case Change.Classified c -> with(c.type(), watch(c.type()).classified(c.classes()));
        };
    }

    private ClusterState durable(Change.Durable change) {
        ClusterState after = new ClusterState(registry.apply(change), meta, storage, clientsHeard);
        return switch (change) {
            case Change.NodeGone(NodeType type, int id) when type == NodeType.META -> after.with(type, meta.forget(id));
            case Change.NodeGone(NodeType type, int id) when type == NodeType.CLIENT ->
                    new ClusterState(after.registry, meta, storage, clientsHeard.without(id));
            case Change.TargetUnmapped(int target) -> after.with(NodeType.STORAGE, storage.forget(target));
            default -> after;
        };
    }
}
