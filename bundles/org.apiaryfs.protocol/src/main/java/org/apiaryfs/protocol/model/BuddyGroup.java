package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Two targets, or two metadata nodes, that mirror each other (spec framing §4.8). Immutable.
 *
 * @param primary the one that serves
 * @param secondary the other
 */
public record BuddyGroup(int primary, int secondary) {
    public static BuddyGroup read(WireReader in) throws WireFormatException {
        return new BuddyGroup(in.u16(), in.u16());
    }

    public static void write(WireWriter out, BuddyGroup value) {
        out.u16(value.primary);
        out.u16(value.secondary);
    }
}
