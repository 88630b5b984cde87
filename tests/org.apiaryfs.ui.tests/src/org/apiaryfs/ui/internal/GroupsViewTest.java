package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of mirror groups in the running workbench, with a real cluster of two storage servers. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class GroupsViewTest {
    private static final String VIEW = "org.apiaryfs.ui.view.groups";
    private static final String PAIR_ALL = "org.apiaryfs.ui.administration.pairAll";

    @TempDir
    Path directory;

    @AfterEach
    void forgetClusters() {
        Workbench.forgetClusters();
        Workbench.showView(ClusterView.ID, IViewPart.class);
    }

    @Test
    void targetsArePairedUpWatchedAndLetGo() throws Exception {
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster"), 2)) {
            ClusterSession session = open(cluster);
            Table table = table();
            awaitNote("There are no mirror groups.");

            ChangePreview plan = awaitPlan();
            assertEquals(2, plan.sentences().stream().filter(sentence -> sentence.matches("Group \\d: target \\d of storage\\d serves, .*")).count(), () -> plan.sentences().toString());
            plan.screenshot("groups-pair-light");
            plan.apply();
            awaitLines(table, lines -> lines.size() == 2 && lines.get(0).getFirst().equals("Storage group 1"));
            for (MirrorGroup group : session.connection().refresh().get().groups()) {
                assertEquals(2, servers(session, group).size(), () -> group + " is on two servers");
            }

            Widgets.select(table, 0);
            awaitNote("Copying: the server of the primary knows of none since it was started.");
            Workbench.screenshot("groups-light");
            Workbench.toggleTheme();
            Workbench.screenshot("groups-dark");
            ChangePreview resync = ChangePreview.choose(table, "Copy to the Secondary Anew…");
            resync.screenshot("groups-resync-dark");
            resync.apply();
            Workbench.toggleTheme();
            if (!RealCluster.resynchronises()) {
                awaitLines(table, lines -> lines.getFirst().get(4).equals("Needs resync"));
                ChangePreview good = ChangePreview.choose(table, "Set State of Secondary", "Good…");
                good.awaitSentence("Clients and servers take its data for complete.");
                good.screenshot("groups-state-light");
                good.apply();
            }
            awaitLines(table, lines -> lines.getFirst().get(4).equals("Good"));

            ChangePreview mirrored = ChangePreview.choose(table, "Mirror Metadata…");
            mirrored.awaitSentence("There is no group of metadata servers.");
            mirrored.cancel();
            ChangePreview removal = ChangePreview.choose(table, "Remove…");
            removal.screenshot("groups-remove-light");
            removal.apply();
            awaitLines(table, lines -> lines.size() == 1 && lines.getFirst().getFirst().equals("Storage group 2"));
            cluster.killManagement(); // a management daemon that has groups takes minutes to stop
        }
    }

    private static ChangePreview awaitPlan() {
        ChangePreview plan = ChangePreview.open(PAIR_ALL);
        plan.awaitSentence("Group 2:");
        return plan;
    }

    private static Set<Integer> servers(ClusterSession session, MirrorGroup group) {
        ClusterSnapshot cluster = session.connection().state().latest().orElseThrow();
        return cluster.targets(NodeType.STORAGE).stream().filter(target -> target.id() == group.primary() || target.id() == group.secondary())
                .map(target -> target.nodeId()).collect(Collectors.toSet());
    }

    private static ClusterSession open(RealCluster cluster) {
        var profile = ClusterProfile.create("gamma", cluster.address(), Role.ADMINISTRATOR, false);
        ClusterSession session = Workbench.open(profile);
        Workbench.showView(VIEW, IViewPart.class);
        Workbench.await("four targets", () -> session.state().knowledge().filter(known -> known.targets(NodeType.STORAGE).stream()
                .filter(target -> target.healthy()).count() == 4));
        return session;
    }

    private static Table table() {
        return Workbench.await("the table", () -> Workbench.shell().stream().flatMap(Workbench::descendants)
                .filter(control -> control instanceof Table table && table.isVisible() && table.getColumnCount() == 7).map(Table.class::cast).findFirst());
    }

    private static void awaitLines(Table table, Predicate<List<List<String>>> wanted) {
        Workbench.await("lines", () -> Optional.of(Widgets.lines(table)).filter(wanted));
    }

    /** Waits until the text below the table has these words. */
    private static void awaitNote(String words) {
        Workbench.await(words, () -> Widgets.controls(Text.class)
                .filter(text -> text.isVisible() && text.getText().contains(words)).findFirst());
    }
}
