package org.apiaryfs.ui.administration.remedies;

import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.administration.changes.Changes;
import org.eclipse.ui.services.AbstractServiceFactory;
import org.eclipse.ui.services.IServiceLocator;

/** Makes remedies for whoever asks for them. UI thread only. */
public final class RemediesFactory extends AbstractServiceFactory {
    @Override
    @SuppressWarnings("rawtypes") // as it is declared there
    public Object create(Class type, IServiceLocator parent, IServiceLocator services) {
        return new PreviewedRemedies(services.getService(CurrentCluster.class), services.getService(OpenClusters.class), services.getService(Changes.class));
    }
}
