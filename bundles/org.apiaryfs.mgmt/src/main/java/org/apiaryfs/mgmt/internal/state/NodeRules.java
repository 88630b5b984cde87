package org.apiaryfs.mgmt.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.RegisterNode;

/**
 * Who may be in the cluster, under which number (spec mgmtd §3, §10.1, §10.3, §10.7). Pure functions on
 * a {@link Draft}.
 */
public final class NodeRules {
    /** Servers' numbers have to fit fields of 16 bits. */
    static final int MAX_SERVER = 65535;
    private static final int MAX_CLIENT = -1;

    private NodeRules() {}

    /** What adding or refreshing a node came to. */
    public sealed interface Entry {}

    /** @param node as stored now */
    public record Added(NodeInfo node) implements Entry {}

    /** @param moved whether its ports or interfaces differ from before */
    public record Refreshed(NodeInfo node, boolean moved) implements Entry {}

    /** The string ID is registered under another number. @param number that one */
    public record KnownAs(int number) implements Entry {}

    /** Refused: the number belongs to another node, or there is no number. */
    public record Refused(String reason) implements Entry {}

    /** What becomes of a heartbeat. */
    public enum Verdict {
        ACCEPTED,
        /** Nothing was done, and the sender shall notice by the missing acknowledgment. */
        IGNORED,
        /** Not a heartbeat that a sane node sends. */
        REJECTED
    }

    /**
     * Adds a node, or refreshes what is known of it. Tells nobody.
     *
     * @param wanted with numeric ID 0 if one is to be assigned
     */
    public static Entry enter(Draft draft, NodeInfo wanted, long now) {
        NodeTable table = draft.registry().nodes().of(wanted.type());
        Optional<NodeInfo> sameAlias = draft.registry().nodes().byAlias(wanted.type(), wanted.alias());
        boolean client = wanted.type() == NodeType.CLIENT;
        Entry entry;
        if (wanted.id() == 0) {
            if (sameAlias.isPresent()) {
                entry = refresh(draft, sameAlias.get(), wanted);
            } else {
                Optional<Integer> id = client ? nextClient(draft.registry().nodes()) : table.byId().nextId(MAX_SERVER);
                entry = id.isPresent() ? add(draft, numbered(wanted, id.get())) : new Refused("all numeric IDs are taken");
            }
        } else {
            Optional<NodeInfo> sameId = table.get(wanted.id());
            if (sameId.isPresent()) {
                entry = sameId.get().alias().equals(wanted.alias())
                        ? refresh(draft, sameId.get(), wanted)
                        : new Refused("numeric ID " + Integer.toUnsignedString(wanted.id()) + " belongs to '" + sameId.get().alias() + "'");
            } else if (sameAlias.isPresent() && !client) {
                entry = new KnownAs(sameAlias.get().id());
            } else if (!client && Integer.compareUnsigned(wanted.id(), MAX_SERVER) > 0) {
                entry = new Refused("numeric ID " + Integer.toUnsignedString(wanted.id()) + " of a server is above " + MAX_SERVER);
            } else {
                entry = add(draft, wanted);
            }
        }
        if (client) {
            switch (entry) {
                case Added(NodeInfo node) -> draft.change(new Change.ClientHeard(node.id(), now));
                case Refreshed(NodeInfo node, boolean moved) -> draft.change(new Change.ClientHeard(node.id(), now));
                case KnownAs k -> { }
                case Refused r -> { }
            }
        }
        return entry;
    }

    private static NodeInfo numbered(NodeInfo node, int id) {
        return new NodeInfo(node.alias(), node.nics(), id, node.udpPort(), node.tcpPort(), node.typeNumber());
    }

    private static Entry add(Draft draft, NodeInfo node) {
        draft.change(new Change.NodePut(node));
        return new Added(node);
    }

    private static Entry refresh(Draft draft, NodeInfo known, NodeInfo wanted) {
        NodeInfo node = numbered(wanted, known.id());
        boolean moved = !node.equals(known);
        if (moved) {
            draft.change(new Change.NodePut(node));
        }
        return new Refreshed(node, moved);
    }

    /** Numbers of clients aren't reused before all have been used, since others may still hold sessions under them. */
    private static Optional<Integer> nextClient(Nodes nodes) {
        int next = nodes.lastClient() + 1;
        if (next != 0 && nodes.clients().get(next).isEmpty()) {
            return Optional.of(next);
        }
        return nodes.clients().byId().lowestFree(1, MAX_CLIENT);
    }

    /**
     * RegisterNode of a known type of node with a string ID.
     *
     * @return the number that the node has from now on, or {@link Refused} or {@link KnownAs}
     */
    public static Entry register(Draft draft, RegisterNode request, boolean newServers, long now) {
        NodeInfo wanted = new NodeInfo(request.nodeId(), request.nics(), request.nodeNumId(), request.portUdp(), request.portTcp(), request.nodeType());
        if (isServer(wanted.type()) && !newServers && draft.state().node(wanted.type(), wanted.id()).isEmpty()) {
            return new Refused("new servers are not allowed (sysAllowNewServers)");
        }
        Entry entry = enter(draft, wanted, now);
        announce(draft, entry);
        if (wanted.type() == NodeType.META && (entry instanceof Added || entry instanceof Refreshed)) {
            findRoot(draft, new RootOwner(request.rootNumId(), request.rootIsBuddyMirrored()));
        }
        return entry;
    }

    private static boolean isServer(NodeType type) {
        return type == NodeType.META || type == NodeType.STORAGE;
    }

    private static void announce(Draft draft, Entry entry) {
        switch (entry) {
            case Added(NodeInfo node) -> {
                draft.tell(new Notice.NodeAdded(node));
                if (node.type() != NodeType.CLIENT) {
                    draft.review();
                }
            }
            case Refreshed(NodeInfo node, boolean moved) when moved && node.type() != NodeType.CLIENT -> draft.tell(new Notice.NodeMoved(node));
            case Refreshed r -> { }
            case KnownAs k -> { }
            case Refused r -> { }
        }
    }

    /** A heartbeat that a node sent on its own account. */
    public static Verdict heartbeat(Draft draft, Heartbeat heartbeat, boolean newServers, long now) {
        NodeInfo node = new NodeInfo(heartbeat.nodeId(), heartbeat.nics(), heartbeat.nodeNumId(), heartbeat.portUdp(),
                heartbeat.portTcp(), heartbeat.nodeType());
        if (node.alias().isEmpty() || node.udpPort() == 0) {
            return Verdict.REJECTED;
        }
        return switch (node.type()) {
            case CLIENT -> {
                if (node.tcpPort() != 0) {
                    yield Verdict.REJECTED;
                }
                Entry entry = enter(draft, node, now);
                announce(draft, entry);
                yield entry instanceof Refused ? Verdict.IGNORED : Verdict.ACCEPTED;
            }
            case META, STORAGE -> node.tcpPort() == 0 || node.id() == 0
                    ? Verdict.REJECTED
                    : server(draft, node, new RootOwner(heartbeat.rootNumId(), heartbeat.rootIsBuddyMirrored()), newServers, now);
            case MGMT, HELPER, INVALID -> Verdict.REJECTED;
        };
    }

    private static Verdict server(Draft draft, NodeInfo node, RootOwner root, boolean newServers, long now) {
        if (!newServers && draft.state().node(node.type(), node.id()).isEmpty()) {
            return Verdict.IGNORED;
        }
        Entry entry = enter(draft, node, now);
        if (entry instanceof Refused || entry instanceof KnownAs) {
            return Verdict.IGNORED;
        }
        announce(draft, entry);
        if (node.type() == NodeType.META) {
            if (!draft.state().meta().liveness().has(node.id())) {
                draft.change(new Change.Tracked(NodeType.META, node.id(), now));
            }
            IdMap<CapacityClass> classes = draft.state().meta().classes();
            if (!classes.has(node.id())) {
                draft.change(new Change.Classified(NodeType.META, classes.with(node.id(), CapacityClass.LOW)));
                draft.tell(new Notice.NodeAdded(node));
                draft.review();
            }
            findRoot(draft, root);
        }
        return Verdict.ACCEPTED;
    }

    /**
     * Takes the root's owner from the first metadata node that shows up; from then on it stays.
     *
     * @param claimed what that node says
     */
    private static void findRoot(Draft draft, RootOwner claimed) {
        Nodes nodes = draft.registry().nodes();
        if (nodes.root().known()) {
            return;
        }
        RootOwner root = claimed.known() ? claimed : new RootOwner(nodes.meta().ids().getFirst(), false);
        draft.change(new Change.RootSet(root));
        int owner = root.mirrored() ? draft.registry().meta().groups().get(root.id()).map(g -> g.primary()).orElse(0) : root.id();
        draft.state().node(NodeType.META, owner).ifPresent(n -> draft.tell(new Notice.NodeAdded(n)));
    }

    /** Takes a node out; a storage node's targets go with it. UNKNOWN_NODE if it isn't there. */
    public static FsError remove(Draft draft, NodeType type, int id) {
        if (draft.state().node(type, id).isEmpty()) {
            return FsError.UNKNOWN_NODE;
        }
        List<Integer> targets = type == NodeType.STORAGE ? draft.registry().targets().nodes().ids((t, node) -> node == id) : List.of();
        targets.forEach(target -> draft.change(new Change.TargetUnmapped(target)));
        draft.change(new Change.NodeGone(type, id));
        draft.tell(new Notice.NodeRemoved(type, id));
        if (type != NodeType.CLIENT) {
            draft.review();
        }
        if (!targets.isEmpty()) {
            draft.tell(Notice.Refresh.STORAGE_POOLS);
        }
        return FsError.SUCCESS;
    }

    /**
     * Forgets clients that have been silent; one that comes back is added again.
     *
     * @param silence in nanoseconds
     */
    public static void forgetSilentClients(Draft draft, long silence, long now) {
        List<Integer> gone = new ArrayList<>();
        for (Map.Entry<Integer, Long> heard : draft.state().clientsHeard().asMap().entrySet()) {
            if (now - heard.getValue() >= silence) {
                gone.add(heard.getKey());
            }
        }
        for (int id : gone) {
            draft.change(new Change.NodeGone(NodeType.CLIENT, id));
            draft.tell(new Notice.NodeRemoved(NodeType.CLIENT, id));
        }
    }
}
