package org.apiaryfs.ui.monitoring.problems;

import java.util.Optional;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Icons;
import org.eclipse.swt.graphics.Image;

/** How severities are shown. UI thread only. */
public final class Severities {
    private Severities() { }

    public static String text(Severity severity) {
        return switch (severity) {
            case INFO -> Messages.severityInfo;
            case WARNING -> Messages.severityWarning;
            case ERROR -> Messages.severityError;
        };
    }

    public static Concern concern(Severity severity) {
        return switch (severity) {
            case INFO -> Concern.NONE;
            case WARNING -> Concern.WARNING;
            case ERROR -> Concern.ERROR;
        };
    }

    public static Optional<Image> icon(Severity severity) {
        return Icons.of(Severities.class, switch (severity) {
            case INFO -> "icons/info.svg";
            case WARNING -> "icons/warning.svg";
            case ERROR -> "icons/error.svg";
        });
    }
}
