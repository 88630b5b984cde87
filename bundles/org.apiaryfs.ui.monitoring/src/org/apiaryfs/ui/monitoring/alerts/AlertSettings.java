package org.apiaryfs.ui.monitoring.alerts;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.monitor.alerts.AlertSender;
import org.apiaryfs.monitor.alerts.MailAccount;
import org.apiaryfs.monitor.alerts.MailSender;
import org.apiaryfs.monitor.alerts.WebhookSender;

/**
 * How somebody is told of the problems of a cluster. Immutable.
 *
 * @param rules who is told of what
 */
public record AlertSettings(Mail mail, Webhook webhook, List<AlertRule> rules) {
    /** Names of the senders, in rules. */
    public static final String MAIL = "mail";
    public static final String WEBHOOK = "webhook";

    private static final Duration PATIENCE = Duration.ofSeconds(20); // with mail and web servers
    private static final int SUBMISSION = 587; // port

    /**
     * A mail account as it was entered; incomplete as long as it isn't in use.
     *
     * @param used whether mail is sent
     * @param user empty if the server wants no login
     * @param password secret
     * @param to addresses, with commas between them
     */
    public record Mail(boolean used, String host, int port, MailAccount.Encryption encryption, String user, String password, String from, String to) {
        List<String> recipients() {
            return List.of(to.split("[,;\\s]+")).stream().filter(address -> !address.isEmpty()).toList();
        }

        /** @throws IllegalArgumentException if it is incomplete, saying what is missing */
        MailSender sender() {
            require(!host.isBlank(), Messages.needsHost);
            require(from.contains("@"), Messages.needsFrom);
            require(!recipients().isEmpty() && recipients().stream().allMatch(address -> address.contains("@")), Messages.needsTo);
            require(user.isBlank() || encryption != MailAccount.Encryption.NONE, Messages.needsEncryption);
            Optional<MailAccount.Login> login = user.isBlank() ? Optional.empty() : Optional.of(new MailAccount.Login(user.strip(), password));
            return new MailSender(MAIL, new MailAccount(host.strip(), port, encryption, login, from.strip(), recipients(), Optional.empty(), PATIENCE));
        }

        Mail withPassword(String other) {
            return new Mail(used, host, port, encryption, user, other, from, to);
        }
    }

    /**
     * A web server that takes alerts.
     *
     * @param used whether it is told
     * @param address http or https; secret, for such addresses have tokens in them
     */
    public record Webhook(boolean used, String address) {
        /** @throws IllegalArgumentException if it is no address of a web server */
        WebhookSender sender() {
            try {
                return new WebhookSender(WEBHOOK, URI.create(address.strip()), Map.of(), PATIENCE);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(Messages.needsAddress, e);
            }
        }
    }

    public AlertSettings {
        rules = List.copyOf(rules);
    }

    /** Nobody is told; who fills in an account hears of warnings and errors that last for a minute. */
    public static AlertSettings none() {
        return new AlertSettings(new Mail(false, "", SUBMISSION, MailAccount.Encryption.STARTTLS, "", "", "", ""), new Webhook(false, ""),
                List.of(new AlertRule(Messages.firstRule, Severity.WARNING, Set.of(), Duration.ofMinutes(1), Optional.empty(), Optional.empty(), Set.of(MAIL, WEBHOOK))));
    }

    /**
     * Those in use.
     *
     * @throws IllegalArgumentException if one is incomplete, saying what is missing
     */
    public List<AlertSender> senders() {
        var all = new ArrayList<AlertSender>();
        if (mail.used) {
            all.add(mail.sender());
        }
        if (webhook.used) {
            all.add(webhook.sender());
        }
        return all;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
