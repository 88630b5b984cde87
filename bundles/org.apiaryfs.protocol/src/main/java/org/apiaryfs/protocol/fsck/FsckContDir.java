package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: the contents of a directory on a metadata server (spec meta
 * §12.1). Immutable.
 *
 * @param id entry ID of the directory
 * @param saveNodeId node that stores the record
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 */
public record FsckContDir(String id, int saveNodeId, boolean mirrored) {
    public static FsckContDir read(WireReader in) throws WireFormatException {
        return new FsckContDir(in.str(), in.u32(), in.bool());
    }

    public static void write(WireWriter out, FsckContDir value) {
        out.str(value.id);
        out.u32(value.saveNodeId);
        out.bool(value.mirrored);
    }
}
