package org.apiaryfs.protocol.meta;

import java.util.List;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link ListXAttr} (spec meta §5.10). Immutable.
 *
 * @param names names with namespace
 * @param size bytes that the names take with a NUL after each
 * @param result {@link FsError} code
 */
public record ListXAttrResp(List<String> names, int size, int result) implements Message {
    public ListXAttrResp {
        names = List.copyOf(names);
    }

    /** The answer without names. */
    public static ListXAttrResp failed(FsError error) {
        return new ListXAttrResp(List.of(), 0, error.code());
    }

    /** The answer with names. */
    public static ListXAttrResp of(List<String> names) {
        int size = names.stream().mapToInt(name -> name.length() + 1).sum();
        return new ListXAttrResp(names, size, FsError.SUCCESS.code());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static ListXAttrResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ListXAttrResp(in.strSeq(), in.i32(), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_XATTR_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(names);
        out.i32(size);
        out.i32(result);
    }
}
