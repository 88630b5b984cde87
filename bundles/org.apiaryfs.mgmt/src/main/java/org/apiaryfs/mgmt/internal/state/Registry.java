package org.apiaryfs.mgmt.internal.state;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;

/**
 * All that mgmtd has to know again after a restart. Immutable; equal registries hold the same.
 *
 * @param meta buddy groups and consistency of metadata nodes
 * @param storage buddy groups and consistency of storage targets
 * @param quota limits by storage pool
 */
public record Registry(Nodes nodes, Targets targets, Mirrors meta, Mirrors storage, Pools pools, IdMap<Limits> quota) {
    public static final Registry EMPTY =
            new Registry(Nodes.EMPTY, Targets.EMPTY, Mirrors.EMPTY, Mirrors.EMPTY, Pools.EMPTY, IdMap.empty());

    public Mirrors mirrors(NodeType type) {
        return type == NodeType.META ? meta : storage;
    }

    public Limits limits(int pool) {
        return quota.getOr(pool, Limits.NONE);
    }

    private Registry with(Nodes changed) {
        return new Registry(changed, targets, meta, storage, pools, quota);
    }

    private Registry with(Targets changed) {
        return new Registry(nodes, changed, meta, storage, pools, quota);
    }

    private Registry with(NodeType type, Mirrors changed) {
        return new Registry(nodes, targets, type == NodeType.META ? changed : meta, type == NodeType.META ? storage : changed, pools, quota);
    }

    private Registry with(Pools changed) {
        return new Registry(nodes, targets, meta, storage, changed, quota);
    }

    private Registry with(int pool, Limits changed) {
        return new Registry(nodes, targets, meta, storage, pools, quota.with(pool, changed));
    }

    /** The registry after a step. */
    public Registry apply(Change.Durable change) {
        return switch (change) {
            case Change.NodePut c -> with(nodes.with(c.node()));
            case Change.NodeGone c -> gone(c);
            case Change.ClientIdUsed c -> with(nodes.withLastClient(c.id()));
            case Change.RootSet c -> with(nodes.withRoot(c.root()));
            case Change.TargetNumbered c -> with(targets.numbered(c.alias(), c.number()));
            case Change.TargetMapped c -> with(targets.mapped(c.target(), c.node()));
            case Change.TargetUnmapped c -> with(targets.unmapped(c.target())).with(pools.withoutTarget(c.target()))
                    .with(NodeType.STORAGE, storage.withConsistency(c.target(), Consistency.GOOD));
            case Change.GroupPut c -> with(c.type(), mirrors(c.type()).withGroup(c.id(), c.group()));
            case Change.GroupGone c -> {
                Registry changed = with(c.type(), mirrors(c.type()).withoutGroup(c.id()));
                yield c.type() == NodeType.STORAGE ? changed.with(pools.withoutGroup(c.id())) : changed;
            }
            case Change.PoolNamed c -> with(pools.named(c.pool(), c.name()));
            case Change.PoolGone c -> new Registry(nodes, targets, meta, storage, pools.without(c.pool()), quota.without(c.pool()));
            case Change.TargetPooled c -> with(pools.withTarget(c.target(), c.pool()));
            case Change.GroupPooled c -> with(pools.withGroup(c.group(), c.pool()));
            case Change.ConsistencySet c -> with(c.type(), mirrors(c.type()).withConsistency(c.id(), c.consistency()));
            case Change.LimitSet c -> with(c.pool(), limits(c.pool()).with(c.limit()));
            case Change.DefaultLimitsSet c -> with(c.pool(), limits(c.pool()).withDefaults(c.limits()));
        };
    }

    private Registry gone(Change.NodeGone c) {
        Registry changed = with(nodes.without(c.type(), c.id()));
        return c.type() == NodeType.META
                ? changed.with(NodeType.META, meta.withConsistency(c.id(), Consistency.GOOD))
                : changed;
    }

    /** Steps that lead from {@link #EMPTY} to this registry. */
    public List<Change.Durable> asChanges() {
        List<Change.Durable> steps = new ArrayList<>();
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT)) {
            for (NodeInfo node : nodes.of(type).all()) {
                steps.add(new Change.NodePut(node));
            }
        }
        steps.add(new Change.ClientIdUsed(nodes.lastClient()));
        steps.add(new Change.RootSet(nodes.root()));
        targets.numbers().forEach((alias, number) -> steps.add(new Change.TargetNumbered(alias, number)));
        targets.nodes().asMap().forEach((target, node) -> steps.add(new Change.TargetMapped(target, node)));
        pools.names().asMap().forEach((pool, name) -> steps.add(new Change.PoolNamed(pool, name)));
        pools.ofTarget().asMap().forEach((target, pool) -> steps.add(new Change.TargetPooled(target, pool)));
        pools.ofGroup().asMap().forEach((group, pool) -> steps.add(new Change.GroupPooled(group, pool)));
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE)) {
            mirrors(type).groups().asMap().forEach((id, group) -> steps.add(new Change.GroupPut(type, id, group)));
            mirrors(type).flawed().asMap().forEach((id, consistency) -> steps.add(new Change.ConsistencySet(type, id, consistency)));
        }
        quota.asMap().forEach((pool, limits) -> {
            for (QuotaData limit : limits.users().asMap().values()) {
                steps.add(new Change.LimitSet(pool, limit));
            }
            for (QuotaData limit : limits.groups().asMap().values()) {
                steps.add(new Change.LimitSet(pool, limit));
            }
            QuotaDefaultLimits defaults = limits.defaults();
            if (!defaults.equals(Limits.NONE.defaults())) {
                steps.add(new Change.DefaultLimitsSet(pool, defaults));
            }
        });
        return steps;
    }
}
