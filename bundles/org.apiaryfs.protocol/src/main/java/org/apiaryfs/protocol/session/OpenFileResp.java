package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link OpenFile} (spec meta §8.1). Immutable.
 *
 * @param result {@link FsError} code
 * @param fileHandleID handle for data, lock and close requests; "" on errors
 * @param pathInfo decides the chunk path
 * @param pattern targets of the file; {@link StripePattern#DUMMY} on errors
 * @param fileVersion changes when others may have changed the content; 0 on errors
 */
public record OpenFileResp(
        int result, String fileHandleID, PathInfo pathInfo, StripePattern pattern,
        long fileVersion) implements Message {
    /** The answer without a handle. */
    public static OpenFileResp failed(FsError error) {
        return new OpenFileResp(error.code(), "", PathInfo.NONE, StripePattern.DUMMY, 0);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static OpenFileResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new OpenFileResp(in.i32(), in.strAlign4(), PathInfo.read(in), StripePattern.read(in), in.u64());
    }

    @Override
    public MessageType type() {
        return MessageType.OPEN_FILE_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.strAlign4(fileHandleID);
        PathInfo.write(out, pathInfo);
        StripePattern.write(out, pattern);
        out.u64(fileVersion);
    }
}
