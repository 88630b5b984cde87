package org.apiaryfs.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * How a server can be reached from here. Immutable.
 *
 * @param node the server
 * @param datagrams whether it answers them
 * @param stream where a stream to it leads; empty if there is none
 * @param roundTrip median time of an answer over the stream; empty likewise
 * @param problem why there is no stream, or none that answers
 */
public record ReachedNode(ClusterNode node, boolean datagrams, Optional<StreamRoute> stream, Optional<Duration> roundTrip, Optional<Problem> problem) {
    /** Whether it can be reached in both ways. */
    public boolean fully() {
        return datagrams && problem.isEmpty();
    }
}
