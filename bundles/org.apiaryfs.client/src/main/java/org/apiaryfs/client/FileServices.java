package org.apiaryfs.client;

import io.netty.buffer.ByteBufAllocator;
import org.apiaryfs.transport.Scheduler;

/** What all open files share. Immutable. */
record FileServices(Namespace namespace, StripedIo io, ClientSettings settings, BufferBudget budget,
        ByteBufAllocator allocator, Scheduler scheduler, LockClient locks, FileEvents events) {

    boolean buffered() {
        return settings.cache() != ClientKeys.CacheType.NONE;
    }

    /** Whether the kernel keeps pages over opens, for which files have versions. */
    boolean versioned() {
        return settings.cache() == ClientKeys.CacheType.NATIVE;
    }

    /** Block size of the buffers, a power of two, so that no block crosses the border of a larger chunk. */
    int blockSize() {
        return Integer.highestOneBit(settings.cacheBuffer());
    }
}
