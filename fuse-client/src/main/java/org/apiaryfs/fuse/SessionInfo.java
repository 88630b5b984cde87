package org.apiaryfs.fuse;

import java.util.Set;

/**
 * What kernel and session agreed on, handed to {@link FuseFileSystem#init}.
 *
 * <p>Threading: immutable.
 *
 * @param backend      who serves the mount
 * @param protocol     protocol version, for example "7.45"
 * @param transport    how requests arrive
 * @param maxWrite     largest write in bytes
 * @param maxRead      largest read in bytes
 * @param capabilities what this session can do
 */
public record SessionInfo(MountOptions.Backend backend, String protocol, MountOptions.Transport transport,
        int maxWrite, int maxRead, Set<Capability> capabilities) {

    /** Things that not every back end and kernel can do. */
    public enum Capability {
        /** {@link FuseFileSystem#readdirplus} is called. */
        READDIR_PLUS,
        /** {@link KernelNotifier} takes effect. */
        NOTIFICATIONS,
        /** {@link KernelNotifier#expireEntry} takes effect. */
        EXPIRE,
        /** {@link Reply#onInterrupt} hooks are run. */
        INTERRUPT,
        /** POSIX locks are asked of the file system. */
        POSIX_LOCKS,
        /** flock locks are asked of the file system. */
        FLOCK_LOCKS,
        /** Forgetting nodes, hence real unlinked open files and stable node IDs. */
        INODES,
        /** Rename flags arrive. */
        RENAME_FLAGS,
        /** SEEK_DATA and SEEK_HOLE arrive. */
        SEEK_HOLE,
        /** Server-side copies arrive. */
        COPY_FILE_RANGE,
        /** statx with the time of birth arrives. */
        STATX,
        /** The kernel's write-back cache is on. */
        WRITEBACK_CACHE,
        /** O_TRUNC arrives with open instead of a setattr before it. */
        ATOMIC_TRUNCATE
    }
}
