package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks for a cluster, keeps its profile and opens it. UI thread only. */
public final class ConnectHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbench workbench = PlatformUI.getWorkbench();
        var profiles = workbench.getService(ClusterProfiles.class);
        List<ClusterProfile> known = profiles.all();
        Optional<ClusterAddress> latest = known.isEmpty() ? Optional.empty() : Optional.of(known.getLast().address());
        ConnectDialog.toAdd(HandlerUtil.getActiveShellChecked(event), latest).ask().ifPresent(profile -> {
            profiles.save(profile);
            workbench.getService(OpenClusters.class).open(profile);
            ClusterNavigator.reveal(profile.id());
        });
        return null;
    }
}
