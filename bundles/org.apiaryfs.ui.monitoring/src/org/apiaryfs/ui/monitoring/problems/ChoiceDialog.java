package org.apiaryfs.ui.monitoring.problems;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Asks for one of a few things. UI thread only. */
final class ChoiceDialog extends MessageDialog {
    private final List<String> choices;
    private int chosen;

    private ChoiceDialog(Shell parent, String title, String question, List<String> choices, int first) {
        super(parent, title, null, question, QUESTION, 0, IDialogConstants.OK_LABEL, IDialogConstants.CANCEL_LABEL);
        this.choices = choices;
        this.chosen = first;
    }

    /**
     * Shows the dialog; returns what was chosen, or empty if it was cancelled or there is nothing to choose.
     *
     * @param first index of what is proposed
     */
    static <T> Optional<T> ask(Shell parent, String title, String question, List<T> choices, Function<T, String> text, int first) {
        if (choices.isEmpty()) {
            openInformation(parent, title, Messages.nothingToChoose);
            return Optional.empty();
        }
        var dialog = new ChoiceDialog(parent, title, question, choices.stream().map(text).toList(), first);
        return dialog.open() == 0 ? Optional.of(choices.get(dialog.chosen)) : Optional.empty();
    }

    @Override
    protected Control createCustomArea(Composite parent) {
        var combo = new Combo(parent, SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setItems(choices.toArray(String[]::new));
        combo.select(chosen);
        combo.addListener(SWT.Selection, event -> chosen = combo.getSelectionIndex());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        return combo;
    }
}
