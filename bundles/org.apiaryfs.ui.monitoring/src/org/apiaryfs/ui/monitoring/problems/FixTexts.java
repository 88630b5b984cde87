package org.apiaryfs.ui.monitoring.problems;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.ResyncJob;
import org.eclipse.osgi.util.NLS;

/** What quick fixes have found out, in words. */
final class FixTexts {
    private FixTexts() { }

    static String of(ReachedNode reached) {
        String datagrams = reached.datagrams() ? Messages.datagramsAnswered : NLS.bind(Messages.datagramsSilent, Integer.toString(reached.node().udpPort()));
        String stream = reached.stream().map(route -> NLS.bind(route.fallback() ? Messages.streamFallback : Messages.streamOpen, route.address(), route.kind()))
                .orElse(NLS.bind(Messages.streamClosed, Integer.toString(reached.node().tcpPort())));
        String time = reached.roundTrip().map(trip -> NLS.bind(Messages.roundTrip, String.format(Locale.ROOT, "%.2f ms", trip.toNanos() / 1e6))).orElse("");
        String trouble = reached.problem().map(Problem::sentence).orElse("");
        String verdict = reached.fully() ? Messages.reachedFully : Messages.reachedPartly;
        return Stream.of(datagrams, stream, time, trouble).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")) + "\n\n" + verdict;
    }

    static String of(ResyncJob job) {
        long done = count(job, ResyncJob.Counter.SYNCED_FILES) + count(job, ResyncJob.Counter.SYNCED_DIRS);
        long found = count(job, ResyncJob.Counter.FILE_CANDIDATES) + count(job, ResyncJob.Counter.DIR_CANDIDATES);
        long errors = count(job, ResyncJob.Counter.FILE_ERRORS) + count(job, ResyncJob.Counter.DIR_ERRORS);
        String state = switch (job.state()) {
            case NOT_STARTED -> Messages.resyncNotStarted;
            case RUNNING -> Messages.resyncRunning;
            case SUCCESS -> Messages.resyncSuccess;
            case INTERRUPTED -> Messages.resyncInterrupted;
            case FAILURE -> Messages.resyncFailure;
            case ERRORS -> Messages.resyncErrors;
        };
        return Stream.of(state,
                job.start().map(start -> NLS.bind(Messages.resyncBegan, Moments.text(start))).orElse(""),
                job.end().map(end -> NLS.bind(Messages.resyncEnded, Moments.text(end))).orElse(""),
                job.start().isEmpty() ? "" : NLS.bind(Messages.resyncCounts, new Object[] {done, Math.max(found, done), errors}))
                .filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static long count(ResyncJob job, ResyncJob.Counter counter) {
        return job.counters().getOrDefault(counter, 0L);
    }
}
