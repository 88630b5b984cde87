package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.monitoring.alerts.AlertSettings;
import org.apiaryfs.ui.monitoring.alerts.Alerts;
import org.apiaryfs.ui.monitoring.overview.OverviewView;
import org.apiaryfs.ui.monitoring.problems.ProblemsView;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The overview, the problems and their alerts in the running workbench, as a cluster comes, works, fails and recovers. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class OverviewTest {
    private static final String LOAD = "org.apiaryfs.ui.view.load";
    private static final Supplier<Optional<String>> SPACE = () -> canvases().map(Control::getToolTipText)
            .filter(tip -> tip != null && tip.matches("Storage: .* % used on 2 targets\\..*")).findFirst();

    @TempDir
    Path directory;

    @BeforeEach
    void showOverview() {
        Workbench.show(OverviewView.ID);
    }

    @AfterEach
    void forgetClusters() {
        Workbench.forgetClusters();
    }

    @AfterAll
    static void showLoad() {
        Workbench.show(LOAD); // as it was
    }

    @Test
    void saysWhatToDoIfThereIsNothingToSee() throws Exception {
        Widgets.awaitMatch("No clusters yet");
        Workbench.ui(() -> Widgets.button("Connect…"));
        awaitStatus("No cluster open");
        Workbench.screenshots("overview-none");

        ClusterProfile silent = add("apollo", new ClusterAddress("127.0.0.1", silentPort(), Optional.empty()));
        Workbench.ui(() -> {
            ClusterNavigator.reveal(silent.id());
            return true;
        });
        Widgets.awaitMatch("apollo isn't open");
        Workbench.screenshot("overview-closed-light");
        Widgets.press("Open");
        Widgets.awaitMatch("apollo can't be reached");
        Widgets.awaitMatch("Not connected yet: No management server answers at " + silent.address() + ".*");
        Workbench.ui(() -> Widgets.button("Try Again"));
        Workbench.ui(() -> Widgets.button("Properties…"));
        Workbench.screenshot("overview-unreachable-light");
        awaitStatus("1 problem");
        Workbench.ui(() -> {
            statusItem().notifyListeners(SWT.Selection, null);
            return true;
        });
        Workbench.ui(() -> Widgets.button("Edit Connection…"));
        Workbench.screenshots("problems-unreachable");
    }

    @Test
    void followsAClusterThroughFailureAndRecovery() throws Exception {
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster")); var mail = new MailBox()) {
            ClusterProfile profile = add("apollo", cluster.address());
            Workbench.ui(() -> Alerts.ofWorkbench().save(profile.id(), MailBox.atOnce(mail.port()))).join();
            Workbench.open(profile);
            Widgets.awaitMatch("All servers are online: 1 metadata, 1 storage; \\d+ % of space is free\\.");
            awaitStatus("No problems");
            Workbench.await("space", SPACE);
            awaitFigures(cluster, profile);
            Table servers = Workbench.await("servers", () -> tables().filter(table -> table.getColumn(0).getText().equals("Server") && table.getItemCount() > 0).findFirst());
            String busiest = Workbench.ui(() -> {
                servers.setSelection(0);
                servers.notifyListeners(SWT.DefaultSelection, null); // a double click
                return servers.getItem(0).getText();
            });
            var navigator = Workbench.navigator();
            Workbench.await("the server in the navigator", () -> Stream.of(navigator.getSelection()).filter(item -> item.getText().startsWith(busiest)).findFirst());
            Workbench.await("changes", () -> tables().filter(table -> table.getColumn(0).getText().equals("Time") && table.getItemCount() > 0)
                    .filter(table -> table.getItem(table.getItemCount() - 1).getText(1).equals("Connected to the cluster.")).findFirst());

            cluster.killStorage();
            try {
                Widgets.awaitMatch("1 problem: Storage server 1 \\(storage1\\).*");
                awaitStatus("1 problem");
                String sent = mail.mails.poll(20, TimeUnit.SECONDS);
                assertNotNull(sent, "an alert");
                assertTrue(sent.contains("[apollo] Problem: Storage server 1"), sent);
                actOnTheProblem();
            } finally {
                cluster.up();
            }
            Workbench.await("space", SPACE); // it is back, and well when it has been so for ten seconds
            Widgets.awaitMatch("All servers are online: 1 metadata, 1 storage; .*");
            awaitStatus("No problems");
            String over = mail.mails.poll(20, TimeUnit.SECONDS);
            assertNotNull(over, "that it is over");
            assertTrue(over.contains("[apollo] Over: Storage server 1"), over);
            Workbench.await("clients", () -> tables().filter(table -> table.getColumn(0).getText().equals("Client") && table.getItemCount() > 0)
                    .filter(table -> table.getItem(0).getText().equals(cluster.address().host())).findFirst());
            Workbench.await("space", SPACE);
            Workbench.screenshots("overview-healthy");

            cluster.killManagement();
            Widgets.awaitMatch("As of \\d\\d:\\d\\d:\\d\\d: No management server answers.*");
            Workbench.screenshot("overview-stale-light");
        }
    }

    /** What its servers do is shown in figures, which are greater while somebody asks. */
    private static void awaitFigures(RealCluster cluster, ClusterProfile profile) {
        var entries = Workbench.ui(() -> Workbench.service(OpenClusters.class).session(profile.id()).orElseThrow()).connection().entries();
        Thread work = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                entries.info("/").join();
            }
        });
        try {
            Workbench.await("many metadata requests", () -> canvases().map(Control::getToolTipText)
                    .filter(tip -> tip != null && tip.matches("Metadata Requests: the last 3 minutes, at most (\\d{2,}|.*k).*")).findFirst());
        } finally {
            work.interrupt();
        }
    }

    /** The list leads to the details; what they offer works. */
    private static void actOnTheProblem() {
        Workbench.ui(() -> {
            Table problems = tables().filter(table -> table.getColumn(0).getText().equals("Problem") && table.getColumnCount() == 2).findFirst().orElseThrow();
            problems.setSelection(0);
            problems.notifyListeners(SWT.DefaultSelection, null); // Enter
            return true;
        });
        Workbench.await("details", () -> Widgets.controls(StyledText.class).filter(text -> text.getText().contains("Why it matters") && text.getText().contains("apollo")).findFirst());
        assertEquals("Problems (1)", Workbench.ui(() -> view().getTitle()));
        Workbench.screenshots("problems-one");

        Widgets.press("Check Connection");
        Shell result = Widgets.awaitWindow("Check the connection to Storage server 1");
        String told = Workbench.ui(() -> Widgets.controls(result, Label.class).map(Label::getText)
                .filter(text -> !text.isEmpty()).findFirst().orElse(""));
        assertTrue(told.contains("It accepts no streams"), told);
        Workbench.screenshot("problems-connection-light", result);
        Widgets.close(result);

        Widgets.press("Mute");
        awaitStatus("No problems");
        assertEquals("Problems", Workbench.ui(() -> view().getTitle()));
        Widgets.awaitMatch("Muted problems: 1\\. .*");
        Workbench.screenshot("problems-muted-light");
        Workbench.ui(() -> {
            var showMuted = ((ActionContributionItem) view().getViewSite().getActionBars().getMenuManager().getItems()[0]).getAction();
            showMuted.setChecked(true);
            showMuted.run();
            return true;
        });
        Widgets.press("Unmute");
        awaitStatus("1 problem");
    }

    @Test
    void alertsAreSetAndTried() throws Exception {
        ClusterProfile profile = add("apollo", new ClusterAddress("127.0.0.1", silentPort(), Optional.empty()));
        Workbench.ui(() -> {
            ClusterNavigator.reveal(profile.id());
            return true;
        });
        try (var mail = new MailBox()) {
            Shell dialog = Workbench.openDialog("org.apiaryfs.ui.alerts", "Alerts");
            Workbench.screenshot("alerts-empty-light", dialog);
            Workbench.ui(() -> {
                Button used = Widgets.controls(dialog, Button.class).filter(button -> button.getText().contains("mail")).findFirst().orElseThrow();
                used.setSelection(true);
                used.notifyListeners(SWT.Selection, null);
                assertFalse(dialog.getDefaultButton().isEnabled(), "there is no server yet");
                List<Text> fields = Workbench.descendants(dialog).filter(control -> control instanceof Text text && text.getEditable()).map(Text.class::cast).toList();
                fields.get(0).setText("127.0.0.1");
                fields.get(3).setText("apiary@example.org");
                fields.get(4).setText("keeper@example.org");
                var encryption = Widgets.controls(dialog, Combo.class).findFirst().orElseThrow();
                encryption.select(0);
                encryption.notifyListeners(SWT.Selection, null);
                Widgets.controls(dialog, Spinner.class).findFirst().orElseThrow().setSelection(mail.port());
                assertTrue(dialog.getDefaultButton().isEnabled());
                pressIn(dialog, "Send &Test Message");
                return true;
            });
            String sent = mail.mails.poll(20, TimeUnit.SECONDS);
            assertNotNull(sent, "the test message");
            assertTrue(sent.contains("To: keeper@example.org") && sent.contains("This is a test of the alerts."), sent);
            Widgets.awaitMatch(dialog, "The mail server has taken the message.*");
            Workbench.screenshot("alerts-tested-light", dialog);
            Workbench.toggleTheme();
            Workbench.screenshot("alerts-tested-dark", dialog);
            Workbench.toggleTheme();
            tab(dialog, 1);
            Workbench.screenshot("alerts-webhook-light", dialog);
            tab(dialog, 2);
            Workbench.screenshot("alerts-rules-light", dialog);
            dialog.getDisplay().asyncExec(() -> pressIn(dialog, "E&dit…")); // returns when that dialog is closed
            Shell rule = Widgets.awaitWindow("Rule");
            Workbench.screenshot("alerts-rule-light", rule);
            Widgets.close(rule);
            Workbench.ui(() -> {
                dialog.getDefaultButton().notifyListeners(SWT.Selection, null);
                return true;
            });
            AlertSettings kept = Workbench.ui(Alerts::ofWorkbench).settings(profile.id()).join();
            assertEquals(mail.port(), kept.mail().port());
            assertTrue(kept.mail().used());
        }
    }

    private static void tab(Shell dialog, int index) {
        Workbench.ui(() -> {
            Widgets.controls(dialog, TabFolder.class).findFirst().orElseThrow().setSelection(index);
            return true;
        });
    }

    private static ClusterProfile add(String name, ClusterAddress address) {
        ClusterProfile profile = ClusterProfile.create(name, address, Role.ADMINISTRATOR, false);
        Workbench.ui(() -> {
            Workbench.service(ClusterProfiles.class).addUnsaved(profile);
            return true;
        });
        return profile;
    }

    private static IViewPart view() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(ProblemsView.ID);
    }

    private static void awaitStatus(String text) {
        Workbench.await("status " + text, () -> Optional.of(statusItem()).filter(item -> item.getText().equals(text)));
    }

    private static ToolItem statusItem() {
        return Widgets.controls(ToolBar.class).flatMap(bar -> Arrays.stream(bar.getItems())).filter(item -> "Show the problems of all open clusters".equals(item.getToolTipText()))
                .findFirst().orElseThrow();
    }

    private static Stream<Table> tables() {
        return Widgets.controls(Table.class).filter(table -> table.getColumnCount() > 0);
    }

    private static Stream<Canvas> canvases() {
        return Widgets.controls(Canvas.class);
    }

    private static void pressIn(Shell dialog, String text) {
        Widgets.controls(dialog, Button.class).filter(button -> button.getText().equals(text) && button.isVisible()).findFirst().orElseThrow().notifyListeners(SWT.Selection, null);
    }

    private static int silentPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
