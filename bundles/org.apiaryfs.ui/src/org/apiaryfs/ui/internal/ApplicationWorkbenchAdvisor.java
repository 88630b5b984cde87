package org.apiaryfs.ui.internal;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** Sets the workbench up for this product: one perspective, the layout kept from run to run. UI thread only. */
final class ApplicationWorkbenchAdvisor extends WorkbenchAdvisor {
    private final StartArguments arguments;
    private final ClusterSession session;

    ApplicationWorkbenchAdvisor(StartArguments arguments, ClusterSession session) {
        this.arguments = arguments;
        this.session = session;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
        configurer.getWorkbench().getService(IEclipseContext.class).set(ClusterSession.class, session);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return ClusterPerspective.ID;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new ApplicationWindowAdvisor(configurer);
    }

    @Override
    public void postStartup() {
        arguments.connect().ifPresent(session::connect);
    }

    @Override
    public boolean preShutdown() {
        session.disconnect();
        return true;
    }
}
