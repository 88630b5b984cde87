package org.apiaryfs.protocol.meta;

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
 * Answer to {@link GetEntryInfo} (spec meta §5.4). Immutable.
 *
 * @param result {@link FsError} code
 * @param pattern of a directory the template for new files, without targets; {@link StripePattern#DUMMY} on
 *     errors
 * @param pathInfo {@link PathInfo#NONE} of directories and on errors
 * @param mirrorNodeID no longer used, 0
 */
public record GetEntryInfoResp(
        int result, StripePattern pattern, PathInfo pathInfo, int mirrorNodeID) implements Message {
    /** The plain answer. */
    public GetEntryInfoResp(int result, StripePattern pattern, PathInfo pathInfo) {
        this(result, pattern, pathInfo, 0);
    }

    /** The answer without a pattern. */
    public static GetEntryInfoResp failed(FsError error) {
        return new GetEntryInfoResp(error.code(), StripePattern.DUMMY, PathInfo.NONE);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static GetEntryInfoResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetEntryInfoResp(in.i32(), StripePattern.read(in), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_ENTRY_INFO_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        StripePattern.write(out, pattern);
        PathInfo.write(out, pathInfo);
        out.u16(mirrorNodeID);
    }
}
