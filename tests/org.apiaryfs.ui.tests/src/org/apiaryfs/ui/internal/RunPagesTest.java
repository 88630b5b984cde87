package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Connections, the check of the file system, and the storage benchmark, with a real cluster. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class RunPagesTest {
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
    void leave() {
        Workbench.ui(() -> {
            Stream.of("connections", "check", "benchmark").map(name -> page().findView("org.apiaryfs.ui.view." + name)).filter(Objects::nonNull)
                    .forEach(page()::hideView);
            return true;
        });
        Workbench.forgetClusters();
    }

    @Test
    void connectionsSayWhichServerIsGone() throws Exception {
        Composite page = show("org.apiaryfs.ui.view.connections", Role.INFORMATION);
        assertEquals(List.of(), texts(page, 1));
        Widgets.press(page, "Check");
        Widgets.awaitMatch(page, "All is well: 3 servers answer in all ways.");
        assertEquals(List.of("Answered", "Answered", "Answered"), texts(page, 1).stream().map(line -> line.get(3)).toList());
        Workbench.screenshot("connections-light");

        cluster.killStorage();
        try {
            Widgets.press(page, "Check");
            Widgets.awaitMatch(page, "Findings: .*");
            assertTrue(texts(page, 0).stream().anyMatch(line -> line.getFirst().startsWith("storage server storage1") && line.get(1).equals("It doesn't answer at all.")),
                    () -> texts(page, 0).toString());
            assertEquals("No answer", texts(page, 1).getLast().get(3));
            Workbench.toggleTheme();
            Workbench.screenshot("connections-dark");
            Workbench.toggleTheme();
        } finally {
            cluster.up();
        }
    }

    @Test
    void theFileSystemIsCheckedAndMended() throws Exception {
        Path strange = Files.createFile(chunks().resolve("strange"));
        Composite page = show("org.apiaryfs.ui.view.check", Role.ADMINISTRATOR);
        assertFalse(Workbench.ui(() -> Widgets.button(page, "Mend…").isEnabled()), "nothing was found yet");
        Widgets.press(page, "Check");
        Widgets.awaitMatch(page, "Findings: 1\\. Looked at: .*");
        assertEquals("a chunk file's name can't be an entry ID", texts(page, 0).getFirst().getFirst());
        Workbench.screenshot("check-light");
        assertTrue(Files.exists(strange), "a check changes nothing");

        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> Widgets.button(page, "Mend…").notifyListeners(SWT.Selection, null)); // returns with the dialog
        Shell dialog = Widgets.awaitWindow("Mend the File System");
        Workbench.screenshot("mend-light", dialog);
        Workbench.toggleTheme();
        Workbench.screenshot("mend-dark", dialog);
        Workbench.toggleTheme();
        Widgets.press(dialog, "Mend");
        Widgets.awaitMatch(page, "Mended: 1\\..*");
        Workbench.screenshot("mended-light");
        assertFalse(Files.exists(strange));
        Widgets.press(page, "Check");
        Widgets.awaitMatch(page, "The file system is clean\\..*");
    }

    @Test
    void whoMayOnlyLookCantMend() throws Exception {
        Path strange = Files.createFile(chunks().resolve("strange"));
        Composite page = show("org.apiaryfs.ui.view.check", Role.INFORMATION);
        Widgets.press(page, "Check");
        Widgets.awaitMatch(page, "Findings: 1\\..*");
        assertFalse(Workbench.ui(() -> Widgets.button(page, "Mend…").isEnabled()));
        Files.delete(strange);
    }

    @Test
    void theBenchmarkShowsEachTarget() {
        Composite page = show("org.apiaryfs.ui.view.benchmark", Role.ADMINISTRATOR);
        Workbench.await("targets", () -> Optional.of(texts(page, 0)).filter(lines -> lines.size() == 2));
        Workbench.ui(() -> {
            Widgets.controls(page, Combo.class).toList().get(2).select(0); // 16 MiB
            return true;
        });
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> Widgets.button(page, "Start…").notifyListeners(SWT.Selection, null));
        Shell question = Widgets.awaitWindow("Storage Benchmark");
        Workbench.screenshot("benchmark-question-light", question);
        Widgets.press(question, "OK");
        Widgets.awaitMatch(page, ".*/s in all on 2 targets; the slowest gives .*");
        assertEquals(List.of("Finished", "Finished"), texts(page, 0).stream().map(line -> line.get(3)).toList());
        assertTrue(texts(page, 0).stream().allMatch(line -> line.get(4).endsWith("/s")), () -> texts(page, 0).toString());
        Workbench.screenshots("benchmark");
        Widgets.press(page, "Remove Files");
        Widgets.awaitMatch(page, "The files of benchmarks are removed\\.");
    }

    /** A directory in which chunk files may be. */
    private static Path chunks() throws IOException {
        try (Stream<Path> found = Files.walk(directory.resolve("cluster"), 4)) {
            return Files.createDirectories(found.filter(path -> path.endsWith("chunks")).sorted().findFirst().orElseThrow().resolve("u0"));
        }
    }

    /** Opens the cluster and a view about it. */
    private static Composite show(String view, Role role) {
        ClusterProfile profile = ClusterProfile.create("alpha", cluster.address(), role, false);
        Workbench.open(profile);
        Composite page = Workbench.ui(() -> {
            try {
                return (Composite) page().showView(view).getSite().getService(MPart.class).getWidget();
            } catch (PartInitException e) {
                throw new IllegalStateException(e);
            }
        });
        Workbench.await("connected", () -> Optional.of(Workbench.service(OpenClusters.class).state(profile.id()))
                .filter(state -> state.knowledge().isPresent()));
        return page;
    }

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getPages()[0];
    }

    /** What the lines of a table say; filled in as if it were seen. */
    private static List<List<String>> texts(Composite area, int table) {
        return Workbench.ui(() -> Widgets.lines(Widgets.controls(area, Table.class).toList().get(table)));
    }
}
