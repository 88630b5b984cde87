package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link MovingFileInsert} (spec meta §7.2). Immutable.
 *
 * @param result {@link FsError} code
 * @param inodeBuf inode that was overwritten and freed, for its chunk files; only if it was inlined
 * @param overwrittenInfo file that was overwritten; {@link EntryInfo#NONE} = none
 */
public record MovingFileInsertResp(
        int result, Optional<DentryRecord> inodeBuf, EntryInfo overwrittenInfo) implements Message {
    /** The plain answer. */
    public MovingFileInsertResp(int result) {
        this(result, Optional.empty(), EntryInfo.NONE);
    }

    public static MovingFileInsertResp of(FsError error) {
        return new MovingFileInsertResp(error.code());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static MovingFileInsertResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MovingFileInsertResp(in.i32(), DentryRecord.readOptionalBuffer(in), EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.MOVING_FILE_INSERT_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        DentryRecord.writeOptionalBuffer(out, inodeBuf);
        EntryInfo.write(out, overwrittenInfo);
    }
}
