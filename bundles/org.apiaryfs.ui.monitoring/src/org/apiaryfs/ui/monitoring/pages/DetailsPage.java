package org.apiaryfs.ui.monitoring.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.apiaryfs.ui.monitoring.load.ChartGroup;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** The page itself: a title, facts on the left, targets and charts on the right. UI thread only. */
final class DetailsPage {
    private static final int MARGIN = 6; // pixels
    private static final int MOST_MEMBERS = 6; // lines that are visible at once
    private static final int LEAST_WIDTH = 250; // of a chart
    private static final int LEAST_HEIGHT = 185;
    private static final int[] WEIGHTS = {36, 64}; // of facts and the rest

    private final SashForm page;
    private final Composite left;
    private final ChartGroup group;
    private final Label title;
    private final LiveTable<Fact> facts;
    private final Composite right;
    private final MemberTable members;
    private final ScrolledComposite scroller;
    private final Composite area;
    private final List<TimeSeriesChart> charts = new ArrayList<>();
    private List<String> shown = List.of(); // titles and units of the charts
    private Optional<ClientActivity> client = Optional.empty();

    DetailsPage(Composite parent, ChartGroup group) {
        this.group = group;
        page = new SashForm(parent, SWT.HORIZONTAL);
        left = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(left);
        title = new Label(left, SWT.NONE);
        title.setFont(new LocalResourceManager(JFaceResources.getResources(), title)
                .create(FontDescriptor.createFrom(title.getFont()).setStyle(SWT.BOLD).increaseHeight(1)));
        GridDataFactory.fillDefaults().grab(true, false).indent(MARGIN, MARGIN).applyTo(title);
        facts = new LiveTable<>(left, SWT.MULTI, Fact::name, List.of(Column.words(Messages.property, 128, Fact::name),
                Column.words(Messages.value, 216, Fact::value).withConcern(Fact::concern)));
        GridDataFactory.fillDefaults().grab(true, true).indent(0, MARGIN).applyTo(facts.control());
        right = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(right);
        members = new MemberTable(right);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(members.table().control());
        scroller = new ScrolledComposite(right, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(scroller);
        area = new Composite(scroller, SWT.NONE);
        scroller.setContent(area);
        scroller.addListener(SWT.Resize, event -> arrange());
        page.setWeights(WEIGHTS);
    }

    Control control() {
        return page;
    }

    LiveTable<Fact> facts() {
        return facts;
    }

    MemberTable members() {
        return members;
    }

    /** Shows what is known; charts and lines that stay are not made anew. */
    void show(String heading, List<Fact> known, List<Member> targets, List<ChartPlan> plans, Optional<ClientActivity> activity) {
        title.setText(heading.replace("&", "&&")); // else it would underline what follows
        facts.show(known);
        members.show(targets);
        showMembers(targets.size());
        List<String> wanted = plans.stream().map(plan -> plan.title() + plan.unit()).toList();
        if (!wanted.equals(shown) || !client.equals(activity)) {
            shown = wanted;
            client = activity;
            makeCharts(plans);
        }
        boolean onlyFacts = targets.isEmpty() && area.getChildren().length == 0;
        if (onlyFacts != (page.getMaximizedControl() == left)) {
            page.setMaximizedControl(onlyFacts ? left : null);
        }
        for (int i = 0; i < plans.size(); i++) {
            group.show(charts.get(i), plans.get(i).curves());
        }
    }

    private void showMembers(int number) {
        Control table = members.table().control();
        var data = (GridData) table.getLayoutData();
        int height = members.table().control().getHeaderHeight() + (Math.min(number, MOST_MEMBERS) * members.table().control().getItemHeight()) + MARGIN;
        if (data.heightHint != height || data.exclude != (number == 0)) {
            data.heightHint = height;
            data.exclude = number == 0;
            table.setVisible(number > 0);
            right.layout();
        }
    }

    private void makeCharts(List<ChartPlan> plans) {
        for (Control old : area.getChildren()) {
            old.dispose();
        }
        charts.clear();
        plans.forEach(plan -> charts.add(group.add(area, plan.title(), plan.unit())));
        client.ifPresent(activity -> {
            var operations = own(NLS.bind(Messages.sinceShown, Messages.metadataRequests), ChartUnit.OPERATIONS_PER_SECOND);
            operations.add(activity.operations());
            var throughput = own(NLS.bind(Messages.sinceShown, Messages.throughput), ChartUnit.BYTES_PER_SECOND);
            activity.throughput().forEach(throughput::add);
        });
        arrange();
    }

    /** A chart of what isn't in the history. */
    private TimeSeriesChart own(String heading, ChartUnit unit) {
        var chart = new TimeSeriesChart(area);
        chart.setTitle(heading);
        chart.setUnit(unit);
        chart.follow(ClientActivity.SPAN);
        return chart;
    }

    /** Two charts beside each other if there is room. */
    private void arrange() {
        int number = area.getChildren().length;
        int columns = number > 1 && scroller.getClientArea().width >= 2 * LEAST_WIDTH ? 2 : 1;
        GridLayoutFactory.fillDefaults().numColumns(columns).equalWidth(true).spacing(0, 0).applyTo(area);
        for (Control chart : area.getChildren()) {
            GridDataFactory.fillDefaults().grab(true, true).hint(LEAST_WIDTH, LEAST_HEIGHT).applyTo(chart);
        }
        scroller.setMinHeight(Math.ceilDiv(number, columns) * LEAST_HEIGHT);
        area.layout();
    }
}
