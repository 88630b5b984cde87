package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Entries;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.NewDirectory;
import org.apiaryfs.admin.NewFile;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The file browser in the running workbench, with a real cluster that is mounted. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class FilesViewTest {
    private static final String VIEW = "org.apiaryfs.ui.view.files";
    private static final int MANY = 1200;

    @TempDir
    static Path directory;

    private static RealCluster cluster;
    private ClusterSession session;
    private Table table;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RealCluster.startWithMountAndQuotas(directory.resolve("cluster"));
        Path data = Files.createDirectories(cluster.mount().resolve("projects/weather"));
        Files.write(data.resolve("model.dat"), new byte[5 * 1024 * 1024 + 1000]);
        Files.write(data.resolve("readme.txt"), new byte[1234]);
        Files.setPosixFilePermissions(data.resolve("readme.txt"), PosixFilePermissions.fromString("rw-r-----"));
        Files.createFile(data.resolve("empty"));
        Files.createSymbolicLink(data.resolve("latest"), Path.of("model.dat"));
        Files.createLink(data.resolve("again.txt"), data.resolve("readme.txt"));
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void open() {
        ClusterProfile profile = ClusterProfile.create("alpha", cluster.address(), Role.ADMINISTRATOR, false);
        session = Workbench.open(profile);
        Workbench.showView(VIEW, IViewPart.class);
        table = Workbench.await("the table", () -> page().filter(Table.class::isInstance).map(Table.class::cast).findFirst());
        Workbench.await("the root directory", () -> Optional.of(texts("projects", 1)).filter(texts -> !texts.isEmpty()));
    }

    @AfterEach
    void forgetClusters() {
        Workbench.closeDialogs();
        Workbench.forgetClusters();
        Workbench.ui(() -> Workbench.showView(ClusterView.ID));
    }

    @Test
    void aCommandWaitsUntilThePageKnowsItsDirectory() {
        Workbench.hideView(VIEW);
        Workbench.showView(ClusterView.ID, ClusterView.class);
        Widgets.close(Workbench.openDialog("org.apiaryfs.ui.administration.newDirectory", "New Directory"));
        assertEquals(VIEW, Workbench.ui(() -> Workbench.page().getActivePart().getSite().getId()));
    }

    @Test
    void theTreeIsBrowsedAndEachFileSaysWhereItIs() {
        go("/projects/weather");
        awaitNames("again.txt", "empty", "latest", "model.dat", "readme.txt");
        assertEquals(List.of("readme.txt", "1.21 KiB", "root:root", "rw-r-----"), Workbench.await("attributes", () -> Optional.of(texts("readme.txt", 4))
                .filter(texts -> !texts.get(1).isEmpty())));
        select("model.dat");
        awaitField("5.00 MiB (5,243,880 B)");
        awaitField("RAID 0, 2 × 512K");
        Workbench.screenshots("files");

        go("/projects/weather/readme.txt");
        Workbench.await("the file", () -> Optional.of(table.getSelection()).filter(items -> items.length == 1 && items[0].getText().equals("readme.txt")));
        go("/projects/nothing");
        Widgets.awaitText("/projects/nothing does not exist.");
        Workbench.screenshot("files-problem-light");
        Workbench.ui(() -> {
            Link crumbs = page().filter(Link.class::isInstance).map(Link.class::cast).filter(link -> link.getText().contains("›")).findFirst().orElseThrow();
            var event = new Event();
            event.text = "/projects";
            crumbs.notifyListeners(SWT.Selection, event);
            return true;
        });
        awaitNames("weather");
        press(SWT.BS); // up
        Workbench.await("where one comes from", () -> Optional.of(Stream.of(table.getSelection()).map(TableItem::getText).toList()).filter(List.of("projects")::equals));
    }

    @Test
    void namesThatAreNotUtf8CanBeOpened() throws Exception {
        var script = new ProcessBuilder("sh", "-c", "mkdir -p \"$1/latin/$(printf 'Ger\\344t')\" && touch \"$1/latin/$(printf 'Ger\\344t')/inside\"", "sh", cluster.mount().toString()).inheritIO().start();
        assertEquals(0, script.waitFor());
        go("/latin");
        awaitNames("Ger\\xE4t");
        select("Ger\\xE4t");
        go("/latin/Ger\\xE4t");
        awaitNames("inside");
    }

    @Test
    void thousandsOfEntriesComeInWhileTheWorkbenchGoesOn() throws Exception {
        Entries entries = session.connection().entries();
        entries.createDirectory("/many", new NewDirectory(0, 0, 0755, List.of(), false)).get(20, TimeUnit.SECONDS);
        CompletableFuture.allOf(IntStream.range(0, MANY).mapToObj(i -> entries.createFile(String.format("/many/f%04d", i), new NewFile(1000 + i % 7, 0, 0644,
                Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty(), List.of()))).toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        go("/many");
        Workbench.await("all of them", () -> Optional.of(table.getItemCount()).filter(count -> count == MANY));
        Workbench.await("that this is all", () -> page().filter(control -> control instanceof Link link && link.getText().equals("1,200 entries")).findFirst());
        assertEquals("f0000", Workbench.ui(() -> table.getItem(0).getText()));
        Workbench.screenshot("files-many-light");
    }

    @Test
    void aPatternIsChangedAndCheckedWhileItIsTyped() throws Exception {
        go("/projects");
        awaitNames("weather");
        select("weather");
        Shell dialog = Workbench.openDialog("org.eclipse.ui.file.properties", "Stripe Pattern");
        Combo chunkSize = Workbench.ui(() -> Widgets.controls(dialog, Combo.class).toList().get(1));
        Text targets = Workbench.ui(() -> editable(dialog).getLast());
        Workbench.ui(() -> {
            assertFalse(dialog.getDefaultButton().isEnabled(), "nothing is changed yet");
            chunkSize.setText("100K");
            return true;
        });
        Widgets.awaitText(dialog, "'100K' is no chunk size. Write a power of two of at least 64K, such as 512K or 1M.");
        assertFalse(Workbench.ui(() -> dialog.getDefaultButton().isEnabled()));
        Workbench.screenshot("pattern-problem-light", dialog);
        Workbench.ui(() -> {
            chunkSize.setText("1M");
            targets.setText("9");
            return true;
        });
        Widgets.awaitText(dialog, "Storage pool Default (ID 1) has 2 targets; files get no more than that.");
        Workbench.screenshot("pattern-light", dialog);
        Workbench.toggleTheme();
        Workbench.screenshot("pattern-dark", dialog);
        Workbench.toggleTheme();
        Workbench.ui(() -> {
            targets.setText("1");
            dialog.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Workbench.await("the dialog's end", () -> Optional.of(dialog).filter(Shell::isDisposed));
        StripePattern changed = info("/projects/weather").pattern();
        assertEquals(List.of(1 << 20, 1), List.of(changed.chunkSize(), changed.defaultTargets()));
        awaitField("RAID 0, 1 × 1M");
    }

    @Test
    void directoriesAndFilesAreCreatedWithPatterns() throws Exception {
        Shell newDirectory = openByAction("New Directory");
        Workbench.ui(() -> {
            editable(newDirectory).getFirst().setText("a/b");
            return true;
        });
        Widgets.awaitText(newDirectory, "'a/b' is no name. Names have no '/', and are neither '.' nor '..'.");
        Workbench.ui(() -> {
            editable(newDirectory).getFirst().setText("results");
            editable(newDirectory).get(1).setText("no-such-user");
            newDirectory.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Widgets.awaitText(newDirectory, "This host knows no user 'no-such-user'; give the number.");
        Workbench.ui(() -> {
            editable(newDirectory).get(1).setText("1000");
            newDirectory.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Workbench.await("the new directory", () -> Optional.of(table.getSelection()).filter(items -> items.length == 1 && items[0].getText().equals("results")));

        go("/results");
        awaitNames();
        Shell newFile = openByAction("New File");
        Workbench.ui(() -> {
            editable(newFile).getFirst().setText("wide");
            Button own = Widgets.controls(newFile, Button.class).filter(button -> (button.getStyle() & SWT.CHECK) != 0).findFirst().orElseThrow();
            own.setSelection(true);
            own.notifyListeners(SWT.Selection, null);
            Widgets.controls(newFile, Combo.class).toList().get(1).setText("2M");
            return true;
        });
        Workbench.screenshot("new-file-light", newFile);
        Workbench.toggleTheme();
        Workbench.screenshot("new-file-dark", newFile);
        Workbench.toggleTheme();
        Workbench.ui(() -> {
            newFile.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        awaitNames("wide");
        assertEquals(2 << 20, info("/results/wide").pattern().chunkSize());
        assertEquals(1000, session.connection().entries().look("/results").get(20, TimeUnit.SECONDS).stat().orElseThrow().uid());
    }

    @Test
    void filesAreFoundOnTheirTargetsAndMovedAway() throws Exception {
        Path moved = Files.createDirectories(cluster.mount().resolve("old"));
        List<Integer> targets = session.connection().refresh().get(20, TimeUnit.SECONDS).targets(NodeType.STORAGE).stream().map(ClusterTarget::id).toList();
        int full = targets.getFirst();
        Entries entries = session.connection().entries();
        for (int i = 0; i < 3; i++) {
            entries.createFile("/old/f" + i, new NewFile(0, 0, 0644, Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty(),
                    List.of(i == 2 ? targets.getLast() : full))).get(20, TimeUnit.SECONDS);
            Files.write(moved.resolve("f" + i), new byte[100_000]);
        }
        Files.createLink(moved.resolve("second-name"), moved.resolve("f1"));
        go("/old");
        awaitNames("f0", "f1", "f2", "second-name");
        select("f0");

        Shell find = openByAction("Find Files on Targets");
        assertEquals("/old/f0", Workbench.ui(() -> editable(find).getFirst().getText()));
        List<Table> tables = Workbench.ui(() -> Widgets.controls(find, Table.class).toList());
        assertEquals(List.of(Integer.toString(full)), Workbench.ui(() -> Stream.of(tables.getFirst().getSelection()).map(TableItem::getText).toList()));
        Workbench.ui(() -> {
            editable(find).getFirst().setText("/old");
            find.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Widgets.awaitText(find, "Done. Looked at 5 entries, found 3 files.");
        assertEquals(List.of("/old/f0", "/old/f1", "/old/second-name"), Workbench.ui(() -> Stream.of(tables.getLast().getItems()).map(TableItem::getText).sorted().toList()));
        Workbench.screenshot("find-light", find);
        Workbench.toggleTheme();
        Workbench.screenshot("find-dark", find);
        Workbench.toggleTheme();
        Workbench.ui(() -> {
            find.close();
            return true;
        });

        Shell migrate = openByAction("Move Files off Targets");
        Workbench.ui(() -> {
            editable(migrate).getFirst().setText("/old");
            return true;
        });
        Combo mounts = Workbench.ui(() -> Widgets.controls(migrate, Combo.class).toList().getLast());
        Workbench.await("mounts", () -> Optional.of(mounts.indexOf(cluster.mount().toString())).filter(index -> index >= 0).map(index -> {
            mounts.select(index);
            mounts.notifyListeners(SWT.Selection, null);
            return index;
        }));
        migrate.getDisplay().asyncExec(() -> migrate.getDefaultButton().notifyListeners(SWT.Selection, null)); // returns when the question is answered
        Shell question = Workbench.await("the question", () -> Stream.of(migrate.getDisplay().getShells()).filter(shell -> shell.getText().equals("Move Files")).findFirst());
        Workbench.screenshot("migrate-question-light", question);
        Workbench.ui(() -> {
            question.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Widgets.awaitText(migrate, "Done. 1 of 3 files moved, 97.7 KiB; 2 not moved.");
        Workbench.screenshot("migrate-light", migrate);
        Workbench.toggleTheme();
        Workbench.screenshot("migrate-dark", migrate);
        Workbench.toggleTheme();
        assertEquals(List.of(targets.getLast()), info("/old/f0").pattern().targets());
        assertEquals(List.of(full), info("/old/f1").pattern().targets(), "it has two names");
        Workbench.ui(() -> {
            migrate.close();
            return true;
        });
    }

    @Test
    void aClosedClusterShowsNoFiles() {
        Workbench.ui(() -> {
            Workbench.service(OpenClusters.class).close(session.profile().id());
            return true;
        });
        Widgets.awaitText("No cluster is open. Select a cluster on the left and open it to see its files.");
        Workbench.screenshot("files-closed-light");
        assertEquals(0, Workbench.ui(() -> table.getItemCount()));
    }

    private EntryDetails info(String path) throws Exception {
        return session.connection().entries().info(path).get(20, TimeUnit.SECONDS);
    }

    /** The widgets that can be seen. UI thread. */
    private static Stream<Control> page() {
        return Workbench.shell().stream().flatMap(Workbench::descendants).filter(Control::isVisible);
    }

    private void go(String path) {
        Workbench.ui(() -> {
            Text field = page().filter(control -> control instanceof Text text && text.getMessage().equals("Path")).map(Text.class::cast).findFirst().orElseThrow();
            field.setText(path);
            field.notifyListeners(SWT.DefaultSelection, new Event());
            return true;
        });
    }

    private void awaitNames(String... names) {
        Workbench.await(String.join(", ", names), () -> Optional.of(Stream.of(table.getItems()).map(TableItem::getText).toList()).filter(List.of(names)::equals));
    }

    private List<String> texts(String name, int columns) {
        return Stream.of(table.getItems()).filter(item -> item.getText().equals(name)).findFirst()
                .map(item -> IntStream.range(0, columns).mapToObj(item::getText).toList()).orElse(List.of());
    }

    private void select(String name) {
        Workbench.await(name + ", of which all is known", () -> Optional.of(texts(name, 5)).filter(texts -> texts.size() == 5 && !texts.getLast().isEmpty()));
        Workbench.ui(() -> {
            table.setSelection(Stream.of(table.getItems()).filter(item -> item.getText().equals(name)).findFirst().orElseThrow());
            table.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    private void press(int key) {
        Workbench.ui(() -> {
            var event = new Event();
            event.keyCode = key;
            table.notifyListeners(SWT.KeyDown, event);
            return true;
        });
    }

    /** Runs an action of the context menu and waits for the dialog of its name. */
    private Shell openByAction(String name) {
        var actions = new ArrayList<Runnable>();
        Workbench.ui(() -> {
            table.getMenu().notifyListeners(SWT.Show, new Event());
            Stream.of(table.getMenu().getItems()).filter(item -> item.getText().replaceAll("….*", "").equals(name)).forEach(item -> {
                assertTrue(item.isEnabled(), name);
                actions.add(() -> item.notifyListeners(SWT.Selection, new Event()));
            });
            return true;
        });
        table.getDisplay().asyncExec(actions.getFirst());
        return Workbench.await(name, () -> Stream.of(table.getDisplay().getShells()).filter(shell -> shell.isVisible() && shell.getText().startsWith(name)).findFirst());
    }

    private static List<Text> editable(Shell dialog) {
        return Widgets.controls(dialog, Text.class).filter(Text::getEditable).toList();
    }

    private static void awaitField(String value) {
        Workbench.await(value, () -> page().filter(control -> control instanceof Text text && text.getText().equals(value)).findFirst());
    }
}
