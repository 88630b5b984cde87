package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates a file with a given stripe pattern, sent to the parent's owner by tools (spec meta §6.6).
 * Immutable.
 *
 * @param uid owner of the new entry
 * @param gid group of the new entry
 * @param mode POSIX mode with type bits
 * @param umask umask of the caller; applied by servers only where ACLs are stored
 * @param parentInfo the parent
 * @param newName name of the new file
 * @param pattern pattern of the file; without targets they are chosen from its pool
 */
public record MkFileWithPattern(
        int uid, int gid, int mode, int umask, EntryInfo parentInfo, String newName,
        StripePattern pattern) implements Message {
    public static MkFileWithPattern read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkFileWithPattern(
                in.u32(), in.u32(), in.i32(), in.i32(), EntryInfo.read(in), in.strAlign4(),
                StripePattern.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_FILE_WITH_PATTERN;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(uid);
        out.u32(gid);
        out.i32(mode);
        out.i32(umask);
        EntryInfo.write(out, parentInfo);
        out.strAlign4(newName);
        StripePattern.write(out, pattern);
    }
}
