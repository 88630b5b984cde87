package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Times that a mirror group's primary passes on, whole seconds since 1970 (spec framing §4.6). Immutable.
 *
 * @param creationTime birth
 * @param ctime attribute change
 * @param mtime content change
 * @param atime access
 */
public record MirroredTimestamps(long creationTime, long ctime, long mtime, long atime) {
    public static MirroredTimestamps read(WireReader in) throws WireFormatException {
        return new MirroredTimestamps(in.i64(), in.i64(), in.i64(), in.i64());
    }

    public static void write(WireWriter out, MirroredTimestamps value) {
        out.i64(value.creationTime);
        out.i64(value.ctime);
        out.i64(value.mtime);
        out.i64(value.atime);
    }
}
