package org.apiaryfs.transport.internal;

import java.util.concurrent.atomic.LongAdder;
import org.apiaryfs.transport.StreamServer.Counters;

/** A server's counters. Thread-safe. */
final class Tally {
    final LongAdder connections = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder queued = new LongAdder();
    final LongAdder busy = new LongAdder();
    final LongAdder refused = new LongAdder();

    Counters snapshot() {
        return new Counters(connections.sum(), requests.sum(), bytesIn.sum(), bytesOut.sum(),
                queued.sum(), busy.sum(), refused.sum());
    }
}
