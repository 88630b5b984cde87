package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.SessionState;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The cluster view in the running workbench. */
@ExtendWith(UiThreadNeverWaits.class)
class ClusterViewTest {
    private static final String SIZE = "\\d[\\d.]* [KMGTPE]?i?B";

    @TempDir
    Path directory;

    @AfterEach
    void disconnect() {
        Workbench.forgetClusters();
    }

    @Test
    void showsItsColumnsAtStart() {
        Tree tree = Workbench.table();
        List<String> titles = Workbench.ui(() -> Arrays.stream(tree.getColumns()).map(TreeColumn::getText).toList());

        assertEquals(List.of("Name", "ID", "Type", "Address", "Reachability", "Consistency", "Free", "Total"), titles);
    }

    @Test
    void showsARealClusterAndWhenItIsAway() throws Exception {
        Tree tree = Workbench.table();
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster"))) {
            String connected = "Connected to " + cluster.address();
            enterInDialog(cluster.address());
            Widgets.awaitMatch(connected);
            awaitRows(tree, host(cluster, 0), List.of("meta1", "storage1", "Target 1", "Target 2"));

            List<List<String>> rows = Workbench.ui(() -> items(tree).map(ClusterViewTest::texts).toList());
            assertNode(rows.get(0), "1", "Management", host(cluster, 0));
            assertNode(rows.get(1), "1", "Metadata", host(cluster, 1));
            assertOnlineWithSpace(rows.get(1));
            assertNode(rows.get(2), "1", "Storage", host(cluster, 2));
            assertNode(rows.get(3), "1", "Target", "");
            assertOnlineWithSpace(rows.get(3));
            assertNode(rows.get(4), "2", "Target", "");
            assertOnlineWithSpace(rows.get(4));
            assertEquals(List.of(), Workbench.ui(() -> items(tree).flatMap(ClusterViewTest::cutOff).toList()), "cells that are too narrow");

            cluster.killManagement();
            Widgets.awaitMatch("As of \\d\\d:\\d\\d:\\d\\d: No management server answers at " + cluster.address() + "\\. Is it running.*");
            assertEquals(rows, Workbench.ui(() -> items(tree).map(ClusterViewTest::texts).toList()), "what was known stays");

            cluster.up();
            Widgets.awaitMatch(connected);
        }
    }

    @Test
    void manyThousandRowsDoNotHoldTheWorkbenchUp() {
        ClusterView view = Workbench.ui(() -> (ClusterView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(ClusterView.ID));
        Tree table = Workbench.table();
        for (Reachability reachability : List.of(Reachability.ONLINE, Reachability.OFFLINE)) {
            var state = new SessionState.Active(new ClusterAddress("h", 1, Optional.empty()), new ConnectionState.Online(Snapshots.large(reachability)));
            assertTimeout(Duration.ofSeconds(2), () -> show(view, state), reachability::toString);
        }
        Workbench.await("clients", () -> table.getItemCount() > 401 && table.getItem(401).getText().equals("c1 … c500") ? Optional.of(true) : Optional.empty());
        show(view, new SessionState.Disconnected());
    }

    private static boolean show(ClusterView view, SessionState state) {
        return Workbench.ui(() -> {
            view.show(state);
            return true;
        });
    }

    /** As a user does it: the command, the fields of the dialog, its button. */
    private static void enterInDialog(ClusterAddress address) {
        Shell dialog = Workbench.openDialog("org.apiaryfs.ui.connect", "Connect");
        Workbench.ui(() -> {
            List<Text> fields = Widgets.controls(dialog, Text.class).filter(Text::getEditable).toList();
            fields.get(1).setText(address.host());
            fields.get(2).setText(Integer.toString(address.port()));
            fields.get(3).setText(address.secretFile().orElseThrow().toString());
            Button connect = dialog.getDefaultButton();
            assertTrue(connect.isEnabled(), "the entries are accepted");
            connect.notifyListeners(SWT.Selection, null);
            return true;
        });
    }

    /** The name of the management node is the machine's; it is told by its address. */
    private static void awaitRows(Tree tree, String management, List<String> names) {
        Workbench.await("management at " + management + ", then " + names, () -> {
            List<TreeItem> items = items(tree).toList();
            return items.size() == names.size() + 1 && items.getFirst().getText(ClusterColumn.ADDRESS.ordinal()).equals(management)
                    && items.stream().skip(1).map(TreeItem::getText).toList().equals(names)
                    && Stream.of(1, 3, 4).allMatch(i -> !items.get(i).getText(ClusterColumn.TOTAL.ordinal()).isEmpty()
                            && items.get(i).getText(ClusterColumn.REACHABILITY.ordinal()).equals("Online"))
                    ? Optional.of(items) : Optional.empty();
        });
    }

    private static String host(RealCluster cluster, int number) {
        return cluster.address().host() + ":" + (cluster.address().port() + number);
    }

    private static void assertNode(List<String> row, String id, String type, String address) {
        assertEquals(List.of(id, type, address), row.subList(ClusterColumn.NUMERIC_ID.ordinal(), ClusterColumn.ADDRESS.ordinal() + 1), row::toString);
    }

    private static void assertOnlineWithSpace(List<String> row) {
        assertEquals("Online", row.get(ClusterColumn.REACHABILITY.ordinal()), row::toString);
        assertEquals("Good", row.get(ClusterColumn.CONSISTENCY.ordinal()), row::toString);
        assertTrue(row.get(ClusterColumn.FREE.ordinal()).matches(SIZE), row::toString);
        assertTrue(row.get(ClusterColumn.TOTAL.ordinal()).matches(SIZE), row::toString);
    }

    /** All that can be seen, from top to bottom. UI thread. */
    private static Stream<TreeItem> items(Tree tree) {
        return Stream.of(tree.getItems()).flatMap(item ->
                Stream.concat(Stream.of(item), item.getExpanded() ? Stream.of(item.getItems()) : Stream.empty()));
    }

    private static List<String> texts(TreeItem item) {
        return IntStream.range(0, item.getParent().getColumnCount()).mapToObj(item::getText).toList();
    }

    private static Stream<String> cutOff(TreeItem item) {
        var gc = new GC(item.getParent());
        try {
            return IntStream.range(0, item.getParent().getColumnCount())
                    .filter(column -> gc.textExtent(item.getText(column)).x > item.getTextBounds(column).width)
                    .mapToObj(item::getText).toList().stream();
        } finally {
            gc.dispose();
        }
    }
}
