package org.apiaryfs.ui;

import java.util.function.Consumer;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchPartSite;

/** Tells a part whether it can be seen: what nobody sees needs no questions to servers. UI thread only; so is the listener. */
public final class Visibility implements IPartListener2 {
    private final IWorkbenchPartSite site;
    private final Consumer<Boolean> listener;
    private boolean visible;

    private Visibility(IWorkbenchPartSite site, Consumer<Boolean> listener) {
        this.site = site;
        this.listener = listener;
    }

    /** Begins to tell of each change, until the returned action is run; at first the part counts as hidden. */
    public static Runnable watch(IWorkbenchPartSite site, Consumer<Boolean> listener) {
        var visibility = new Visibility(site, listener);
        site.getPage().addPartListener(visibility);
        if (site.getPage().isPartVisible(site.getPart())) {
            visibility.become(true);
        }
        return () -> site.getPage().removePartListener(visibility);
    }

    @Override
    public void partVisible(IWorkbenchPartReference part) {
        if (part.getPart(false) == site.getPart()) {
            become(true);
        }
    }

    @Override
    public void partHidden(IWorkbenchPartReference part) {
        if (part.getPart(false) == site.getPart()) {
            become(false);
        }
    }

    private void become(boolean now) {
        if (now != visible) {
            visible = now;
            listener.accept(now);
        }
    }
}
