package org.apiaryfs.transport;

import java.time.Duration;

/**
 * How often and when a request is tried again after a communication error, and what the peer's wish for
 * a later attempt means (spec framing §9). Immutable.
 */
public final class RetryPolicy {
    /** Pause after the peer asked for a later attempt, and between looks at a state that isn't ready. */
    public static final Duration AGAIN_PAUSE = Duration.ofSeconds(5);

    private static final Duration UNLIMITED = Duration.ofDays(10_000);
    private static final RetryPolicy USERSPACE = new RetryPolicy(1, false, UNLIMITED);

    private final int retries;
    private final boolean client;
    private final Duration statePatience;

    private RetryPolicy(int retries, boolean client, Duration statePatience) {
        this.retries = retries;
        this.client = client;
        this.statePatience = statePatience;
    }

    /** Servers and tools: one retry at once on a fresh connection; TRYAGAIN becomes AGAIN for the caller. */
    public static RetryPolicy userspace() {
        return USERSPACE;
    }

    /**
     * Clients: as many retries as the table makes of connCommRetrySecs; TRYAGAIN is followed without
     * limit.
     *
     * @param connCommRetrySecs about how long to keep trying, in seconds; 0 = no retries
     */
    public static RetryPolicy client(int connCommRetrySecs) {
        int s = connCommRetrySecs;
        int retries;
        if (s <= 60) {
            retries = Math.max(0, Math.ceilDiv(s, 5));
        } else if (s <= 300) {
            retries = 12 + Math.ceilDiv(s - 60, 20);
        } else {
            retries = 24 + Math.ceilDiv(s - 300, 60);
        }
        return new RetryPolicy(retries, true, Duration.ofSeconds(s));
    }

    /** The same without any retry, for unmounting with connUnmountRetries = false. */
    public RetryPolicy withoutRetries() {
        return new RetryPolicy(0, client, Duration.ZERO);
    }

    /** Number of attempts after the first. */
    public int retries() {
        return retries;
    }

    /**
     * How long a node that isn't ready is waited for at a stretch: a client's connCommRetrySecs. The reference waits
     * without limit, which nothing ends when the management server is down too.
     */
    public Duration statePatience() {
        return statePatience;
    }

    /** True for the client's rules: waits for TRYAGAIN, and unexpected responses are INTERNAL. */
    public boolean clientRules() {
        return client;
    }

    /** The pause before a retry, the first of which has number 0. */
    public Duration pauseBefore(int retry) {
        if (retry == 0) {
            return Duration.ZERO;
        }
        return retry <= 12 ? Duration.ofSeconds(5) : retry <= 24 ? Duration.ofSeconds(20) : Duration.ofSeconds(60);
    }
}
