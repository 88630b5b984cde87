package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.Role;
import org.apiaryfs.monitor.Finding;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.QuickFix;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.monitoring.problems.ProblemsView;
import org.apiaryfs.ui.monitoring.statistics.StatisticsView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Problems of load and room, which are told here since full disks and long queues are hard to make, lead to the page that helps. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class ProblemsLeadToPagesTest {
    private static final TargetKey FULL = new TargetKey(NodeType.STORAGE, 2);
    private static final NodeKey BUSY = new NodeKey(NodeType.STORAGE, 1);

    @TempDir
    static Path directory;

    private static RealCluster cluster;
    private static ClusterSession session;

    @BeforeAll
    static void openCluster() throws Exception {
        cluster = RealCluster.start(directory.resolve("cluster"));
        session = Workbench.open(ClusterProfile.create("apollo", cluster.address(), Role.INFORMATION, false));
        Workbench.await("both targets", () -> session.connection().state().latest().filter(known -> known.targets(NodeType.STORAGE).size() == 2));
        session.monitor().report("test", List.of(
                new Finding(ProblemKind.FULL_SOON, new Subject.Target(FULL), Severity.WARNING, "It fills.", "Then it is full.", "Remove files.", new QuickFix.FindFiles(FULL)),
                new Finding(ProblemKind.TEST, new Subject.Node(BUSY.type(), BUSY.id()), Severity.WARNING, "It is slow.", "All wait.", "Ask less.", new QuickFix.ShowActivity(BUSY))));
        Workbench.show(ProblemsView.ID);
    }

    @AfterAll
    static void forgetCluster() throws Exception {
        Workbench.hideView("org.apiaryfs.ui.view.files");
        Workbench.ui(() -> {
            StatisticsView.open(Workbench.page(), NodeType.META); // it would remember the other
            return true;
        });
        Workbench.hideView(StatisticsView.ID);
        Workbench.show("org.apiaryfs.ui.view.load"); // as it was
        Workbench.forgetClusters();
        cluster.close();
    }

    @AfterEach
    void closeDialogs() {
        Workbench.closeDialogs();
    }

    @Test
    void aFullTargetLeadsToItsFiles() {
        open("It fills.");
        Widgets.press("Find Files on It…");
        Shell find = Widgets.awaitWindow("Find Files on Targets – apollo");
        assertEquals("/", Workbench.ui(() -> Widgets.controls(find, Text.class).filter(Text::getEditable).findFirst().orElseThrow().getText()));
        assertEquals(List.of("2"), Workbench.ui(() -> Stream.of(Widgets.controls(find, Table.class).findFirst().orElseThrow().getSelection()).map(TableItem::getText).toList()));
        Widgets.press(find, "Find");
        Widgets.awaitMatch(find, "Done\\. Looked at \\d+ entr.*");
        Workbench.screenshot("fix-find-light", find);
    }

    @Test
    void aSlowServerLeadsToTheStatisticsOfItsKind() {
        open("It is slow.");
        Widgets.press("Show Statistics");
        Workbench.await("the statistics", () -> Optional.ofNullable(Workbench.page().findView(StatisticsView.ID)).filter(Workbench.page()::isPartVisible));
        assertEquals(List.of("Clients", "Storage"), Workbench.ui(() -> Widgets.controls(ToolBar.class).filter(ToolBar::isVisible).flatMap(bar -> Stream.of(bar.getItems()))
                .filter(item -> (item.getStyle() & SWT.RADIO) != 0 && item.getSelection()).map(item -> item.getText().strip()).toList()));
        Widgets.awaitMatch("\\d+ of \\d+ shown · .*");
    }

    private static void open(String problem) {
        Workbench.show(ProblemsView.ID);
        Workbench.await(problem, () -> Widgets.table("Problem", "About").flatMap(table -> {
            List<String> listed = Widgets.lines(table).stream().map(List::getFirst).toList();
            Optional<String> wanted = listed.stream().filter(problem::equals).findFirst();
            wanted.ifPresent(what -> Widgets.select(table, listed.indexOf(what)));
            return wanted;
        }));
    }
}
