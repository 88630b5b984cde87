package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apiaryfs.mgmt.internal.state.CapacityRules;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetNodeCapacityPools;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.protocol.node.SetStorageTargetInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Exchange;

/** SetStorageTargetInfo, GetNodeCapacityPools, and by stream or datagram RefreshCapacityPools (spec mgmtd §6). Thread-safe. */
final class CapacityHandlers {
    private final Services services;

    CapacityHandlers(Services services) {
        this.services = services;
    }

    Message report(Exchange exchange) throws IOException {
        SetStorageTargetInfo request = (SetStorageTargetInfo) exchange.request().message();
        NodeType type = NodeType.of(request.nodeType()).orElse(NodeType.INVALID);
        if (type != NodeType.META && type != NodeType.STORAGE) {
            return ResultResp.of(MessageType.SET_STORAGE_TARGET_INFO_RESP, FsError.INVAL);
        }
        services.keeper().update(draft -> {
            CapacityRules.report(draft, type, request.targets(),
                    type == NodeType.META ? services.config().metaLimits() : services.config().storageLimits());
            return null;
        });
        return ResultResp.of(MessageType.SET_STORAGE_TARGET_INFO_RESP, FsError.SUCCESS);
    }

    Message pools(Exchange exchange) throws WireFormatException {
        int query = ((GetNodeCapacityPools) exchange.request().message()).query();
        ClusterState state = services.keeper().current();
        return new GetNodeCapacityPoolsResp(switch (query) {
            case GetNodeCapacityPools.META_NODES -> Map.of(0, CapacityRules.metaPools(state));
            case GetNodeCapacityPools.STORAGE_TARGETS -> byPool(state, pool -> CapacityRules.targetPools(state, pool));
            case GetNodeCapacityPools.META_GROUPS -> Map.of(0, CapacityRules.metaGroupPools(state));
            case GetNodeCapacityPools.STORAGE_GROUPS -> byPool(state, pool -> CapacityRules.targetGroupPools(state, pool));
            default -> throw new WireFormatException("capacity pool query " + query);
        });
    }

    private static Map<Integer, CapacityPools> byPool(ClusterState state, IntFunction<CapacityPools> pools) {
        Map<Integer, CapacityPools> result = new TreeMap<>();
        state.registry().pools().names().ids().forEach(id -> result.put(id, pools.apply(id)));
        return result;
    }

    void refresh(Exchange exchange) throws IOException {
        String ackId = ((RefreshCapacityPools) exchange.request().message()).ackId();
        refresh();
        if (ackId.isEmpty()) {
            exchange.finish();
        } else {
            exchange.reply(new Ack(ackId));
        }
    }

    void refresh(DatagramEndpoint.Received datagram) throws IOException {
        refresh();
        datagram.acknowledge(((RefreshCapacityPools) datagram.envelope().message()).ackId());
    }

    private void refresh() throws IOException {
        services.keeper().update(draft -> {
            draft.review();
            return null;
        });
    }
}
