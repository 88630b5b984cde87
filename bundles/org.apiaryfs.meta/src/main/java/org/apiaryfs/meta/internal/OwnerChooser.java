package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.Reachability;

/** Chooses the metadata nodes that new directories belong to (spec meta §4.3), of those that are online. Thread-safe. */
final class OwnerChooser {
    private final ClusterView view;
    private final CapacityChooser chooser;

    OwnerChooser(ClusterView view, CapacityChooser chooser) {
        this.view = view;
        this.chooser = chooser;
    }

    /**
     * The owner of a new directory.
     *
     * @param preferred nodes to take first; empty = no preference
     * @param without nodes not to take
     * @throws FsException COMMUNICATION if there is none
     */
    int choose(List<Integer> preferred, Set<Integer> without) throws FsException {
        ClusterMap map = view.current();
        CapacityPools pools = map.metaPools();
        Predicate<Integer> usable = node -> !without.contains(node)
                && map.meta().reachability(node).orElse(Reachability.ONLINE) == Reachability.ONLINE;
        CapacityPools left = new CapacityPools(pools.normal().stream().filter(usable).toList(),
                pools.low().stream().filter(usable).toList(), pools.emergency().stream().filter(usable).toList());
        return chooser.choose(left, 1, preferred).stream().findFirst()
                .orElseThrow(() -> new FsException(FsError.COMMUNICATION, "no metadata node can take a new directory: " + pools));
    }
}
