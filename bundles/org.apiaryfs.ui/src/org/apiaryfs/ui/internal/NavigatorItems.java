package org.apiaryfs.ui.internal;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Role;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.osgi.util.NLS;

/** Makes the lines of the navigator for one state of a cluster. Immutable, used for one snapshot. */
final class NavigatorItems {
    /** Most lines below one; more are put into ranges, so that the tree never has to build them all. */
    static final int RANGE = 500;
    private static final int ALIASES = 3; // that name a host
    private static final String SEPARATOR = " · ";

    private final ClusterSnapshot snapshot;
    private final Map<NodeType, Map<Integer, ClusterTarget>> targets;
    private final Map<Integer, List<ClusterTarget>> byStorageServer;
    private final Map<Integer, NavigatorItem> storageTargets; // each has a line below its server and one in its pool

    private NavigatorItems(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
        targets = Stream.of(NodeType.META, NodeType.STORAGE).collect(Collectors.toMap(Function.identity(),
                kind -> snapshot.targets(kind).stream().collect(Collectors.toMap(ClusterTarget::id, Function.identity()))));
        byStorageServer = snapshot.targets(NodeType.STORAGE).stream().collect(Collectors.groupingBy(ClusterTarget::nodeId));
        storageTargets = snapshot.targets(NodeType.STORAGE).stream().collect(Collectors.toMap(ClusterTarget::id, NavigatorItems::target));
    }

    /** The line of a cluster, with all that is known of it below. */
    static NavigatorItem of(ClusterProfile profile, SessionState state) {
        var kind = state instanceof SessionState.Active ? NavigatorItem.Kind.CLUSTER : NavigatorItem.Kind.CLOSED_CLUSTER;
        List<NavigatorItem> groups = state.knowledge().map(known -> new NavigatorItems(known).groups()).orElse(List.of());
        String suffix = joined(
                profile.name().equals(profile.address().toString()) ? "" : profile.address().toString(),
                profile.role() == Role.INFORMATION ? Messages.Navigator_readOnly : "",
                stateOf(state));
        return NavigatorItem.of(kind, 0, profile.name(), suffix,
                state.troubled() ? Concern.ERROR : Concern.NONE, groups);
    }

    private static String stateOf(SessionState state) {
        return switch (state) {
            case SessionState.Disconnected() -> Messages.Navigator_closed;
            case SessionState.Active(var address, var connection) -> switch (connection) {
                case ConnectionState.Connecting connecting ->
                        connecting.problem().isPresent() ? Messages.Navigator_unreachable : Messages.Navigator_connecting;
                case ConnectionState.Online online -> "";
                case ConnectionState.Stale stale -> Messages.Navigator_unreachable;
                case ConnectionState.Closed closed -> Messages.Navigator_closed;
            };
        };
    }

    private List<NavigatorItem> groups() {
        Map<ClusterNode, NavigatorItem> servers = new LinkedHashMap<>();
        servers.put(snapshot.management(), management());
        snapshot.nodes(NodeType.META).forEach(node -> servers.put(node, metaServer(node)));
        snapshot.nodes(NodeType.STORAGE).forEach(node -> servers.put(node, storageServer(node)));
        return List.of(
                servers.get(snapshot.management()),
                group(NavigatorItem.Kind.META_SERVERS, Messages.Navigator_metaServers, snapshot.nodes(NodeType.META), servers::get),
                group(NavigatorItem.Kind.STORAGE_SERVERS, Messages.Navigator_storageServers, snapshot.nodes(NodeType.STORAGE), servers::get),
                group(NavigatorItem.Kind.CLIENTS, Messages.Navigator_clients, snapshot.nodes(NodeType.CLIENT), NavigatorItems::client),
                group(NavigatorItem.Kind.POOLS, Messages.Navigator_pools, snapshot.pools(), this::pool),
                group(NavigatorItem.Kind.MIRROR_GROUPS, Messages.Navigator_mirrorGroups, snapshot.groups(), this::mirrorGroup),
                NavigatorItem.of(NavigatorItem.Kind.QUOTAS, 0, Messages.Navigator_quotas, "", Concern.NONE, List.of()),
                hosts(servers));
    }

    /** Which servers run on the same computer: those that prefer the same address. Others it may share with any computer. */
    private static NavigatorItem hosts(Map<ClusterNode, NavigatorItem> servers) {
        Map<InetAddress, List<ClusterNode>> byHost = servers.keySet().stream().filter(node -> !node.interfaces().isEmpty())
                .collect(Collectors.groupingBy(node -> node.interfaces().getFirst().address(), LinkedHashMap::new, Collectors.toList()));
        return group(NavigatorItem.Kind.HOSTS, Messages.Navigator_hosts, List.copyOf(byHost.entrySet()), host -> NavigatorItem.of(NavigatorItem.Kind.HOST,
                new BigInteger(1, host.getKey().getAddress()).longValue(), host.getKey().getHostAddress(), aliases(host.getValue()), Concern.NONE,
                inRanges(host.getValue().stream().map(servers::get).map(NavigatorItem::alone).toList())));
    }

    private static String aliases(List<ClusterNode> servers) {
        List<String> all = servers.stream().map(ClusterNode::alias).distinct().toList();
        return String.join(", ", all.subList(0, Math.min(all.size(), ALIASES))) + (all.size() > ALIASES ? " …" : "");
    }

    private NavigatorItem management() {
        ClusterNode node = snapshot.management();
        return NavigatorItem.of(NavigatorItem.Kind.MANAGEMENT, node.id(), Messages.Navigator_management, joined(node.alias(), id(node.id())), Concern.NONE, List.of());
    }

    private static <T> NavigatorItem group(NavigatorItem.Kind kind, String title, List<T> members, Function<T, NavigatorItem> line) {
        return NavigatorItem.of(kind, 0, NLS.bind(title, members.size()), "", Concern.NONE, inRanges(members.stream().map(line).toList()));
    }

    private static List<NavigatorItem> inRanges(List<NavigatorItem> lines) {
        return lines.size() <= RANGE ? lines : IntStream.range(0, (lines.size() + RANGE - 1) / RANGE)
                .mapToObj(i -> range(i, lines.subList(i * RANGE, Math.min(lines.size(), (i + 1) * RANGE)))).toList();
    }

    private static NavigatorItem range(int number, List<NavigatorItem> lines) {
        return NavigatorItem.of(NavigatorItem.Kind.RANGE, number, NLS.bind(Messages.Navigator_range, lines.getFirst().name(), lines.getLast().name()),
                NLS.bind(Messages.Navigator_rangeSize, lines.size()), Concern.NONE, lines);
    }

    private NavigatorItem metaServer(ClusterNode node) {
        Optional<ClusterTarget> target = target(NodeType.META, (int) node.id());
        return NavigatorItem.of(NavigatorItem.Kind.META_SERVER, node.id(), node.alias(),
                joined(id(node.id()), target.map(NavigatorItems::state).orElse("")),
                target.map(NavigatorItems::concern).orElse(Concern.NONE), List.of());
    }

    private NavigatorItem storageServer(ClusterNode node) {
        List<ClusterTarget> own = byStorageServer.getOrDefault((int) node.id(), List.of());
        String free = own.stream().anyMatch(target -> target.space() instanceof Space.Known)
                ? free(own.stream().mapToLong(target -> target.space() instanceof Space.Known known ? known.free() : 0).sum()) : "";
        List<String> states = own.stream().flatMap(target -> target.reachability().stream()).distinct().map(TargetStates::text).toList();
        return NavigatorItem.of(NavigatorItem.Kind.STORAGE_SERVER, node.id(), node.alias(), joined(id(node.id()), states.size() == 1 ? states.getFirst() : "", free),
                Concern.NONE, own.stream().map(ClusterTarget::id).sorted().map(storageTargets::get).toList());
    }

    private static NavigatorItem target(ClusterTarget target) {
        return NavigatorItem.of(NavigatorItem.Kind.TARGET, target.id(), NLS.bind(Messages.Target_name, target.id()), state(target), concern(target), List.of());
    }

    private static NavigatorItem client(ClusterNode node) {
        return NavigatorItem.of(NavigatorItem.Kind.CLIENT, node.id(), node.shortName(), id(node.id()), Concern.NONE, List.of());
    }

    private NavigatorItem pool(TargetPool pool) {
        return NavigatorItem.of(NavigatorItem.Kind.POOL, pool.id(), pool.description(), id(pool.id()), Concern.NONE,
                inRanges(pool.targets().stream().map(storageTargets::get).filter(Objects::nonNull).toList()));
    }

    private NavigatorItem mirrorGroup(MirrorGroup group) {
        boolean meta = group.kind() == NodeType.META;
        var concern = Stream.of(group.primary(), group.secondary()).flatMap(id -> target(group.kind(), id).stream())
                .map(NavigatorItems::concern).max(Comparator.naturalOrder()).orElse(Concern.NONE);
        return NavigatorItem.of(meta ? NavigatorItem.Kind.META_MIRROR_GROUP : NavigatorItem.Kind.STORAGE_MIRROR_GROUP, group.id(),
                NLS.bind(meta ? Messages.Navigator_metaGroup : Messages.Navigator_storageGroup, group.id()),
                NLS.bind(Messages.Navigator_mirrored, group.primary(), group.secondary()), concern, List.of());
    }

    private Optional<ClusterTarget> target(NodeType kind, int id) {
        return Optional.ofNullable(targets.get(kind).get(id));
    }

    private static String state(ClusterTarget target) {
        return joined(
                target.reachability().map(TargetStates::text).orElse(""),
                target.consistency().filter(consistency -> consistency != Consistency.GOOD).map(TargetStates::text).orElse(""),
                shortOfRoom(target).map(pool -> pool == CapacityPool.EMERGENCY ? Messages.Navigator_capacityEmergency : Messages.Navigator_capacityLow).orElse(""),
                switch (target.space()) {
                    case Space.Known known -> free(known.free());
                    case Space.Unknown unknown -> silent(target) ? Messages.Navigator_silent : "";
                });
    }

    /** The capacity pool of a target that new files avoid. */
    private static Optional<CapacityPool> shortOfRoom(ClusterTarget target) {
        return target.capacityPool().filter(pool -> pool != CapacityPool.NORMAL && target.sortedByRoom());
    }

    /** A server that gives no answer is a matter of concern before the management server has noticed it. */
    private static Concern concern(ClusterTarget target) {
        Concern room = target.roomy() ? Concern.NONE
                : shortOfRoom(target).map(pool -> pool == CapacityPool.EMERGENCY ? Concern.ERROR : Concern.WARNING).orElse(Concern.NONE);
        return Stream.of(TargetStates.concern(target), room, silent(target) ? Concern.WARNING : Concern.NONE).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static boolean silent(ClusterTarget target) {
        return target.space() instanceof Space.Unknown unknown && unknown.problem().kind() == Problem.Kind.SERVER_UNREACHABLE;
    }

    private static String id(long id) {
        return NLS.bind(Messages.Navigator_id, id);
    }

    private static String free(long bytes) {
        return NLS.bind(Messages.Navigator_free, Bytes.text(bytes));
    }

    private static String joined(String... parts) {
        var some = new ArrayList<String>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                some.add(part);
            }
        }
        return String.join(SEPARATOR, some);
    }
}
