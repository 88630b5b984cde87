package org.apiaryfs.transport;

import java.time.Duration;

/**
 * The three values of connMessagingTimeouts (spec framing §9.1). Immutable.
 *
 * @param response how long a response may take ("long")
 * @param transfer how long a piece of raw data may take ("medium")
 * @param brief for exchanges that a peer serves from memory ("short")
 */
public record Timeouts(Duration response, Duration transfer, Duration brief) {
    /** 600 s, 90 s and 30 s. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(600), Duration.ofSeconds(90), Duration.ofSeconds(30));

    /** From milliseconds as in the configuration file, where 0 stands for the default. */
    public static Timeouts ofMillis(long response, long transfer, long brief) {
        return new Timeouts(
                response == 0 ? DEFAULT.response : Duration.ofMillis(response),
                transfer == 0 ? DEFAULT.transfer : Duration.ofMillis(transfer),
                brief == 0 ? DEFAULT.brief : Duration.ofMillis(brief));
    }
}
