package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.administration.quotas.QuotasView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The quotas of a real cluster in the running workbench. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class QuotasViewTest {
    private static final String VIEW = "org.apiaryfs.ui.view.quotas";
    private static final int POOL = 1;
    private static final Map<Integer, Integer> USED = Map.of(1, 900, 13, 300, 33, 1500, 34, 60, 1234, 8); // KiB by user

    @TempDir
    static Path directory;

    private static RealCluster cluster;
    private ClusterSession session;
    private Table table;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RealCluster.startWithMountAndQuotas(directory.resolve("cluster"));
        for (Map.Entry<Integer, Integer> user : USED.entrySet()) {
            Path file = cluster.mount().resolve("of-" + user.getKey());
            Files.createFile(file);
            Files.setAttribute(file, "unix:uid", user.getKey());
            Files.write(file, new byte[user.getValue() << 10]);
        }
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @AfterEach
    void forgetClusters() {
        Workbench.closeDialogs();
        Workbench.forgetClusters();
        Workbench.ui(() -> Workbench.showView(ClusterView.ID));
    }

    private void open(RealCluster shown, Role role) {
        ClusterProfile profile = ClusterProfile.create("alpha", shown.address(), role, false);
        session = Workbench.open(profile);
        Workbench.ui(QuotasViewTest::view);
        table = Workbench.await("the table", () -> page().filter(Table.class::isInstance).map(Table.class::cast).findFirst());
        choose("Users");
    }

    private static void choose(String kinds) {
        Workbench.ui(() -> {
            Combo kind = page().filter(control -> control instanceof Combo combo && combo.indexOf(kinds) >= 0).map(Combo.class::cast).findFirst().orElseThrow();
            kind.select(kind.indexOf(kinds));
            kind.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    @Test
    void limitsAreSetForSeveralAtOnceAndShownAsBars() throws Exception {
        open(cluster, Role.ADMINISTRATOR);
        awaitRow("1234", row -> row.get(2).equals("8.00 KiB"));
        assertEquals(List.of("daemon", "1", "900 KiB", "unlimited (default)", "", "2", "unlimited (default)", ""), awaitRow("1", row -> true));

        Shell defaults = openDialog("Default Limits");
        Workbench.ui(() -> {
            Widgets.controls(defaults, Combo.class).toList().getFirst().setText("default");
            assertFalse(defaults.getDefaultButton().isEnabled());
            Widgets.controls(defaults, Combo.class).toList().getFirst().setText("10M");
            return true;
        });
        Workbench.screenshot("quota-defaults-light", defaults);
        apply(defaults);
        awaitRow("1", row -> row.get(3).equals("10.0 MiB (default)") && row.get(4).equals("9%"));

        select("1", "33");
        Shell limits = openDialog("Set Limits");
        assertEquals(Set.of("daemon", "www-data"), Set.of(Workbench.ui(() -> Widgets.controls(limits, Text.class).filter(Text::getEditable).findFirst().orElseThrow().getText()).split(", ")));
        Workbench.ui(() -> {
            Widgets.controls(limits, Combo.class).toList().getFirst().setText("much");
            return true;
        });
        Widgets.awaitText(limits, "'much' is no limit. Write a number such as 500G, or unlimited, or default.");
        assertFalse(Workbench.ui(() -> limits.getDefaultButton().isEnabled()));
        Workbench.screenshot("quota-limits-problem-light", limits);
        Workbench.ui(() -> {
            Widgets.controls(limits, Combo.class).toList().getFirst().setText("1M");
            Widgets.controls(limits, Combo.class).toList().getLast().setText("20");
            return true;
        });
        Widgets.awaitText(limits, "www-data uses more than that already, and will not be able to write any more.");
        Workbench.screenshot("quota-limits-light", limits);
        Workbench.toggleTheme();
        Workbench.screenshot("quota-limits-dark", limits);
        Workbench.toggleTheme();
        apply(limits);
        awaitRow("1", row -> row.get(3).equals("1.00 MiB") && row.get(4).equals("88%") && row.get(6).equals("20"));
        awaitRow("33", row -> row.get(4).equals("146%"));
        assertEquals(new QuotaLimits(1 << 20, 20), own().get(33));
        Widgets.awaitText("Limits of 2 were set; they hold in a moment.");
        Workbench.screenshots("quotas");

        Workbench.ui(() -> {
            page().filter(control -> control instanceof Text text && text.getMessage().equals("Filter by name or ID")).map(Text.class::cast).findFirst().orElseThrow().setText("www");
            return true;
        });
        Workbench.await("the one", () -> Optional.of(table.getItemCount()).filter(count -> count == 1));
        Workbench.ui(() -> {
            page().filter(control -> control instanceof Text text && text.getMessage().equals("Filter by name or ID")).map(Text.class::cast).findFirst().orElseThrow().setText("");
            return true;
        });
        choose("Groups");
        awaitRow("0", row -> row.getFirst().equals("root") && row.get(2).equals("2.70 MiB"));
    }

    @Test
    void tablesAreWrittenCheckedAndReadAgain() throws Exception {
        open(cluster, Role.ADMINISTRATOR);
        awaitRow("1234", row -> true);
        session.connection().quotas().set(POOL, Quotas.Kind.USER, Map.of(13, new QuotaLimits(5 << 20, 100), 1234, new QuotaLimits(QuotaLimits.UNLIMITED, 7)))
                .get(20, TimeUnit.SECONDS);
        run("Refresh");
        awaitRow("13", row -> row.get(3).equals("5.00 MiB"));
        Path file = directory.resolve("quotas.csv");
        Workbench.ui(() -> {
            view().exportTo(file);
            return true;
        });
        Widgets.awaitText("Saved to " + file + ".");
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.contains("user,1,1234,1234,unlimited,7,8192,1"), lines::toString);

        Files.write(file, lines.stream().map(line -> line.startsWith("user,1,13,") ? line.replace("5M", "five") : line.startsWith("user,1,34,") ? "group" + line.substring(4) : line).toList());
        Shell faults = importing(file);
        Widgets.awaitText(faults, "2 lines have problems. Mend them in the file and import it again; nothing is applied before.");
        assertFalse(Workbench.ui(() -> faults.getDefaultButton().isEnabled()));
        Workbench.screenshot("quota-import-problem-light", faults);
        Workbench.ui(() -> {
            faults.close();
            return true;
        });

        Files.write(file, lines.stream().map(line -> line.replace("5M", "6G").replace("unlimited,7", "default,default")).toList());
        Shell preview = importing(file);
        Widgets.awaitText(preview, "2 of " + (lines.size() - 1) + " lines change limits.");
        Workbench.screenshot("quota-import-light", preview);
        Workbench.toggleTheme();
        Workbench.screenshot("quota-import-dark", preview);
        Workbench.toggleTheme();
        apply(preview);
        awaitRow("13", row -> row.get(3).equals("6.00 GiB"));
        assertEquals(new QuotaLimits(6L << 30, 100), own().get(13));
        assertEquals(QuotaLimits.NONE, own().get(1234));
    }

    @Test
    void aClusterWithoutQuotasSaysHowToSwitchThemOn() throws Exception {
        try (RealCluster plain = RealCluster.start(directory.resolve("plain"))) {
            open(plain, Role.ADMINISTRATOR);
            Workbench.await("the hint", () -> page().filter(control -> control instanceof Label label && label.getText().startsWith("Quotas are off in this cluster")).findFirst());
            Workbench.ui(() -> {
                table.getMenu().notifyListeners(SWT.Show, new Event());
                assertFalse(Stream.of(table.getMenu().getItems()).filter(item -> item.getText().startsWith("Set Limits")).findFirst().orElseThrow().isEnabled());
                return true;
            });
            Workbench.screenshots("quotas-off");
        }
    }

    private Map<Integer, QuotaLimits> own() throws Exception {
        return session.connection().quotas().report(POOL, Quotas.Kind.USER, new QuotaSelection.All()).get(20, TimeUnit.SECONDS).owners().stream()
                .collect(Collectors.toMap(OwnerQuota::id, OwnerQuota::own));
    }

    /** UI thread. */
    private static QuotasView view() {
        return (QuotasView) Workbench.showView(VIEW);
    }

    /** The widgets that can be seen. UI thread. */
    private static Stream<Control> page() {
        return Workbench.shell().stream().flatMap(Workbench::descendants).filter(Control::isVisible);
    }

    /** The texts of the line of a user or group. */
    private List<String> awaitRow(String id, Predicate<List<String>> wanted) {
        return Workbench.await("quota of " + id, () -> Stream.of(table.getItems()).filter(item -> item.getText(1).equals(id))
                .map(item -> IntStream.range(0, table.getColumnCount()).mapToObj(item::getText).toList()).filter(wanted).findFirst());
    }

    private void select(String... ids) {
        Workbench.ui(() -> {
            table.setSelection(Stream.of(table.getItems()).filter(item -> Set.of(ids).contains(item.getText(1))).toArray(TableItem[]::new));
            table.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    /** Chooses an action of the context menu. */
    private void run(String name) {
        MenuItem chosen = Workbench.ui(() -> {
            table.getMenu().notifyListeners(SWT.Show, new Event());
            MenuItem found = Stream.of(table.getMenu().getItems()).filter(item -> item.getText().replaceAll("[…\t].*", "").equals(name)).findFirst().orElseThrow();
            assertTrue(found.isEnabled(), name);
            return found;
        });
        table.getDisplay().asyncExec(() -> chosen.notifyListeners(SWT.Selection, new Event())); // a dialog returns when it is closed
    }

    private Shell openDialog(String name) {
        run(name);
        return Widgets.awaitWindow(name);
    }

    private Shell importing(Path file) {
        Workbench.ui(() -> {
            view().importFrom(file);
            return true;
        });
        return Widgets.awaitWindow("Import Limits");
    }

    private static void apply(Shell dialog) {
        Workbench.ui(() -> {
            assertTrue(dialog.getDefaultButton().isEnabled());
            dialog.getDefaultButton().notifyListeners(SWT.Selection, null);
            return true;
        });
        Workbench.await("the dialog's end", () -> Optional.of(dialog).filter(Shell::isDisposed));
    }
}
