package org.apiaryfs.transport.internal;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a TCP stream so that the peer gets what was sent: shuts the sending direction and keeps reading
 * for a moment. Closing with unread bytes at once would reset the connection, and the reset can
 * overtake the last answer.
 */
final class GentleClose {
    private GentleClose() {}

    /**
     * Closes; whoever reads the channel discards bytes from now on and closes it at their end. On the event loop.
     *
     * @param drain how long to wait for the peer's end
     */
    static void start(Channel channel, Duration drain) {
        if (!channel.isActive()) {
            channel.close();
            return;
        }
        channel.config().setAutoRead(true);
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        var end = channel.eventLoop().schedule(() -> channel.close(), drain.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(f -> end.cancel(false));
    }
}
