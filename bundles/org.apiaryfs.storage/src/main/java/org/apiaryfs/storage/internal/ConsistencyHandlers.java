package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetTargetConsistencyStatesResp;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.transport.Exchange;

/** Serves SetTargetConsistencyStates and GetTargetConsistencyStates (spec storage §7.7, §7.8). Never blocks. */
final class ConsistencyHandlers {
    private final Targets targets;
    private final Runnable changed;

    /** @param changed told when a state was set, so that mgmtd learns of it */
    ConsistencyHandlers(Targets targets, Runnable changed) {
        this.targets = targets;
        this.changed = changed;
    }

    Message set(Exchange exchange) {
        SetTargetConsistencyStates request = (SetTargetConsistencyStates) exchange.request().message();
        return ResultResp.of(MessageType.SET_TARGET_CONSISTENCY_STATES_RESP, set(request));
    }

    private FsError set(SetTargetConsistencyStates request) {
        List<Integer> ids = request.ids();
        if (ids.size() != request.states().size() || request.nodeType() != NodeType.STORAGE.number()) {
            return FsError.INTERNAL;
        }
        for (int i = 0; i < ids.size(); i++) {
            Optional<StorageTarget> target = targets.get(ids.get(i));
            Optional<Consistency> state = Consistency.of(request.states().get(i));
            if (target.isEmpty()) {
                return FsError.UNKNOWN_TARGET;
            }
            if (state.isEmpty()) {
                return FsError.INVAL;
            }
            target.get().consistency(state.get());
        }
        changed.run();
        return FsError.SUCCESS;
    }

    Message get(Exchange exchange) {
        GetTargetConsistencyStates request = (GetTargetConsistencyStates) exchange.request().message();
        return new GetTargetConsistencyStatesResp(request.targetIds().stream()
                .map(id -> targets.get(id).map(StorageTarget::consistency).orElse(Consistency.BAD).number()).toList());
    }
}
