package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reports states, if the management server still has the old ones; the sign of life of servers (spec mgmtd §5.3).
 * The lists are parallel. Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param ids targets or metadata nodes
 * @param oldStates {@link org.apiaryfs.protocol.model.Consistency} numbers
 * @param newStates {@link org.apiaryfs.protocol.model.Consistency} numbers
 * @param ackId ID to acknowledge with; "" = answer with the response instead
 */
public record ChangeTargetConsistencyStates(
        int nodeType, List<Integer> ids, List<Integer> oldStates, List<Integer> newStates, String ackId) implements Message {
    public ChangeTargetConsistencyStates {
        ids = List.copyOf(ids);
        oldStates = List.copyOf(oldStates);
        newStates = List.copyOf(newStates);
    }

    public static ChangeTargetConsistencyStates read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ChangeTargetConsistencyStates(in.i32(), in.u16Seq(), in.u8Seq(), in.u8Seq(), in.strAlign4());
    }

    @Override
    public MessageType type() {
        return MessageType.CHANGE_TARGET_CONSISTENCY_STATES;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
        out.u16Seq(ids);
        out.u8Seq(oldStates);
        out.u8Seq(newStates);
        out.strAlign4(ackId);
    }
}
