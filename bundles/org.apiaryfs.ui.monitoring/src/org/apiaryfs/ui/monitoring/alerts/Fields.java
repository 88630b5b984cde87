package org.apiaryfs.ui.monitoring.alerts;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** Lines of a form: a label, and what is entered beside it. UI thread only. */
final class Fields {
    private final Composite form;
    private final Runnable changed;

    /**
     * @param form has a grid of two columns
     * @param changed run whenever something was entered
     */
    Fields(Composite form, Runnable changed) {
        this.form = form;
        this.changed = changed;
    }

    /** An area for a form. */
    static Composite form(Composite parent) {
        var form = new Composite(parent, SWT.NONE);
        var layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.horizontalSpacing = 10;
        form.setLayout(layout);
        return form;
    }

    /** @param style of the field, such as {@link SWT#PASSWORD} */
    Text text(String label, String value, int style) {
        label(label);
        var text = new Text(form, SWT.BORDER | SWT.SINGLE | style);
        text.setText(value);
        text.addListener(SWT.Modify, event -> changed.run());
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(text);
        return text;
    }

    Combo combo(String label, int selected, String... choices) {
        label(label);
        var combo = new Combo(form, SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setItems(choices);
        combo.select(selected);
        combo.addListener(SWT.Selection, event -> changed.run());
        GridDataFactory.swtDefaults().applyTo(combo);
        return combo;
    }

    Spinner number(String label, int value, int least, int most) {
        label(label);
        var spinner = new Spinner(form, SWT.BORDER);
        spinner.setValues(value, least, most, 0, 1, 10);
        spinner.addListener(SWT.Modify, event -> changed.run());
        GridDataFactory.swtDefaults().applyTo(spinner);
        return spinner;
    }

    /** One over both columns. */
    Button check(String label, boolean value) {
        var check = new Button(form, SWT.CHECK);
        check.setText(label);
        check.setSelection(value);
        check.addListener(SWT.Selection, event -> changed.run());
        GridDataFactory.swtDefaults().span(2, 1).applyTo(check);
        return check;
    }

    void label(String text) {
        var label = new Label(form, SWT.NONE);
        label.setText(text);
        GridDataFactory.swtDefaults().applyTo(label);
    }
}
