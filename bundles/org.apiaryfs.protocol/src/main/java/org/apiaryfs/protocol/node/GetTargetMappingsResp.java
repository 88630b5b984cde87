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
 * Answers {@link GetTargetMappings}. Immutable.
 *
 * @param mappings target → storage node; ascending
 */
public record GetTargetMappingsResp(Map<Integer, Integer> mappings) implements Message {
    public GetTargetMappingsResp {
        mappings = Collections.unmodifiableSortedMap(new TreeMap<>(mappings));
    }

    public static GetTargetMappingsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetTargetMappingsResp(in.map(WireReader::u16, WireReader::u32));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_MAPPINGS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.map(mappings, WireWriter::u16, WireWriter::u32);
    }
}
