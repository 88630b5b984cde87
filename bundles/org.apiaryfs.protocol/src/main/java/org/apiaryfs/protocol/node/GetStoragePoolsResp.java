package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetStoragePools}. Immutable.
 *
 * @param pools all pools
 */
public record GetStoragePoolsResp(List<StoragePool> pools) implements Message {
    public GetStoragePoolsResp {
        pools = List.copyOf(pools);
    }

    public static GetStoragePoolsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetStoragePoolsResp(in.seq(StoragePool::read));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STORAGE_POOLS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.seq(pools, StoragePool::write);
    }
}
