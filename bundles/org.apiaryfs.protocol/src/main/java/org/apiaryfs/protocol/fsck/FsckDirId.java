package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A directory to be repaired (spec meta §12.3). Immutable.
 *
 * @param id entry ID
 * @param mirrored from the tree of mirrored metadata
 */
public record FsckDirId(String id, boolean mirrored) {
    public static FsckDirId read(WireReader in) throws WireFormatException {
        return new FsckDirId(in.str(), in.bool());
    }

    public static void write(WireWriter out, FsckDirId value) {
        out.str(value.id);
        out.bool(value.mirrored);
    }
}
