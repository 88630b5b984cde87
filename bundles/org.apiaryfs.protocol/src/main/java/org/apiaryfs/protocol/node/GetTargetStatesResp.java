package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetTargetStates} with parallel lists. Immutable.
 *
 * @param ids targets or metadata nodes
 * @param reachability {@link org.apiaryfs.protocol.model.Reachability} numbers
 * @param consistency {@link org.apiaryfs.protocol.model.Consistency} numbers
 */
public record GetTargetStatesResp(
        List<Integer> ids, List<Integer> reachability, List<Integer> consistency) implements Message {
    public GetTargetStatesResp {
        ids = List.copyOf(ids);
        reachability = List.copyOf(reachability);
        consistency = List.copyOf(consistency);
    }

    public static GetTargetStatesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetTargetStatesResp(in.u16Seq(), in.u8Seq(), in.u8Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_STATES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u16Seq(ids);
        out.u8Seq(reachability);
        out.u8Seq(consistency);
    }
}
