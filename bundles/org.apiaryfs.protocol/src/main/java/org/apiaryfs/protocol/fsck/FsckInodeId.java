package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * An inode to be removed (spec meta §12.3). Immutable.
 *
 * @param id entry ID
 * @param entryType {@link EntryType} number
 * @param mirrored from the tree of mirrored metadata
 */
public record FsckInodeId(String id, int entryType, boolean mirrored) {
    public static FsckInodeId read(WireReader in) throws WireFormatException {
        return new FsckInodeId(in.str(), in.u8(), in.bool());
    }

    public static void write(WireWriter out, FsckInodeId value) {
        out.str(value.id);
        out.u8(value.entryType);
        out.bool(value.mirrored);
    }
}
