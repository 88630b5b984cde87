package org.apiaryfs.ui.administration.quotas;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.TargetPool;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** Users or groups, the storage pool and a filter to choose, and below what is to be known about what is shown. UI thread only. */
final class PlaceBar {
    private static final List<Quotas.Kind> KINDS = List.of(Quotas.Kind.USER, Quotas.Kind.GROUP);
    private static final int MARGIN = 5; // pixels around the hint
    private static final int POOL_WIDTH = 180;

    private final Composite area;
    private final Combo kind;
    private final Combo pool;
    private final Composite hintLine;
    private final Label icon;
    private final Label hint;
    private List<TargetPool> pools = List.of();

    /** Something to be known. Immutable. @param icon SWT.ICON_INFORMATION, ICON_WARNING or ICON_ERROR */
    record Hint(int icon, String sentence) { }

    PlaceBar(Composite parent, Runnable chosen, Consumer<String> filtered) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).margins(MARGIN, 3).applyTo(fields);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
        kind = new Combo(fields, SWT.DROP_DOWN | SWT.READ_ONLY);
        KINDS.forEach(one -> kind.add(one == Quotas.Kind.USER ? Messages.users : Messages.groups));
        kind.select(0);
        kind.addListener(SWT.Selection, event -> chosen.run());
        new Label(fields, SWT.NONE).setText(Messages.inPool);
        pool = new Combo(fields, SWT.DROP_DOWN | SWT.READ_ONLY);
        pool.addListener(SWT.Selection, event -> chosen.run());
        GridDataFactory.swtDefaults().hint(POOL_WIDTH, SWT.DEFAULT).applyTo(pool);
        var filter = new Text(fields, SWT.BORDER | SWT.SINGLE | SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.filter);
        filter.addModifyListener(event -> filtered.accept(filter.getText()));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(filter);
        hintLine = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(MARGIN, 3).applyTo(hintLine);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(hintLine);
        icon = new Label(hintLine, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
        hint = new Label(hintLine, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(hint);
        say(Optional.empty());
    }

    Control control() {
        return area;
    }

    Quotas.Kind kind() {
        return KINDS.get(kind.getSelectionIndex());
    }

    /** Empty until there are any. */
    Optional<TargetPool> pool() {
        return pool.getSelectionIndex() < 0 ? Optional.empty() : Optional.of(pools.get(pool.getSelectionIndex()));
    }

    /** Offers these pools; the one that was chosen stays so. */
    void offer(List<TargetPool> offered) {
        if (!names(offered).equals(names(pools))) {
            int before = pool().map(TargetPool::id).orElse(-1);
            pool.setItems(names(offered).toArray(String[]::new));
            pool.select(Math.max(0, offered.stream().map(TargetPool::id).toList().indexOf(before)));
        }
        pools = offered;
    }

    private static List<String> names(List<TargetPool> pools) {
        return pools.stream().map(one -> NLS.bind(Messages.pool, one.description(), one.id())).toList();
    }

    void say(Optional<Hint> said) {
        icon.setImage(said.map(one -> PlatformUI.getWorkbench().getSharedImages().getImage(switch (one.icon) {
            case SWT.ICON_ERROR -> ISharedImages.IMG_OBJS_ERROR_TSK;
            case SWT.ICON_WARNING -> ISharedImages.IMG_OBJS_WARN_TSK;
            default -> ISharedImages.IMG_OBJS_INFO_TSK;
        })).orElse(null));
        hint.setText(said.map(Hint::sentence).orElse("").replace("&", "&&"));
        hintLine.setVisible(said.isPresent());
        ((GridData) hintLine.getLayoutData()).exclude = said.isEmpty();
        area.getParent().layout(new Control[] {hint, icon, hintLine});
    }
}
