package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link GetFileVersion} (spec meta §8.5). Immutable.
 *
 * @param result {@link FsError} code
 * @param version version of the file
 */
public record GetFileVersionResp(int result, long version) implements Message {
    /** The answer without a version. */
    public static GetFileVersionResp failed(FsError error) {
        return new GetFileVersionResp(error.code(), 0);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static GetFileVersionResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetFileVersionResp(in.i32(), in.u64());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_FILE_VERSION_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.u64(version);
    }
}
