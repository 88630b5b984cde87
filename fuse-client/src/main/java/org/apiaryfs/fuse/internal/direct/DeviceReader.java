package org.apiaryfs.fuse.internal.direct;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests from one descriptor of the device and dispatches them until the connection is gone.
 *
 * <p>Threading: a platform thread of its own, since the read blocks in the kernel.
 */
final class DeviceReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceReader.class);

    private final DeviceFd device;
    private final RequestBuffer.Pool buffers;
    private final Dispatcher dispatcher;
    private final DirectSession session;
    private boolean longSetxattr; // of no interest before INIT

    DeviceReader(DeviceFd device, RequestBuffer.Pool buffers, Dispatcher dispatcher, DirectSession session,
            boolean longSetxattr) {
        this.device = device;
        this.buffers = buffers;
        this.dispatcher = dispatcher;
        this.session = session;
        this.longSetxattr = longSetxattr;
    }

    void start(String name) {
        Thread.ofPlatform().name(name).daemon().start(this);
    }

    @Override
    public void run() {
        try {
            readUntilGone();
        } finally {
            session.readerEnded();
        }
    }

    private void readUntilGone() {
        RequestBuffer buffer = buffers.take();
        boolean goOn = true;
        while (goOn) {
            int length = device.read(buffer.memory());
            if (length >= 0) {
                goOn = serve(buffer, length);
                if (!buffer.keepOrRelease()) {
                    buffer = buffers.take();
                }
            } else {
                goOn = mayRetry(length);
            }
        }
    }

    private boolean serve(RequestBuffer buffer, int length) {
        try {
            RequestView in = RequestView.ofMessage(buffer.memory(), length, longSetxattr);
            if (in.opcode() == Opcode.INIT) {
                boolean goOn = session.initialise(in);
                longSetxattr = !session.isAgreed() || session.agreement().longSetxattr();
                return goOn;
            }
            dispatcher.dispatch(in, device, Optional.of(buffer));
        } catch (RuntimeException e) {
            LOG.error("request dropped: length={}", length, e);
        }
        return true;
    }

    /** ENOENT: a signal withdrew the request before we had it. */
    private static boolean mayRetry(int failure) {
        return switch (-failure) {
            case Linux.EINTR, Linux.EAGAIN, Linux.ENOENT -> true;
            case Linux.ENODEV, Linux.ECONNABORTED -> false;
            default -> {
                LOG.error("reading the FUSE device failed, this reader ends: errno={}", -failure);
                yield false;
            }
        };
    }
}
