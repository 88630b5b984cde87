package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Writes a client's memory to a chunk file by RDMA; no data follow (spec storage §4.4). Answered by {@link
 * WriteLocalFileRDMAResp}. Immutable.
 *
 * <p>Only peers with GPU-direct support know it; others drop the connection.
 *
 * @param request what to do, with the flags
 * @param rdmaInfo where the data are in the client
 */
public record WriteLocalFileRDMA(WriteLocalFile request, RdmaInfo rdmaInfo) implements RdmaRequest {
    public static WriteLocalFileRDMA read(WireReader in, MessageHeader header) throws WireFormatException {
        return new WriteLocalFileRDMA(WriteLocalFile.read(in, header), RdmaInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.WRITE_LOCAL_FILE_RDMA;
    }
}
