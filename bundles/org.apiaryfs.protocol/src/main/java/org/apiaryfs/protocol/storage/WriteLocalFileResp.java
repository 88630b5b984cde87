package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link WriteLocalFile} (spec storage §4.2). Immutable.
 *
 * @param result bytes written, fewer than asked for after an error in the middle; negative: an
 *     {@link FsError} code, negated
 */
public record WriteLocalFileResp(long result) implements Message {
    /** Nothing was written. */
    public static WriteLocalFileResp failed(FsError error) {
        return new WriteLocalFileResp(-(long) error.code());
    }

    /** SUCCESS if {@code result} is a number of bytes. */
    public FsError error() {
        return ReadStream.errorOf(result);
    }

    public static WriteLocalFileResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new WriteLocalFileResp(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.WRITE_LOCAL_FILE_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(result);
    }
}
