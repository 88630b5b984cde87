package org.apiaryfs.ui.administration.run;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiaryfs.check.FindingKind;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** Asks which kinds of findings shall be mended, and says what that means. UI thread only. */
final class MendDialog extends TitleAreaDialog {
    private static final int[] WIDTHS = {330, 60, 380}; // pixels
    private static final int HEIGHT = 180; // pixels, of the table

    private final Map<FindingKind, Long> counts;
    private final Set<FindingKind> chosen;
    private Table table;

    MendDialog(Shell parent, Map<FindingKind, Long> counts) {
        super(parent);
        this.counts = new TreeMap<>(counts);
        chosen = EnumSet.noneOf(FindingKind.class);
        chosen.addAll(counts.keySet());
    }

    /** The kinds chosen; none if the user doesn't want to. */
    Set<FindingKind> ask() {
        return open() == OK ? chosen : Set.of();
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.mend_title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(Messages.mend_title);
        setMessage(Messages.mend_message);
        var area = (Composite) super.createDialogArea(parent);
        table = new Table(area, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, HEIGHT).applyTo(table);
        String[] titles = {Messages.fsck_kind, Messages.mend_count, Messages.mend_what};
        for (int i = 0; i < titles.length; i++) {
            var column = new TableColumn(table, i == 1 ? SWT.RIGHT : SWT.LEFT);
            column.setText(titles[i]);
            column.setWidth(WIDTHS[i]);
        }
        counts.forEach((kind, count) -> {
            var item = new TableItem(table, SWT.NONE);
            item.setText(new String[] {kind.text(), Long.toString(count), kind.repair().orElse("")});
            item.setData(kind);
            item.setChecked(true);
        });
        table.addListener(SWT.Selection, event -> choose());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.mend_button, false); // not by Enter alone: it can't be undone
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, true);
    }

    private void choose() {
        chosen.clear();
        Stream.of(table.getItems()).filter(TableItem::getChecked).forEach(item -> chosen.add((FindingKind) item.getData()));
        getButton(IDialogConstants.OK_ID).setEnabled(!chosen.isEmpty());
    }
}
