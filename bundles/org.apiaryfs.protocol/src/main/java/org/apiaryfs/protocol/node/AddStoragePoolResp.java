package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link AddStoragePool}. Immutable.
 *
 * @param result {@link org.apiaryfs.protocol.FsError} code; with INVAL the pool exists but lacks members
 * @param id the pool's number; 0 if there is none
 */
public record AddStoragePoolResp(int result, int id) implements Message {
    public static AddStoragePoolResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AddStoragePoolResp(in.i32(), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.ADD_STORAGE_POOL_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.u16(id);
    }
}
