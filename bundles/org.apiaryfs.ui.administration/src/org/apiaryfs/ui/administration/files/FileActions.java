package org.apiaryfs.ui.administration.files;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Role;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with files and directories: in the view's tool bar, in the table's menu and by keys. UI thread only. */
final class FileActions {
    private static final String COMMANDS = "org.apiaryfs.ui.administration.";

    private final FilesView view;
    private final PageAction refresh = PageAction.of(Messages.Action_refresh, IWorkbenchCommandConstants.FILE_REFRESH, () -> view().refresh()).withIcon(FileActions.class, "icons/refresh.svg");
    private final PageAction up = PageAction.of(Messages.Action_up, () -> view().up()).withIcon(FileActions.class, "icons/up.svg");
    private final PageAction goTo = PageAction.of(Messages.Action_goTo, () -> view().enterPath()).withIcon(FileActions.class, "icons/go-to.svg");
    private final PageAction copy = PageAction.of(Messages.Action_copy, IWorkbenchCommandConstants.EDIT_COPY, this::copy).withIcon(FileActions.class, "icons/copy.svg");
    private final PageAction newDirectory = PageAction.of(Messages.Action_newDirectory, () -> create(false)).withIcon(FileActions.class, "icons/new-directory.svg");
    private final PageAction newFile = PageAction.of(Messages.Action_newFile, () -> create(true)).withIcon(FileActions.class, "icons/new-file.svg");
    private final PageAction pattern = PageAction.of(Messages.Action_pattern, IWorkbenchCommandConstants.FILE_PROPERTIES, this::editPattern).withIcon(FileActions.class, "icons/pattern.svg");
    private final PageAction find = PageAction.of(Messages.Action_find, IWorkbenchCommandConstants.EDIT_FIND_AND_REPLACE, () -> find(start(), targets())).withIcon(FileActions.class, "icons/find-on-targets.svg");
    private final PageAction migrate = PageAction.of(Messages.Action_migrate, this::migrate).withIcon(FileActions.class, "icons/migrate.svg");

    FileActions(FilesView view, LiveTable<FileRow> table) {
        this.view = view;
        IActionBars bars = view.getViewSite().getActionBars();
        List.of(refresh, newDirectory, newFile, pattern, find, migrate).forEach(bars.getToolBarManager()::add);
        Map.of("goToPath", goTo, "newDirectory", newDirectory, "newFile", newFile, "findOnTargets", find, "migrateFiles", migrate)
                .forEach((command, action) -> action.active(view.getViewSite(), COMMANDS + command));
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.setGlobalActionHandler(ActionFactory.PROPERTIES.getId(), pattern);
        bars.setGlobalActionHandler(ActionFactory.FIND.getId(), find);
        table.control().addListener(SWT.FocusIn, event -> copyKey(copy)); // elsewhere it copies text
        table.control().addListener(SWT.FocusOut, event -> copyKey(null));
        table.control().addListener(SWT.KeyDown, this::key);
        table.menu(this::fill);
        update();
    }

    /** For the actions, which are there before the constructor has run. */
    private FilesView view() {
        return view;
    }

    private void copyKey(Action action) {
        IActionBars bars = view.getViewSite().getActionBars();
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), action);
        bars.updateActionBars();
    }

    /** To be called when something else is shown or selected. */
    void update() {
        boolean open = view.session().isPresent() && view.directory().isPresent();
        boolean changes = open && view.session().filter(session -> session.profile().role() == Role.ADMINISTRATOR).isPresent();
        boolean known = view.accounts().isPresent();
        List.of(refresh, up, goTo, copy, find).forEach(action -> action.setEnabled(open));
        newDirectory.setEnabled(changes && known);
        newFile.setEnabled(changes && known);
        migrate.setEnabled(changes);
        pattern.setEnabled(changes && subjectDirectory().isPresent());
    }

    private Optional<WalkedEntry> subjectDirectory() {
        return view.subject().filter(entry -> entry.details().type() == EntryType.DIRECTORY);
    }

    private void fill(IMenuManager menu) {
        update();
        List.of(newDirectory, newFile).forEach(menu::add);
        menu.add(new Separator());
        menu.add(pattern);
        menu.add(copy);
        menu.add(new Separator());
        List.of(find, migrate).forEach(menu::add);
        menu.add(new Separator());
        List.of(up, goTo, refresh).forEach(menu::add);
    }

    /** Keys that no command of the workbench has; the menu names them. */
    private void key(Event event) {
        if (event.keyCode == SWT.BS && event.stateMask == 0) {
            up.run();
        } else if (event.keyCode == SWT.INSERT && newFile.isEnabled()) {
            (event.stateMask == SWT.SHIFT ? newFile : newDirectory).run();
        } else if (event.keyCode == 'l' && event.stateMask == SWT.MOD1) {
            goTo.run();
        }
    }

    private void copy() {
        var clipboard = new Clipboard(shell().getDisplay());
        try {
            clipboard.setContents(new Object[] {String.join("\n", view.paths())}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    private void create(boolean file) {
        withCluster((session, snapshot) -> view.directory().ifPresent(directory -> view.accounts().flatMap((HostAccounts accounts) -> new NewEntryDialog(shell(), file,
                session.connection().entries(), directory.details().path(), directory.details().pattern(), snapshot, accounts).ask()).ifPresent(view::reveal)));
    }

    private void editPattern() {
        withCluster((session, snapshot) -> subjectDirectory().ifPresent(entry -> {
            String path = entry.details().path();
            Optional<StripePattern> changed = new PatternDialog(shell(), session.connection().entries(), path, entry.details().pattern(), snapshot).ask();
            changed.ifPresent(now -> view.refresh());
        }));
    }

    /** @param targets that are proposed */
    void find(String start, Collection<Integer> targets) {
        withCluster((session, snapshot) -> new FindDialog(shell(), session.profile().name(), session.connection(), snapshot, start, targets, view::showEntry).open());
    }

    private void migrate() {
        withCluster((session, snapshot) -> new MigrateDialog(shell(), session.profile().name(), session.connection(), snapshot, start(), targets()).open());
    }

    /** Where a walk would begin: at what is selected. */
    private String start() {
        return view.paths().size() == 1 ? view.paths().getFirst() : view.directory().map(entry -> entry.details().path()).orElse("/");
    }

    /** Targets of the selected file, unless it is mirrored. */
    private List<Integer> targets() {
        return view.subject().map(entry -> entry.details().pattern()).filter(its -> its.typeNumber() == StripePattern.RAID0).map(StripePattern::targets).orElse(List.of());
    }

    private Shell shell() {
        return view.getSite().getShell();
    }

    @FunctionalInterface
    private interface Work {
        void run(ClusterSession session, ClusterSnapshot snapshot);
    }

    private void withCluster(Work work) {
        view.session().ifPresent(session -> view.snapshot().ifPresent(snapshot -> work.run(session, snapshot)));
    }
}
