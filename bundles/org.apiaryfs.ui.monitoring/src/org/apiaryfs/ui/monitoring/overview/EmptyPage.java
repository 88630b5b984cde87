package org.apiaryfs.ui.monitoring.overview;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** Says why there is nothing to show, and what can be done about it. UI thread only. */
final class EmptyPage {
    private static final int WIDTH = 460; // pixels of the text

    private final Composite page;
    private final Label title;
    private final Label text;
    private final Composite buttons;
    private List<Choice> shown = List.of();

    /** A button. */
    record Choice(String label, Runnable action) { }

    EmptyPage(Composite parent) {
        page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(20, 20).applyTo(page);
        var middle = new Composite(page, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.CENTER, SWT.CENTER).applyTo(middle);
        GridLayoutFactory.fillDefaults().spacing(0, 10).applyTo(middle);
        title = new Label(middle, SWT.CENTER | SWT.WRAP);
        title.setFont(new LocalResourceManager(JFaceResources.getResources(), page)
                .create(FontDescriptor.createFrom(title.getFont()).increaseHeight(4)));
        GridDataFactory.fillDefaults().hint(WIDTH, SWT.DEFAULT).applyTo(title);
        text = new Label(middle, SWT.CENTER | SWT.WRAP);
        GridDataFactory.fillDefaults().hint(WIDTH, SWT.DEFAULT).applyTo(text);
        buttons = new Composite(middle, SWT.NONE);
        var layout = new RowLayout(SWT.HORIZONTAL);
        layout.center = true;
        layout.spacing = 8;
        buttons.setLayout(layout);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(buttons);
    }

    Control control() {
        return page;
    }

    void setFocus() {
        buttons.setFocus();
    }

    void show(String heading, String explanation, List<Choice> choices) {
        String escaped = explanation.replace("&", "&&"); // else it would underline what follows
        List<String> labels = choices.stream().map(Choice::label).toList();
        boolean sameButtons = labels.equals(shown.stream().map(Choice::label).toList());
        shown = choices;
        if (sameButtons && title.getText().equals(heading) && text.getText().equals(escaped)) {
            return;
        }
        title.setText(heading);
        text.setText(escaped);
        if (!sameButtons) {
            for (Control old : buttons.getChildren()) {
                old.dispose();
            }
            for (int i = 0; i < labels.size(); i++) {
                int index = i;
                var button = new Button(buttons, SWT.PUSH);
                button.setText(labels.get(i));
                button.setLayoutData(new RowData(button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 16, SWT.DEFAULT));
                button.addListener(SWT.Selection, event -> shown.get(index).action().run());
            }
        }
        page.layout(true, true);
    }
}
