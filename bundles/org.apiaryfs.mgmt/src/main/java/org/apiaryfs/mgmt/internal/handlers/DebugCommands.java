package org.apiaryfs.mgmt.internal.handlers;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.mgmt.CapacityLimits;
import org.apiaryfs.mgmt.internal.quota.Exceeded;
import org.apiaryfs.mgmt.internal.quota.QuotaRounds;
import org.apiaryfs.mgmt.internal.state.CapacityRules;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.mgmt.internal.state.Pools;
import org.apiaryfs.node.DebugTexts;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.TargetState;
import org.slf4j.LoggerFactory;

/** Texts for people who ask by GenericDebug (spec mgmtd §9.3, admin §3). Thread-safe. */
public final class DebugCommands implements Function<String, String> {
    private static final String QUOTAS_OFF = "Quotas are not enforced.";

    private final Services services;
    private final String version;

    public DebugCommands(Services services, String version) {
        this.services = services;
        this.version = version;
    }

    @Override
    public String apply(String line) {
        String command = line.strip().split("\\s+", 2)[0];
        ClusterState state = services.keeper().current();
        return switch (command) {
            case "version" -> "Apiary management server " + version;
            case "varlogmessages", "varlogkernlog" -> "Not offered; look at the host's log.";
            case "beegfslog" -> "Not offered; the log is where logStdFile says, else on standard error.";
            case "loadavg" -> DebugTexts.loadAverage();
            case "dropcaches" -> "Nothing to drop; the registry is all that is kept in memory.";
            case "getloglevel" -> "Details are " + (LoggerFactory.getLogger("org.apiaryfs").isDebugEnabled() ? "logged." : "not logged.");
            case "setloglevel" -> "Set logLevel in the configuration and restart.";
            case "net" -> net(services, state);
            case "listmetastates" -> states(state, NodeType.META);
            case "liststoragestates" -> states(state, NodeType.STORAGE);
            case "quotaexceeded" -> services.quota().map(q -> exceeded(q.exceeded())).orElse(QUOTAS_OFF);
            case "usedquota" -> services.quota().map(q -> used(q, state)).orElse(QUOTAS_OFF);
            case "listpools" -> pools(state);
            case "liststoragepools" -> storagePools(state);
            default -> "Unknown/invalid operation";
        };
    }

    private static String exceeded(Exceeded exceeded) {
        return exceeded.lists().entrySet().stream().map(e -> "pool " + e.getKey().pool() + (e.getKey().quotaType() == Limits.USER ? " users, " : " groups, ")
                + (e.getKey().limitType() == Exceeded.SIZE ? "size: " : "inodes: ") + ids(e.getValue())).sorted().collect(Collectors.joining("\n"));
    }

    private static String ids(List<Integer> ids) {
        return ids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(" "));
    }

    private static String used(QuotaRounds quota, ClusterState state) {
        StringBuilder text = new StringBuilder();
        Pools pools = state.registry().pools();
        for (int pool : pools.names().ids()) {
            for (int type : List.of(Limits.USER, Limits.GROUP)) {
                quota.used(pools.targets(pool), type).forEach((id, used) -> text.append("pool ").append(pool).append(type == Limits.USER ? " user " : " group ")
                        .append(Integer.toUnsignedString(id)).append(": ").append(used.size()).append(" bytes, ").append(used.inodes()).append(" chunk files\n"));
            }
        }
        return text.toString();
    }

    private static String net(Services services, ClusterState state) {
        ClusterMap map = ClusterMap.EMPTY.withRoot(state.registry().nodes().root())
                .withNodes(NodeType.META, state.registry().nodes().of(NodeType.META))
                .withNodes(NodeType.STORAGE, state.registry().nodes().of(NodeType.STORAGE));
        return DebugTexts.net(services.self().info(), node -> 0, map, services.nodes()::connections);
    }

    private static String states(ClusterState state, NodeType type) {
        return state.states(type).asMap().entrySet().stream().map(e -> e.getKey() + " " + words(e.getValue())).collect(Collectors.joining("\n"));
    }

    private static String words(TargetState state) {
        String reachable = switch (Reachability.of(state.reachability()).orElse(Reachability.OFFLINE)) {
            case ONLINE -> "Online";
            case PROBABLY_OFFLINE -> "Probably-offline";
            case OFFLINE -> "Offline";
        };
        String consistent = switch (Consistency.of(state.consistency()).orElse(Consistency.BAD)) {
            case GOOD -> "Good";
            case NEEDS_RESYNC -> "Needs-resync";
            case BAD -> "Bad";
        };
        return reachable + " " + consistent;
    }

    private String pools(ClusterState state) {
        List<Integer> ids = state.registry().pools().names().ids();
        DebugTexts.Limits storage = limits(services.config().storageLimits());
        return DebugTexts.pools("META POOLS STATE", limits(services.config().metaLimits()), CapacityRules.metaPools(state))
                + DebugTexts.pools("META BUDDY POOLS STATE", DebugTexts.Limits.NONE, CapacityRules.metaGroupPools(state))
                + ids.stream().map(pool -> DebugTexts.targetPools("STORAGE CAPACITY POOLS STATE (STORAGE POOL ID: " + pool + ")", storage,
                        CapacityRules.targetPools(state, pool), target -> state.registry().targets().nodes().get(target).orElse(0))).collect(Collectors.joining())
                + ids.stream().map(pool -> DebugTexts.pools("STORAGE BUDDY CAPACITY POOLS STATE (STORAGE POOL ID: " + pool + ")", DebugTexts.Limits.NONE,
                        CapacityRules.targetGroupPools(state, pool))).collect(Collectors.joining());
    }

    private static DebugTexts.Limits limits(CapacityLimits limits) {
        return new DebugTexts.Limits(limits.space().low(), limits.space().emergency(), limits.inodes().low(), limits.inodes().emergency(), limits.dynamic());
    }

    private static String storagePools(ClusterState state) {
        Pools pools = state.registry().pools();
        return pools.names().asMap().entrySet().stream()
                .map(e -> "storage pool " + e.getKey() + " (" + e.getValue() + ")\n   targets: " + pools.targets(e.getKey())
                        + "\n   buddy groups: " + pools.groups(e.getKey()) + "\n")
                .collect(Collectors.joining());
    }
}
