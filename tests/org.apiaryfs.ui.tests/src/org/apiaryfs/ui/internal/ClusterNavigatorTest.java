package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.SshIdentity;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The navigator and the connect dialog in the running workbench, with a real cluster that is known under two names. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class ClusterNavigatorTest {
    @TempDir
    static Path directory;

    private static RealCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RealCluster.start(directory.resolve("cluster"));
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @AfterEach
    void forgetClusters() {
        Workbench.ui(() -> {
            filterField().setText("");
            return true;
        });
        Workbench.forgetClusters();
    }

    @Test
    void showsTwoClustersAndTheSelectedOneInTheTable() {
        Tree tree = Workbench.navigator();
        ClusterProfile alpha = open("alpha", Role.ADMINISTRATOR);
        ClusterProfile beta = open("beta", Role.INFORMATION);
        awaitGroups(tree, 0);
        awaitGroups(tree, 1);
        assertEquals(List.of("alpha  " + cluster.address(), "beta  " + cluster.address() + " · read-only"),
                Workbench.ui(() -> Stream.of(tree.getItems()).map(TreeItem::getText).toList()));

        reveal(beta);
        awaitTable("Nodes and Targets – beta");
        reveal(alpha);
        awaitTable("Nodes and Targets – alpha");
        Workbench.ui(() -> {
            expandAll(tree.getItem(0));
            return true;
        });
        Workbench.screenshots("clusters");
        Workbench.screenshot("clusters-light-again");

        Workbench.ui(() -> {
            Workbench.service(OpenClusters.class).close(alpha.id());
            return true;
        });
        Workbench.await("closed", () -> Optional.of(tree.getItem(0)).filter(item ->
                item.getItemCount() == 0 && item.getText().equals("alpha  " + cluster.address() + " · closed")));
        awaitTable("Nodes and Targets – alpha");
        Workbench.ui(() -> {
            tree.setSelection(tree.getItem(0));
            tree.notifyListeners(SWT.DefaultSelection, defaultSelection(tree)); // Enter
            return true;
        });
        awaitGroups(tree, 0);
    }

    @Test
    void informationConnectionsChangeNothing() {
        ClusterProfile beta = open("beta", Role.INFORMATION);
        awaitGroups(Workbench.navigator(), 0);
        CompletableFuture<Void> removal = Workbench.ui(() -> Workbench.service(OpenClusters.class).session(beta.id()).orElseThrow().connection().storagePools().remove(77));
        Throwable refused = removal.handle((done, failure) -> failure).join();

        assertTrue(AdminException.problemOf(refused).sentence().contains("for information only"), refused::toString);
    }

    @Test
    void theFilterShowsWhatMatchesAndWhereItIs() {
        Tree tree = Workbench.navigator();
        open("alpha", Role.ADMINISTRATOR);
        awaitGroups(tree, 0);
        List<String> before = visible(tree);

        filter("target 2");
        Workbench.await("matches only", () -> Optional.of(names(tree)).filter(List.of("alpha", "Storage Servers (1)", "storage1", "Target 2",
                "Storage Pools (1)", "Default", "Target 2")::equals));
        Workbench.screenshot("filter-light");
        filter("no such thing");
        Workbench.await("nothing", () -> Optional.of(tree.getItemCount()).filter(count -> count == 0));
        filter("");
        Workbench.await("all as before", () -> Optional.of(visibleItems(tree)).filter(before::equals));
    }

    @Test
    void aStorageServerThatIsGoneRaisesConcernUntilItIsBack() throws Exception {
        Tree tree = Workbench.navigator();
        ClusterProfile alpha = open("alpha", Role.ADMINISTRATOR);
        awaitGroups(tree, 0);
        reveal(alpha);
        TreeItem clusterItem = Workbench.ui(() -> tree.getItem(0));
        awaitConcern(clusterItem, true);
        Image well = Workbench.ui(clusterItem::getImage);

        cluster.killStorage();
        try {
            awaitConcern(clusterItem, false);
            Workbench.ui(() -> {
                expandAll(tree.getItem(0));
                return true;
            });
            assertFalse(well.equals(Workbench.ui(clusterItem::getImage)), "the icon says it");
            List<Concern> concerns = Workbench.ui(() -> Stream.of(clusterItem.getItems()).map(ClusterNavigatorTest::concern).toList());
            assertEquals(Concern.NONE, concerns.get(1), "metadata");
            assertFalse(concerns.get(2) == Concern.NONE, "storage");
            Workbench.screenshots("concern");
        } finally {
            cluster.up();
        }
        awaitConcern(clusterItem, true);
        assertEquals(well, Workbench.ui(clusterItem::getImage));
    }

    @Test
    void theDialogTestsWithoutWaiting() throws Exception {
        int silent = silentPort();
        Shell dialog = Workbench.openDialog("org.apiaryfs.ui.connect", "Connect");
        try {
            enter(dialog, "127.0.0.1", silent, "");
            Widgets.press(dialog, "Test");
            Widgets.awaitMatch(dialog, "Connecting to 127.0.0.1:" + silent + " …");
            Widgets.press(dialog, "Cancel Test");
            Widgets.awaitMatch(dialog, "The test was cancelled.");
            Widgets.press(dialog, "Test");
            Widgets.awaitMatch(dialog, "No management server answers at 127.0.0.1:" + silent + ".*");
            Workbench.screenshot("dialog-problem-light", dialog);
            enter(dialog, cluster.address().host(), cluster.address().port(), cluster.address().secretFile().orElseThrow().toString());
            Widgets.press(dialog, "Test");
            Widgets.awaitMatch(dialog, "The cluster answers\\. Metadata servers: 1, storage servers: 1 with 2 targets, clients: 0\\.");
            Workbench.screenshot("dialog-reached-light", dialog);
            Workbench.toggleTheme();
            Workbench.screenshot("dialog-reached-dark", dialog);
            Workbench.toggleTheme();
        } finally {
            Workbench.ui(() -> {
                dialog.close();
                return true;
            });
        }
    }

    @Test
    void whatIsEnteredInTheDialogIsKept() {
        Shell dialog = Workbench.openDialog("org.apiaryfs.ui.connect", "Connect");
        Workbench.ui(() -> {
            fields(dialog).getFirst().setText("gamma");
            fields(dialog).get(4).setText("admin");
            fields(dialog).get(5).setText("/no/such/key");
            return true;
        });
        enter(dialog, cluster.address().host(), cluster.address().port(), cluster.address().secretFile().orElseThrow().toString());
        Path key = cluster.address().secretFile().orElseThrow(); // any file
        Widgets.awaitMatch(dialog, "\\s*The SSH key can't be read: /no/such/key");
        Workbench.screenshot("dialog-key-light", dialog);
        Workbench.ui(() -> {
            fields(dialog).get(5).setText(key.toString());
            Widgets.controls(dialog, Button.class).filter(button -> (button.getStyle() & SWT.RADIO) != 0).forEach(button -> {
                button.setSelection(button.getText().startsWith("&Information"));
                button.notifyListeners(SWT.Selection, null);
            });
            dialog.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        awaitGroups(Workbench.navigator(), 0);

        ClusterProfile kept = Workbench.ui(() -> new ClusterProfiles(InstanceScope.INSTANCE
                .getNode("org.apiaryfs.ui").node("clusters")).all().getFirst());
        assertEquals(new ClusterProfile(kept.id(), "gamma", cluster.address(), Role.INFORMATION, true, new SshIdentity(Optional.of("admin"), Optional.of(key))), kept);
    }

    @Test
    void theLightThemeComesBackAsItWas() {
        Workbench.screenshot("empty-light"); // what another test has changed has come to rest
        List<Color> before = colors();
        for (int i = 0; i < 2; i++) {
            Workbench.toggleTheme();
            Workbench.screenshot("empty-dark"); // nothing moves any more
            assertFalse(before.equals(colors()), "dark");
            Workbench.toggleTheme();
            Workbench.screenshot("empty-light");
            assertEquals(before, colors());
        }
    }

    private static List<Color> colors() {
        return Workbench.ui(() -> Workbench.shell().stream().flatMap(Workbench::descendants).filter(control -> control instanceof Tree || control instanceof Text || control instanceof ToolBar)
                .flatMap(control -> Stream.of(control.getBackground(), control.getForeground())).toList());
    }

    @Test
    void manyThousandLinesDoNotHoldTheWorkbenchUp() {
        Tree tree = Workbench.navigator();
        ClusterProfile large = ClusterProfile.create("large", cluster.address(), Role.INFORMATION, false);
        ClusterNavigator navigator = Workbench.ui(() -> {
            Workbench.service(ClusterProfiles.class).addUnsaved(large);
            return (ClusterNavigator) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(ClusterNavigator.ID);
        });

        quickly("first shown", () -> navigator.show(large, online(Reachability.ONLINE)));
        Workbench.await("the lines", () -> tree.getItem(0).getItemCount() > 3 ? Optional.of(true) : Optional.empty());
        quickly("expanded", () -> {
            expand(tree.getItem(0).getItem(2));
            expand(tree.getItem(0).getItem(2).getItem(0));
            expand(tree.getItem(0).getItem(3));
            expand(tree.getItem(0).getItem(3).getItem(1));
            tree.setSelection(tree.getItem(0).getItem(3).getItem(1).getItem(7));
        });
        List<String> before = visible(tree);
        quickly("one target has changed", () -> navigator.show(large, online(Reachability.OFFLINE)));
        Workbench.await("the target's concern", () -> Optional.of(concern(tree.getItem(0).getItem(2).getItem(0).getItem(0))).filter(Concern.ERROR::equals));
        assertEquals(before.size(), visible(tree).size(), "expansion stays");
        assertEquals("c508  ID 508", Workbench.ui(() -> tree.getSelection()[0].getText()), "selection stays");
        Workbench.screenshot("large-light");
        filter("c7123");
        Workbench.await("the client", () -> Optional.of(names(tree)).filter(List.of("large", "Clients (10000)", "c7001 … c7500", "c7123")::equals));
    }

    private static SessionState online(Reachability ofTheFirstTarget) {
        return new SessionState.Active(cluster.address(), new ConnectionState.Online(Snapshots.large(ofTheFirstTarget)));
    }

    /** By processor time, whatever else the machine does. */
    private static void quickly(String what, Runnable action) {
        Duration needed = Workbench.ui(() -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            action.run();
            return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        });
        assertTrue(needed.compareTo(Duration.ofSeconds(1)) <= 0, () -> what + " after " + needed);
    }

    @Test
    void keysEditAndRemoveTheSelectedCluster() {
        ClusterProfile alpha = open("alpha", Role.ADMINISTRATOR);
        awaitGroups(Workbench.navigator(), 0);
        reveal(alpha);

        Shell properties = Workbench.openDialog(IWorkbenchCommandConstants.FILE_PROPERTIES, "Properties");
        Workbench.screenshot("properties-light", properties);
        Workbench.ui(() -> {
            fields(properties).getFirst().setText("delta");
            properties.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        awaitTable("Nodes and Targets – delta");

        Shell question = Workbench.openDialog(IWorkbenchCommandConstants.EDIT_DELETE, "Remove Cluster");
        Workbench.screenshot("remove-light", question);
        Widgets.press(question, "OK");
        Workbench.await("no cluster", () -> Optional.of(Workbench.service(ClusterProfiles.class).all()).filter(List::isEmpty));
        assertEquals(List.of(), visible(Workbench.navigator()));
        awaitTable("Nodes and Targets");
    }

    private static ClusterProfile open(String name, Role role) {
        ClusterProfile profile = ClusterProfile.create(name, cluster.address(), role, false);
        return Workbench.ui(() -> {
            Workbench.service(ClusterProfiles.class).save(profile);
            Workbench.service(OpenClusters.class).open(profile);
            return profile;
        });
    }

    private static void reveal(ClusterProfile profile) {
        Workbench.ui(() -> {
            ClusterNavigator.reveal(profile.id());
            return true;
        });
    }

    private static void awaitGroups(Tree tree, int number) {
        Workbench.await("what is in cluster " + number, () -> Optional.of(tree).filter(t -> t.getItemCount() > number).map(t -> t.getItem(number))
                .filter(item -> item.getItemCount() == 8 && item.getExpanded() && ((NavigatorNode) item.getData()).item().concern() == Concern.NONE)
                .filter(item -> Stream.of(item.getItems()).skip(1).map(TreeItem::getText).toList().equals(
                        List.of("Metadata Servers (1)", "Storage Servers (1)", "Clients (0)", "Storage Pools (1)", "Mirror Groups (0)", "Quotas", "Hosts (1)"))));
    }

    private static void awaitTable(String title) {
        Workbench.show(ClusterView.ID);
        Workbench.await(title, () -> Optional.of(PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(ClusterView.ID).getTitle())
                .filter(title::equals));
    }

    private static void awaitConcern(TreeItem item, boolean none) {
        Workbench.await(none ? "no concern" : "concern", () -> Optional.of(concern(item)).filter(concern -> (concern == Concern.NONE) == none));
    }

    private static Concern concern(TreeItem item) {
        return ((NavigatorNode) item.getData()).item().concern();
    }

    private static void filter(String text) {
        Workbench.ui(() -> {
            filterField().setText(text);
            return true;
        });
    }

    private static Text filterField() {
        return Workbench.shell().stream().flatMap(Workbench::descendants).filter(control -> control instanceof Text text && (text.getStyle() & SWT.SEARCH) != 0)
                .map(Text.class::cast).findFirst().orElseThrow();
    }

    private static List<String> visible(Tree tree) {
        return Workbench.ui(() -> visibleItems(tree));
    }

    private static List<String> visibleItems(Tree tree) {
        return Stream.of(tree.getItems()).flatMap(ClusterNavigatorTest::shown).map(TreeItem::getText).toList();
    }

    private static List<String> names(Tree tree) {
        return Stream.of(tree.getItems()).flatMap(ClusterNavigatorTest::shown).map(item -> ((NavigatorNode) item.getData()).item().name()).toList();
    }

    private static Stream<TreeItem> shown(TreeItem item) {
        return Stream.concat(Stream.of(item), item.getExpanded() ? Stream.of(item.getItems()).flatMap(ClusterNavigatorTest::shown) : Stream.empty());
    }

    private static void expand(TreeItem item) {
        if (!item.getExpanded()) {
            var event = new Event();
            event.item = item;
            item.getParent().notifyListeners(SWT.Expand, event);
            item.setExpanded(true);
        }
    }

    private static void expandAll(TreeItem item) {
        if (item.getItemCount() > 0) {
            expand(item);
            Stream.of(item.getItems()).forEach(ClusterNavigatorTest::expandAll);
        }
    }

    private static Event defaultSelection(Tree tree) {
        var event = new Event();
        event.item = tree.getSelection()[0];
        return event;
    }

    private static void enter(Shell dialog, String host, int port, String authFile) {
        Workbench.ui(() -> {
            List<Text> fields = fields(dialog);
            fields.get(1).setText(host);
            fields.get(2).setText(Integer.toString(port));
            fields.get(3).setText(authFile);
            return true;
        });
    }

    private static List<Text> fields(Shell dialog) {
        return Widgets.controls(dialog, Text.class).filter(Text::getEditable).toList();
    }

    private static int silentPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
