package org.apiaryfs.ui.monitoring.overview;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A part of a page below a heading. UI thread only. */
final class Card {
    private final Composite area;
    private final Label title;
    private final Label hint;

    /** @param text the heading */
    Card(Composite parent, String text) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(area);
        var head = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        title = new Label(head, SWT.NONE);
        title.setText(text);
        var resources = new LocalResourceManager(JFaceResources.getResources(), area);
        title.setFont(resources.create(FontDescriptor.createFrom(title.getFont()).setStyle(SWT.BOLD)));
        hint = new Label(head, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(hint);
    }

    /** For what is in the card; has a grid of one column. */
    Composite area() {
        return area;
    }

    /** Changes the heading. */
    void title(String text) {
        put(title, text);
    }

    /** A few words beside the heading; may be empty. */
    void hint(String text) {
        put(hint, text);
    }

    private static void put(Label label, String text) {
        if (!label.getText().equals(text)) {
            label.setText(text);
            label.getParent().layout();
        }
    }
}
