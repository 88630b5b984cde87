package org.apiaryfs.ui.internal;

import org.eclipse.swt.SWT;

/** The columns of the cluster view, in their order. */
enum ClusterColumn {
    NAME(Messages.Column_name, 170, SWT.LEFT),
    NUMERIC_ID(Messages.Column_id, 60, SWT.RIGHT),
    TYPE(Messages.Column_type, 100, SWT.LEFT),
    ADDRESS(Messages.Column_address, 160, SWT.LEFT),
    REACHABILITY(Messages.Column_reachability, 120, SWT.LEFT),
    CONSISTENCY(Messages.Column_consistency, 120, SWT.LEFT),
    FREE(Messages.Column_free, 100, SWT.RIGHT),
    TOTAL(Messages.Column_total, 100, SWT.RIGHT);

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
