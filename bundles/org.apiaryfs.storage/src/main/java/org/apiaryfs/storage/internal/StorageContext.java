package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.node.OpCounters;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.benchmark.TargetBenchmark;
import org.apiaryfs.storage.chunk.CreationGate;
import org.apiaryfs.storage.session.SessionStore;
import org.apiaryfs.transport.Exchange;

/**
 * What handlers work with. The parts are thread-safe.
 *
 * @param places finds targets
 * @param sessions what clients have open
 * @param counters operations per client and user
 * @param load bytes per second
 * @param config the daemon's configuration
 * @param enforceQuota whether mgmtd's lists of exceeded quota are obeyed
 * @param allocator of buffers for data
 * @param benchmark measures the targets' disks
 */
record StorageContext(
        Places places, SessionStore sessions, OpCounters<StorageOp> counters, LoadHistory load, StorageConfig config,
        AtomicBoolean enforceQuota, ByteBufAllocator allocator, TargetBenchmark benchmark) {

    /** Counts an operation of the sender and the user of a request, and its bytes. */
    void count(Exchange exchange, StorageOp operation, StorageOp amountOf, long bytes) {
        counters.count(exchange.peer().address().getAddress(), exchange.request().userId(), operation, amountOf, bytes);
    }

    /** @throws FsException DQUOT if the owner mustn't write to the target */
    void checkWrite(StorageTarget target, Optional<ChunkOwner> owner) throws FsException {
        if (owner.isPresent() && enforceQuota.get()) {
            target.exceeded().checkWrite(owner.get());
        }
    }

    /** Lets the owner create chunks on the target unless his quota is used up. */
    CreationGate gate(StorageTarget target, Optional<ChunkOwner> owner) {
        return owner.isPresent() && enforceQuota.get() ? () -> target.exceeded().checkCreate(owner.get()) : CreationGate.OPEN;
    }
}
