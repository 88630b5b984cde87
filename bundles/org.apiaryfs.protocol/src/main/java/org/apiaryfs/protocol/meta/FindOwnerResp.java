package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryInfoWithDepth;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FindOwner} (spec meta §5.7). Immutable.
 *
 * @param result {@link FsError} code
 * @param entryInfo entry reached; if its depth is smaller than the search depth its owner knows more
 */
public record FindOwnerResp(int result, EntryInfoWithDepth entryInfo) implements Message {
    /** The answer without an entry. */
    public static FindOwnerResp failed(FsError error) {
        return new FindOwnerResp(error.code(), new EntryInfoWithDepth(EntryInfo.NONE, 0));
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static FindOwnerResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FindOwnerResp(in.i32(), EntryInfoWithDepth.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.FIND_OWNER_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        EntryInfoWithDepth.write(out, entryInfo);
    }
}
