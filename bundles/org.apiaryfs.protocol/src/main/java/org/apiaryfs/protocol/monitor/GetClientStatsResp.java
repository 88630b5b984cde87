package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetClientStats} (spec storage §9.2): eight words of which the first is the number n of counters per
 * record, the second 1 if more records follow, the third 1; then records of an ID and n counters. Immutable.
 *
 * @param values the words, unsigned; may be empty when there are no records
 */
public record GetClientStatsResp(List<Long> values) implements Message {
    public GetClientStatsResp {
        values = List.copyOf(values);
    }

    public static GetClientStatsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetClientStatsResp(in.seq(WireReader::u64));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_CLIENT_STATS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.seq(values, WireWriter::u64);
    }
}
