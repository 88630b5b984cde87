package org.apiaryfs.ui.administration.quotas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.QuotaImport;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.QuotaReport;
import org.apiaryfs.admin.QuotaSheet;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with quotas: in the view's tool bar, in the table's menu and by keys. UI thread only. */
final class QuotaActions {
    private static final String COMMANDS = "org.apiaryfs.ui.administration.";
    private static final String[] TABLES = {"*.csv", "*"};

    private final QuotasView view;
    private final LiveTable<QuotaRow> table;
    private final PageAction refresh = PageAction.of(Messages.Action_refresh, IWorkbenchCommandConstants.FILE_REFRESH, () -> view().ask()).withIcon(QuotaActions.class, "icons/refresh.svg");
    private final PageAction edit = PageAction.of(Messages.Action_edit, IWorkbenchCommandConstants.FILE_PROPERTIES, this::edit).withIcon(QuotaActions.class, "icons/edit-limits.svg");
    private final PageAction defaults = PageAction.of(Messages.Action_defaults, this::editDefaults).withIcon(QuotaActions.class, "icons/default-limits.svg");
    private final PageAction load = PageAction.of(Messages.Action_import, () -> choose(SWT.OPEN).ifPresent(this::importFrom)).withIcon(QuotaActions.class, "icons/import.svg");
    private final PageAction save = PageAction.of(Messages.Action_export, () -> choose(SWT.SAVE).ifPresent(this::exportTo)).withIcon(QuotaActions.class, "icons/export.svg");

    QuotaActions(QuotasView view, LiveTable<QuotaRow> table) {
        this.view = view;
        this.table = table;
        IActionBars bars = view.getViewSite().getActionBars();
        List.of(refresh, edit, defaults, load, save).forEach(bars.getToolBarManager()::add);
        Map.of("defaultLimits", defaults, "importLimits", load, "exportLimits", save)
                .forEach((command, action) -> action.active(view.getViewSite(), COMMANDS + command));
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.setGlobalActionHandler(ActionFactory.PROPERTIES.getId(), edit);
        table.menu(this::fill);
        table.onOpen(row -> {
            if (edit.isEnabled()) {
                edit.run();
            }
        });
        update();
    }

    /** For the actions, which are there before the constructor has run. */
    private QuotasView view() {
        return view;
    }

    /** To be called when something else is known. */
    void update() {
        boolean open = view.known().isPresent() && view.accounts().isPresent();
        refresh.setEnabled(view.place().isPresent());
        save.setEnabled(open);
        List.of(edit, defaults, load).forEach(action -> action.setEnabled(open && view.settable()));
    }

    private void fill(IMenuManager menu) {
        update();
        menu.add(edit);
        menu.add(defaults);
        menu.add(new Separator());
        menu.add(load);
        menu.add(save);
        menu.add(new Separator());
        menu.add(refresh);
    }

    private void edit() {
        with((place, names) -> new LimitsDialog(shell(), place, table.selected(), names).ask().ifPresent(number ->
                changed(NLS.bind(number == 1 ? Messages.Done_one : Messages.Done_limits, number))));
    }

    void editDefaults() {
        with((place, names) -> new DefaultsDialog(shell(), place, view.known().orElseThrow().report().defaults()).ask().ifPresent(limits -> changed(Messages.Done_defaults)));
    }

    private void changed(String sentence) {
        view.ask();
        view.report(sentence);
    }

    void exportTo(Path file) {
        with((place, names) -> {
            QuotaReport report = view.known().orElseThrow().report();
            start(NLS.bind(Messages.Task_export, file), file, Messages.Problem_write, () -> Files.writeString(file,
                    QuotaSheet.text(place.pool().id(), place.kind(), report.owners(), names.of(place.kind()))), done -> view.report(NLS.bind(Messages.Done_export, file)));
        });
    }

    void importFrom(Path file) {
        with((place, names) -> {
            Map<Integer, QuotaLimits> now = view.known().orElseThrow().report().owners().stream().collect(Collectors.toMap(OwnerQuota::id, OwnerQuota::own));
            start(NLS.bind(Messages.Task_read, file), file, Messages.Problem_read, () -> QuotaImport.read(Files.readString(file), place.pool().id(), place.kind(),
                    names.of(place.kind())), read -> new ImportDialog(shell(), place, file.getFileName().toString(), read, now, names.of(place.kind())).ask()
                    .ifPresent(number -> changed(NLS.bind(number == 1 ? Messages.Done_one : Messages.Done_limits, number))));
        });
    }

    /** Does something with a file, in the background. @param problem what is said if that fails, of the file and the reason */
    private static <T> void start(String name, Path file, String problem, Callable<T> work, Consumer<T> done) {
        new Task<T>(name, monitor -> {
            var result = new CompletableFuture<T>();
            Thread.ofVirtual().name("quota-table").start(() -> {
                try {
                    result.complete(work.call());
                } catch (IOException e) {
                    result.completeExceptionally(new Problem(Problem.Kind.BAD_REQUEST, NLS.bind(problem, file, e)).asException());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
            return result;
        }).start(done);
    }

    private Optional<Path> choose(int style) {
        var dialog = new FileDialog(shell(), style);
        dialog.setFilterExtensions(TABLES);
        if (style == SWT.SAVE) {
            dialog.setOverwrite(true);
            dialog.setFileName(view.place().filter(place -> place.kind() == Quotas.Kind.GROUP).isPresent() ? "group-quotas.csv" : "user-quotas.csv");
        }
        return Optional.ofNullable(dialog.open()).map(Path::of);
    }

    private void with(BiConsumer<QuotaPlace, HostAccounts> work) {
        if (view.known().isPresent()) {
            view.place().ifPresent(place -> view.accounts().ifPresent(names -> work.accept(place, names)));
        }
    }

    private Shell shell() {
        return view.getSite().getShell();
    }
}
