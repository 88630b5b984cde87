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
                String.format(Locale.ROOT, "%s doesn't keep up: %.0f requests wait while %.0f are worked on.", index.name(node), health.queued(), health.busy()),
                "Everything that needs this server is slow.",
                "See who asks for so much. If that is the usual load, give the server more workers (tuneNumWorkers) or faster disks, or add servers.",
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
                    "This computer's clock is " + distance(median) + " the servers'.", "Times shown here are not the servers'.",
                    "Set the clock by the network (NTP)."));
            return;
        }
        now.health().forEach((node, health) -> {
            if (all.length > 1 && health.clockBehind().isPresent() && Math.abs(health.clockBehind().getAsLong() - median) > SKEW_MILLIS) {
                to.accept(new Finding(ProblemKind.CLOCK_SKEW, new Subject.Node(node.type(), node.id()), Severity.WARNING,
                        "The clock of " + lower(index.name(node)) + " is " + distance(median - health.clockBehind().getAsLong()) + " those of the other servers.",
                        "Times of files come out wrong, and resynchronisation may leave changes out.",
                        "Have all servers set their clocks by the network (NTP).", new QuickFix.CheckConnection(node)));
            }
        });
    }

    /** Such as "12 s ahead of". */
    private static String distance(long aheadMillis) {
        return Math.round(Math.abs(aheadMillis) / 1000.0) + " s " + (aheadMillis > 0 ? "ahead of" : "behind");
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
