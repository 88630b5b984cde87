package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Reads from a chunk file into a client's memory by RDMA (spec storage §4.3). The answer is no message but one
 * raw i64: bytes transferred, or a negated error code. Immutable.
 *
 * <p>Only peers with GPU-direct support know it; others drop the connection.
 *
 * @param request what to do, with the flags
 * @param rdmaInfo where the data are in the client
 */
public record ReadLocalFileRDMA(ReadLocalFileV2 request, RdmaInfo rdmaInfo) implements RdmaRequest {
    public static ReadLocalFileRDMA read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ReadLocalFileRDMA(ReadLocalFileV2.read(in, header), RdmaInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.READ_LOCAL_FILE_RDMA;
    }
}
