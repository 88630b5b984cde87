package org.apiaryfs.storage.internal;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.monitor.StorageBenchControl;
import org.apiaryfs.protocol.monitor.StorageBenchControlResp;
import org.apiaryfs.transport.Exchange;

/** Answers StorageBenchControl: this server has no built-in benchmark, and says so (spec storage §10). */
final class BenchHandler {
    private static final int UNINITIALISED = 0;
    private static final int ERROR = 2;
    private static final int RUNTIME_ERROR = 20;

    private BenchHandler() {}

    static Message answer(Exchange exchange) {
        StorageBenchControl request = (StorageBenchControl) exchange.request().message();
        boolean asked = request.action() == StorageBenchControl.STATUS || request.action() == StorageBenchControl.NO_ACTION;
        return new StorageBenchControlResp(asked ? UNINITIALISED : ERROR, request.action(), request.benchType(),
                asked ? 0 : RUNTIME_ERROR, request.targetIds(), List.of());
    }
}
