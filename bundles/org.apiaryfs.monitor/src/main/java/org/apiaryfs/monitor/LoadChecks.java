package org.apiaryfs.monitor;

import java.util.Locale;
import java.util.function.Consumer;

/** Do servers keep up, and do their clocks agree? Stateless. */
final class LoadChecks {
    /** Requests waiting for each worker at work that are too many, and those that never are. */
    private static final double QUEUED_PER_WORKER = 4;
    private static final double QUEUED_AT_LEAST = 16;
    private static final long SKEW_MILLIS = 5000;

    private LoadChecks() {}

    static void find(SnapshotIndex index, Observation now, Consumer<Finding> to) {
        now.health().forEach((node, health) -> {
            if (health.queued() > Math.max(QUEUED_AT_LEAST, QUEUED_PER_WORKER * Math.max(1, health.busy()))) {
                to.accept(queue(index, node, health));
            }
        });
        clocks(index, now, to);
    }

    private static Finding queue(SnapshotIndex index, NodeKey node, NodeHealth health) {
        return new Finding(ProblemKind.QUEUE_HIGH, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                Texts.of("queue_high", index.name(node), whole(health.queued()), whole(health.busy())), Texts.of("queue_highWhy"), Texts.of("queue_highMend"),
                new QuickFix.ShowActivity(node));
    }

    /** Against the median, so that this computer's own clock doesn't matter. */
    private static void clocks(SnapshotIndex index, Observation now, Consumer<Finding> to) {
        long[] all = now.health().values().stream().filter(h -> h.clockBehind().isPresent()).mapToLong(h -> h.clockBehind().getAsLong()).sorted().toArray();
        if (all.length == 0) {
            return;
        }
        long median = all[(all.length - 1) / 2];
        if (all.length > 1 && all[all.length - 1] - all[0] <= SKEW_MILLIS && Math.abs(median) > SKEW_MILLIS) {
            to.accept(new Finding(ProblemKind.CLOCK_SKEW, new Subject.Monitoring("clock"), Severity.INFO,
                    Texts.of(median > 0 ? "clock_hereAhead" : "clock_hereBehind", seconds(median)), Texts.of("clock_hereWhy"), Texts.of("clock_hereMend")));
            return;
        }
        now.health().forEach((node, health) -> {
            if (all.length > 1 && health.clockBehind().isPresent() && Math.abs(health.clockBehind().getAsLong() - median) > SKEW_MILLIS) {
                long ahead = median - health.clockBehind().getAsLong();
                to.accept(new Finding(ProblemKind.CLOCK_SKEW, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                        Texts.of(ahead > 0 ? "clock_serverAhead" : "clock_serverBehind", Texts.within(index.name(node)), seconds(ahead)),
                        Texts.of("clock_serverWhy"), Texts.of("clock_serverMend"), new QuickFix.CheckConnection(node)));
            }
        });
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }

    private static long seconds(long millis) {
        return Math.round(Math.abs(millis) / 1000.0);
    }
}
