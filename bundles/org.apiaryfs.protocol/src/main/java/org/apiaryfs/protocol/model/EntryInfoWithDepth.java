package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * An entry and how far below the root it lies (spec framing §4.4). Immutable.
 *
 * @param depth 0 = root
 */
public record EntryInfoWithDepth(EntryInfo entry, int depth) {
    public static EntryInfoWithDepth read(WireReader in) throws WireFormatException {
        return new EntryInfoWithDepth(EntryInfo.read(in), in.u32());
    }

    public static void write(WireWriter out, EntryInfoWithDepth value) {
        EntryInfo.write(out, value.entry);
        out.u32(value.depth);
    }
}
