package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.List;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.PoolRules;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.ModifyStoragePool;
import org.apiaryfs.protocol.node.RemoveStoragePool;
import org.apiaryfs.transport.Exchange;

/** Get-, Add-, Modify- and RemoveStoragePool (spec mgmtd §7). Thread-safe. */
final class PoolHandlers {
    private final Services services;
    private final EncodedAnswers answers;

    PoolHandlers(Services services, EncodedAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    Message pools(Exchange exchange) {
        ClusterState state = services.keeper().current();
        Registry registry = state.registry();
        return answers.to(exchange.request().message(),
                List.of(registry.pools(), registry.targets().nodes(), registry.storage().groups(), state.storage().classes()),
                () -> new GetStoragePoolsResp(PoolRules.describe(state)));
    }

    Message add(Exchange exchange) throws IOException {
        AddStoragePool request = (AddStoragePool) exchange.request().message();
        return services.keeper().update(draft -> PoolRules.add(draft, request));
    }

    Message modify(Exchange exchange) throws IOException {
        ModifyStoragePool request = (ModifyStoragePool) exchange.request().message();
        FsError error = services.keeper().update(draft -> PoolRules.modify(draft, request));
        return ResultResp.of(MessageType.MODIFY_STORAGE_POOL_RESP, error);
    }

    Message remove(Exchange exchange) throws IOException {
        RemoveStoragePool request = (RemoveStoragePool) exchange.request().message();
        FsError error = services.keeper().update(draft -> PoolRules.remove(draft, request.id()));
        return ResultResp.of(MessageType.REMOVE_STORAGE_POOL_RESP, error);
    }
}
