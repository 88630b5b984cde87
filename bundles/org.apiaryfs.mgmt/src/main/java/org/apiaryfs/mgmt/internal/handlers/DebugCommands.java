package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiaryfs.mgmt.internal.quota.Exceeded;
import org.apiaryfs.mgmt.internal.quota.QuotaRounds;
import org.apiaryfs.mgmt.internal.state.CapacityRules;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.mgmt.internal.state.Pools;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
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
            case "loadavg" -> loadAverage();
            case "dropcaches" -> "Nothing to drop; the registry is all that is kept in memory.";
            case "getloglevel" -> "Details are " + (LoggerFactory.getLogger("org.apiaryfs").isDebugEnabled() ? "logged." : "not logged.");
            case "setloglevel" -> "Set logLevel in the configuration and restart.";
            case "net" -> List.of(NodeType.META, NodeType.STORAGE).stream().map(type -> nodes(state, type)).collect(Collectors.joining("\n"));
            case "listmetastates" -> states(state, NodeType.META);
            case "liststoragestates" -> states(state, NodeType.STORAGE);
            case "quotaexceeded" -> services.quota().map(q -> exceeded(q.exceeded())).orElse(QUOTAS_OFF);
            case "usedquota" -> services.quota().map(q -> used(q, state)).orElse(QUOTAS_OFF);
            case "listpools" -> "metadata nodes\n" + pools(CapacityRules.metaPools(state)) + "metadata buddy groups\n" + pools(CapacityRules.metaGroupPools(state))
                    + storagePools(state, true);
            case "liststoragepools" -> storagePools(state, false);
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

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).strip();
        } catch (IOException e) {
            return "Not known on this system.";
        }
    }

    private static String nodes(ClusterState state, NodeType type) {
        return (type == NodeType.META ? "meta_nodes" : "storage_nodes") + "\n=============\n"
                + state.registry().nodes().of(type).all().stream()
                        .map(n -> n.alias() + " [ID: " + n.id() + "]" + (root(state, n) ? "\n   Root: <yes>" : "") + "\n   Address: " + address(n) + "\n")
                        .collect(Collectors.joining());
    }

    private static boolean root(ClusterState state, NodeInfo node) {
        var root = state.registry().nodes().root();
        return node.type() == NodeType.META && !root.mirrored() && root.id() == node.id();
    }

    private static String address(NodeInfo node) {
        return node.nics().stream().map(nic -> nic.address().getHostAddress() + ":" + node.tcpPort()).distinct().collect(Collectors.joining(" "));
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

    private static String pools(CapacityPools pools) {
        return "   normal: " + pools.normal() + "\n   low: " + pools.low() + "\n   emergency: " + pools.emergency() + "\n";
    }

    private static String storagePools(ClusterState state, boolean capacities) {
        Pools pools = state.registry().pools();
        return pools.names().asMap().entrySet().stream()
                .map(e -> "storage pool " + e.getKey() + " (" + e.getValue() + ")\n   targets: " + pools.targets(e.getKey())
                        + "\n   buddy groups: " + pools.groups(e.getKey()) + "\n"
                        + (capacities ? pools(CapacityRules.targetPools(state, e.getKey())) : ""))
                .collect(Collectors.joining());
    }
}
