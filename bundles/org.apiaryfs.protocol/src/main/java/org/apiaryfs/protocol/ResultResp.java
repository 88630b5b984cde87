package org.apiaryfs.protocol;

import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A response that holds nothing but a result, as most of those to modifying requests. Immutable.
 *
 * @param type the response's number
 * @param result {@link FsError} code
 */
public record ResultResp(MessageType type, int result) implements Message {
    public static ResultResp of(MessageType type, FsError error) {
        return new ResultResp(type, error.code());
    }

    /** Decoder of such a response. */
    public static MessageTable.Reader reader(MessageType type) {
        return (in, header) -> new ResultResp(type, in.i32());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
    }
}
