package org.apiaryfs.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;

/**
 * How one request is treated. Immutable.
 *
 * @param cancel ends it early
 * @param waitForState waits while the addressed node isn't ready instead of failing
 * @param retryable false allows one retry at most, for a stale connection (spec framing §9.3)
 * @param timeout limit for each response; empty takes the connection's own
 * @param verdict what a response says about retrying: COMMUNICATION and AGAIN count as if the transport
 *     had said so; all else, SUCCESS included, ends the request with this response
 * @param spoils tells of a response after which the connection is not to be used again, since its server may not
 *     have read all that was sent
 * @param sending called before each time that a request is sent: from then on it may have taken effect
 * @param repeating called before a request is sent again that may have taken effect already, since its
 *     response was lost
 */
public record CallOptions(
        CancelToken cancel, boolean waitForState, boolean retryable, Optional<Duration> timeout,
        Function<Message, FsError> verdict, Predicate<Message> spoils, Runnable sending, Runnable repeating) {

    /** Waits for states, retries, can't be cancelled, takes every response of the expected type. */
    public static final CallOptions DEFAULT =
            new CallOptions(CancelToken.NEVER, true, true, Optional.empty(), m -> FsError.SUCCESS, m -> false, () -> {}, () -> {});

    public CallOptions withCancel(CancelToken token) {
        return new CallOptions(token, waitForState, retryable, timeout, verdict, spoils, sending, repeating);
    }

    public CallOptions withoutWaiting() {
        return new CallOptions(cancel, false, retryable, timeout, verdict, spoils, sending, repeating);
    }

    public CallOptions notRetryable() {
        return new CallOptions(cancel, waitForState, false, timeout, verdict, spoils, sending, repeating);
    }

    public CallOptions withTimeout(Duration limit) {
        return new CallOptions(cancel, waitForState, retryable, Optional.of(limit), verdict, spoils, sending, repeating);
    }

    public CallOptions withVerdict(Function<Message, FsError> judge) {
        return new CallOptions(cancel, waitForState, retryable, timeout, judge, spoils, sending, repeating);
    }

    public CallOptions whenRepeating(Runnable action) {
        return new CallOptions(cancel, waitForState, retryable, timeout, verdict, spoils, sending, action);
    }

    public CallOptions whenSending(Runnable action) {
        return new CallOptions(cancel, waitForState, retryable, timeout, verdict, spoils, action, repeating);
    }

    public CallOptions closingAfter(Predicate<Message> responses) {
        return new CallOptions(cancel, waitForState, retryable, timeout, verdict, responses, sending, repeating);
    }
}
