package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.List;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.StateRules;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.node.ChangeTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroups;
import org.apiaryfs.protocol.node.GetStatesAndBuddyGroupsResp;
import org.apiaryfs.protocol.node.GetTargetStates;
import org.apiaryfs.protocol.node.GetTargetStatesResp;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.Exchange;

/** GetTargetStates, GetStatesAndBuddyGroups, Change- and SetTargetConsistencyStates (spec mgmtd §5). Thread-safe. */
final class StateHandlers {
    private final Services services;
    private final EncodedAnswers answers;

    StateHandlers(Services services, EncodedAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    Message states(Exchange exchange) throws WireFormatException {
        GetTargetStates request = (GetTargetStates) exchange.request().message();
        NodeType type = Kinds.server(request.nodeType());
        ClusterState state = services.keeper().current();
        return answers.to(request, parts(state, type), () -> {
            IdMap<TargetState> states = state.states(type);
            return new GetTargetStatesResp(states.ids(), states.values().stream().map(TargetState::reachability).toList(),
                    states.values().stream().map(TargetState::consistency).toList());
        });
    }

    Message statesAndGroups(Exchange exchange) throws WireFormatException {
        GetStatesAndBuddyGroups request = (GetStatesAndBuddyGroups) exchange.request().message();
        NodeType type = Kinds.server(request.nodeType());
        ClusterState state = services.keeper().current();
        return answers.to(request, parts(state, type),
                () -> new GetStatesAndBuddyGroupsResp(state.registry().mirrors(type).groups().asMap(), state.states(type).asMap()));
    }

    /** What states and groups are made of. */
    private static List<Object> parts(ClusterState state, NodeType type) {
        return List.of(state.watch(type).liveness(), state.registry().mirrors(type));
    }

    Message change(Exchange exchange) throws WireFormatException, IOException {
        ChangeTargetConsistencyStates request = (ChangeTargetConsistencyStates) exchange.request().message();
        NodeType type = Kinds.server(request.nodeType());
        Kinds.sameSize(request.ids(), request.oldStates(), request.newStates());
        List<Consistency> before = Kinds.consistencies(request.oldStates());
        List<Consistency> after = Kinds.consistencies(request.newStates());
        FsError error = services.keeper().update(draft ->
                StateRules.report(draft, type, request.ids(), before, after, services.clock().getAsLong()));
        return ResultResp.of(MessageType.CHANGE_TARGET_CONSISTENCY_STATES_RESP, error);
    }

    Message set(Exchange exchange) throws WireFormatException, IOException {
        SetTargetConsistencyStates request = (SetTargetConsistencyStates) exchange.request().message();
        NodeType type = Kinds.server(request.nodeType());
        Kinds.sameSize(request.ids(), request.states());
        List<Consistency> states = Kinds.consistencies(request.states());
        services.keeper().update(draft -> {
            StateRules.set(draft, type, request.ids(), states, request.setOnline(), services.clock().getAsLong());
            return null;
        });
        return ResultResp.of(MessageType.SET_TARGET_CONSISTENCY_STATES_RESP, FsError.SUCCESS);
    }
}
