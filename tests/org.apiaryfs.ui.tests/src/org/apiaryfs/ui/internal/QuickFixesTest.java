package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.monitoring.alerts.AlertSettings;
import org.apiaryfs.ui.monitoring.alerts.Alerts;
import org.apiaryfs.ui.monitoring.problems.ProblemsView;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a real cluster is mended by what the problem offers. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class QuickFixesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50); // a server without targets is one for half a minute before that is a problem

    private static final int SILENT_PORT = 1; // of TCP, where hardly anybody listens

    @TempDir
    static Path directory;

    private static RealCluster cluster;
    private static ClusterProfile profile;
    private static ClusterConnection connection;

    @BeforeAll
    static void openCluster() throws Exception {
        cluster = RealCluster.start(directory.resolve("cluster"), 2, 4, 3);
        profile = ClusterProfile.create("apollo", cluster.address(), Role.ADMINISTRATOR, false);
        connection = Workbench.open(profile).connection();
        Workbench.await("all targets", () -> connection.state().latest().filter(known -> known.targets().stream().filter(ClusterTarget::healthy).count() == 2 + 4 * 3));
    }

    @AfterAll
    static void forgetCluster() throws Exception {
        Workbench.forgetClusters();
        Workbench.show("org.apiaryfs.ui.view.load"); // as it was
        cluster.killManagement(); // one that has groups takes minutes to stop
        cluster.close();
    }

    @AfterEach
    void closeDialogs() {
        Workbench.closeDialogs();
    }

    @Test
    void eachProblemIsMended() throws Exception {
        for (int target : targets("storage4")) {
            connection.targets().unmap(target).get(20, TimeUnit.SECONDS);
        }
        int copied = pair(targets("storage1").get(0), targets("storage2").get(0));
        int served = pair(targets("storage1").get(1), targets("storage2").get(1));
        int lost = targets("storage3").get(0);
        pair(targets("storage1").get(2), lost);
        connection.targets().setState(NodeType.STORAGE, targets("storage2").get(0), Consistency.BAD).get(20, TimeUnit.SECONDS);
        connection.targets().setState(NodeType.STORAGE, targets("storage1").get(1), Consistency.BAD).get(20, TimeUnit.SECONDS);
        String metadata = connection.state().latest().map(QuickFixesTest::withoutRoot).orElseThrow();
        cluster.kill(metadata);
        cluster.kill("storage3");
        cluster.kill("storage4");
        cluster.killManagement();
        Workbench.ui(() -> Alerts.ofWorkbench().save(profile.id(), MailBox.atOnce(SILENT_PORT))).join();
        Workbench.show(ProblemsView.ID);
        tryAgain();

        open("Alerts can't be sent by mail.*");
        Widgets.press("Settings of Alerts…");
        Widgets.close(Widgets.awaitWindow("Alerts"));
        Workbench.ui(() -> Alerts.ofWorkbench().save(profile.id(), AlertSettings.none())).join();
        removeTheLostServer(lost);
        removeTheLostMetadataServer(metadata);
        copyAnew(copied);
        changeThePrimary(served);
        mapTheLostTarget(lost);
        Workbench.await("mended", PATIENCE, () -> Optional.of(problems()).filter(all -> all.stream().allMatch(problem ->
                problem.matches("Storage target " + lost + " of storage server \\d \\(storage2\\) is probably offline.*|.*storage4.*"))));
        removeTheEmptyServer();
    }

    private static void tryAgain() throws Exception {
        open("No management server answers.*");
        cluster.upManagement();
        Widgets.press("Try Again Now");
        awaitSnapshot("an answer", known -> connection.state().trouble().isEmpty());
    }

    private static void removeTheLostServer(int lost) {
        ChangePreview removal = preview("Storage server \\d \\(storage3\\) is probably offline.*", "Remove Server…");
        removal.awaitSentence("Mirror groups lose members");
        assertFalse(removal.applicable(), "its name has to be typed");
        removal.type("storage3");
        removal.screenshot("fix-remove-light");
        removal.apply();
        awaitSnapshot("no storage3", known -> server(known, "storage3").isEmpty() && known.targets(NodeType.STORAGE).stream().noneMatch(target -> target.id() == lost));
    }

    private static void removeTheLostMetadataServer(String alias) {
        ChangePreview removal = preview("Metadata server \\d \\(" + alias + "\\) is probably offline.*", "Remove Server…");
        removal.awaitSentence("Directories that it has, and the files in them, can't be reached any more.");
        removal.type(alias);
        removal.apply();
        awaitSnapshot("no " + alias, known -> known.nodes(NodeType.META).size() == 1);
    }

    /** By Apiary's servers nothing is copied, so that somebody has to say when it is done. */
    private static void copyAnew(int group) {
        int secondary = group(group).secondary();
        ChangePreview resync = preview("Storage target " + secondary + " .* is bad.*", "Resynchronise…");
        resync.awaitSentence("marked as one that needs a resync");
        resync.apply();
        awaitSnapshot("to be copied", known -> consistency(known, secondary) == Consistency.NEEDS_RESYNC);
        open("Storage target " + secondary + " .* needs to be resynchronised.*");
        Workbench.screenshots("fix-problems");
        Widgets.press("Show Progress");
        Shell progress = Widgets.awaitWindow("Resynchronisation of Storage mirror group " + group);
        Workbench.screenshot("fix-progress-light", progress);
        Widgets.close(progress);
        setState("Storage target " + secondary + " .* needs to be resynchronised.*", "Good");
        awaitSnapshot("copied", known -> consistency(known, secondary) == Consistency.GOOD);
    }

    private static void changeThePrimary(int group) {
        MirrorGroup before = group(group);
        setState("The primary of storage mirror group " + group + " .*", "Needs resync");
        awaitSnapshot("the other serves", known -> known.groups().stream().anyMatch(now -> now.id() == group && now.primary() == before.secondary()));
        setState("Storage target " + before.primary() + " .* needs to be resynchronised.*", "Good");
        awaitSnapshot("both are good", known -> consistency(known, before.primary()) == Consistency.GOOD);
    }

    private static void mapTheLostTarget(int lost) {
        ChangePreview mapping = preview("Storage target " + lost + " is used by storage mirror group \\d, but no server has it\\.", "Map Target…");
        mapping.choose("storage2  (ID " + server(connection.state().latest().orElseThrow(), "storage2").orElseThrow().id() + ")");
        mapping.awaitSentence("storage2");
        mapping.screenshot("fix-map-light");
        mapping.apply();
        awaitSnapshot("mapped", known -> server(known, "storage2").stream().flatMap(server -> known.targetsOf(server).stream()).anyMatch(target -> target.id() == lost));
    }

    private static void removeTheEmptyServer() {
        ChangePreview removal = preview("Storage server \\d \\(storage4\\) has no targets, and doesn't answer here\\.", "Remove Server…");
        removal.type("storage4");
        removal.apply();
        awaitSnapshot("no storage4", known -> server(known, "storage4").isEmpty());
    }

    private static void setState(String problem, String state) {
        ChangePreview change = preview(problem, "Set State…");
        assertFalse(change.applicable(), "the present state is proposed");
        change.choose(state);
        change.screenshot("fix-state-light");
        change.apply();
    }

    private static ChangePreview preview(String problem, String fix) {
        open(problem);
        Widgets.press(fix);
        return ChangePreview.await();
    }

    /** Waits for a problem and shows what there is to say of it. */
    private static void open(String problem) {
        Workbench.await(problem, PATIENCE, () -> { // at once, before the list changes
            List<String> listed = problems();
            Optional<String> wanted = listed.stream().filter(what -> what.matches(problem)).findFirst();
            wanted.ifPresent(what -> Widgets.select(table().orElseThrow(), listed.indexOf(what)));
            return wanted;
        });
        Widgets.awaitMatch(problem + "\n(?s:.*)Why it matters:(?s:.*)");
    }

    private static List<String> problems() {
        return table().map(Widgets::lines).orElse(List.of()).stream().map(List::getFirst).toList();
    }

    /** It isn't there while there is no problem. */
    private static Optional<Table> table() {
        return Widgets.table("Problem", "About");
    }

    private static int pair(int primary, int secondary) throws Exception {
        return connection.mirrorGroups().add(NodeType.STORAGE, Optional.empty(), primary, secondary).get(20, TimeUnit.SECONDS);
    }

    private static List<Integer> targets(String server) {
        ClusterSnapshot known = connection.state().latest().orElseThrow();
        List<Integer> targets = known.targetsOf(server(known, server).orElseThrow()).stream().map(ClusterTarget::id).toList();
        assertEquals(3, targets.size(), server);
        return targets;
    }

    private static Optional<ClusterNode> server(ClusterSnapshot known, String alias) {
        return known.nodes(NodeType.STORAGE).stream().filter(node -> node.alias().equals(alias)).findFirst();
    }

    /** The name of the metadata server that hasn't got the root directory. */
    private static String withoutRoot(ClusterSnapshot known) {
        return known.nodes(NodeType.META).stream().filter(node -> !known.ownsRoot(node)).findFirst().orElseThrow().alias();
    }

    private static MirrorGroup group(int id) {
        return connection.state().latest().orElseThrow().groups().stream().filter(group -> group.id() == id).findFirst().orElseThrow();
    }

    private static Consistency consistency(ClusterSnapshot known, int target) {
        return known.targets(NodeType.STORAGE).stream().filter(one -> one.id() == target).findFirst().flatMap(ClusterTarget::consistency).orElseThrow();
    }

    private static void awaitSnapshot(String what, Predicate<ClusterSnapshot> wanted) {
        Workbench.await(what, () -> connection.state().latest().filter(wanted));
    }
}
