package org.apiaryfs.ui;

import java.util.Optional;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;

/** A view of the current cluster: bears its name, and follows its session until it is disposed. UI thread only. */
public abstract class ClusterPage extends ViewPart implements CurrentSession.Follower {
    private final String title;
    private final String titleOf;
    private CurrentSession current;

    /**
     * @param title while no cluster is selected
     * @param titleOf else, with a place for the cluster's name
     */
    protected ClusterPage(String title, String titleOf) {
        this.title = title;
        this.titleOf = titleOf;
    }

    @Override
    public void init(IViewSite site) throws PartInitException {
        super.init(site);
        current = new CurrentSession(site, this);
    }

    /** Begins to follow; this is told of the current cluster before it returns. To be called when all widgets are there. */
    protected final void follow() {
        current.follow();
    }

    /** Closed, until {@link #follow}. */
    protected final CurrentSession current() {
        return current;
    }

    @Override
    public void named(Optional<ClusterProfile> profile) {
        setPartName(profile.map(known -> NLS.bind(titleOf, known.name())).orElse(title));
    }

    @Override
    public void dispose() {
        current.close();
        super.dispose();
    }
}
