package org.apiaryfs.monitor;

import java.time.Duration;
import java.util.Locale;

/** What kinds of problems there are. */
public enum ProblemKind {
    /** The management server can't be reached, or refuses us. */
    MANAGEMENT_UNREACHABLE(3),
    /** No server owns the root directory. */
    NO_ROOT(10),
    /** There is no storage server. */
    NO_STORAGE(10),
    /** The management server hasn't heard of a server for a while. */
    SERVER_OFFLINE(3),
    /** A server that the management server says is online doesn't answer us. */
    SERVER_UNREACHABLE(5, true),
    /** A storage server has no targets. */
    SERVER_WITHOUT_TARGETS(30),
    /** More requests wait than a server's workers can serve. */
    QUEUE_HIGH(30, true),
    /** A server's clock differs from the others'. */
    CLOCK_SKEW(30, true),
    /** Single targets of a server are offline. */
    TARGET_OFFLINE(3),
    /** A target's data can't be used. */
    TARGET_BAD(3),
    /** A target isn't up to date. */
    TARGET_RESYNC(3),
    /** A target is used by a pool or a group, but no server has it. */
    TARGET_UNMAPPED(10),
    /** A target is nearly full. */
    LOW_SPACE(3),
    /** A target has few inodes left. */
    LOW_INODES(3),
    /** A target will be full soon. */
    FULL_SOON(0),
    /** Both members of a mirror group are offline. */
    GROUP_OFFLINE(3),
    /** The member that serves isn't up to date. */
    GROUP_PRIMARY_BAD(3),
    /** History can't be written. */
    HISTORY_FAILS(0),
    /** Alerts can't be sent. */
    ALERTS_FAIL(0),
    /** No problem: an alert that was sent to see whether it arrives. */
    TEST(0);

    private final Duration opensAfter;
    private final boolean needsAnswers;

    ProblemKind(int opensAfter) {
        this(opensAfter, false);
    }

    ProblemKind(int opensAfter, boolean needsAnswers) {
        this.opensAfter = Duration.ofSeconds(opensAfter);
        this.needsAnswers = needsAnswers;
    }

    /** How long it must last until it counts. */
    public Duration opensAfter() {
        return opensAfter;
    }

    /** Whether nothing can be said of it without a connection. */
    boolean needsAnswers() {
        return needsAnswers;
    }

    /** Such as "server-offline". */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
