package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FSyncLocalFile} (spec storage §4.5). Immutable.
 *
 * @param result {@link FsError} code, not negated; 64 bits on the wire
 */
public record FSyncLocalFileResp(long result) implements Message {
    public FSyncLocalFileResp(FsError error) {
        this(error.code());
    }

    public FsError error() {
        return FsError.ofCode(Math.clamp(result, -1, Integer.MAX_VALUE));
    }

    public static FSyncLocalFileResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FSyncLocalFileResp(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.FSYNC_LOCAL_FILE_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(result);
    }
}
