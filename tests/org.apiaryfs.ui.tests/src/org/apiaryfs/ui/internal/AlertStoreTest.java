package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.monitor.alerts.MailAccount;
import org.apiaryfs.ui.monitoring.alerts.AlertSettings;
import org.apiaryfs.ui.monitoring.alerts.AlertStore;
import org.apiaryfs.ui.monitoring.alerts.Secrets;
import org.apiaryfs.ui.monitoring.problems.MutedProblems;
import org.apiaryfs.ui.monitoring.problems.ProblemRow;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** What is kept of alerts and muted problems, without widgets. */
class AlertStoreTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final AlertSettings SETTINGS = new AlertSettings(
            new AlertSettings.Mail(true, "mail.example.org", 465, MailAccount.Encryption.TLS, "bee", "honey-57", "apiary@example.org", "a@example.org, b@example.org"),
            new AlertSettings.Webhook(true, "https://hooks.example.org/token-58"), List.of(
            new AlertRule("all", Severity.INFO, Set.of(), Duration.ZERO, Optional.empty(), Optional.empty(), Set.of(AlertSettings.MAIL)),
            new AlertRule("targets", Severity.ERROR, Set.of(Subject.Kind.TARGET, Subject.Kind.GROUP), Duration.ofMinutes(5), Optional.of(Duration.ofHours(4)),
                    Optional.of(NOW), Set.of(AlertSettings.MAIL, AlertSettings.WEBHOOK))));

    @TempDir
    Path directory;

    private final Preferences store = InstanceScope.INSTANCE.getNode("org.apiaryfs.ui.tests").node(UUID.randomUUID().toString());

    @AfterEach
    void forget() throws BackingStoreException {
        store.removeNode();
    }

    @Test
    void settingsAreReadAsTheyWereWritten() {
        var alerts = new AlertStore(store, new Secrets(directory));
        assertEquals(AlertSettings.none(), alerts.load("one").join());
        alerts.save("one", SETTINGS).join();

        assertEquals(SETTINGS, new AlertStore(store, new Secrets(directory)).load("one").join());
        assertEquals(AlertSettings.none(), alerts.load("two").join());
        alerts.retain(Set.of("two"));
        assertEquals(AlertSettings.none(), alerts.load("one").join());
    }

    @Test
    void secretsAreNowhereToBeRead() throws Exception {
        new AlertStore(store, new Secrets(directory)).save("one", SETTINGS).join();
        Preferences kept = store.node("one");
        for (String key : kept.keys()) {
            assertFalse(kept.get(key, "").contains("-5"), key);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(2, all.size(), all::toString);
            for (Path file : all) {
                String text = Files.readString(file);
                assertFalse(text.contains("honey-57") || text.contains("token-58"), file::toString);
            }
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key"))));
    }

    @Test
    void incompleteAccountsAreRefused() throws IOException {
        assertEquals(2, SETTINGS.senders().size());
        assertEquals(0, AlertSettings.none().senders().size(), "what isn't used may be incomplete");
        AlertSettings.Mail mail = SETTINGS.mail();
        var open = new AlertSettings.Mail(true, mail.host(), 25, MailAccount.Encryption.NONE, mail.user(), mail.password(), mail.from(), mail.to());
        var trouble = assertThrows(IllegalArgumentException.class, () -> new AlertSettings(open, SETTINGS.webhook(), List.of()).senders());
        assertTrue(trouble.getMessage().contains("STARTTLS"), trouble::getMessage);
        assertThrows(IllegalArgumentException.class, () -> new AlertSettings(mail, new AlertSettings.Webhook(true, "example.org"), List.of()).senders());
    }

    @Test
    void mutesEndInTheirTimeOrWithTheProblem() {
        var clock = new Instant[] {NOW};
        InstantSource source = () -> clock[0];
        var muted = new MutedProblems(store, source);
        var hour = new ProblemRow.Key("one", "server-offline:meta-1");
        var over = new ProblemRow.Key("one", "low-space:storage-target-1");
        muted.mute(hour, Optional.of(NOW.plusSeconds(3600)));
        muted.mute(over, Optional.empty());

        var read = new MutedProblems(store, source);
        assertTrue(read.isMuted(hour) && read.isMuted(over), "also in the next run");
        clock[0] = NOW.plusSeconds(3600);
        assertFalse(read.isMuted(hour));
        assertTrue(read.expire());
        assertFalse(read.expire());
        assertTrue(read.isMuted(over));
        read.over(List.of(hour, over));
        assertFalse(read.isMuted(over));
        assertFalse(new MutedProblems(store, source).isMuted(over));
    }
}
