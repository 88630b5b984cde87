package org.apiaryfs.ui.administration.quotas;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apiaryfs.admin.InodeSupport;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.Bytes;
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
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;

/** Usage and limits of users and groups of the current cluster, by storage pool. UI thread only. */
public final class QuotasView extends ClusterPage {
    private static final int SOON = 3000; // milliseconds until it is asked again what wasn't counted yet

    private NoticeStack pages;
    private PlaceBar bar;
    private LiveTable<QuotaRow> table;
    private Link defaults;
    private QuotaActions actions;
    private Optional<HostAccounts> accounts = Optional.empty();
    private Optional<QuotaPlace.Known> known = Optional.empty();
    private Optional<QuotaPlace> shown = Optional.empty();
    private Optional<Question> question = Optional.empty();
    private String report = "";

    public QuotasView() {
        super(Messages.title, Messages.titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        pages = new NoticeStack(parent);
        Composite page = pages.content();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(page);
        bar = new PlaceBar(page, this::ask, this::filter);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar.control());
        table = new LiveTable<>(page, SWT.MULTI, row -> row.quota().id(), QuotaColumns.all());
        table.sort(2, false);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        defaults = new Link(page, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 3).applyTo(defaults);
        defaults.addListener(SWT.Selection, event -> actions.editDefaults());
        actions = new QuotaActions(this, table);
        getSite().setSelectionProvider(table);
        Question.ask(parent, HostAccounts.load(), found -> {
            accounts = Optional.of(found);
            fill();
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
        drop();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        drop();
        known = Optional.empty();
        shown = Optional.empty();
        fill();
    }

    @Override
    public void news(SessionState state) {
        if (state.knowledge().isEmpty()) {
            pages.notice(state instanceof SessionState.Disconnected ? Messages.Notice_closed : state.text());
        } else {
            if (pages.showContent() && getSite().getPage().getActivePart() == this) {
                setFocus();
            }
            bar.offer(state.knowledge().get().pools());
            if (known.isEmpty() && question.isEmpty()) {
                ask();
            }
        }
        actions.update();
    }

    private void drop() {
        question.ifPresent(Question::drop);
        question = Optional.empty();
    }

    /** Asks for what the fields say. */
    void ask() {
        drop();
        report = "";
        place().ifPresent(place -> question = Optional.of(Question.ask(table.control(), place.look(), answer -> {
            question = Optional.empty();
            known = Optional.of(answer);
            shown = Optional.of(place);
            fill();
            if (!answer.report().whole()) {
                table.control().getDisplay().timerExec(SOON, () -> askAgain(answer));
            }
        }, this::fail)));
        if (shown.flatMap(one -> place().filter(one::like)).isEmpty()) {
            known = Optional.empty(); // what is shown is of others
            fill();
        }
    }

    private void askAgain(QuotaPlace.Known incomplete) {
        if (!table.control().isDisposed() && known.equals(Optional.of(incomplete)) && question.isEmpty()) {
            ask();
        }
    }

    private void fail(Problem problem) {
        question = Optional.empty();
        bar.say(Optional.of(new PlaceBar.Hint(SWT.ICON_ERROR, problem.sentence())));
    }

    /** Something that was done, said until something else is asked for. */
    void report(String sentence) {
        report = sentence;
        hint();
    }

    private void fill() {
        table.show(accounts.map(names -> known.stream().flatMap(answer -> answer.report().owners().stream().map(owner ->
                new QuotaRow(owner, names.of(bar.kind()).of(owner.id()), answer.report().defaults()))).toList()).orElse(List.of()));
        defaults.setText(known.map(answer -> NLS.bind(settable() ? Messages.Defaults_line : Messages.Defaults_lineOnly, new Object[] {
            text(answer.report().defaults().size(), Bytes::text), text(answer.report().defaults().inodes(), QuotaColumns::number), table.rows().size()})).orElse(""));
        hint();
        actions.update();
    }

    private static String text(long limit, LongFunction<String> number) {
        return QuotaColumns.limit(limit == 0 ? QuotaLimits.UNLIMITED : limit, true, number);
    }

    private void hint() {
        bar.say(known.flatMap(answer -> {
            if (!answer.enforced()) {
                return Optional.of(new PlaceBar.Hint(SWT.ICON_WARNING, Messages.Hint_off));
            } else if (!answer.report().whole()) {
                return Optional.of(new PlaceBar.Hint(SWT.ICON_WARNING, Messages.Hint_counting));
            } else if (answer.report().inodes() != InodeSupport.ALL) {
                return Optional.of(new PlaceBar.Hint(SWT.ICON_WARNING, Messages.Hint_inodes));
            } else if (!report.isEmpty()) {
                return Optional.of(new PlaceBar.Hint(SWT.ICON_INFORMATION, report));
            }
            return answer.report().owners().isEmpty() ? Optional.of(new PlaceBar.Hint(SWT.ICON_INFORMATION, Messages.Hint_nobody)) : Optional.empty();
        }));
    }

    private void filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        table.filter(row -> row.name().toLowerCase(Locale.ROOT).contains(wanted) || Long.toString(row.id()).contains(wanted));
    }

    /** Whose quotas where are wanted; empty while no cluster is open. */
    Optional<QuotaPlace> place() {
        return session().flatMap(session -> bar.pool().map(pool -> new QuotaPlace(session.connection().quotas(), pool, bar.kind())));
    }

    /** Whether limits can be set here. */
    boolean settable() {
        return known.filter(QuotaPlace.Known::enforced).isPresent() && session().filter(session -> session.profile().role() == Role.ADMINISTRATOR).isPresent();
    }

    Optional<QuotaPlace.Known> known() {
        return known;
    }

    Optional<HostAccounts> accounts() {
        return accounts;
    }

    private Optional<ClusterSession> session() {
        return current().session();
    }

    /** Writes what is shown into a file, as a table that {@link #importFrom} reads. */
    public void exportTo(Path file) {
        actions.exportTo(file);
    }

    /** Shows what a table of limits would change, and applies it if the user agrees. */
    public void importFrom(Path file) {
        actions.importFrom(file);
    }
}
