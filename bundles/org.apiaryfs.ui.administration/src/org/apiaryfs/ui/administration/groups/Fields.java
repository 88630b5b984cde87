package org.apiaryfs.ui.administration.groups;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Fields of previews, in two columns. UI thread only. */
final class Fields {
    private Fields() { }

    /** One of several. @param chosen is told the place of what was chosen */
    static Combo choice(Composite parent, String name, List<String> choice, int first, IntConsumer chosen) {
        new Label(parent, SWT.NONE).setText(name);
        var combo = new Combo(parent, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        choice.forEach(combo::add);
        combo.select(first);
        combo.addListener(SWT.Selection, event -> chosen.accept(Math.max(0, combo.getSelectionIndex())));
        return combo;
    }

    /** Yes or no. @param chosen is told whether it is ticked */
    static Button tick(Composite parent, String name, Consumer<Boolean> chosen) {
        new Label(parent, SWT.NONE);
        var button = new Button(parent, SWT.CHECK);
        button.setText(name);
        button.addListener(SWT.Selection, event -> chosen.accept(button.getSelection()));
        return button;
    }
}
