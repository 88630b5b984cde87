package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link WriteLocalFileRDMA} (spec storage §4.4). Immutable.
 *
 * @param result bytes written, fewer than asked for after an error in the middle; negative: an
 *     {@link FsError} code, negated
 */
public record WriteLocalFileRDMAResp(long result) implements Message {
    /** Nothing was written. */
    public static WriteLocalFileRDMAResp failed(FsError error) {
        return new WriteLocalFileRDMAResp(-(long) error.code());
    }

    /** SUCCESS if {@code result} is a number of bytes. */
    public FsError error() {
        return ReadStream.errorOf(result);
    }

    public static WriteLocalFileRDMAResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new WriteLocalFileRDMAResp(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.WRITE_LOCAL_FILE_RDMA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(result);
    }
}
