package org.apiaryfs.protocol.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetStatesAndBuddyGroups}. Immutable.
 *
 * @param groups group → members; ascending
 * @param states target or metadata node → state; ascending
 */
public record GetStatesAndBuddyGroupsResp(
        Map<Integer, BuddyGroup> groups, Map<Integer, TargetState> states) implements Message {
    public GetStatesAndBuddyGroupsResp {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    public static GetStatesAndBuddyGroupsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetStatesAndBuddyGroupsResp(in.map(WireReader::u16, BuddyGroup::read),
                in.map(WireReader::u16, TargetState::read));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STATES_AND_BUDDY_GROUPS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.map(groups, WireWriter::u16, BuddyGroup::write);
        out.map(states, WireWriter::u16, TargetState::write);
    }
}
