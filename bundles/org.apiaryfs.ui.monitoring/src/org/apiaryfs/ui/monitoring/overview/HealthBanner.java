package org.apiaryfs.ui.monitoring.overview;

import java.util.Locale;
import org.apiaryfs.ui.Icons;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** How the cluster is, in one sentence with an icon. UI thread only. */
final class HealthBanner {
    private final Composite area;
    private final Label icon;
    private final Label sentence;

    /** How it is. */
    enum Health {
        GOOD, WARNING, ERROR;

        String icon() {
            return "icons/health-" + name().toLowerCase(Locale.ROOT) + ".svg";
        }
    }

    /** @param pressed what a click does */
    HealthBanner(Composite parent, Runnable pressed) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(area);
        icon = new Label(area, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).hint(24, 24).applyTo(icon);
        sentence = new Label(area, SWT.WRAP);
        sentence.setFont(new LocalResourceManager(JFaceResources.getResources(), area)
                .create(FontDescriptor.createFrom(sentence.getFont()).increaseHeight(2)));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(sentence);
        area.setCursor(area.getDisplay().getSystemCursor(SWT.CURSOR_HAND));
        sentence.setToolTipText(Messages.toProblems);
        icon.addListener(SWT.MouseUp, event -> pressed.run());
        sentence.addListener(SWT.MouseUp, event -> pressed.run());
    }

    Composite control() {
        return area;
    }

    /** Whether it takes another height now. */
    boolean show(Health health, String text) {
        icon.setImage(Icons.of(HealthBanner.class, health.icon()).orElse(null));
        String shown = text.replace("&", "&&"); // else it would underline what follows
        if (shown.equals(sentence.getText())) {
            return false;
        }
        sentence.setText(shown);
        return true;
    }
}
