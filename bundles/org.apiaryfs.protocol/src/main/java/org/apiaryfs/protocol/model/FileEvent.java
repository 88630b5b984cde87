package org.apiaryfs.protocol.model;

import java.util.Optional;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * What a client attaches to a request for the event log (spec meta §3.4). Immutable.
 *
 * @param type 0 flush, 1 truncate, 2 setattr, 3 close-write, 4 create, 5 mkdir, 6 mknod, 7 symlink,
 *     8 rmdir, 9 unlink, 10 hardlink, 11 rename, 12 read
 * @param path path in the file system with leading "/"; "" if unknown
 * @param target second path of renames and hard links, text of symlinks
 */
public record FileEvent(int type, String path, Optional<String> target) {
    public static FileEvent read(WireReader in) throws WireFormatException {
        int type = in.u32();
        String path = in.str();
        return new FileEvent(type, path, in.bool() ? Optional.of(in.str()) : Optional.empty());
    }

    public static void write(WireWriter out, FileEvent event) {
        out.u32(event.type);
        out.str(event.path);
        out.bool(event.target.isPresent());
        event.target.ifPresent(out::str);
    }
}
