package org.apiaryfs.ui.administration.pools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.administration.changes.Names;
import org.eclipse.osgi.util.NLS;

/** Says which targets new files are put on only if need be, why, and where the limits are set. Stateless. */
public final class CapacityNote {
    private static final int MOST = 8; // targets that are explained one by one

    private CapacityNote() { }

    /** Lines of text. */
    public static String of(ClusterSnapshot cluster) {
        List<ClusterTarget> all = cluster.targets(NodeType.STORAGE);
        List<ClusterTarget> tight = all.stream().filter(target -> target.capacityPool().filter(pool -> pool != CapacityPool.NORMAL).isPresent())
                .sorted(Comparator.comparing((ClusterTarget target) -> target.capacityPool().get()).reversed().thenComparing(ClusterTarget::id)).toList();
        List<String> lines = new ArrayList<>();
        if (tight.isEmpty()) {
            lines.add(all.isEmpty() ? Messages.capacity_none : Messages.capacity_allNormal);
        } else {
            String reasons = tight.stream().limit(MOST).map(target -> reason(cluster, target)).collect(Collectors.joining(Messages.capacity_separator));
            lines.add(NLS.bind(tight.size() > MOST ? Messages.capacity_someOfMany : Messages.capacity_some, new Object[] {tight.size(), all.size(), reasons}));
        }
        lines.add(NLS.bind(Messages.capacity_limits, cluster.management().alias()));
        return String.join("\n", lines);
    }

    /** Such as "target 3 of storage1 is low: 12 GiB of 2 TiB and 5,000 inodes are free". */
    private static String reason(ClusterSnapshot cluster, ClusterTarget target) {
        String name = Names.target(cluster, NodeType.STORAGE, target.id());
        String state = target.capacityPool().map(PoolRows::text).orElse("");
        if (!target.healthy()) {
            return NLS.bind(Messages.capacity_unwell, name, state);
        }
        if (!(target.space() instanceof Space.Known space)) {
            return NLS.bind(Messages.capacity_unknown, name, state);
        }
        boolean inodes = space.inodesTotal() > 0
                && (double) space.inodesFree() / space.inodesTotal() < (double) space.free() / Math.max(1, space.total());
        return inodes ? NLS.bind(Messages.capacity_inodes, new Object[] {name, state, String.format("%,d", space.inodesFree()), String.format("%,d", space.inodesTotal())})
                : NLS.bind(Messages.capacity_space, new Object[] {name, state, Bytes.text(space.free()), Bytes.text(space.total())});
    }
}
