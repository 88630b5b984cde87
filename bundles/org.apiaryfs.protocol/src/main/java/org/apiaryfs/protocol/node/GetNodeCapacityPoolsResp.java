package org.apiaryfs.protocol.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetNodeCapacityPools}. Immutable.
 *
 * @param pools storage pool → capacity pools, ascending; the only key is 0 for metadata
 */
public record GetNodeCapacityPoolsResp(Map<Integer, CapacityPools> pools) implements Message {
    public GetNodeCapacityPoolsResp {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
    }

    public static GetNodeCapacityPoolsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetNodeCapacityPoolsResp(in.map(WireReader::u16, CapacityPools::read));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_NODE_CAPACITY_POOLS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.map(pools, WireWriter::u16, CapacityPools::write);
    }
}
