package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link MkDir} (spec meta §6.1). Immutable.
 *
 * @param result {@link FsError} code
 * @param entryInfo the new directory; {@link EntryInfo#NONE} on errors
 */
public record MkDirResp(int result, EntryInfo entryInfo) implements Message {
    /** The answer without an entry. */
    public static MkDirResp failed(FsError error) {
        return new MkDirResp(error.code(), EntryInfo.NONE);
    }

    /** The answer with the new entry. */
    public static MkDirResp created(EntryInfo entry) {
        return new MkDirResp(FsError.SUCCESS.code(), entry);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static MkDirResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkDirResp(in.i32(), EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_DIR_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        EntryInfo.write(out, entryInfo);
    }
}
