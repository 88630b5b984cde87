package org.apiaryfs.fuse;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.apiaryfs.fuse.internal.Backends;

/**
 * A mounted file system being served.
 *
 * <p>Threading: any thread. Never touch files below the mount point from the file system's own methods.
 */
public interface FuseSession extends AutoCloseable {

    /**
     * Mounts a file system and serves it until it is unmounted or closed. When this returns, the mount is usable. A
     * mount left behind by a process that died is removed first.
     *
     * @throws FuseException if it can't be mounted; the message says why
     */
    static FuseSession mount(FuseFileSystem fileSystem, Path mountPoint, MountOptions options) throws FuseException {
        return Backends.mount(fileSystem, mountPoint, options);
    }

    /**
     * Makes everything that waits for a mount fail whose process was killed while the kernel held one of its threads: the
     * mount then doesn't know yet that nobody serves it. Does nothing if none is mounted there.
     */
    static void abandon(Path mountPoint) {
        Backends.abandon(mountPoint);
    }

    /** Where it is mounted. */
    Path mountPoint();

    /** What was agreed on with the kernel. */
    SessionInfo info();

    /** For invalidations; also handed to {@link FuseFileSystem#init}. */
    KernelNotifier notifier();

    /** Completes when the mount is gone, whoever removed it, and {@link FuseFileSystem#destroy} has returned. */
    CompletionStage<Void> ended();

    /**
     * Unmounts and ends the session; returns when {@link #ended} is complete. If files are open below the mount point
     * they give errors from then on. Does nothing if already ended.
     */
    @Override
    void close();
}
