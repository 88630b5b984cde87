package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.SessionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mount served by speaking the kernel's protocol.
 *
 * <p>One thread reads INIT and goes on reading; when INIT is answered the other readers start, each on a descriptor of
 * its own, and if agreed the rings. The session ends when all readers have found the connection gone.
 *
 * <p>Threading: any thread.
 */
public final class DirectSession implements FuseSession {
    private static final Logger LOG = LoggerFactory.getLogger(DirectSession.class);
    private static final int INIT_SECONDS = 30;
    private static final int END_SECONDS = 30;
    private static final int SMALLEST_PAYLOAD = 128 * 1024; // an extended attribute of 64 KiB with its name fits

    private final FuseFileSystem fileSystem;
    private final MountOptions options;
    private final MountPoint mountPoint;
    private final RequestBuffer.Pool buffers;
    private final DeviceFd device;
    private final NotificationThread notifications;
    private final Optional<String> connection;
    private final InFlight inFlight = new InFlight();
    private final Dispatcher dispatcher;
    private final AtomicInteger readers = new AtomicInteger(1);
    private final List<DeviceFd> clones = new ArrayList<>(); // guarded by itself
    private final CompletableFuture<InitAgreement> agreed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread shutdownHook = new Thread(this::close, "fuse-shutdown");
    private volatile Optional<RingTransport> rings = Optional.empty();

    private DirectSession(FuseFileSystem fileSystem, MountPoint mountPoint, MountOptions options, int fd) {
        this.fileSystem = fileSystem;
        this.mountPoint = mountPoint;
        this.options = options;
        buffers = new RequestBuffer.Pool(
                Math.max(SMALLEST_PAYLOAD, Math.max(options.maxWrite(), options.maxRead())));
        device = new DeviceFd(fd, buffers);
        notifications = new NotificationThread(device);
        dispatcher = new Dispatcher(fileSystem, inFlight);
        connection = mountPoint.connection();
    }

    /** As {@link FuseSession#mount}. */
    public static DirectSession mount(FuseFileSystem fileSystem, Path directory, MountOptions options)
            throws FuseException {
        MountPoint mountPoint = new MountPoint(directory, options);
        mountPoint.detachStale();
        DirectSession session = new DirectSession(fileSystem, mountPoint, options, mountPoint.mount());
        session.start();
        return session;
    }

    private void start() throws FuseException {
        new DeviceReader(device, buffers, dispatcher, this, true).start("fuse-reader-0");
        try {
            InitAgreement agreement = agreed.get(INIT_SECONDS, TimeUnit.SECONDS);
            if (options.shutdownHook()) {
                Runtime.getRuntime().addShutdownHook(shutdownHook);
            }
            LOG.info("mounted: mountPoint={} protocol={} transport={} maxWrite={}", mountPoint.directory(),
                    agreement.info().protocol(), agreement.info().transport(), agreement.maxWrite());
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof FuseException known ? known
                    : new FuseException("cannot start serving " + mountPoint.directory() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            close();
            throw new FuseException("the kernel did not start the FUSE session on %s within %d s"
                    .formatted(mountPoint.directory(), INIT_SECONDS), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new FuseException("interrupted while mounting " + mountPoint.directory(), e);
        }
    }

    /** Answers INIT; called by the first reader. False if the session can't go on. */
    boolean initialise(RequestView in) {
        if (agreed.isDone()) {
            return false;
        }
        if (in.integer(0) > InitAgreement.MAJOR) { // a later kernel asks again with the version we name
            device.send(in.unique(), InitAgreement.OUT_SIZE, out -> {
                out.fill((byte) 0);
                out.set(JAVA_INT, 0, InitAgreement.MAJOR);
            });
            return true;
        }
        InitAgreement agreement;
        try {
            agreement = prepareRings(InitAgreement.of(in.head().asSlice(in.inAt()), options));
            fileSystem.init(agreement.info(), notifications);
        } catch (FuseException | RuntimeException e) {
            agreed.completeExceptionally(e);
            return false;
        }
        boolean answered = device.send(in.unique(), InitAgreement.OUT_SIZE, out -> {
            out.fill((byte) 0);
            agreement.encode(out);
        });
        if (!answered) {
            agreed.completeExceptionally(new FuseException(
                    "the kernel refused the answer to INIT on " + mountPoint.directory()));
            return false;
        }
        rings.ifPresentOrElse(RingTransport::register, () -> startMoreReaders(agreement));
        agreed.complete(agreement);
        return true;
    }

    /** The agreement, without io_uring if it turns out to be unusable and was not demanded. */
    private InitAgreement prepareRings(InitAgreement agreement) throws FuseException {
        if (!agreement.overRing()) {
            return agreement;
        }
        try {
            rings = Optional.of(RingTransport.prepare(device, agreement, options, dispatcher));
            return agreement;
        } catch (FuseException e) {
            if (options.transport() == MountOptions.Transport.URING) {
                throw e;
            }
            LOG.warn("io_uring is unusable here, serving by the device: {}", e.getMessage());
            return agreement.withoutRing();
        }
    }

    private void startMoreReaders(InitAgreement agreement) {
        for (int i = 1; i < options.readers(); i++) {
            int fd = device.openClone();
            if (fd < 0) {
                LOG.warn("cannot clone the FUSE device, serving with {} readers: errno={}", i, -fd);
                return;
            }
            DeviceFd clone = new DeviceFd(fd, buffers);
            synchronized (clones) {
                clones.add(clone);
            }
            readers.incrementAndGet();
            new DeviceReader(clone, buffers, dispatcher, this, agreement.longSetxattr()).start("fuse-reader-" + i);
        }
    }

    /** Whether INIT is answered. */
    boolean isAgreed() {
        return agreed.isDone() && !agreed.isCompletedExceptionally();
    }

    /** The agreement, once INIT is answered. */
    InitAgreement agreement() {
        return agreed.join();
    }

    /** A reader found the connection gone; the last one ends the session. */
    void readerEnded() {
        if (readers.decrementAndGet() > 0) {
            return;
        }
        agreed.completeExceptionally(new FuseException("unmounted before the session began"));
        rings.ifPresent(RingTransport::stop);
        notifications.close();
        if (!agreed.isCompletedExceptionally()) {
            try {
                fileSystem.destroy();
            } catch (RuntimeException e) {
                LOG.error("the file system failed while being destroyed", e);
            }
        }
        device.close();
        synchronized (clones) {
            clones.forEach(DeviceFd::close);
        }
        LOG.info("unmounted: mountPoint={}", mountPoint.directory());
        ended.complete(null);
    }

    @Override
    public Path mountPoint() {
        return mountPoint.directory();
    }

    @Override
    public SessionInfo info() {
        return agreement().info();
    }

    @Override
    public KernelNotifier notifier() {
        return notifications;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            if (mountPoint.connection().equals(connection)) { // else someone else has unmounted it already
                mountPoint.unmount(connection);
            }
            removeShutdownHook();
        }
        try {
            ended.get(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the kernel still holds the session {} s after unmounting; it ends when the last file below {} "
                    + "is closed", END_SECONDS, mountPoint.directory());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) { // the JVM is shutting down: this is the hook, or runs beside it
            LOG.debug("shutting down");
        }
    }
}
