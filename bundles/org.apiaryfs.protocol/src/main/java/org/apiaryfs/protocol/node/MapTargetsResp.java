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
 * Answers {@link MapTargets}. Immutable.
 *
 * @param results target → {@link org.apiaryfs.protocol.FsError} code; ascending
 */
public record MapTargetsResp(Map<Integer, Integer> results) implements Message {
    public MapTargetsResp {
        results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    }

    public static MapTargetsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MapTargetsResp(in.map(WireReader::u16, WireReader::i32));
    }

    @Override
    public MessageType type() {
        return MessageType.MAP_TARGETS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.map(results, WireWriter::u16, WireWriter::i32);
    }
}
