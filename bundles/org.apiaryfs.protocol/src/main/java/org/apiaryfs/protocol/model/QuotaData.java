package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Usage or limit of one user or group (spec framing §4.10). Immutable.
 *
 * @param size bytes
 * @param inodes number of inodes
 * @param id uid or gid
 * @param quotaType 0 none, 1 user, 2 group
 * @param valid false if there is none
 */
public record QuotaData(long size, long inodes, int id, int quotaType, boolean valid) {
    public static QuotaData read(WireReader in) throws WireFormatException {
        return new QuotaData(in.u64(), in.u64(), in.u32(), in.i32(), in.bool());
    }

    public static void write(WireWriter out, QuotaData value) {
        out.u64(value.size);
        out.u64(value.inodes);
        out.u32(value.id);
        out.i32(value.quotaType);
        out.bool(value.valid);
    }
}
