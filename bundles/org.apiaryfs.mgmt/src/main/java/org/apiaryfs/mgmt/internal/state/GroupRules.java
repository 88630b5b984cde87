package org.apiaryfs.mgmt.internal.state;

import java.util.Optional;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroupResp;

/** Making and unmaking buddy groups (spec mgmtd §4.6, §4.7, §9.1). Pure functions on a {@link Draft}. */
public final class GroupRules {
    private static final int MAX = 65535;

    private GroupRules() {}

    /** Makes or changes a group of storage targets or metadata nodes. */
    public static SetMirrorBuddyGroupResp set(Draft draft, NodeType type, SetMirrorBuddyGroup request) {
        draft.review();
        FsError error = check(draft.state(), type, request);
        if (!error.ok()) {
            return new SetMirrorBuddyGroupResp(error.code(), 0);
        }
        Optional<Integer> id = request.groupId() != 0
                ? Optional.of(request.groupId())
                : draft.registry().mirrors(type).groups().nextId(MAX);
        if (id.isEmpty()) {
            return new SetMirrorBuddyGroupResp(FsError.NO_SPACE.code(), 0);
        }
        BuddyGroup group = new BuddyGroup(request.primary(), request.secondary());
        draft.change(new Change.GroupPut(type, id.get(), group));
        if (type == NodeType.STORAGE) {
            draft.change(new Change.GroupPooled(id.get(), draft.registry().pools().ofTarget().getOr(group.primary(), Pools.DEFAULT)));
            draft.tell(Notice.Refresh.STORAGE_POOLS);
        }
        draft.tell(new Notice.GroupSet(type, id.get(), group));
        draft.tell(Notice.Refresh.CAPACITY_POOLS);
        return new SetMirrorBuddyGroupResp(FsError.SUCCESS.code(), id.get());
    }

    private static FsError check(ClusterState state, NodeType type, SetMirrorBuddyGroup request) {
        Mirrors mirrors = state.registry().mirrors(type);
        if (request.groupId() != 0 && mirrors.groups().has(request.groupId()) && !request.allowUpdate()) {
            return FsError.EXISTS;
        }
        if (request.primary() == request.secondary()) {
            return FsError.INVAL;
        }
        for (int member : new int[] {request.primary(), request.secondary()}) {
            boolean known = type == NodeType.META ? state.node(type, member).isPresent() : state.registry().targets().nodes().has(member);
            if (!known) {
                return type == NodeType.META ? FsError.UNKNOWN_NODE : FsError.UNKNOWN_TARGET;
            }
        }
        for (int member : new int[] {request.primary(), request.secondary()}) {
            if (mirrors.groupOf(member).filter(g -> g.getKey() != request.groupId()).isPresent()) {
                return FsError.IN_USE;
            }
        }
        return FsError.SUCCESS;
    }

    /** Drops a storage group; its targets stay where they are. */
    public static void remove(Draft draft, int group) {
        if (draft.registry().storage().groups().has(group)) {
            draft.change(new Change.GroupGone(NodeType.STORAGE, group));
            draft.tell(Notice.Refresh.STORAGE_POOLS);
            draft.review();
        }
    }

    /** The metadata group that the root directory's owner is a member of, if the root can be mirrored now. */
    public static Optional<Integer> groupOfRoot(ClusterState state) {
        RootOwner root = state.registry().nodes().root();
        return root.mirrored() ? Optional.empty() : state.registry().meta().groupOf(root.id()).map(e -> e.getKey());
    }

    /** The root directory is on the group from now on; its secondary hasn't got it yet. */
    public static void rootMirrored(Draft draft, int group) {
        draft.registry().meta().groups().get(group).ifPresent(members -> {
            draft.change(new Change.RootSet(new RootOwner(group, true)));
            draft.change(new Change.ConsistencySet(NodeType.META, members.secondary(), Consistency.NEEDS_RESYNC));
            draft.tell(Notice.Refresh.TARGET_STATES);
        });
    }
}
