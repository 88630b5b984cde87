package org.apiaryfs.monitor.alerts;

import java.util.Locale;
import java.util.stream.Collectors;
import org.apiaryfs.monitor.ClusterProblem;

/**
 * Alerts as JSON: {@code {"cluster", "time", "subject", "alerts": [{"event": "opened" | "still_open" | "closed", "time", "id", "kind",
 * "subject", "severity": "info" | "warning" | "error", "since", "what", "why", "remedy"}]}}; times as in ISO 8601, UTC. Stateless.
 */
final class AlertJson {
    private AlertJson() {}

    static String of(AlertMessage message) {
        return "{\"cluster\":" + text(message.cluster()) + ",\"time\":" + text(message.time().toString()) + ",\"subject\":" + text(message.subject())
                + ",\"alerts\":[" + message.alerts().stream().map(AlertJson::of).collect(Collectors.joining(",")) + "]}";
    }

    private static String of(Alert alert) {
        ClusterProblem p = alert.problem();
        return "{\"event\":" + text(lower(alert.event())) + ",\"time\":" + text(alert.time().toString()) + ",\"id\":" + text(p.id())
                + ",\"kind\":" + text(p.kind().key()) + ",\"subject\":" + text(p.subject().key()) + ",\"severity\":" + text(lower(p.severity()))
                + ",\"since\":" + text(p.since().toString()) + ",\"what\":" + text(p.what()) + ",\"why\":" + text(p.why())
                + ",\"remedy\":" + text(p.remedy()) + "}";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ' || Character.isSurrogate((char) c)) {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
