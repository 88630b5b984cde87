package org.apiaryfs.fuse.internal.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.MountOptions;

/**
 * Requests by io_uring: a queue for each processor that the kernel may ever have, since it routes requests to rings
 * only when all are registered. INIT, FORGET, INTERRUPT and notifications stay on the device.
 *
 * <p>Source: the FUSE kernel protocol over io_uring. Threading: one thread.
 */
final class RingTransport {
    private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");
    private static final long MEMORY_LIMIT = 256L << 20; // bytes of all payloads together

    private static final int SMALLEST_PAYLOAD = 8192; // bytes; the kernel refuses smaller entries

    private final List<RingQueue> queues;

    private RingTransport(List<RingQueue> queues) {
        this.queues = queues;
    }

    /** Makes the rings, to be called before INIT is answered: once it is, the kernel waits for them. */
    static RingTransport prepare(DeviceFd device, InitAgreement agreement, MountOptions options,
            Dispatcher dispatcher) throws FuseException {
        int processors = possibleProcessors();
        int payload = Math.max(SMALLEST_PAYLOAD, Math.max(agreement.maxWrite(), agreement.maxPages() * 4096));
        int depth = (int) Math.clamp(MEMORY_LIMIT / ((long) payload * processors), 1, options.ringDepth());
        List<RingQueue> queues = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            queues.add(new RingQueue(i, depth, payload, device, dispatcher));
        }
        RingTransport transport = new RingTransport(queues);
        try {
            queues.stream().map(RingQueue::prepare).toList().forEach(prepared -> prepared.join());
        } catch (CompletionException e) {
            transport.stop();
            throw e.getCause() instanceof FuseException known ? known : new FuseException("no io_uring", e);
        }
        return transport;
    }

    /** Registers all queues, INIT having been answered. */
    void register() {
        queues.forEach(RingQueue::register);
    }

    /** Ends all queues and waits for their threads. */
    void stop() {
        queues.forEach(RingQueue::stop);
    }

    /** How many processors may ever be online, from a list such as "0-3,8". */
    private static int possibleProcessors() throws FuseException {
        try {
            int count = 0;
            for (String range : Files.readString(POSSIBLE).strip().split(",")) {
                String[] ends = range.split("-");
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
            return count;
        } catch (IOException | NumberFormatException e) {
            throw new FuseException("cannot learn the number of processors from " + POSSIBLE, e);
        }
    }
}
