package org.apiaryfs.transport.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.transport.ServerConfig;

/**
 * Knows how long a server's stream has waited for what. No timer runs per message: the server looks at all
 * streams now and then.
 *
 * <p>Belongs to the event loop, save {@link #worthALook()}.
 */
final class Patience {
    /** What a stream waits for. */
    enum For { NOTHING, MESSAGE, DATA, HANDLER }

    private final Channel channel;
    private final ServerConfig config;
    private volatile For awaited = For.NOTHING;
    private long since;
    private long exchangeSince;
    private long unsent;
    private long unsentProgress;
    private long unsentSince;

    Patience(Channel channel, ServerConfig config) {
        this.channel = channel;
        this.config = config;
    }

    /** A request begins to be served. */
    void begin() {
        exchangeSince = System.nanoTime();
        awaited = For.HANDLER;
    }

    /** Sets what is awaited; time runs from the first of several equal calls. */
    void await(For what) {
        if (what != awaited) {
            awaited = what;
            since = System.nanoTime();
        }
    }

    /** Bytes have arrived; a message, though, has to be whole in time. */
    void progress() {
        if (awaited == For.DATA) {
            since = System.nanoTime();
        }
    }

    boolean worthALook() {
        return awaited != For.NOTHING || unsentBytes() > 0 || unsent > 0;
    }

    private long unsentBytes() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes();
    }

    /** What has taken too long, as a sentence for the log. */
    Optional<String> exceeded() {
        long now = System.nanoTime();
        Duration transfer = config.timeouts().transfer();
        if (awaited == For.MESSAGE && late(now, since, config.messageTimeout())) {
            return Optional.of("the rest of a message didn't arrive within " + config.messageTimeout());
        }
        if (awaited == For.DATA && late(now, since, transfer)) {
            return Optional.of("announced data didn't arrive within " + transfer);
        }
        boolean serving = awaited == For.DATA || awaited == For.HANDLER;
        if (serving && late(now, exchangeSince, config.exchangeLimit())) {
            return Optional.of("a request wasn't answered within " + config.exchangeLimit());
        }
        return readerStuck(now) && late(now, unsentSince, transfer)
                ? Optional.of("the peer took no data for " + transfer)
                : Optional.empty();
    }

    private boolean readerStuck(long now) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = unsentBytes();
        long progress = out == null ? 0 : out.currentProgress();
        if (pending == 0 || pending != unsent || progress != unsentProgress) {
            unsent = pending;
            unsentProgress = progress;
            unsentSince = now;
            return false;
        }
        return true;
    }

    private static boolean late(long now, long since, Duration limit) {
        return now - since > limit.toNanos();
    }
}
