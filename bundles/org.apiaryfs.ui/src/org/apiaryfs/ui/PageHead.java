package org.apiaryfs.ui;

import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** The head of a page: a field to filter by, and what is wrong with the connection, if anything is. UI thread only. */
public final class PageHead {
    private static final int DELAY = 150; // milliseconds after the last key
    private static final int MARGIN = 4; // pixels

    private final Composite area;
    private final Text filter;
    private final Label icon;
    private final Label message;

    /**
     * @param hint what can be filtered by
     * @param filtered is told what was entered, when no key was pressed for a moment
     */
    public PageHead(Composite parent, String hint, Consumer<String> filtered) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).extendedMargins(MARGIN, MARGIN, MARGIN, MARGIN).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
        filter = new Text(area, SWT.SINGLE | SWT.BORDER | SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(hint);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(filter);
        Runnable apply = () -> {
            if (!filter.isDisposed()) {
                filtered.accept(filter.getText());
            }
        };
        filter.addListener(SWT.Modify, event -> filter.getDisplay().timerExec(DELAY, apply));
        filter.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                filter.setText("");
            }
        });
        icon = new Label(area, SWT.NONE);
        icon.setImage(PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJS_WARN_TSK));
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
        message = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(message);
    }

    public Text filter() {
        return filter;
    }

    /** Says what is wrong; nothing if all is well. */
    public void show(SessionState state) {
        boolean well = state.knowledge().isPresent() && !state.troubled();
        message.setText(well ? "" : state.text().replace("&", "&&"));
        show(icon, state.troubled());
        show(message, !well);
        area.getParent().layout();
    }

    private static void show(Label label, boolean visible) {
        label.setVisible(visible);
        ((GridData) label.getLayoutData()).exclude = !visible;
    }
}
