package org.apiaryfs.fuse.internal.jnr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Pointer;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.SessionInfo;
import org.apiaryfs.fuse.SessionInfo.Capability;
import org.apiaryfs.fuse.internal.direct.MountPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mount served by libfuse 2 through jnr-fuse: by path, with a thread per request in flight, 128 KiB requests and
 * without invalidations, for places where the direct back end can't go.
 *
 * <p>Threading: any thread.
 */
public final class JnrSession implements FuseSession {
    private static final Logger LOG = LoggerFactory.getLogger(JnrSession.class);
    private static final int START_SECONDS = 30;
    private static final int END_SECONDS = 30;
    private static final int LARGEST_REQUEST = 128 * 1024; // bytes; libfuse 2
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private final FuseFileSystem fileSystem;
    private final MountOptions options;
    private final Path directory;
    private final Optional<MountPoint> mountPoint;
    private final PathNodes nodes;
    private final Adapter adapter;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final KernelNotifier notifier = new NodeCacheNotifier();
    private volatile Optional<String> connection = Optional.empty();

    private JnrSession(FuseFileSystem fileSystem, Path directory, MountOptions options) {
        this.fileSystem = fileSystem;
        this.options = options;
        mountPoint = LINUX ? Optional.of(new MountPoint(directory, options)) : Optional.empty();
        this.directory = mountPoint.map(MountPoint::directory).orElse(directory.toAbsolutePath().normalize());
        nodes = new PathNodes(fileSystem);
        adapter = new Adapter();
    }

    /** As {@link FuseSession#mount}. */
    public static JnrSession mount(FuseFileSystem fileSystem, Path directory, MountOptions options)
            throws FuseException {
        try {
            JnrSession session = new JnrSession(fileSystem, directory, options);
            session.start();
            return session;
        } catch (LinkageError e) {
            throw new FuseException("backend=jnr needs the library libfuse.so.2; install the packages libfuse2 and "
                    + "fuse3 (which brings fusermount), or use backend=direct", e);
        }
    }

    private void start() throws FuseException {
        if (mountPoint.isPresent()) {
            mountPoint.get().detachStale();
        }
        if (!Files.isDirectory(directory)) {
            throw new FuseException("mount point " + directory + " is not a directory; create it first");
        }
        Thread.ofPlatform().name("fuse-jnr").daemon().start(this::serve);
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
            LOG.info("mounted: mountPoint={} backend=jnr", directory);
        } catch (ExecutionException e) {
            if (connection.isPresent()) { // mounted, but the file system refuses to start
                close();
                throw new FuseException("cannot start serving " + directory + ": " + e.getCause(), e.getCause());
            }
            throw new FuseException("libfuse cannot mount on " + directory + ": " + e.getCause().getMessage()
                    + "; its own message is on the standard error output", e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new FuseException("libfuse did not begin to serve %s within %d s".formatted(directory,
                    START_SECONDS), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new FuseException("interrupted while mounting " + directory, e);
        }
    }

    /** Runs libfuse's main loop, which returns when the mount is gone. */
    private void serve() {
        try {
            adapter.mount(directory, true, false, new String[] {"-o", mountOptions()});
            started.completeExceptionally(new FuseException("unmounted before the session began"));
        } catch (RuntimeException | LinkageError e) {
            if (!started.completeExceptionally(e)) {
                LOG.error("libfuse ended with an error: mountPoint={}", directory, e);
            }
        } finally {
            nodes.clear();
            if (!started.isCompletedExceptionally()) {
                try {
                    fileSystem.destroy();
                } catch (RuntimeException e) {
                    LOG.error("the file system failed while being destroyed", e);
                }
                LOG.info("unmounted: mountPoint={}", directory);
            }
            ended.complete(null);
        }
    }

    private String mountOptions() {
        // The attributes of a file with several names would be cached per name, so nothing is cached.
        return "big_writes,use_ino,readdir_ino,atomic_o_trunc,nonempty,attr_timeout=0,entry_timeout=0"
                + ",negative_timeout=0,auto_cache,fsname=" + options.fsName() + ",subtype=" + options.subtype()
                + ",max_read=" + Math.min(options.maxRead(), LARGEST_REQUEST)
                + ",max_write=" + Math.min(options.maxWrite(), LARGEST_REQUEST)
                + (options.allowOther() ? ",allow_other" : "")
                + (options.defaultPermissions() ? ",default_permissions" : "") + (options.readOnly() ? ",ro" : "")
                + (options.noExec() ? ",noexec" : "") + (options.noAtime() ? ",noatime" : "")
                + (options.allowSuid() ? ",suid" : ",nosuid") + (options.allowDevices() ? ",dev" : ",nodev")
                + (options.posixLocks() ? "" : ",no_remote_posix_lock")
                + (options.flockLocks() ? "" : ",no_remote_flock");
    }

    @Override
    public Path mountPoint() {
        return directory;
    }

    @Override
    public SessionInfo info() {
        Set<Capability> capabilities = EnumSet.of(Capability.ATOMIC_TRUNCATE);
        if (options.posixLocks()) {
            capabilities.add(Capability.POSIX_LOCKS);
        }
        if (options.flockLocks()) {
            capabilities.add(Capability.FLOCK_LOCKS);
        }
        return new SessionInfo(MountOptions.Backend.JNR, "libfuse 2", MountOptions.Transport.DEVICE,
                Math.min(options.maxWrite(), LARGEST_REQUEST), Math.min(options.maxRead(), LARGEST_REQUEST),
                Set.copyOf(capabilities));
    }

    @Override
    public KernelNotifier notifier() {
        return notifier;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true) && !ended.isDone()) {
            if (mountPoint.isEmpty()) {
                adapter.unmountByLibrary();
            } else if (mountPoint.get().connection().equals(connection)) { // else someone else has unmounted it
                mountPoint.get().unmount(connection);
            }
        }
        try {
            ended.get(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("libfuse still serves {} s after unmounting: mountPoint={}", END_SECONDS, directory);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The callbacks, with the beginning and end of the session. Threading: threads of libfuse. */
    private final class Adapter extends PathFileSystem {
        Adapter() {
            super(fileSystem, nodes);
        }

        @Override
        public Pointer init(Pointer connectionInfo) {
            connection = JnrSession.this.mountPoint.flatMap(MountPoint::connection);
            try {
                fileSystem.init(JnrSession.this.info(), notifier);
                started.complete(null);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
            return connectionInfo;
        }

        /** Called by the library's shutdown hook. */
        @Override
        public void umount() {
            if (options.shutdownHook()) {
                close();
            }
        }

        void unmountByLibrary() {
            super.umount();
        }
    }

    /** Knows no way to the kernel, which caches nothing here, but empties our own cache. Threading: any thread. */
    private final class NodeCacheNotifier implements KernelNotifier {
        private CompletionStage<Boolean> clear() {
            nodes.clear();
            return CompletableFuture.completedStage(false);
        }

        @Override
        public CompletionStage<Boolean> invalidateInode(long nodeId, long offset, long length) {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public CompletionStage<Boolean> invalidateAttributes(long nodeId) {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public CompletionStage<Boolean> invalidateEntry(long parent, String name) {
            return clear();
        }

        @Override
        public CompletionStage<Boolean> expireEntry(long parent, String name) {
            return clear();
        }

        @Override
        public CompletionStage<Boolean> deleteEntry(long parent, long child, String name) {
            return clear();
        }
    }
}
