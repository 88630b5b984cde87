package org.apiaryfs.ui.administration.run;

import org.apiaryfs.ui.Concern;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Buttons at the top of a page, and beside them one sentence about how it stands. UI thread only. */
final class RunBar {
    private static final int MARGIN = 6; // pixels

    private final Composite area;
    private final Composite buttons;
    private final Label sentence;

    /** @param parent has a grid layout of one column */
    RunBar(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(MARGIN, MARGIN).spacing(2 * MARGIN, 0).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
        buttons = new Composite(area, SWT.NONE);
        var row = new RowLayout();
        row.marginLeft = row.marginRight = row.marginTop = row.marginBottom = 0;
        row.spacing = MARGIN;
        row.center = true;
        row.wrap = false;
        buttons.setLayout(row);
        sentence = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(sentence);
    }

    /** @param style {@link SWT#PUSH} or {@link SWT#CHECK} */
    Button button(int style, String text, String toolTip, Runnable action) {
        var button = new Button(buttons, style);
        button.setText(text);
        button.setToolTipText(toolTip);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    void say(String text, Concern concern) {
        sentence.setText(text.replace("&", "&&")); // else it would underline what follows
        sentence.setForeground(concern.color().orElse(null));
        area.getParent().layout(true, true); // another sentence may need other lines
    }
}
