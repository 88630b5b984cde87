package org.apiaryfs.meta.internal;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.transport.CallOptions;

/** Asks the server of a storage target; see {@link org.apiaryfs.cluster.NodeRequests#target}. */
@FunctionalInterface
interface StorageTargets {
    <T extends Message> CompletableFuture<T> target(int target, Envelope request, Class<T> expected, CallOptions options);
}
