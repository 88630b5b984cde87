package org.apiaryfs.monitor.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;

/**
 * What is sent at once. Immutable.
 *
 * @param cluster its name, for people
 * @param time when it was put together
 * @param alerts at least one, oldest first
 */
public record AlertMessage(String cluster, Instant time, List<Alert> alerts) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);

    public AlertMessage {
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("nothing to tell");
        }
    }

    /** Sent on demand, to see whether it arrives. */
    public static AlertMessage test(String cluster, Instant now) {
        ClusterProblem nothing = new ClusterProblem("test", ProblemKind.TEST, new Subject.Monitoring("test"), Severity.INFO, now,
                Texts.of("test_what"), Texts.of("test_why"), Texts.of("test_mend"), List.of());
        return new AlertMessage(cluster, now, List.of(new Alert(Alert.Event.OPENED, nothing, now)));
    }

    /** One line. */
    public String subject() {
        String text = alerts.size() == 1 ? Texts.of("subject_one", word(alerts.getFirst().event()), alerts.getFirst().problem().what())
                : Texts.of("subject_several", alerts.size());
        return ("[" + cluster + "] " + text).replaceAll("\\p{Cntrl}+", " ");
    }

    /** Lines of text that say what happened, why it matters and what to do. */
    public String text(ZoneId zone) {
        DateTimeFormatter format = TIME.withZone(zone);
        StringBuilder text = new StringBuilder(Texts.of("mail_cluster", cluster)).append('\n');
        for (Alert alert : alerts) {
            ClusterProblem problem = alert.problem();
            String since = format.format(problem.since());
            line(text.append('\n'), "mail_what", word(alert.event()), word(problem.severity()), problem.what());
            if (alert.event() == Alert.Event.CLOSED) {
                line(text, "mail_over", since, format.format(alert.time()), length(Duration.between(problem.since(), alert.time())));
            } else {
                line(text, "mail_since", since);
                line(text, "mail_why", problem.why());
                line(text, "mail_mend", problem.remedy());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Object... arguments) {
        text.append(Texts.of(key, arguments)).append('\n');
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case INFO -> Texts.of("severity_info");
            case WARNING -> Texts.of("severity_warning");
            case ERROR -> Texts.of("severity_error");
        };
    }

    private static String word(Alert.Event event) {
        return switch (event) {
            case OPENED -> Texts.of("event_opened");
            case STILL_OPEN -> Texts.of("event_stillOpen");
            case CLOSED -> Texts.of("event_closed");
        };
    }

    /** Such as "2 h 5 min". */
    private static String length(Duration length) {
        if (length.toHours() > 0) {
            return Texts.of("length_hours", length.toHours(), length.toMinutesPart());
        }
        return length.toMinutes() > 0 ? Texts.of("length_minutes", length.toMinutes(), length.toSecondsPart())
                : Texts.of("length_seconds", Math.max(0, length.toSeconds()));
    }
}
