package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Capacity report of a target or metadata node (spec framing §4.11). All four numbers are −1 if statfs failed. Immutable.
 *
 * @param targetId target, or metadata node ID
 * @param path store directory
 * @param diskTotal bytes
 * @param diskFree bytes
 * @param inodesTotal number
 * @param inodesFree number
 * @param consistency {@link Consistency} number
 */
public record StorageTargetInfo(int targetId, String path, long diskTotal, long diskFree, long inodesTotal, long inodesFree, int consistency) {
    public static StorageTargetInfo read(WireReader in) throws WireFormatException {
        return new StorageTargetInfo(in.u16(), in.strAlign4(), in.i64(), in.i64(), in.i64(), in.i64(), in.u8());
    }

    public static void write(WireWriter out, StorageTargetInfo value) {
        out.u16(value.targetId);
        out.strAlign4(value.path);
        out.i64(value.diskTotal);
        out.i64(value.diskFree);
        out.i64(value.inodesTotal);
        out.i64(value.inodesFree);
        out.u8(value.consistency);
    }
}
