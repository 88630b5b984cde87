package org.apiaryfs.mgmt.internal.handlers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.TargetRules;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.node.GetTargetMappingsResp;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.MapTargetsResp;
import org.apiaryfs.protocol.node.RegisterTarget;
import org.apiaryfs.protocol.node.RegisterTargetResp;
import org.apiaryfs.protocol.node.UnmapTarget;
import org.apiaryfs.transport.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RegisterTarget, MapTargets, UnmapTarget, GetTargetMappings (spec mgmtd §4.1 to §4.4). Thread-safe. */
final class TargetHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(TargetHandlers.class);

    private final Services services;
    private final EncodedAnswers answers;

    TargetHandlers(Services services, EncodedAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    Message register(Exchange exchange) throws IOException {
        RegisterTarget request = (RegisterTarget) exchange.request().message();
        int number = services.keeper().update(draft ->
                TargetRules.register(draft, request.targetId(), request.targetNumId(), services.config().newTargets()));
        if (number == 0) {
            LOG.warn("target refused: alias={} wanted={} from={}; new targets may be forbidden (sysAllowNewTargets), or string ID and number"
                    + " belong to different targets", request.targetId(), request.targetNumId(), exchange.peer());
        }
        return new RegisterTargetResp(number);
    }

    Message map(Exchange exchange) throws IOException {
        MapTargets request = (MapTargets) exchange.request().message();
        Map<Integer, Integer> results = services.keeper().update(draft ->
                TargetRules.map(draft, request, services.config().newTargets(), services.clock().getAsLong()));
        results.forEach((target, code) -> {
            if (code != FsError.SUCCESS.code()) {
                LOG.warn("target not mapped: id={} node={} from={} reason=\"{}\"", target, request.nodeId(), exchange.peer(), FsError.ofCode(code).text());
            }
        });
        return request.ackId().isEmpty() ? new MapTargetsResp(results) : new Ack(request.ackId());
    }

    Message unmap(Exchange exchange) throws IOException {
        UnmapTarget request = (UnmapTarget) exchange.request().message();
        FsError error = services.keeper().update(draft -> TargetRules.unmap(draft, request.targetId()));
        return ResultResp.of(MessageType.UNMAP_TARGET_RESP, error);
    }

    Message mappings(Exchange exchange) {
        IdMap<Integer> nodes = services.keeper().current().registry().targets().nodes();
        return answers.to(exchange.request().message(), List.of(nodes), () -> new GetTargetMappingsResp(nodes.asMap()));
    }
}
