package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with the selected cluster of the navigator. UI thread only. */
final class ClusterActions {
    private final IViewSite site;
    private final ClusterProfiles profiles;
    private final OpenClusters clusters;
    private final Supplier<Optional<ClusterProfile>> selected;

    private final Action open = action(Messages.Action_open, Optional.empty(), this::open);
    private final Action close = action(Messages.Action_close, Optional.empty(), this::close);
    private final Action refresh = action(Messages.Action_refresh, Optional.of(IWorkbenchCommandConstants.FILE_REFRESH), this::refresh);
    private final Action copy = action(Messages.Action_copyAddress, Optional.of(IWorkbenchCommandConstants.EDIT_COPY), this::copyAddress);
    private final Action remove = action(Messages.Action_remove, Optional.of(IWorkbenchCommandConstants.EDIT_DELETE), this::remove);
    private final Action properties = action(Messages.Action_properties, Optional.of(IWorkbenchCommandConstants.FILE_PROPERTIES), this::edit);

    /**
     * @param text a field of the view: while it has the focus, the keys of copying and deleting are about what is in it
     * @param selected the cluster that the actions are for
     */
    ClusterActions(IViewSite site, Text text, Supplier<Optional<ClusterProfile>> selected) {
        this.site = site;
        this.selected = selected;
        profiles = site.getService(ClusterProfiles.class);
        clusters = site.getService(OpenClusters.class);
        IActionBars bars = site.getActionBars();
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.setGlobalActionHandler(ActionFactory.PROPERTIES.getId(), properties);
        listenToEditingKeys(true);
        text.addListener(SWT.FocusIn, event -> listenToEditingKeys(false));
        text.addListener(SWT.FocusOut, event -> listenToEditingKeys(true));
    }

    /** Adds all of them, those enabled that make sense now. */
    void fill(IMenuManager menu) {
        update();
        menu.add(open);
        menu.add(close);
        menu.add(refresh);
        menu.add(new Separator());
        menu.add(copy);
        menu.add(remove);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS)); // of other features
        menu.add(new Separator());
        menu.add(properties);
    }

    /** To be called when the selection or its state has changed. */
    void update() {
        Optional<ClusterProfile> profile = selected.get();
        boolean isOpen = profile.flatMap(known -> clusters.session(known.id())).isPresent();
        open.setEnabled(profile.isPresent() && !isOpen);
        close.setEnabled(isOpen);
        refresh.setEnabled(isOpen);
        List.of(copy, remove, properties).forEach(action -> action.setEnabled(profile.isPresent()));
    }

    private void listenToEditingKeys(boolean listen) {
        IActionBars bars = site.getActionBars();
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), listen ? copy : null);
        bars.setGlobalActionHandler(ActionFactory.DELETE.getId(), listen ? remove : null);
        bars.updateActionBars();
    }

    private void open(ClusterProfile profile) {
        clusters.open(profile);
    }

    private void close(ClusterProfile profile) {
        clusters.close(profile.id());
    }

    private void refresh(ClusterProfile profile) {
        clusters.session(profile.id()).ifPresent(ClusterSession::refresh);
    }

    private void copyAddress(ClusterProfile profile) {
        var clipboard = new Clipboard(site.getShell().getDisplay());
        try {
            clipboard.setContents(new Object[] {profile.address().toString()}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    private void remove(ClusterProfile profile) {
        if (MessageDialog.openConfirm(site.getShell(), Messages.Remove_title, NLS.bind(Messages.Remove_question, profile.name()))) {
            profiles.remove(profile.id());
        }
    }

    private void edit(ClusterProfile profile) {
        ConnectDialog.toEdit(site.getShell(), profile).ask().ifPresent(profiles::save);
    }

    private Action action(String text, Optional<String> command, Consumer<ClusterProfile> work) {
        var action = new Action(text) {
            @Override
            public void run() {
                selected.get().ifPresent(work);
            }
        };
        command.ifPresent(action::setActionDefinitionId); // shows its key in the menu
        return action;
    }
}
