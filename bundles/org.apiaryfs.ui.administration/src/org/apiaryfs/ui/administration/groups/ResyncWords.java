package org.apiaryfs.ui.administration.groups;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.protocol.storage.ResyncState;
import org.apiaryfs.ui.Concern;
import org.eclipse.osgi.util.NLS;

/** How copying within a mirror group goes, in words. Stateless. */
final class ResyncWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());

    private ResyncWords() { }

    /** Few words. */
    static String brief(ResyncAnswer answer) {
        return switch (answer) {
            case ResyncAnswer.Silent silent -> Messages.resync_silent;
            case ResyncAnswer.Told(var job) -> job.state() == ResyncState.RUNNING && job.progress().isPresent()
                    ? Math.round(job.progress().getAsDouble() * 100) + " %" : text(job.state());
        };
    }

    static Concern concern(ResyncAnswer answer) {
        return switch (answer) {
            case ResyncAnswer.Silent silent -> Concern.WARNING;
            case ResyncAnswer.Told(var job) -> switch (job.state()) {
                case NOT_STARTED, RUNNING, SUCCESS -> Concern.NONE;
                case INTERRUPTED, ERRORS -> Concern.WARNING;
                case FAILURE -> Concern.ERROR;
            };
        };
    }

    /** A sentence or two. */
    static String full(ResyncAnswer answer) {
        return switch (answer) {
            case ResyncAnswer.Silent(var problem) -> NLS.bind(Messages.resync_silentWhy, problem.sentence());
            case ResyncAnswer.Told(var job) -> job.state() == ResyncState.NOT_STARTED ? Messages.resync_never
                    : NLS.bind(Messages.resync_job, new Object[] {text(job.state()), time(job.start()), time(job.end())}) + " "
                            + NLS.bind(Messages.resync_counts, new Object[] {number(job, ResyncJob.Counter.SYNCED_FILES), whole(job, ResyncJob.Counter.FILE_CANDIDATES),
                                    number(job, ResyncJob.Counter.SYNCED_DIRS), whole(job, ResyncJob.Counter.DIR_CANDIDATES), String.format("%,d", job.errors())});
        };
    }

    private static String number(ResyncJob job, ResyncJob.Counter counter) {
        return String.format("%,d", job.count(counter));
    }

    /** Metadata servers don't say how many there will be. */
    private static String whole(ResyncJob job, ResyncJob.Counter counter) {
        return job.counters().containsKey(counter) ? number(job, counter) : "?";
    }

    private static String time(Optional<Instant> instant) {
        return instant.map(TIME::format).orElse("–");
    }

    private static String text(ResyncState state) {
        return switch (state) {
            case NOT_STARTED -> Messages.resync_notStarted;
            case RUNNING -> Messages.resync_running;
            case SUCCESS -> Messages.resync_success;
            case INTERRUPTED -> Messages.resync_interrupted;
            case FAILURE -> Messages.resync_failure;
            case ERRORS -> Messages.resync_errors;
        };
    }
}
