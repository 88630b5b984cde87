package org.apiaryfs.fuse.internal;

import java.nio.file.Path;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.internal.direct.DirectSession;
import org.apiaryfs.fuse.internal.direct.MountPoint;
import org.apiaryfs.fuse.internal.jnr.JnrSession;

/** Chooses who serves a mount. Threading: stateless. */
public final class Backends {
    private Backends() { }

    /** As {@link FuseSession#mount}. */
    public static FuseSession mount(FuseFileSystem fileSystem, Path mountPoint, MountOptions options)
            throws FuseException {
        return switch (options.backend()) {
            case DIRECT -> DirectSession.mount(fileSystem, mountPoint, options);
            case JNR -> JnrSession.mount(fileSystem, mountPoint, options);
        };
    }

    /** As {@link FuseSession#abandon}. */
    public static void abandon(Path mountPoint) {
        new MountPoint(mountPoint, MountOptions.DEFAULTS).abandon();
    }
}
