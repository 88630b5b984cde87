package org.apiaryfs.ui.administration.files;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.apiaryfs.ui.administration.forms.NoticeStack;
import org.apiaryfs.ui.administration.forms.Question;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tree of the current cluster, directory by directory, and where each entry is. UI thread only. */
public final class FilesView extends ClusterPage {
    private static final String ID = "org.apiaryfs.ui.view.files";
    private static final Logger LOG = LoggerFactory.getLogger(FilesView.class);
    private static final int[] SHARES = {68, 32}; // of table and details

    private NoticeStack pages;
    private PathBar bar;
    private LiveTable<FileRow> table;
    private EntryPane details;
    private Link status;
    private FileActions actions;
    private Optional<HostAccounts> accounts = Optional.empty();
    private Optional<Listing> listing = Optional.empty();
    private Optional<WalkedEntry> directory = Optional.empty();
    private Optional<Question> question = Optional.empty();
    private Optional<String> wanted = Optional.empty(); // name to be selected when it comes in
    private Optional<String> astray = Optional.empty(); // why the path that was asked for last isn't shown

    public FilesView() {
        super(Messages.title, Messages.titleOf);
    }

    /** Shows the view, and a dialog that looks for the files on a storage target of the current cluster. */
    public static void findOn(IWorkbenchPage page, int target) {
        try {
            if (page.showView(ID) instanceof FilesView view) {
                view.actions.find("/", List.of(target));
            }
        } catch (PartInitException e) {
            LOG.error("the files can't be shown", e);
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        pages = new NoticeStack(parent);
        Composite page = pages.content();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(page);
        bar = new PathBar(page, this::go);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar.control());
        var halves = new SashForm(page, SWT.HORIZONTAL | SWT.SMOOTH);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(halves);
        table = new LiveTable<>(halves, SWT.MULTI, FileRow::name, FileColumns.of(() -> accounts));
        table.sort(0, true);
        details = new EntryPane(halves);
        halves.setWeights(SHARES);
        status = new Link(page, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 2).applyTo(status);
        status.addListener(SWT.Selection, event -> listing.ifPresent(Listing::more));
        actions = new FileActions(this, table);
        table.addSelectionChangedListener(event -> selected());
        table.onOpen(row -> {
            if (row.directory()) {
                go(pathOf(row));
            }
        });
        getSite().setSelectionProvider(table);
        Question.ask(parent, HostAccounts.load(), known -> {
            accounts = Optional.of(known);
            table.control().clearAll();
            selected();
        }, problem -> { });
        follow();
    }

    @Override
    public void setFocus() {
        if (!table.control().setFocus()) {
            pages.setFocus();
        }
    }

    @Override
    public void dispose() {
        leave();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        leave();
        directory = Optional.empty();
        table.show(List.of());
        details.clear();
        bar.show("/");
        astray = Optional.empty();
        bar.say(astray);
        status.setText("");
    }

    @Override
    public void news(SessionState state) {
        if (state.knowledge().isEmpty()) {
            pages.notice(state instanceof SessionState.Disconnected ? Messages.Notice_closed : state.text());
        } else {
            if (pages.showContent() && getSite().getPage().getActivePart() == this) {
                setFocus();
            }
            if (listing.isEmpty() && question.isEmpty() && directory.isEmpty()) {
                go(bar.path());
            }
        }
        actions.update();
    }

    private void leave() {
        listing.ifPresent(Listing::close);
        listing = Optional.empty();
        question.ifPresent(Question::drop);
        question = Optional.empty();
    }

    /** Shows what is at a path: the content of a directory, another entry in its directory. */
    void go(String entered) {
        String path = EntryText.path(entered);
        session().ifPresent(session -> {
            question.ifPresent(Question::drop);
            question = Optional.of(Question.ask(table.control(), session.connection().entries().look(path), entry -> arrive(session, entry), this::fail));
        });
    }

    private void arrive(ClusterSession session, WalkedEntry entry) {
        question = Optional.empty();
        astray = Optional.empty();
        bar.say(astray);
        String path = entry.details().path();
        if (entry.details().type() != EntryType.DIRECTORY) {
            wanted = Optional.of(path.substring(path.lastIndexOf('/') + 1));
            go(EntryText.parent(path));
            return;
        }
        boolean same = listing.map(Listing::directory).filter(path::equals).isPresent();
        leave();
        directory = Optional.of(entry);
        bar.show(path);
        if (!same) {
            table.show(List.of());
        }
        selected();
        listing = Optional.of(new Listing(table.control(), session.connection().entries(), path, this::fill));
        actions.update();
    }

    private void fail(Problem problem) {
        question = Optional.empty();
        wanted = Optional.empty();
        astray = Optional.of(problem.sentence());
        bar.say(astray);
    }

    private void fill(Listing shown) {
        table.show(shown.rows());
        wanted.flatMap(name -> shown.rows().stream().filter(row -> row.text().equals(name)).findFirst()).ifPresent(row -> {
            wanted = Optional.empty();
            table.select(Set.of(row.name()));
            table.control().setFocus();
        });
        shown.problem().ifPresent(problem -> bar.say(Optional.of(problem.sentence())));
        String number = NLS.bind(shown.rows().size() == 1 ? Messages.Status_one : Messages.Status_entries, String.format("%,d", shown.rows().size()));
        status.setText(shown.busy() ? NLS.bind(Messages.Status_busy, number) : shown.paused() ? NLS.bind(Messages.Status_paused, number)
                : shown.rows().isEmpty() && shown.problem().isEmpty() ? Messages.Status_empty : number);
    }

    private void selected() {
        Optional<FileRow> row = selectedRow();
        Optional<WalkedEntry> entry = row.isPresent() ? row.get().known() : directory;
        Optional<ClusterSnapshot> snapshot = current().state().knowledge();
        if (entry.isPresent() && snapshot.isPresent()) {
            details.show(entry.get(), snapshot.get(), accounts);
        } else {
            details.clear();
        }
        bar.say(row.flatMap(FileRow::problem).map(Problem::sentence).or(() -> astray)); // that stays while the list still fills
        actions.update();
    }

    private String pathOf(FileRow row) {
        return EntryText.child(bar.path(), row.text());
    }

    private Optional<FileRow> selectedRow() {
        return table.selected().stream().findFirst();
    }

    /** Lists the directory anew. */
    void refresh() {
        go(bar.path());
    }

    void up() {
        String path = bar.path();
        if (!path.equals("/")) {
            wanted = Optional.of(path.substring(path.lastIndexOf('/') + 1)); // where one comes from
            go(EntryText.parent(path));
        }
    }

    /** Shows what is at a path, in front of other views. */
    void showEntry(String path) {
        getSite().getPage().activate(this);
        go(path);
    }

    /** Shows what was made at a path. */
    void reveal(String path) {
        wanted = Optional.of(path.substring(path.lastIndexOf('/') + 1));
        go(EntryText.parent(path));
    }

    void enterPath() {
        bar.enter();
    }

    /** The paths of what is selected, or of the directory. */
    List<String> paths() {
        List<FileRow> rows = table.selected();
        return rows.isEmpty() ? List.of(bar.path()) : rows.stream().map(this::pathOf).collect(Collectors.toList());
    }

    /** The directory that is shown. */
    Optional<WalkedEntry> directory() {
        return directory;
    }

    /** What is selected, if it is one entry of which all is known; the directory, if nothing is. */
    Optional<WalkedEntry> subject() {
        return table.selected().isEmpty() ? directory : table.selected().size() == 1 ? selectedRow().flatMap(FileRow::known) : Optional.empty();
    }

    Optional<ClusterSession> session() {
        return current().session();
    }

    Optional<ClusterSnapshot> snapshot() {
        return current().state().knowledge();
    }

    Optional<HostAccounts> accounts() {
        return accounts;
    }
}
