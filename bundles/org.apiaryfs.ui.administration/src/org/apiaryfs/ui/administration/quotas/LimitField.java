package org.apiaryfs.ui.administration.quotas;

import java.util.Optional;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.ui.administration.forms.ApplyDialog.Verdict;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A field for a limit, in an area of two columns; what is left empty stays as it is. UI thread only. */
final class LimitField {
    private static final String UNLIMITED = "unlimited";
    private static final String DEFAULT = "default";

    private final Combo combo;
    private final boolean defaults;

    /**
     * @param start what is there now; empty if several have different ones
     * @param defaults whether this is the default itself
     */
    LimitField(Composite area, String label, Optional<Long> start, boolean defaults, Runnable changed) {
        this.defaults = defaults;
        new Label(area, SWT.NONE).setText(label);
        combo = new Combo(area, SWT.DROP_DOWN);
        combo.add(UNLIMITED);
        if (!defaults) {
            combo.add(DEFAULT);
        }
        combo.setText(start.map(limit -> defaults && limit == 0 ? UNLIMITED : LimitText.exact(limit)).orElse(""));
        combo.setToolTipText(Messages.Limit_tip);
        combo.addModifyListener(event -> changed.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
    }

    /** What is wrong with it. */
    Optional<Verdict> judge() {
        String text = combo.getText();
        try {
            boolean right = !(defaults && text.strip().equalsIgnoreCase(DEFAULT));
            limit();
            return right ? Optional.empty() : Optional.of(Verdict.error(Messages.Fault_defaultOfDefault));
        } catch (IllegalArgumentException e) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_limit, text)));
        }
    }

    /** Empty if it is to stay as it is. @throws IllegalArgumentException if there is something else than a limit */
    Optional<Long> limit() {
        String text = combo.getText().strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(LimitText.parse(text));
    }
}
