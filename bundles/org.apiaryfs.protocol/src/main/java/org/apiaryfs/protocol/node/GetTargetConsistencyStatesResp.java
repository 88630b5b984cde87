package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetTargetConsistencyStates}. Immutable.
 *
 * @param states {@link org.apiaryfs.protocol.model.Consistency} numbers in the request's
 *     order; that of an unknown target is BAD
 */
public record GetTargetConsistencyStatesResp(List<Integer> states) implements Message {
    public GetTargetConsistencyStatesResp {
        states = List.copyOf(states);
    }

    public static GetTargetConsistencyStatesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetTargetConsistencyStatesResp(in.u8Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_CONSISTENCY_STATES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u8Seq(states);
    }
}
