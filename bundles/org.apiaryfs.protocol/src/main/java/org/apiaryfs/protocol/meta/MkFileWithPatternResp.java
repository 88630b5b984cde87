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
 * Answer to {@link MkFileWithPattern} (spec meta §6.6). Immutable.
 *
 * @param result {@link FsError} code
 * @param entryInfo the new file; {@link EntryInfo#NONE} on errors
 */
public record MkFileWithPatternResp(int result, EntryInfo entryInfo) implements Message {
    /** The answer without an entry. */
    public static MkFileWithPatternResp failed(FsError error) {
        return new MkFileWithPatternResp(error.code(), EntryInfo.NONE);
    }

    /** The answer with the new entry. */
    public static MkFileWithPatternResp created(EntryInfo entry) {
        return new MkFileWithPatternResp(FsError.SUCCESS.code(), entry);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static MkFileWithPatternResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkFileWithPatternResp(in.i32(), EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_FILE_WITH_PATTERN_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        EntryInfo.write(out, entryInfo);
    }
}
