package org.apiaryfs.ui.monitoring.overview;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Concern;
import org.eclipse.osgi.util.NLS;

/**
 * How much room some targets have together. Immutable.
 *
 * @param name for people
 * @param used bytes
 * @param total bytes; 0 if nothing is known
 * @param inodesUsed number
 * @param inodesTotal number; 0 if the underlying file systems have no fixed one
 * @param targets how many there are
 * @param silent how many of them didn't say, and aren't in the sums
 * @param concern how low the lowest of them is
 */
public record SpaceUse(String name, long used, long total, long inodesUsed, long inodesTotal, int targets, int silent, Concern concern) {
    /** Of all storage targets, of each storage pool if there are several, and of metadata. */
    public static List<SpaceUse> of(ClusterSnapshot snapshot) {
        List<ClusterTarget> storage = snapshot.targets(NodeType.STORAGE);
        var all = new ArrayList<SpaceUse>();
        all.add(of(Messages.storage, storage));
        if (snapshot.pools().size() > 1) {
            for (TargetPool pool : snapshot.pools()) {
                Set<Integer> members = new HashSet<>(pool.targets());
                all.add(of(NLS.bind(Messages.pool, pool.description()), storage.stream().filter(target -> members.contains(target.id())).toList()));
            }
        }
        all.add(of(Messages.metadata, snapshot.targets(NodeType.META)));
        return all;
    }

    private static SpaceUse of(String name, List<ClusterTarget> targets) {
        long total = 0;
        long free = 0;
        long inodes = 0;
        long inodesFree = 0;
        int silent = 0;
        Concern concern = Concern.NONE;
        for (ClusterTarget target : targets) {
            switch (target.space()) {
                case Space.Known known -> {
                    total += known.total();
                    free += known.free();
                    inodes += known.inodesTotal();
                    inodesFree += known.inodesFree();
                }
                case Space.Unknown _ -> silent++;
            }
            Concern own = target.capacityPool().filter(pool -> target.sortedByRoom() && !target.roomy()).map(SpaceUse::concern).orElse(Concern.NONE);
            concern = own.compareTo(concern) > 0 ? own : concern;
        }
        return new SpaceUse(name, total - free, total, inodes - inodesFree, inodes, targets.size(), silent, concern);
    }

    private static Concern concern(CapacityPool pool) {
        return switch (pool) {
            case NORMAL -> Concern.NONE;
            case LOW -> Concern.WARNING;
            case EMERGENCY -> Concern.ERROR;
        };
    }
}
