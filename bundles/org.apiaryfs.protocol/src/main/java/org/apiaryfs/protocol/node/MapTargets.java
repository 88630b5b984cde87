package org.apiaryfs.protocol.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Says which node serves some targets (spec mgmtd §4.2). Immutable.
 *
 * @param targets target → storage pool that it joins if it is new; ascending
 * @param nodeId storage node
 * @param ackId ID to acknowledge with; "" = answer with the response instead
 */
public record MapTargets(Map<Integer, Integer> targets, int nodeId, String ackId) implements Message {
    public MapTargets {
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    }

    public static MapTargets read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MapTargets(in.map(WireReader::u16, WireReader::u16), in.u32(), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.MAP_TARGETS;
    }

    @Override
    public void write(WireWriter out) {
        out.map(targets, WireWriter::u16, WireWriter::u16);
        out.u32(nodeId);
        out.str(ackId);
    }
}
