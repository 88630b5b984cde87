package org.apiaryfs.ui.administration.changes;

import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.ui.services.AbstractServiceFactory;
import org.eclipse.ui.services.IServiceLocator;

/** Makes the one {@link Changes} of the workbench when the first page asks for it. UI thread only. */
public final class ChangesFactory extends AbstractServiceFactory {
    @Override
    @SuppressWarnings("rawtypes") // as it is declared there
    public Object create(Class type, IServiceLocator parent, IServiceLocator services) {
        Object known = parent.getService(type);
        if (known != null) {
            return known; // that of the workbench serves its windows and pages too
        }
        var changes = new Changes(services.getService(CurrentCluster.class), services.getService(OpenClusters.class));
        HistoryHandler.activate(changes, services);
        return changes;
    }
}
