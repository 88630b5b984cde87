package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets states whatever they were (spec mgmtd §5.4). The lists are parallel. Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param ids targets or metadata nodes
 * @param states {@link org.apiaryfs.protocol.model.Consistency} numbers
 * @param ackId ID to acknowledge with; "" = answer with the response instead
 * @param setOnline whether this is a sign of life too
 */
public record SetTargetConsistencyStates(
        int nodeType, List<Integer> ids, List<Integer> states, String ackId, boolean setOnline) implements Message {
    public SetTargetConsistencyStates {
        ids = List.copyOf(ids);
        states = List.copyOf(states);
    }

    public static SetTargetConsistencyStates read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetTargetConsistencyStates(in.i32(), in.u16Seq(), in.u8Seq(), in.strAlign4(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_TARGET_CONSISTENCY_STATES;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
        out.u16Seq(ids);
        out.u8Seq(states);
        out.strAlign4(ackId);
        out.bool(setOnline);
    }
}
