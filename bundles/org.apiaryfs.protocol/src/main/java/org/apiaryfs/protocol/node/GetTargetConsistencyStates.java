package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a storage server for the states of its own targets. Immutable.
 *
 * @param targetIds targets
 */
public record GetTargetConsistencyStates(List<Integer> targetIds) implements Message {
    public GetTargetConsistencyStates {
        targetIds = List.copyOf(targetIds);
    }

    public static GetTargetConsistencyStates read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetTargetConsistencyStates(in.u16Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_CONSISTENCY_STATES;
    }

    @Override
    public void write(WireWriter out) {
        out.u16Seq(targetIds);
    }
}
