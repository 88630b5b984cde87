package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reachability and consistency numbers of a target or node (spec framing §4.8). Immutable.
 *
 * @param reachability {@link Reachability} number
 * @param consistency {@link Consistency} number
 */
public record TargetState(int reachability, int consistency) {
    public static TargetState read(WireReader in) throws WireFormatException {
        return new TargetState(in.u8(), in.u8());
    }

    public static void write(WireWriter out, TargetState value) {
        out.u8(value.reachability);
        out.u8(value.consistency);
    }
}
