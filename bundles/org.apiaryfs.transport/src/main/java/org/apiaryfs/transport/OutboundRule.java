package org.apiaryfs.transport;

import java.net.InetAddress;
import java.util.Optional;

/** Chooses the source address of outgoing streams (connRestrictOutboundInterfaces, spec framing §12). Thread-safe. */
@FunctionalInterface
public interface OutboundRule {
    /** No restriction: the system chooses. */
    OutboundRule ANY = destination -> Optional.of(new Source(Optional.empty()));

    /** The source for a destination; empty if none of our interfaces may be used to reach it. */
    Optional<Source> sourceFor(InetAddress destination);

    /**
     * A permission to connect.
     *
     * @param bind local address to bind to; empty leaves the choice to the system
     */
    record Source(Optional<InetAddress> bind) {}
}
