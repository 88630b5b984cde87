package org.apiaryfs.ui.internal;

import org.eclipse.swt.SWT;

/** The columns of the cluster view, in their order. */
enum ClusterColumn {
    NAME("Name", 220, SWT.LEFT),
    NUMERIC_ID("ID", 60, SWT.RIGHT),
    TYPE("Type", 100, SWT.LEFT),
    ADDRESS("Address", 160, SWT.LEFT),
    REACHABILITY("Reachability", 120, SWT.LEFT),
    CONSISTENCY("Consistency", 120, SWT.LEFT),
    FREE("Free", 100, SWT.RIGHT),
    TOTAL("Total", 100, SWT.RIGHT);

    private final String title;
    private final int width;
    private final int alignment;

    ClusterColumn(String title, int width, int alignment) {
        this.title = title;
        this.width = width;
        this.alignment = alignment;
    }

    String title() {
        return title;
    }

    /** First width in pixels. */
    int width() {
        return width;
    }

    /** {@link SWT#LEFT} or {@link SWT#RIGHT}. */
    int alignment() {
        return alignment;
    }
}
