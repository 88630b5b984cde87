package org.apiaryfs.protocol.meta;

import java.util.Arrays;
import java.util.Objects;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link GetXAttr} (spec meta §5.10). Immutable.
 *
 * @param value value, empty if only the length was asked for; the array isn't copied and must not be changed
 * @param size length of the whole value
 * @param result {@link FsError} code
 */
public record GetXAttrResp(byte[] value, int size, int result) implements Message {
    private static final byte[] EMPTY = {};

    /** The answer without a value. */
    public static GetXAttrResp failed(FsError error) {
        return new GetXAttrResp(EMPTY, 0, error.code());
    }

    /** The answer to a question for the length alone. */
    public static GetXAttrResp sizeOnly(int size) {
        return new GetXAttrResp(EMPTY, size, FsError.SUCCESS.code());
    }

    /** The answer with a value. */
    public static GetXAttrResp of(byte[] value) {
        return new GetXAttrResp(value, value.length, FsError.SUCCESS.code());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static GetXAttrResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetXAttrResp(in.bytes(), in.i32(), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_XATTR_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.bytes(value);
        out.i32(size);
        out.i32(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GetXAttrResp that && Arrays.equals(value, that.value) && size == that.size
                && result == that.result;
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(size, result) + Arrays.hashCode(value);
    }
}
