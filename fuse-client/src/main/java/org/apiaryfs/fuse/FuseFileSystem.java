package org.apiaryfs.fuse;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file system to be mounted: by inode, asynchronous.
 *
 * <p>Nodes are known by IDs of the file system's choice; {@link #ROOT} is the root directory. Names and link targets
 * are byte strings, one ISO-8859-1 char per byte, never containing NUL or '/'; names longer than 255 bytes are refused
 * by the session before they arrive here. Every method must see to it that its reply is completed once, then or
 * later; a method that throws has its request answered with EIO. Methods are called by the session's few reader
 * threads and therefore must not block on anything slow: start the work and complete the reply when it is done.
 *
 * <p>An operation left at its default answers ENOSYS, at which the kernel stops sending it and uses its own default:
 * flushes succeed, locks are local, extended attributes are EOPNOTSUPP and so on.
 *
 * <p>Permissions: mounted with {@link MountOptions#defaultPermissions} (the default) the kernel checks mode bits, owner
 * and sticky directories by itself from the attributes it is given, before it asks; the file system only clears
 * set-user-ID bits (and set-group-ID bits of group-executable files), save of directories, at each change of owner or
 * group and where told, and applies the caller's umask and the parent's set-group-ID bit to what it creates.
 *
 * <p>Threading: all methods may be called from several threads at once, also for the same node; the kernel orders
 * changes within one directory and writes to one file unless {@link HandleOption#PARALLEL_DIRECT_WRITES} is given.
 */
public interface FuseFileSystem {
    /** Node ID of the root directory; it is known from the start and never forgotten. */
    long ROOT = 1;

    /** Called once before any request. */
    default void init(SessionInfo info, KernelNotifier notifier) { }

    /** Called once after the last request, when the mount is gone; open handles and nodes need not be given back. */
    default void destroy() { }

    /** Finds a name in a directory; answers the entry, a cached negative answer, or ENOENT. */
    default void lookup(RequestContext context, long parent, String name, EntryReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * Takes back lookups. A node whose count has fallen to zero won't be named by the kernel again unless it is found
     * again. There is no answer.
     */
    default void forget(List<Forgotten> forgotten) { }

    /** Attributes of a node; {@code handle} is given if asked through an open file. */
    default void getattr(RequestContext context, long node, OptionalLong handle, AttrReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** As getattr, with the time of birth. If left out, the kernel uses getattr. */
    default void statx(RequestContext context, long node, OptionalLong handle, StatxReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Changes attributes and answers with all as they are then. */
    default void setattr(RequestContext context, long node, AttributeChange change, AttrReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Target of a symbolic link. */
    default void readlink(RequestContext context, long node, LinkReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Makes a symbolic link. */
    default void symlink(RequestContext context, long parent, String name, String target, EntryReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Makes a file, FIFO, socket or device node. {@code mode} includes the type, the umask is yet to be applied. */
    default void mknod(RequestContext context, long parent, String name, int mode, int device, EntryReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Makes a directory. The umask is yet to be applied. */
    default void mkdir(RequestContext context, long parent, String name, int mode, EntryReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Removes a name that is not a directory; the node lives on while it is open, linked or not forgotten. */
    default void unlink(RequestContext context, long parent, String name, EmptyReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Removes an empty directory. */
    default void rmdir(RequestContext context, long parent, String name, EmptyReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Renames, atomically replacing a target of the same kind; unknown flags are EINVAL. */
    default void rename(RequestContext context, long parent, String name, long newParent, String newName,
            Set<RenameFlag> flags, EmptyReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Gives a node another name; answers with the node's entry, which counts as a lookup. */
    default void link(RequestContext context, long node, long newParent, String newName, EntryReply reply) {
        reply.error(Errno.EPERM);
    }

    /** Opens a file. O_CREAT and O_EXCL never arrive here, O_TRUNC does. */
    default void open(RequestContext context, long node, OpenFlags flags, OpenReply reply) {
        reply.opened(0);
    }

    /**
     * Makes and opens a regular file at once; an existing one is opened (and truncated if asked) unless the flags are
     * exclusive. If left out, the kernel uses mknod and open.
     */
    default void create(RequestContext context, long parent, String name, int mode, OpenFlags flags,
            CreateReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Reads {@code size} bytes at the offset; fewer are only for the end of the file (the rest reads as zeros). */
    default void read(RequestContext context, long node, long handle, long offset, int size, ReadFlags flags,
            DataReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * Writes. The data is a read-only direct buffer in native order that stays valid and unchanged until the reply is
     * completed, and no longer: use it in place and answer when done, or copy it.
     */
    default void write(RequestContext context, long node, long handle, long offset, ByteBuffer data,
            WriteFlags flags, CountReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * A file descriptor was closed; errors reach the {@code close} call. May come several times per open. The POSIX
     * locks of this owner on the file must be dropped.
     */
    default void flush(RequestContext context, long node, long handle, long lockOwner, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * The last use of an open file ended; exactly once per handle. Errors go nowhere. POSIX locks that were set through
     * this handle must be dropped here: the kernel says so by {@link #flush} for the locks of processes, but not for
     * those of open file descriptions.
     */
    default void release(RequestContext context, long node, long handle, ReleaseFlags flags, EmptyReply reply) {
        reply.ok();
    }

    /** Makes what was written durable; with {@code dataOnly} attributes need not be, save the size. */
    default void fsync(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Opens a directory. */
    default void opendir(RequestContext context, long node, OpenFlags flags, OpenReply reply) {
        reply.opened(0);
    }

    /** Lists on from a cookie (0 = the beginning), including "." and "..". */
    default void readdir(RequestContext context, long node, long handle, long cookie, DirectoryReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Lists on with attributes. If left out, readdir and lookups serve instead. */
    default void readdirplus(RequestContext context, long node, long handle, long cookie,
            DirectoryPlusReply reply) {
        readdir(context, node, handle, cookie, reply);
    }

    /** The last use of an open directory ended. */
    default void releasedir(RequestContext context, long node, long handle, EmptyReply reply) {
        reply.ok();
    }

    /** Makes changes of a directory durable. */
    default void fsyncdir(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** State of the file system. */
    default void statfs(RequestContext context, long node, StatfsReply reply) {
        reply.stats(new FileSystemStats(0, 0, 0, 0, 0, 4096, 255, 4096));
    }

    /** Sets an extended attribute. Its mode tells whether it may or must exist; EEXIST or ENODATA if not so. */
    default void setxattr(RequestContext context, long node, Xattr xattr, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Value of an extended attribute; ENODATA if there is none. */
    default void getxattr(RequestContext context, long node, String name, XattrReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Names of the extended attributes. */
    default void listxattr(RequestContext context, long node, XattrListReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Removes an extended attribute; ENODATA if there is none. */
    default void removexattr(RequestContext context, long node, String name, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Looks for a POSIX lock that would keep {@code lock} from being set by this owner. */
    default void getlk(RequestContext context, long node, long handle, long owner, FileLock lock, LockReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * Sets or removes a lock. Without {@code wait} a conflict is EAGAIN; with it, the reply is completed when the
     * lock is granted, and an {@linkplain Reply#onInterrupt interruption} should answer EINTR.
     */
    default void setlk(RequestContext context, long node, long handle, long owner, FileLock lock, LockKind kind,
            boolean wait, EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * A control call whose input and output sizes are encoded in the command. The input is valid until the reply is
     * completed.
     *
     * @param command   the command as the caller gave it, unsigned
     * @param argument  the caller's third argument as a number
     * @param directory whether the handle is that of a directory
     * @param input     what the command passes in
     * @param outputSize room for output in bytes
     */
    default void ioctl(RequestContext context, long node, long handle, int command, long argument,
            boolean directory, ByteBuffer input, int outputSize, IoctlReply reply) {
        reply.error(Errno.ENOTTY);
    }

    /** Allocates or frees space; {@code mode} holds the bits of {@code fallocate(2)}. */
    default void fallocate(RequestContext context, long node, long handle, long offset, long length, int mode,
            EmptyReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Finds data or a hole at or after the offset; ENXIO at or past the end of the file. */
    default void lseek(RequestContext context, long node, long handle, long offset, SeekTarget target,
            OffsetReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /** Copies a range between two open files within the file system; may copy less. */
    default void copyFileRange(RequestContext context, CopyRange range, CountReply reply) {
        reply.error(Errno.ENOSYS);
    }

    /**
     * A range to copy; all sizes and offsets in bytes.
     *
     * @param sourceNode   node to read
     * @param sourceHandle its handle
     * @param sourceOffset where to read
     * @param targetNode   node to write, perhaps the same
     * @param targetHandle its handle
     * @param targetOffset where to write
     * @param length       how much at most
     */
    record CopyRange(long sourceNode, long sourceHandle, long sourceOffset, long targetNode, long targetHandle,
            long targetOffset, long length) { }

    /**
     * Circumstances of a read.
     *
     * @param open      the flags the file was opened with, as far as they still hold
     * @param lockOwner who reads, for mandatory locks
     */
    record ReadFlags(OpenFlags open, OptionalLong lockOwner) { }

    /**
     * Circumstances of a write.
     *
     * @param open            the flags the file was opened with
     * @param lockOwner       who writes, for mandatory locks
     * @param fromCache       it comes from the page cache, on behalf of no particular caller
     * @param clearPrivileges set-user-ID and group-executable set-group-ID bits must be cleared
     */
    record WriteFlags(OpenFlags open, OptionalLong lockOwner, boolean fromCache, boolean clearPrivileges) { }

    /**
     * Circumstances of a release.
     *
     * @param open      the flags the file was opened with
     * @param flush     flush as at a close
     * @param unlock    drop the flock locks of {@code lockOwner}
     * @param lockOwner whose locks
     */
    record ReleaseFlags(OpenFlags open, boolean flush, boolean unlock, long lockOwner) { }

    /**
     * An extended attribute to set.
     *
     * @param clearSetGroupId it is an access control list, and its setter is not in the file's group: the bit goes
     */
    record Xattr(String name, byte[] value, XattrMode mode, boolean clearSetGroupId) { }

    /** Whether an extended attribute may exist when it is set. */
    enum XattrMode { CREATE_OR_REPLACE, CREATE, REPLACE }
}
