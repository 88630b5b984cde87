package org.apiaryfs.admin;

import java.time.Instant;
import org.apiaryfs.protocol.model.HighResolutionStats;

/**
 * What a server did within one second. Immutable.
 *
 * @param time end of the second
 * @param busyWorkers workers at work, at that moment
 * @param queuedRequests requests that wait for one, at that moment
 * @param requests finished
 * @param diskWritten bytes; 0 of metadata servers
 * @param diskRead bytes; 0 of metadata servers
 * @param sent bytes to the network
 * @param received bytes from the network
 */
public record LoadSample(Instant time, long busyWorkers, long queuedRequests, long requests, long diskWritten, long diskRead, long sent, long received) {
    static LoadSample of(HighResolutionStats s) {
        return new LoadSample(Instant.ofEpochMilli(s.timeMillis()), Integer.toUnsignedLong(s.busyWorkers()), Integer.toUnsignedLong(s.queuedRequests()),
                Integer.toUnsignedLong(s.workRequests()), s.diskWriteBytes(), s.diskReadBytes(), s.netSendBytes(), s.netRecvBytes());
    }

    /** The sum of both, at this one's time. */
    public LoadSample plus(LoadSample other) {
        return new LoadSample(time, busyWorkers + other.busyWorkers, queuedRequests + other.queuedRequests, requests + other.requests,
                diskWritten + other.diskWritten, diskRead + other.diskRead, sent + other.sent, received + other.received);
    }
}
