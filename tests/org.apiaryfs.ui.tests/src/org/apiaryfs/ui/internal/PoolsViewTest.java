package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Role;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.administration.changes.Changes;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.DropTargetListener;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of storage pools in the running workbench, with a real cluster. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class PoolsViewTest {
    private static final String VIEW = "org.apiaryfs.ui.view.pools";
    private static final String NEW = "org.apiaryfs.ui.administration.newPool";
    private static final String MOVE = "org.apiaryfs.ui.administration.moveToPool";

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
        Workbench.forgetClusters();
        Workbench.showView(ClusterView.ID, IViewPart.class);
    }

    @Test
    void aPoolIsMadeAndATargetIsMovedAndTakenBack() throws Exception {
        ClusterSession session = open("alpha", Role.ADMINISTRATOR);
        Table table = table();
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2"));

        Widgets.select(table);
        ChangePreview creation = ChangePreview.open(NEW);
        assertFalse(creation.applicable(), "without a name");
        creation.type("Default");
        creation.awaitSentence("There is a pool Default already.");
        creation.type("Fast");
        creation.awaitSentence("A storage pool Fast is made");
        creation.screenshot("pool-new-light");
        creation.apply();
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2", "▾ Fast"));

        Widgets.select(table, 2);
        drop(table, 3);
        ChangePreview move = ChangePreview.await();
        assertTrue(move.sentences().containsAll(List.of("Target 2 goes from pool Default to pool Fast.", "Files stay where they are. Only where new files are put changes.")),
                () -> move.sentences().toString());
        move.screenshot("pool-move-light");
        move.apply();
        awaitNames(table, List.of("▾ Default", "Target 1", "▾ Fast", "Target 2"));
        assertEquals(List.of(List.of(1), List.of(2)), pools(session));

        Workbench.screenshot("pools-light");
        Workbench.toggleTheme();
        Workbench.screenshot("pools-dark");
        Widgets.select(table, 1);
        ChangePreview dark = ChangePreview.open(MOVE);
        dark.awaitSentence("is left without targets: in all directories that are bound to no other pool");
        dark.screenshot("pool-move-dark");
        dark.cancel();
        Workbench.toggleTheme();

        assertEquals("Undo Move target 2 to pool Fast", undoLabel());
        var undo = new ChangePreview(Workbench.openDialog("org.eclipse.ui.edit.undo", "Undo"));
        undo.apply();
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2", "▾ Fast"));
        assertEquals(List.of(List.of(1, 2), List.of()), pools(session));
        new ChangePreview(Workbench.openDialog("org.eclipse.ui.edit.redo", "Redo")).apply();
        assertEquals(List.of(List.of(1), List.of(2)), pools(session));

        Widgets.select(table, 2);
        ChangePreview removal = ChangePreview.open("org.eclipse.ui.edit.delete");
        removal.screenshot("pool-remove-light");
        removal.apply();
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2"));
    }

    @Test
    void aCommandOfThePageIsThereOnOthersToo() {
        open("alpha", Role.ADMINISTRATOR);
        Workbench.hideView(VIEW);
        Workbench.showView(ClusterView.ID, ClusterView.class);

        ChangePreview creation = ChangePreview.open(NEW);
        creation.type("Fast");
        creation.awaitSentence("A storage pool Fast is made");
        creation.cancel();
        assertEquals(VIEW, activePage());

        Workbench.showView(ClusterView.ID, ClusterView.class);
        Workbench.forgetClusters();
        Workbench.run(NEW);
        assertEquals(VIEW, activePage(), "says itself why nothing can be done");
    }

    private static String activePage() {
        return Workbench.ui(() -> Workbench.page().getActivePart().getSite().getId());
    }

    @Test
    void connectionsForInformationSayWhyNothingIsChanged() {
        open("beta", Role.INFORMATION);
        Table table = table();
        assertSame(Workbench.ui(() -> Workbench.service(Changes.class)), Workbench.ui(() ->
                PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().getActivePart().getSite().getService(Changes.class)), "all pages share one history");
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2"));
        Widgets.select(table);
        ChangePreview creation = ChangePreview.open(NEW);
        creation.type("Fast");
        creation.awaitSentence("A storage pool Fast is made");
        assertFalse(creation.applicable());
        assertTrue(creation.message().contains("You are connected to beta for information only."), creation.message());
        creation.screenshot("pool-information-light");
        creation.cancel();
        Widgets.select(table, 2);
        ChangePreview removal = ChangePreview.open("org.eclipse.ui.edit.delete");
        removal.awaitSentence("Type 2 above, so that nothing is removed by accident.");
        removal.screenshot("target-remove-light");
        removal.type("2");
        Workbench.await("typed", () -> Optional.of(removal.sentences()).filter(sentences -> sentences.stream().noneMatch(sentence -> sentence.startsWith("Type 2 above"))));
        assertFalse(removal.applicable());
        removal.cancel();
        ChangePreview map = ChangePreview.choose(table, "Map a Target…");
        map.type("17");
        map.awaitSentence("As it is new to the cluster, it joins pool Default.");
        map.screenshot("target-map-light");
        map.cancel();
    }

    @Test
    void thePreviewFollowsTheCluster() throws Exception {
        ClusterSession session = open("alpha", Role.ADMINISTRATOR);
        Table table = table();
        int pool = session.connection().storagePools().add(Optional.empty(), "Brief", List.of(), List.of()).get().id();
        awaitNames(table, List.of("▾ Default", "Target 1", "Target 2", "▾ Brief"));
        Widgets.select(table, 1);
        ChangePreview move = ChangePreview.open(MOVE);
        move.awaitSentence("goes from pool Default to pool Brief.");
        session.connection().storagePools().remove(pool).get();
        session.connection().refresh().get();
        move.awaitSentence("There is no pool");
        assertFalse(move.applicable());
        move.cancel();
    }

    private static ClusterSession open(String name, Role role) {
        var profile = ClusterProfile.create(name, cluster.address(), role, false);
        ClusterSession session = Workbench.open(profile);
        Workbench.showView(VIEW, IViewPart.class);
        return session;
    }

    private static Table table() {
        return Workbench.await("the table", () -> Workbench.shell().stream().flatMap(Workbench::descendants)
                .filter(control -> control instanceof Table table && table.isVisible() && table.getColumnCount() == 8).map(Table.class::cast).findFirst());
    }

    private static void awaitNames(Table table, List<String> names) {
        Workbench.await(names.toString(), () -> Optional.of(Stream.of(table.getItems()).map(TableItem::getText).map(String::strip).toList()).filter(names::equals));
    }

    /** Drops what is selected onto a line, as the mouse does it. */
    private static void drop(Table table, int line) {
        Workbench.ui(() -> {
            DropTargetEvent event = dropEvent();
            event.item = table.getItem(line);
            event.detail = DND.DROP_MOVE;
            DropTargetListener[] listeners = ((DropTarget) table.getData(DND.DROP_TARGET_KEY)).getDropListeners();
            for (DropTargetListener listener : listeners) {
                listener.dragOver(event);
                assertEquals(DND.DROP_MOVE, event.detail);
                listener.drop(event);
            }
            return true;
        });
    }

    /** SWT lets nobody make one. */
    private static DropTargetEvent dropEvent() {
        try {
            Class<?> cause = Class.forName("org.eclipse.swt.dnd.DNDEvent", true, DropTarget.class.getClassLoader());
            Constructor<?> constructor = cause.getDeclaredConstructor();
            constructor.setAccessible(true);
            Event event = (Event) constructor.newInstance();
            event.widget = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
            return DropTargetEvent.class.getConstructor(cause).newInstance(event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<List<Integer>> pools(ClusterSession session) throws Exception {
        ClusterSnapshot now = session.connection().refresh().get();
        return now.pools().stream().map(TargetPool::targets).toList();
    }

    /** The first item of the menu Edit, as it is when the menu opens. */
    private static String undoLabel() {
        return Workbench.ui(() -> {
            MenuItem edit = Stream.of(Workbench.shell().orElseThrow().getMenuBar().getItems()).filter(item -> item.getText().equals("&Edit")).findFirst().orElseThrow();
            edit.getMenu().notifyListeners(SWT.Show, new Event());
            return IntStream.range(0, edit.getMenu().getItemCount()).mapToObj(i -> edit.getMenu().getItem(i).getText()).filter(text -> !text.isEmpty())
                    .findFirst().orElse("").replace("&", "").replaceAll("\t.*", "");
        });
    }
}
