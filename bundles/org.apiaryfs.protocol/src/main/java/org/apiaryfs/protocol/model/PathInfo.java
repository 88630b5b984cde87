package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Decides the directory of a file's chunks on the targets; fixed when the file is created (spec
 * framing §4.5, §7.5). Immutable.
 *
 * @param flags {@link #ORIG}, {@link #ORIG_UNKNOWN}
 * @param origParentUid uid of the directory at creation; 0 without ORIG
 * @param origParentId entry ID of the directory at creation; "" without ORIG
 */
public record PathInfo(int flags, int origParentUid, String origParentId) {
    /** Flag: the other two fields are there. */
    public static final int ORIG = 1;
    public static final int ORIG_UNKNOWN = 2;
    /** What answers carry where there is no file. */
    public static final PathInfo NONE = new PathInfo(0, 0, "");

    /** Of a file created in a directory with this owner and entry ID. */
    public static PathInfo of(int parentUid, String parentId) {
        return new PathInfo(ORIG, parentUid, parentId);
    }

    public static PathInfo read(WireReader in) throws WireFormatException {
        int flags = in.i32();
        return (flags & ORIG) == 0 ? new PathInfo(flags, 0, "") : new PathInfo(flags, in.u32(), in.strAlign4());
    }

    public static void write(WireWriter out, PathInfo path) {
        out.i32(path.flags);
        if ((path.flags & ORIG) != 0) {
            out.u32(path.origParentUid);
            out.strAlign4(path.origParentId);
        }
    }
}
