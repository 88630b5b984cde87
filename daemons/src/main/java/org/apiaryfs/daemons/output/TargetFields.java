package org.apiaryfs.daemons.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** Targets as rows and as data; the words for states are BeeGFS's. Stateless. */
public final class TargetFields {
    private static final String UNKNOWN = "unknown";
    private static final double MILLION = 1e6;

    private TargetFields() {}

    /** A table with a row per target. */
    public static Table table(List<ClusterTarget> targets, boolean states, boolean pools, boolean space) {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.left("Kind"), Table.right("Target"), Table.right("Node"), Table.left("Server")));
        if (states) {
            columns.addAll(List.of(Table.left("Reachability"), Table.left("Consistency")));
        }
        if (pools) {
            columns.addAll(List.of(Table.right("St. pool"), Table.left("Cap. pool")));
        }
        if (space) {
            columns.addAll(List.of(Table.right("Total"), Table.right("Free"), Table.right("Free %"), Table.right("Inodes"), Table.right("Free"), Table.right("Free %")));
        }
        Table table = new Table(columns);
        for (ClusterTarget target : targets) {
            List<String> row = new ArrayList<>(List.of(kind(target.kind()), Integer.toString(target.id()), Integer.toString(target.nodeId()),
                    target.nodeAlias().orElse("(not registered)")));
            if (states) {
                row.addAll(List.of(reachability(target.reachability()), consistency(target.consistency())));
            }
            if (pools) {
                row.addAll(List.of(target.storagePool().map(Object::toString).orElse("-"), capacity(target.capacityPool())));
            }
            if (space) {
                row.addAll(space(target.space()));
            }
            table.row(row);
        }
        return table;
    }

    private static List<String> space(Space space) {
        return switch (space) {
            case Space.Known k -> List.of(Units.bytes(k.total()), Units.bytes(k.free()), Units.percent(k.free(), k.total()),
                    millions(k.inodesTotal()), millions(k.inodesFree()), Units.percent(k.inodesFree(), k.inodesTotal()));
            case Space.Unknown u -> List.of(UNKNOWN, "", "", "", "", "");
        };
    }

    private static String millions(long number) {
        return String.format(Locale.ROOT, "%.1fM", number / MILLION);
    }

    /** A target with stable keys; what isn't known is null. */
    public static Map<String, Object> data(ClusterTarget target) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", kind(target.kind()));
        data.put("id", target.id());
        data.put("node", target.nodeId());
        data.put("server", target.nodeAlias().orElse(null));
        data.put("reachability", target.reachability().map(r -> reachability(Optional.of(r))).orElse(null));
        data.put("consistency", target.consistency().map(c -> consistency(Optional.of(c))).orElse(null));
        data.put("storagePool", target.storagePool().orElse(null));
        data.put("capacityPool", target.capacityPool().map(c -> capacity(Optional.of(c))).orElse(null));
        Optional<Space.Known> known = target.space() instanceof Space.Known k ? Optional.of(k) : Optional.empty();
        data.put("totalBytes", known.map(Space.Known::total).orElse(null));
        data.put("freeBytes", known.map(Space.Known::free).orElse(null));
        data.put("inodesTotal", known.map(Space.Known::inodesTotal).orElse(null));
        data.put("inodesFree", known.map(Space.Known::inodesFree).orElse(null));
        data.put("problem", target.space() instanceof Space.Unknown u ? u.problem().sentence() : null);
        return data;
    }

    /** "meta", "storage", "client" or "mgmt". */
    public static String kind(NodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String reachability(Optional<Reachability> state) {
        return state.map(s -> switch (s) {
            case ONLINE -> "Online";
            case PROBABLY_OFFLINE -> "Probably-offline";
            case OFFLINE -> "Offline";
        }).orElse(UNKNOWN);
    }

    private static String consistency(Optional<Consistency> state) {
        return state.map(s -> switch (s) {
            case GOOD -> "Good";
            case NEEDS_RESYNC -> "Needs-resync";
            case BAD -> "Bad";
        }).orElse(UNKNOWN);
    }

    private static String capacity(Optional<CapacityPool> pool) {
        return pool.map(p -> p.name().toLowerCase(Locale.ROOT)).orElse(UNKNOWN);
    }
}
