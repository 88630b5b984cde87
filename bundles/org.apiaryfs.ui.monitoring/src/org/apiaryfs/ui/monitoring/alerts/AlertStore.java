package org.apiaryfs.ui.monitoring.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.monitor.alerts.MailAccount;
import org.apiaryfs.ui.PreferenceWriter;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of alerts of all clusters: in the preferences, what is secret in {@link Secrets}. Called on one thread; doesn't block. */
public final class AlertStore {
    private static final Logger LOG = LoggerFactory.getLogger(AlertStore.class);
    // Of a cluster's node.
    private static final String MAIL_USED = "mailUsed";
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String ENCRYPTION = "encryption";
    private static final String USER = "user";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String WEBHOOK_USED = "webhookUsed";
    private static final String RULES = "rules"; // a node with nodes 0, 1, … and these keys:
    private static final String NAME = "name";
    private static final String LEAST = "least";
    private static final String SUBJECTS = "subjects";
    private static final String DOWN_SECONDS = "downSeconds";
    private static final String RESEND_SECONDS = "resendSeconds"; // 0 = never
    private static final String MUTED_UNTIL = "mutedUntil"; // seconds since 1970; 0 = not muted
    private static final String SENDERS = "senders";
    // Secrets.
    private static final String PASSWORD = "password";
    private static final String ADDRESS = "address";

    private final Preferences store;
    private final Secrets secrets;

    public AlertStore(Preferences store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /** What was saved for a cluster, or what there is at first. Doesn't fail: what can't be read is left out, and the log says so. */
    public CompletableFuture<AlertSettings> load(String clusterId) {
        AlertSettings open = read(clusterId);
        return secrets.of(clusterId).exceptionally(failure -> {
            LOG.warn("the secrets of alerts can't be read: cluster={}", clusterId, failure);
            return Map.of();
        }).thenApply(secret -> new AlertSettings(open.mail().withPassword(secret.getOrDefault(PASSWORD, "")),
                new AlertSettings.Webhook(open.webhook().used(), secret.getOrDefault(ADDRESS, "")), open.rules()));
    }

    /** Keeps the settings; fails with {@link java.io.IOException} if what is secret can't be kept. */
    public CompletableFuture<Void> save(String clusterId, AlertSettings settings) {
        try {
            write(store.node(clusterId), settings);
        } catch (BackingStoreException e) {
            LOG.warn("the settings of alerts can't be written: {}", e.getMessage());
        }
        PreferenceWriter.write(store);
        return secrets.put(clusterId, Map.of(PASSWORD, settings.mail().password(), ADDRESS, settings.webhook().address()));
    }

    /** Forgets all about other clusters. */
    public void retain(Set<String> clusters) {
        try {
            for (String cluster : store.childrenNames()) {
                if (!clusters.contains(cluster)) {
                    store.node(cluster).removeNode();
                    secrets.put(cluster, Map.of());
                }
            }
        } catch (BackingStoreException e) {
            LOG.warn("the settings of alerts can't be forgotten: {}", e.getMessage());
        }
    }

    private AlertSettings read(String clusterId) {
        try {
            return store.nodeExists(clusterId) ? read(store.node(clusterId)) : AlertSettings.none();
        } catch (BackingStoreException | IllegalArgumentException e) {
            LOG.warn("the settings of alerts can't be read: cluster={}", clusterId, e);
            return AlertSettings.none();
        }
    }

    private static AlertSettings read(Preferences node) throws BackingStoreException {
        AlertSettings.Mail none = AlertSettings.none().mail();
        var mail = new AlertSettings.Mail(node.getBoolean(MAIL_USED, false), node.get(HOST, ""), node.getInt(PORT, none.port()),
                MailAccount.Encryption.valueOf(node.get(ENCRYPTION, none.encryption().name())), node.get(USER, ""), "", node.get(FROM, ""), node.get(TO, ""));
        var rules = new ArrayList<AlertRule>();
        for (String number : Stream.of(node.node(RULES).childrenNames()).sorted(Comparator.comparing(Integer::valueOf)).toList()) {
            rules.add(rule(node.node(RULES).node(number)));
        }
        return new AlertSettings(mail, new AlertSettings.Webhook(node.getBoolean(WEBHOOK_USED, false), ""), rules);
    }

    private static AlertRule rule(Preferences node) {
        Set<Subject.Kind> subjects = words(node.get(SUBJECTS, "")).map(Subject.Kind::valueOf).collect(Collectors.toSet());
        Optional<Duration> resend = Optional.of(Duration.ofSeconds(node.getLong(RESEND_SECONDS, 0))).filter(Duration::isPositive);
        Optional<Instant> muted = Optional.of(Instant.ofEpochSecond(node.getLong(MUTED_UNTIL, 0))).filter(Instant.EPOCH::isBefore);
        return new AlertRule(node.get(NAME, ""), Severity.valueOf(node.get(LEAST, Severity.WARNING.name())), subjects,
                Duration.ofSeconds(node.getLong(DOWN_SECONDS, 0)), resend, muted, words(node.get(SENDERS, "")).collect(Collectors.toSet()));
    }

    private static Stream<String> words(String list) {
        return List.of(list.split(",")).stream().filter(word -> !word.isEmpty());
    }

    private static void write(Preferences node, AlertSettings settings) throws BackingStoreException {
        AlertSettings.Mail mail = settings.mail();
        node.putBoolean(MAIL_USED, mail.used());
        node.put(HOST, mail.host());
        node.putInt(PORT, mail.port());
        node.put(ENCRYPTION, mail.encryption().name());
        node.put(USER, mail.user());
        node.put(FROM, mail.from());
        node.put(TO, mail.to());
        node.putBoolean(WEBHOOK_USED, settings.webhook().used());
        node.node(RULES).removeNode();
        for (int i = 0; i < settings.rules().size(); i++) {
            write(node.node(RULES).node(Integer.toString(i)), settings.rules().get(i));
        }
    }

    private static void write(Preferences node, AlertRule rule) {
        node.put(NAME, rule.name());
        node.put(LEAST, rule.least().name());
        node.put(SUBJECTS, rule.subjects().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
        node.putLong(DOWN_SECONDS, rule.minimumDown().toSeconds());
        node.putLong(RESEND_SECONDS, rule.resend().map(Duration::toSeconds).orElse(0L));
        node.putLong(MUTED_UNTIL, rule.mutedUntil().map(Instant::getEpochSecond).orElse(0L));
        node.put(SENDERS, rule.senders().stream().sorted().collect(Collectors.joining(",")));
    }
}
