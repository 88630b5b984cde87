package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.PageAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
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

    private final PageAction open = action(Messages.Action_open, this::open);
    private final PageAction close = action(Messages.Action_close, this::close);
    private final PageAction refresh = action(Messages.Action_refresh, IWorkbenchCommandConstants.FILE_REFRESH, this::refresh);
    private final PageAction copy = action(Messages.Action_copyAddress, IWorkbenchCommandConstants.EDIT_COPY, this::copyAddress);
    private final PageAction remove = action(Messages.Action_remove, IWorkbenchCommandConstants.EDIT_DELETE, this::remove);
    private final PageAction properties = action(Messages.Action_properties, IWorkbenchCommandConstants.FILE_PROPERTIES, this::edit);

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
        copy.activeOutside(text, bars, ActionFactory.COPY.getId());
        remove.activeOutside(text, bars, ActionFactory.DELETE.getId());
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

    private PageAction action(String text, Consumer<ClusterProfile> work) {
        return PageAction.of(text, forSelected(work));
    }

    private PageAction action(String text, String command, Consumer<ClusterProfile> work) {
        return PageAction.of(text, command, forSelected(work));
    }

    private Runnable forSelected(Consumer<ClusterProfile> work) {
        return () -> selected.get().ifPresent(work);
    }
}
