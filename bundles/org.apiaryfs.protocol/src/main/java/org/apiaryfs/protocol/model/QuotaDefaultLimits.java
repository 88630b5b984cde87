package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Limits of those without limits of their own; 0 = none (spec framing §4.10). Immutable.
 *
 * @param userInodes number
 * @param userSize bytes
 * @param groupInodes number
 * @param groupSize bytes
 */
public record QuotaDefaultLimits(long userInodes, long userSize, long groupInodes, long groupSize) {
    public static QuotaDefaultLimits read(WireReader in) throws WireFormatException {
        return new QuotaDefaultLimits(in.u64(), in.u64(), in.u64(), in.u64());
    }

    public static void write(WireWriter out, QuotaDefaultLimits value) {
        out.u64(value.userInodes);
        out.u64(value.userSize);
        out.u64(value.groupInodes);
        out.u64(value.groupSize);
    }
}
