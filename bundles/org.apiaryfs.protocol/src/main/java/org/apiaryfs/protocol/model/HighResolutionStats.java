package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Load of a daemon within one second (spec framing §4.11). Immutable.
 *
 * @param timeMillis end of the interval, ms since 1970
 * @param busyWorkers sample
 * @param queuedRequests sample
 * @param diskWriteBytes sum
 * @param diskReadBytes sum
 * @param netSendBytes sum
 * @param netRecvBytes sum
 * @param workRequests sum
 */
public record HighResolutionStats(long timeMillis, int busyWorkers, int queuedRequests, long diskWriteBytes, long diskReadBytes, long netSendBytes, long netRecvBytes, int workRequests) {
    public static HighResolutionStats read(WireReader in) throws WireFormatException {
        return new HighResolutionStats(in.u64(), in.u32(), in.u32(), in.u64(), in.u64(), in.u64(), in.u64(), in.u32());
    }

    public static void write(WireWriter out, HighResolutionStats value) {
        out.u64(value.timeMillis);
        out.u32(value.busyWorkers);
        out.u32(value.queuedRequests);
        out.u64(value.diskWriteBytes);
        out.u64(value.diskReadBytes);
        out.u64(value.netSendBytes);
        out.u64(value.netRecvBytes);
        out.u32(value.workRequests);
    }
}
