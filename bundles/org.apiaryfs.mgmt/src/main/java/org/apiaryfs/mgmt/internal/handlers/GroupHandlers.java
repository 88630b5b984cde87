package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.GroupRules;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetMirrorBuddyGroups;
import org.apiaryfs.protocol.node.GetMirrorBuddyGroupsResp;
import org.apiaryfs.protocol.node.RemoveBuddyGroup;
import org.apiaryfs.protocol.node.SetMetadataMirroring;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SetMirrorBuddyGroup, GetMirrorBuddyGroups, RemoveBuddyGroup, SetMetadataMirroring (spec mgmtd §4.5 to
 * §4.7, §9.1). The last two ask other nodes and wait for them. Thread-safe.
 */
final class GroupHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(GroupHandlers.class);

    private final Services services;

    GroupHandlers(Services services) {
        this.services = services;
    }

    Message set(Exchange exchange) throws WireFormatException, IOException {
        SetMirrorBuddyGroup request = (SetMirrorBuddyGroup) exchange.request().message();
        NodeType type = Kinds.server(request.nodeType());
        return services.keeper().update(draft -> GroupRules.set(draft, type, request));
    }

    Message groups(Exchange exchange) throws WireFormatException {
        NodeType type = Kinds.server(((GetMirrorBuddyGroups) exchange.request().message()).nodeType());
        List<Integer> ids = new ArrayList<>();
        List<Integer> primaries = new ArrayList<>();
        List<Integer> secondaries = new ArrayList<>();
        services.keeper().current().registry().mirrors(type).groups().asMap().forEach((id, group) -> {
            ids.add(id);
            primaries.add(group.primary());
            secondaries.add(group.secondary());
        });
        return new GetMirrorBuddyGroupsResp(ids, primaries, secondaries);
    }

    Message remove(Exchange exchange) throws IOException {
        return ResultResp.of(MessageType.REMOVE_BUDDY_GROUP_RESP, remove((RemoveBuddyGroup) exchange.request().message()));
    }

    private FsError remove(RemoveBuddyGroup request) throws IOException {
        if (request.nodeType() != NodeType.STORAGE.number()) {
            return FsError.INTERNAL;
        }
        ClusterState state = services.keeper().current();
        Optional<BuddyGroup> group = state.registry().storage().groups().get(request.groupId());
        if (group.isEmpty()) {
            return FsError.UNKNOWN_TARGET;
        }
        List<Integer> nodes = new ArrayList<>();
        for (int target : new int[] {group.get().primary(), group.get().secondary()}) {
            Optional<Integer> node = state.registry().targets().nodes().get(target).filter(n -> state.node(NodeType.STORAGE, n).isPresent());
            if (node.isEmpty()) {
                return FsError.UNKNOWN_TARGET;
            }
            if (!nodes.contains(node.get())) {
                nodes.add(node.get());
            }
        }
        for (int node : nodes) {
            FsError error = askNode(node, new RemoveBuddyGroup(request.nodeType(), request.groupId(), true, request.force()));
            if (!error.ok()) {
                return error;
            }
        }
        if (!request.checkOnly()) {
            services.keeper().update(draft -> {
                GroupRules.remove(draft, request.groupId());
                return null;
            });
            for (int node : nodes) {
                FsError error = askNode(node, request);
                if (!error.ok()) {
                    LOG.warn("storage node keeps a removed buddy group until it downloads the groups: node={} group={} error=\"{}\"",
                            node, request.groupId(), error.text());
                }
            }
        }
        return FsError.SUCCESS;
    }

    private FsError askNode(int node, RemoveBuddyGroup request) {
        try {
            return Await.of(services.nodes().node(NodeType.STORAGE, node, request, ResultResp.class)).error();
        } catch (FsException e) {
            LOG.warn("storage node can't be asked about a buddy group: node={} group={} error=\"{}\"", node, request.groupId(), e.getMessage());
            return FsError.COMMUNICATION;
        }
    }

    Message mirrorRoot(Exchange exchange) throws IOException {
        return ResultResp.of(MessageType.SET_METADATA_MIRRORING_RESP, mirrorRoot());
    }

    private FsError mirrorRoot() throws IOException {
        ClusterState state = services.keeper().current();
        RootOwner root = state.registry().nodes().root();
        if (root.mirrored() || state.node(NodeType.META, root.id()).isEmpty()) {
            return FsError.INVAL;
        }
        Optional<Integer> group = GroupRules.groupOfRoot(state);
        if (group.isEmpty()) {
            return FsError.INTERNAL;
        }
        FsError error;
        try {
            error = Await.of(services.nodes().node(NodeType.META, root.id(), new SetMetadataMirroring(), ResultResp.class)).error();
        } catch (FsException e) {
            LOG.warn("root directory's owner can't be asked to mirror it: node={} error=\"{}\"", root.id(), e.getMessage());
            error = FsError.INTERNAL;
        }
        if (error.ok()) {
            services.keeper().update(draft -> {
                GroupRules.rootMirrored(draft, group.get());
                return null;
            });
        }
        return error;
    }
}
