package org.apiaryfs.ui.monitoring.alerts;

import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.CurrentCluster;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks how somebody is to be told of the current cluster's problems. UI thread only. */
public final class EditAlertsHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
        var workbench = PlatformUI.getWorkbench();
        workbench.getService(CurrentCluster.class).id().flatMap(workbench.getService(ClusterProfiles.class)::find)
                .ifPresentOrElse(profile -> edit(shell, profile), () -> MessageDialog.openInformation(shell, Messages.title, Messages.noCluster));
        return null;
    }

    private static void edit(Shell shell, ClusterProfile profile) {
        Alerts alerts = Alerts.ofWorkbench();
        alerts.settings(profile.id()).thenAcceptAsync(settings -> {
            if (!shell.isDisposed()) {
                new AlertsDialog(shell, profile.name(), settings).ask().ifPresent(entered -> save(alerts, profile, entered, shell));
            }
        }, shell.getDisplay()::asyncExec);
    }

    private static void save(Alerts alerts, ClusterProfile profile, AlertSettings settings, Shell shell) {
        alerts.save(profile.id(), settings).exceptionallyAsync(failure -> {
            if (!shell.isDisposed()) {
                MessageDialog.openError(shell, Messages.title, NLS.bind(Messages.notKept, failure.getMessage()));
            }
            return null;
        }, shell.getDisplay()::asyncExec);
    }
}
