package org.apiaryfs.ui.administration.changes;

import java.util.Optional;
import org.apiaryfs.ui.Concern;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** A plan as people read it: what will happen, step by step, and what that affects. UI thread only. */
final class PlanSheet {
    private static final int INDENT = 8; // pixels

    private final ScrolledComposite scroller;
    private final Composite page;

    PlanSheet(Composite parent) {
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        page = new Composite(scroller, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 5).applyTo(page);
        scroller.setContent(page);
        scroller.addListener(SWT.Resize, event -> fit());
    }

    Control control() {
        return scroller;
    }

    /** Shows this plan instead of the former. @param outcome what has come of it, if it was tried */
    void show(Plan plan, Optional<Effect> outcome) {
        for (Control child : page.getChildren()) {
            child.dispose();
        }
        outcome.ifPresent(told -> {
            heading(Messages.sheet_outcome);
            line(told);
        });
        plan.obstacle().ifPresent(this::line);
        if (!plan.steps().isEmpty()) {
            heading(Messages.sheet_steps);
            for (int i = 0; i < plan.steps().size(); i++) {
                var number = new Label(page, SWT.NONE);
                number.setText(i + 1 + ".");
                GridDataFactory.swtDefaults().align(SWT.END, SWT.BEGINNING).indent(INDENT, 0).applyTo(number);
                text(plan.steps().get(i));
            }
        }
        if (!plan.effects().isEmpty()) {
            heading(Messages.sheet_effects);
            plan.effects().forEach(this::line);
        }
        fit();
        scroller.setOrigin(0, 0);
    }

    /** Height in pixels that shows all at this width. */
    int height(int width) {
        return page.computeSize(width, SWT.DEFAULT).y;
    }

    private void fit() {
        int width = scroller.getClientArea().width;
        page.setSize(width, height(width));
        page.layout();
        scroller.getVerticalBar().setIncrement(page.getFont().getFontData()[0].getHeight() * 2);
    }

    private void heading(String text) {
        var label = new Label(page, SWT.NONE);
        label.setText(text);
        label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
        GridDataFactory.fillDefaults().span(2, 1).indent(0, page.getChildren().length == 1 ? 0 : INDENT).applyTo(label);
    }

    private void line(Effect effect) {
        var icon = new Label(page, SWT.NONE);
        icon.setImage(image(effect.concern()));
        GridDataFactory.swtDefaults().align(SWT.END, SWT.BEGINNING).indent(INDENT, 0).applyTo(icon);
        text(effect.sentence());
    }

    private void text(String sentence) {
        var label = new Label(page, SWT.WRAP);
        label.setText(sentence.replace("&", "&&")); // else it would underline what follows
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(label);
    }

    static Image image(Concern concern) {
        return JFaceResources.getImage(switch (concern) {
            case NONE -> Dialog.DLG_IMG_MESSAGE_INFO;
            case WARNING -> Dialog.DLG_IMG_MESSAGE_WARNING;
            case ERROR -> Dialog.DLG_IMG_MESSAGE_ERROR;
        });
    }
}
