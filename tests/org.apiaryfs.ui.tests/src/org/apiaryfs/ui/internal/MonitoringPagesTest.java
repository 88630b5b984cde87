package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.NewDirectory;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.client.FileSystemClient;
import org.apiaryfs.config.Config;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of details and the statistics in the running workbench, with a real cluster. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class MonitoringPagesTest {
    private static final String DETAILS = "org.apiaryfs.ui.view.details";
    private static final String STATISTICS = "org.apiaryfs.ui.view.statistics";

    @TempDir
    static Path directory;

    private static RealCluster cluster;
    private static FileSystemClient client;
    private static ClusterProfile profile;

    @BeforeAll
    static void openCluster() throws Exception {
        cluster = RealCluster.start(directory.resolve("cluster"));
        client = client(cluster.address());
        profile = ClusterProfile.of(cluster.address());
        Workbench.open(profile);
        Workbench.await("the cluster", () -> Optional.of(Workbench.navigator()).filter(tree -> tree.getItemCount() == 1
                && tree.getItem(0).getItemCount() == 8 && tree.getItem(0).getExpanded() && tree.getItem(0).getItem(3).getText().equals("Clients (1)")));
        Workbench.ui(() -> {
            expandAll(Workbench.navigator().getItem(0));
            return true;
        });
    }

    @AfterAll
    static void forgetCluster() throws Exception {
        Workbench.showView("org.apiaryfs.ui.view.cluster", IViewPart.class); // for the tests to come
        Workbench.showView("org.apiaryfs.ui.view.load", IViewPart.class);
        Workbench.forgetClusters();
        client.close();
        cluster.close();
    }

    private static FileSystemClient client(ClusterAddress address) throws Exception {
        return FileSystemClient.connect(Config.parse(ClientKeys.schema(), List.of("sysMgmtdHost=" + address.host(), "connMgmtdPortTCP=" + address.port(),
                "connMgmtdPortUDP=" + address.port(), "connAuthFile=" + address.secretFile().orElseThrow(), "connInterfacesList=" + RealCluster.NETWORK, "connMgmtdWaitSecs=10")));
    }

    @Test
    void detailsFollowTheSelection() {
        Workbench.showView(DETAILS, IViewPart.class);
        select(new Subject.Node(NodeType.STORAGE, 1));
        awaitTitle("Details – storage1");
        awaitFacts(facts -> facts.contains("Name=storage1") && facts.contains("Targets=2") && facts.contains("Datagrams=Answered")
                && facts.stream().anyMatch(fact -> fact.matches("Stream=" + Pattern.quote(cluster.address().host()) + ":\\d+ \\(TCP\\)")) && facts.stream().anyMatch(fact -> fact.matches("Version=(Apiary|7\\.4).*")));
        assertEquals(List.of("Requests", "Waiting Requests", "Busy Workers", "Read", "Written", "Sent", "Received"),
                awaitCurves(DETAILS, curves -> curves.stream().limit(7).allMatch(curve -> curve.size() >= 2)).stream().limit(7).map(ChartSeries::name).toList());
        assertEquals(List.of("Target 1", "Target 2"), Workbench.ui(() -> items(table("Target")).map(item -> item.getText(0)).toList()));
        awaitCurves(DETAILS, curves -> curves.size() == 11 && curves.get(7).size() > 0 && highest(curves.get(7)) > 0); // the space of a target
        Workbench.screenshots("details-storage");

        select(new Subject.Node(NodeType.META, 1));
        awaitFacts(facts -> facts.contains("Root directory=Owned by this server") && facts.contains("Reachability=Online"));
        Workbench.screenshots("details-meta");
        select(new Subject.Node(NodeType.MGMT, 1));
        awaitFacts(facts -> facts.contains("Type=Management server") && facts.contains("Datagrams=Answered"));
        Workbench.screenshot("details-management-light");
        select(new Subject.Target(new TargetKey(NodeType.STORAGE, 2)));
        awaitFacts(facts -> facts.contains("Server=storage1 (ID 1)") && facts.contains("Storage pool=Default (ID 1)")
                && facts.stream().anyMatch(fact -> fact.startsWith("Forecast=Not known")));
        Workbench.screenshots("details-target");
        select(new Subject.Pool(1));
        awaitFacts(facts -> facts.contains("Name=Default") && facts.contains("Targets=2"));
        Workbench.screenshot("details-pool-light");
        select(new Subject.Cluster());
        awaitFacts(facts -> facts.contains("Storage servers=1"));
        selectLine(cluster.address().host());
        awaitTitle("Details – Comparison of 2");
        selectLine("Quotas");
        awaitFacts(facts -> facts.contains("Storage servers=1"));
        Workbench.screenshot("details-cluster-light");
        assertEquals(List.of(), Workbench.ui(() -> items(table("Property")).flatMap(MonitoringPagesTest::cutOff).toList()), "cells that are too narrow");
    }

    @Test
    void detailsOfAClientTellWhatItDoes() throws Exception {
        Workbench.showView(DETAILS, IViewPart.class);
        long id = Workbench.ui(() -> Workbench.service(OpenClusters.class).state(profile.id()).knowledge().orElseThrow()
                .nodes(NodeType.CLIENT).getFirst().id());
        select(new Subject.Node(NodeType.CLIENT, id));
        awaitFacts(facts -> facts.contains("Type=Client") && facts.contains(RealCluster.NETWORK + " (TCP)=" + cluster.address().host())
                && facts.stream().anyMatch(fact -> fact.startsWith("Requests=")) && facts.contains("Written=0 B/s"));
        client.write("/file", new byte[1 << 20]);
        awaitFacts(facts -> facts.stream().anyMatch(fact -> fact.matches("Written=\\d.*KiB/s")));
        awaitCurves(DETAILS, curves -> curves.stream().map(ChartSeries::name).toList().equals(List.of("Requests", "Read", "Written")) && highest(curves.get(2)) > 0);
        Workbench.screenshots("details-client");
    }

    @Test
    void severalServersAreComparedInTheSameChart() {
        Workbench.showView(DETAILS, IViewPart.class);
        select(new Subject.Node(NodeType.META, 1), new Subject.Node(NodeType.STORAGE, 1));
        awaitTitle("Details – Comparison of 2");
        awaitCurves(DETAILS, curves -> curves.size() > 2 && curves.get(0).name().equals("meta1 (ID 1)") && curves.get(1).name().equals("storage1 (ID 1)")
                && curves.get(0).size() >= 2 && curves.get(1).size() >= 2);
        ChartSeries second = Workbench.ui(() -> charts(DETAILS).getFirst().series().get(1));
        Workbench.ui(() -> {
            TimeSeriesChart chart = charts(DETAILS).getFirst();
            Rectangle entry = chart.legendEntry(second).orElseThrow();
            var click = new Event();
            click.button = 1;
            click.x = entry.x + entry.width / 2;
            click.y = entry.y + entry.height / 2;
            chart.getChildren()[0].notifyListeners(SWT.MouseDown, click);
            return true;
        });
        assertFalse(Workbench.ui(() -> charts(DETAILS).getFirst().isShown(second)), "hidden by a click in the legend");
        Workbench.ui(() -> {
            charts(DETAILS).getFirst().setShown(second, true);
            return true;
        });
        Workbench.screenshots("details-compare");
    }

    @Test
    void statisticsShowWhatWasAskedFor() throws Exception {
        Workbench.showView(STATISTICS, IViewPart.class);
        ClusterConnection connection = Workbench.ui(() -> Workbench.service(OpenClusters.class).session(profile.id()).orElseThrow().connection());
        for (int i = 0; i < 3; i++) {
            connection.entries().createDirectory("/d" + i, new NewDirectory(0, 0, 0755, List.of(), false)).get(20, TimeUnit.SECONDS);
        }
        Workbench.await("made directories", () -> lines().filter(line -> line.getOrDefault("mkdir", "").matches("\\d.*") && line.get("Client").startsWith(cluster.address().host())).findFirst());
        Workbench.ui(() -> {
            press("Totals");
            return true;
        });
        assertTrue(Workbench.await("totals", () -> lines().filter(line -> line.get("Client").equals("Sum")).findFirst()).get("mkdir").matches("[3-9]|\\d\\d+"));
        assertFalse(Workbench.ui(() -> lines().findFirst().orElseThrow().containsKey("symlnk")), "nobody has made symbolic links");
        Workbench.screenshots("statistics-clients");
        Workbench.ui(() -> {
            filter().setText("no such client");
            return true;
        });
        assertEquals(List.of("Sum"), Workbench.ui(() -> lines().map(line -> line.get("Client")).toList()));
        Workbench.ui(() -> {
            filter().setText("");
            press("Totals");
            press("Users");
            return true;
        });
        Workbench.await("users", () -> lines().filter(line -> !line.getOrDefault("User", "Sum").equals("Sum")).findFirst());
        Workbench.ui(() -> {
            press("Storage");
            return true;
        });
        Workbench.await("of storage servers", () -> lines().filter(line -> line.containsKey("hrtbeat") || line.containsKey("storInf") || line.containsKey("statfs")).findFirst());
        Workbench.screenshots("statistics-users");
        Workbench.ui(() -> {
            press("Metadata");
            press("Clients");
            return true;
        });
    }

    private static void awaitTitle(String title) {
        Workbench.await(title, () -> Optional.of(Workbench.page().findView(DETAILS).getTitle()).filter(title::equals));
    }

    /** As a user does it: some lines of the navigator. */
    private static void select(Subject... subjects) {
        Workbench.ui(() -> {
            Tree tree = Workbench.navigator();
            List<Subject> wanted = List.of(subjects);
            tree.setSelection(Stream.of(tree.getItems()).flatMap(MonitoringPagesTest::below)
                    .filter(item -> ((NavigatorNode) item.getData()).subject().filter(wanted::contains).isPresent()
                            && !under(item, NavigatorItem.Kind.POOL) && !under(item, NavigatorItem.Kind.HOST)).toArray(TreeItem[]::new));
            tree.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    private static void selectLine(String name) {
        Workbench.ui(() -> {
            Tree tree = Workbench.navigator();
            tree.setSelection(Stream.of(tree.getItems()).flatMap(MonitoringPagesTest::below).filter(item -> ((NavigatorNode) item.getData()).item().name().equals(name)).findFirst().orElseThrow());
            tree.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    private static boolean under(TreeItem item, NavigatorItem.Kind kind) {
        return item.getParentItem() != null && ((NavigatorNode) item.getParentItem().getData()).item().key().kind() == kind;
    }

    private static Stream<TreeItem> below(TreeItem item) {
        return Stream.concat(Stream.of(item).filter(one -> one.getData() != null), Stream.of(item.getItems()).flatMap(MonitoringPagesTest::below));
    }

    private static void expandAll(TreeItem item) {
        if (item.getItemCount() > 0) {
            var event = new Event();
            event.item = item;
            item.getParent().notifyListeners(SWT.Expand, event);
            item.setExpanded(true);
            Stream.of(item.getItems()).forEach(MonitoringPagesTest::expandAll);
        }
    }

    private static void awaitFacts(Predicate<List<String>> wanted) {
        try {
            Workbench.await("facts", () -> Optional.of(facts()).filter(wanted));
        } catch (AssertionError e) {
            throw new AssertionError(Workbench.ui(MonitoringPagesTest::facts).toString(), e);
        }
    }

    private static List<String> facts() {
        return items(table("Property")).map(item -> item.getText(0) + "=" + item.getText(1)).toList();
    }

    private static List<ChartSeries> awaitCurves(String view, Predicate<List<ChartSeries>> wanted) {
        return Workbench.await("curves", () -> Optional.of(charts(view).stream().flatMap(chart -> chart.series().stream()).toList()).filter(wanted));
    }

    /** UI thread, as what follows. */
    private static List<TimeSeriesChart> charts(String view) {
        return Widgets.controls(TimeSeriesChart.class)
                .filter(chart -> chart.isVisible() && view.equals(DETAILS) && below(chart, table("Property"))).toList();
    }

    /** Whether both are in the same view. */
    private static boolean below(Control one, Control other) {
        Control page = other.getParent().getParent();
        for (Control at = one; at != null; at = at.getParent()) {
            if (at == page) {
                return true;
            }
        }
        return false;
    }

    private static double highest(ChartSeries curve) {
        return IntStream.range(0, curve.size()).mapToDouble(curve::value).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    private static Table table(String firstTitle) {
        return Widgets.controls(Table.class)
                .filter(table -> table.isVisible() && table.getColumnCount() > 0 && table.getColumn(0).getText().equals(firstTitle)).findFirst().orElseThrow();
    }

    private static Stream<TableItem> items(Table table) {
        return IntStream.range(0, table.getItemCount()).mapToObj(table::getItem).peek(TableItem::getText);
    }

    /** Texts of the statistics by titles, of columns that can be seen. */
    private static Stream<Map<String, String>> lines() {
        return Widgets.controls(Table.class)
                .filter(table -> table.isVisible() && table.getColumnCount() > 10).limit(1).flatMap(table -> items(table).map(item ->
                        IntStream.range(0, table.getColumnCount()).filter(i -> table.getColumn(i).getWidth() > 0).boxed()
                                .collect(Collectors.toMap(i -> table.getColumn(i).getText(), item::getText, (one, other) -> one))));
    }

    /** Cells whose text needs more room than the column has. */
    private static Stream<String> cutOff(TableItem item) {
        Table table = item.getParent();
        return IntStream.range(0, table.getColumnCount()).filter(i -> item.getTextBounds(i).width + item.getTextBounds(i).x
                > Arrays.stream(table.getColumns()).limit(i + 1L).mapToInt(TableColumn::getWidth).sum()).mapToObj(item::getText);
    }

    /** As a user does it: of the buttons beside each other one is pressed. */
    private static void press(String text) {
        ToolItem item = Widgets.controls(ToolBar.class).flatMap(bar -> Stream.of(bar.getItems()))
                .filter(candidate -> candidate.getText().strip().equals(text)).findFirst().orElseThrow();
        if ((item.getStyle() & SWT.RADIO) != 0) {
            List<ToolItem> all = List.of(item.getParent().getItems());
            for (int step : new int[] {-1, 1}) {
                for (int i = all.indexOf(item) + step; i >= 0 && i < all.size() && (all.get(i).getStyle() & SWT.RADIO) != 0; i += step) {
                    all.get(i).setSelection(false);
                    all.get(i).notifyListeners(SWT.Selection, new Event());
                }
            }
            item.setSelection(true);
        } else {
            item.setSelection(!item.getSelection());
        }
        item.notifyListeners(SWT.Selection, new Event());
    }

    private static Text filter() {
        return Widgets.controls(Text.class).filter(text -> text.getMessage().equals("Filter by name or number"))
                .findFirst().orElseThrow();
    }
}
