package org.apiaryfs.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.osgi.service.prefs.Preferences;

/**
 * The cluster that the views show: the one that was selected last, from run to run. Found as a service of the workbench.
 * UI thread only; so are the listeners.
 */
public final class CurrentCluster implements ISelectionListener {
    private static final String KEY = "currentCluster";

    private final Preferences store;
    private final OpenClusters open;
    private final Listeners<Optional<String>> listeners = new Listeners<>();
    private Optional<String> id;

    public CurrentCluster(ClusterProfiles profiles, OpenClusters open, Preferences store) {
        this.store = store;
        this.open = open;
        id = Optional.of(store.get(KEY, "")).filter(last -> profiles.find(last).isPresent());
        profiles.listen(this::follow);
        open.listen(opened -> {
            if (id.isEmpty()) {
                choose(opened);
            }
        });
    }

    /** ID of its profile; empty while no cluster was selected. */
    public Optional<String> id() {
        return id;
    }

    /** Tells the listener of each change until the returned action is run. */
    public Runnable listen(Consumer<Optional<String>> listener) {
        return listeners.add(listener);
    }

    public void choose(String chosen) {
        become(Optional.of(chosen));
    }

    /** Follows the selection of the workbench, as far as it belongs to a cluster. */
    @Override
    public void selectionChanged(IWorkbenchPart part, ISelection selection) {
        if (selection instanceof IStructuredSelection some && some.getFirstElement() instanceof ClusterElement element) {
            choose(element.clusterId());
        }
    }

    private void follow(List<ClusterProfile> profiles) {
        if (id.isPresent() && profiles.stream().noneMatch(profile -> profile.id().equals(id.get()))) {
            become(open.all().stream().filter(other -> !other.equals(id.get())).findFirst());
        }
    }

    private void become(Optional<String> next) {
        if (!next.equals(id)) {
            id = next;
            store.put(KEY, next.orElse(""));
            PreferenceWriter.write(store);
            listeners.tell(next);
        }
    }
}
