package org.apiaryfs.ui.monitoring.statistics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CsvFile;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.Visibility;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients or users of the current cluster ask of its servers, a line for each. Servers are asked only while this can be
 * seen. UI thread only.
 */
public final class StatisticsView extends ClusterPage {
    public static final String ID = "org.apiaryfs.ui.view.statistics";

    /** What the small curves show. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsView.class);
    private static final int MARGIN = 5; // pixels
    private static final int FILTER_WIDTH = 240;

    private final Map<NodeType, StatisticsTable> tables = new EnumMap<>(NodeType.class);
    private final Map<ActivityQuery, StatisticsLines> lines = new HashMap<>();
    private StatisticsChoice choice = new StatisticsChoice(null);
    private ActivityNames names;
    private Text filter;
    private Label state;
    private Composite stack;
    private Label message;
    private StatisticsActions actions;
    private Runnable unlisten = () -> { };
    private Runnable unwatch = () -> { };
    private Optional<Activity> latest = Optional.empty();
    private boolean visible;

    public StatisticsView() {
        super(Messages.title, Messages.titleOf);
    }

    /** Shows the view, and in it what is asked of these servers of the current cluster. */
    public static void open(IWorkbenchPage page, NodeType servers) {
        try {
            if (page.showView(ID) instanceof StatisticsView view) {
                view.ask(servers);
            }
        } catch (PartInitException e) {
            LOG.error("the statistics can't be shown", e);
        }
    }

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        choice = new StatisticsChoice(memento);
    }

    @Override
    public void createPartControl(Composite parent) {
        names = new ActivityNames(parent.getDisplay()::asyncExec);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        var bar = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(MARGIN, MARGIN).spacing(2 * MARGIN, 0).applyTo(bar);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        filter = new Text(bar, SWT.SINGLE | SWT.BORDER | SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.filter);
        filter.addModifyListener(event -> filter());
        GridDataFactory.fillDefaults().hint(FILTER_WIDTH, SWT.DEFAULT).applyTo(filter);
        state = new Label(bar, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(state);
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(stack);
        message = new Label(stack, SWT.CENTER | SWT.WRAP);
        for (NodeType servers : List.of(NodeType.META, NodeType.STORAGE)) {
            tables.put(servers, new StatisticsTable(stack, servers, choice.columns(servers)));
        }
        actions = new StatisticsActions(choice, this::chosen, () -> table().showTotals(choice.totals()), menu -> table().fillColumns(menu), this::save);
        actions.contribute(getViewSite().getActionBars());
        tables.values().forEach(table -> table.menu(actions.export()));
        follow();
        unlisten = Visibility.watch(getSite(), now -> {
            visible = now;
            watch();
        });
    }

    @Override
    public void setFocus() {
        (latest.isPresent() ? table().control() : filter).setFocus();
    }

    @Override
    public void saveState(IMemento memento) {
        choice.save(memento);
    }

    @Override
    public void dispose() {
        unlisten.run();
        unwatch.run();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        lines.clear();
        watch();
    }

    @Override
    public void news(SessionState now) {
        now.knowledge().ifPresent(names::show);
    }

    private StatisticsTable table() {
        return tables.get(choice.query().servers());
    }

    private void ask(NodeType servers) {
        if (choice.query().servers() != servers) {
            choice.ask(new ActivityQuery(servers, choice.query().byUser()));
            actions.update();
            chosen();
        }
    }

    private void chosen() {
        latest = Optional.empty();
        table().show(List.of());
        table().showTotals(choice.totals());
        watch();
    }

    /** Has the servers asked what is chosen, if anybody sees it. */
    private void watch() {
        unwatch.run();
        unwatch = () -> { };
        Optional<ClusterSession> session = current().session();
        if (session.isEmpty()) {
            latest = Optional.empty();
        }
        if (visible && session.isPresent()) {
            ActivityQuery query = choice.query();
            Display display = stack.getDisplay();
            unwatch = session.get().monitor().watch(query, activity -> display.asyncExec(() -> take(session.get(), activity)))::close;
        }
        table().entitle(choice.query().byUser());
        show();
    }

    private void take(ClusterSession from, Activity activity) {
        if (stack.isDisposed() || !visible || !current().session().equals(Optional.of(from)) || !activity.query().equals(choice.query())) {
            return; // it waited for the UI thread for too long
        }
        boolean byUser = activity.query().byUser();
        latest = Optional.of(activity);
        if (byUser) {
            names.learnUsers(activity.totals().counters().keySet(), () -> latest.filter(activity::equals).ifPresent(known -> put(known)));
        }
        put(activity);
    }

    private void put(Activity activity) {
        if (!stack.isDisposed()) {
            table().show(lines.computeIfAbsent(activity.query(), query -> new StatisticsLines())
                    .take(activity, activity.query().byUser() ? names::user : names::client));
            show();
        }
    }

    private void filter() {
        tables.values().forEach(table -> table.filter(filter.getText()));
        show();
    }

    /** Shows the table, or why there is none. */
    private void show() {
        long all = latest.map(activity -> activity.totals().counters().values().stream().filter(counts -> counts.length > 0 && counts[0] > 0).count()).orElse(0L);
        String text = current().session().isEmpty() ? Messages.closed : latest.isEmpty() ? Messages.waiting : all == 0 ? Messages.nobody : "";
        message.setText(text);
        ((StackLayout) stack.getLayout()).topControl = text.isEmpty() ? table().control() : message;
        stack.layout();
        state.setText(latest.map(activity -> NLS.bind(activity.silent() > 0 ? Messages.stateSilent : Messages.state,
                new Object[] {table().shown(), all, Math.round(activity.length().toMillis() / 1000.0), activity.silent()})).orElse(""));
    }

    private void save() {
        CsvFile.save(getSite().getShell(), getPartName(), table().values());
    }
}
