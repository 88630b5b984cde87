package org.apiaryfs.ui.administration.remedies;

import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.Remedies;
import org.apiaryfs.ui.administration.changes.Changes;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Planner;
import org.apiaryfs.ui.administration.changes.Typed;
import org.apiaryfs.ui.administration.files.FilesView;
import org.apiaryfs.ui.administration.groups.ResyncInput;
import org.apiaryfs.ui.administration.pools.MapInput;
import org.apiaryfs.ui.administration.pools.StateInput;
import org.apiaryfs.ui.administration.pools.TargetPlans;
import org.eclipse.ui.PlatformUI;

/** Proposes the plans that the pages of pools and mirror groups propose too, and shows the page of files. UI thread only. */
final class PreviewedRemedies implements Remedies {
    private final CurrentCluster current;
    private final OpenClusters open;
    private final Changes changes;

    PreviewedRemedies(CurrentCluster current, OpenClusters open, Changes changes) {
        this.current = current;
        this.open = open;
        this.changes = changes;
    }

    @Override
    public void removeServer(String clusterId, NodeKey server) {
        propose(clusterId, known -> new Typed(Names.server(known, server.type(), server.id()),
                cluster -> TargetPlans.removeServer(cluster, server.type(), server.id())));
    }

    @Override
    public void resynchronise(String clusterId, GroupKey group) {
        propose(clusterId, known -> new ResyncInput(group));
    }

    @Override
    public void mapTarget(String clusterId, TargetKey target) {
        propose(clusterId, known -> new MapInput(known, Optional.of(target.id())));
    }

    @Override
    public void setState(String clusterId, TargetKey target) {
        propose(clusterId, known -> new StateInput(known, target));
    }

    @Override
    public void findFiles(String clusterId, TargetKey target) {
        current.choose(clusterId);
        FilesView.findOn(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage(), target.id());
    }

    private void propose(String clusterId, Function<ClusterSnapshot, Planner> planner) {
        current.choose(clusterId);
        open.session(clusterId).map(ClusterSession::state).flatMap(state -> state.knowledge()).map(planner).ifPresent(changes::propose);
    }
}
