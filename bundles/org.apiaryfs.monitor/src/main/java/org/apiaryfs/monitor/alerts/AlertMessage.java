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
                "This is a test of the alerts.", "It doesn't: somebody wanted to see whether alerts arrive.", "Nothing.", List.of());
        return new AlertMessage(cluster, now, List.of(new Alert(Alert.Event.OPENED, nothing, now)));
    }

    /** One line. */
    public String subject() {
        String text = alerts.size() == 1 ? word(alerts.getFirst().event()) + ": " + alerts.getFirst().problem().what() : alerts.size() + " changes";
        return ("[" + cluster + "] " + text).replaceAll("\\p{Cntrl}+", " ");
    }

    /** Lines of text that say what happened, why it matters and what to do. */
    public String text(ZoneId zone) {
        DateTimeFormatter format = TIME.withZone(zone);
        StringBuilder text = new StringBuilder("Cluster " + cluster + "\n");
        for (Alert alert : alerts) {
            ClusterProblem problem = alert.problem();
            text.append("\n").append(word(alert.event())).append(" (").append(problem.severity().name().toLowerCase(Locale.ROOT)).append("): ")
                    .append(problem.what()).append("\nSince ").append(format.format(problem.since()));
            if (alert.event() == Alert.Event.CLOSED) {
                text.append(", over at ").append(format.format(alert.time())).append(" after ").append(length(Duration.between(problem.since(), alert.time()))).append(".\n");
            } else {
                text.append(".\nWhy it matters: ").append(problem.why()).append("\nWhat to do: ").append(problem.remedy()).append("\n");
            }
        }
        return text.toString();
    }

    private static String word(Alert.Event event) {
        return switch (event) {
            case OPENED -> "Problem";
            case STILL_OPEN -> "Still a problem";
            case CLOSED -> "Over";
        };
    }

    /** Such as "2 h 5 min". */
    private static String length(Duration length) {
        if (length.toHours() > 0) {
            return length.toHours() + " h " + length.toMinutesPart() + " min";
        }
        return length.toMinutes() > 0 ? length.toMinutes() + " min " + length.toSecondsPart() + " s" : Math.max(0, length.toSeconds()) + " s";
    }
}
