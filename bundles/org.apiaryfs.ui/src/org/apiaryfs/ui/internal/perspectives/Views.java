package org.apiaryfs.ui.internal.perspectives;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.views.IViewDescriptor;

/** The views of the suite, whichever bundle they are in, and what all perspectives have. UI thread only. */
public final class Views {
    /** What the IDs of our views begin with. */
    public static final String PREFIX = "org.apiaryfs.ui.view.";
    public static final String WELCOME = PREFIX + "welcome";
    public static final String HELP = PREFIX + "help";
    /** Pages that watch, by the last word of their IDs. */
    static final String[] MONITORING = {"overview", "cluster", "details", "statistics"};
    /** Pages that change something, likewise. */
    static final String[] ADMINISTRATION = {"pools", "groups", "files", "quotas", "benchmark", "check", "connections"};
    private static final float NAVIGATOR_SHARE = 0.26f; // of the width
    private static final float HELP_SHARE = 0.33f; // of the rest, when it is shown

    private Views() { }

    /** The navigator on the left, room for the help on the right; no editors. */
    static void frame(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(PREFIX + "navigator", IPageLayout.LEFT, NAVIGATOR_SHARE, layout.getEditorArea());
        layout.getViewLayout(PREFIX + "navigator").setCloseable(false);
        layout.addPlaceholder(HELP, IPageLayout.RIGHT, 1 - HELP_SHARE, layout.getEditorArea());
    }

    /** Adds views in this order; the platform leaves out those that aren't installed. */
    static void add(IFolderLayout folder, String... names) {
        Stream.of(names).map(PREFIX::concat).forEach(folder::addView);
    }

    /** Has views of other perspectives open here when they are asked for: where there is room for them. */
    static void addOthers(IFolderLayout folder, String... names) {
        Stream.of(names).map(PREFIX::concat).forEach(folder::addPlaceholder);
    }

    /** All that are installed, with the progress of what goes on. */
    static List<IViewDescriptor> installed() {
        return Stream.of(PlatformUI.getWorkbench().getViewRegistry().getViews())
                .filter(view -> view.getId().startsWith(PREFIX) || view.getId().equals(IPageLayout.ID_PROGRESS_VIEW)).toList();
    }
}
