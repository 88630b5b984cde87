package org.apiaryfs.fuse.vfs;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.client.Client;
import org.apiaryfs.config.Config;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.AttributeChange;
import org.apiaryfs.fuse.CountReply;
import org.apiaryfs.fuse.CreateReply;
import org.apiaryfs.fuse.DataReply;
import org.apiaryfs.fuse.DirectoryReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.EntryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.IoctlReply;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.LinkReply;
import org.apiaryfs.fuse.LockKind;
import org.apiaryfs.fuse.LockReply;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.RenameFlag;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.SessionInfo;
import org.apiaryfs.fuse.StatfsReply;
import org.apiaryfs.fuse.StatxReply;
import org.apiaryfs.fuse.XattrListReply;
import org.apiaryfs.fuse.XattrReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster's file system, to be mounted. Requests are answered when the servers' answers are there, on
 * the thread that brings them; no thread waits.
 *
 * <p>Thread-safe; no method blocks but {@link #destroy}, which writes what is still buffered.
 */
public final class ClusterFileSystem implements FuseFileSystem {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFileSystem.class);
    private static final int LAST_WRITES_SECONDS = 60;

    private final Mounted mounted;
    private final NameOperations names;
    private final AttributeOperations attributes;
    private final DirectoryOperations directories;
    private final LockOperations locks;
    private final FileOperations files;
    private final ControlOperations controls;

    /**
     * @param client stays the caller's, who closes it after the mount's end
     * @param config of {@link org.apiaryfs.client.ClientKeys}
     * @param configuration a file that holds it, for tools that ask the mount
     */
    public ClusterFileSystem(Client client, Config config, Optional<Path> configuration) {
        Settings settings = Settings.of(config);
        mounted = new Mounted(client, new NodeTable(client.namespace().root()), new Answers(settings),
                new Interrupts(client.transport().scheduler()), new Coherence(client.files(), settings));
        names = new NameOperations(mounted);
        attributes = new AttributeOperations(mounted);
        directories = new DirectoryOperations(mounted);
        locks = new LockOperations(mounted);
        files = new FileOperations(mounted, attributes, locks);
        controls = new ControlOperations(mounted, configuration);
    }

    @Override
    public void init(SessionInfo info, KernelNotifier notifier) {
        mounted.coherence().notifier(notifier);
    }

    @Override
    public void destroy() {
        try {
            locks.releaseAll().thenCompose(done -> files.closeAll()).get(LAST_WRITES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("data was lost at the unmount: error=\"{}\"", e.getCause().getMessage());
        } catch (TimeoutException e) {
            LOG.error("data was lost at the unmount: the servers did not take it within {} s", LAST_WRITES_SECONDS);
        }
    }

    @Override
    public void lookup(RequestContext context, long parent, String name, EntryReply reply) {
        names.lookup(context, parent, name, reply);
    }

    @Override
    public void forget(List<Forgotten> forgotten) {
        mounted.nodes().forget(forgotten);
    }

    @Override
    public void getattr(RequestContext context, long node, OptionalLong handle, AttrReply reply) {
        attributes.getattr(context, node, reply);
    }

    @Override
    public void statx(RequestContext context, long node, OptionalLong handle, StatxReply reply) {
        attributes.statx(context, node, reply);
    }

    @Override
    public void setattr(RequestContext context, long node, AttributeChange change, AttrReply reply) {
        attributes.setattr(context, node, change, reply);
    }

    @Override
    public void readlink(RequestContext context, long node, LinkReply reply) {
        names.readlink(context, node, reply);
    }

    @Override
    public void symlink(RequestContext context, long parent, String name, String target, EntryReply reply) {
        names.symlink(context, parent, name, target, reply);
    }

    @Override
    public void mknod(RequestContext context, long parent, String name, int mode, int device, EntryReply reply) {
        names.mknod(context, parent, name, mode, device, reply);
    }

    @Override
    public void mkdir(RequestContext context, long parent, String name, int mode, EntryReply reply) {
        names.mkdir(context, parent, name, mode, reply);
    }

    @Override
    public void unlink(RequestContext context, long parent, String name, EmptyReply reply) {
        names.unlink(context, parent, name, reply);
    }

    @Override
    public void rmdir(RequestContext context, long parent, String name, EmptyReply reply) {
        names.rmdir(context, parent, name, reply);
    }

    @Override
    public void rename(RequestContext context, long parent, String name, long newParent, String newName,
            Set<RenameFlag> flags, EmptyReply reply) {
        names.rename(context, parent, name, newParent, newName, flags, reply);
    }

    @Override
    public void link(RequestContext context, long node, long newParent, String newName, EntryReply reply) {
        names.link(context, node, newParent, newName, reply);
    }

    @Override
    public void open(RequestContext context, long node, OpenFlags flags, OpenReply reply) {
        files.open(context, node, flags, reply);
    }

    @Override
    public void create(RequestContext context, long parent, String name, int mode, OpenFlags flags, CreateReply reply) {
        files.create(context, parent, name, mode, flags, reply);
    }

    @Override
    public void read(RequestContext context, long node, long handle, long offset, int size, ReadFlags flags, DataReply reply) {
        files.read(context, handle, offset, size, flags, reply);
    }

    @Override
    public void write(RequestContext context, long node, long handle, long offset, ByteBuffer data, WriteFlags flags, CountReply reply) {
        files.write(context, node, handle, offset, data, flags, reply);
    }

    @Override
    public void flush(RequestContext context, long node, long handle, long lockOwner, EmptyReply reply) {
        files.flush(context, node, handle, lockOwner, reply);
    }

    @Override
    public void release(RequestContext context, long node, long handle, ReleaseFlags flags, EmptyReply reply) {
        files.release(node, handle, flags, reply);
    }

    @Override
    public void fsync(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        files.fsync(context, handle, reply);
    }

    @Override
    public void opendir(RequestContext context, long node, OpenFlags flags, OpenReply reply) {
        directories.opendir(reply);
    }

    @Override
    public void readdir(RequestContext context, long node, long handle, long cookie, DirectoryReply reply) {
        directories.readdir(context, node, handle, cookie, reply);
    }

    @Override
    public void releasedir(RequestContext context, long node, long handle, EmptyReply reply) {
        directories.releasedir(handle, reply);
    }

    /** Changes of directories are on the servers when they are answered for. */
    @Override
    public void fsyncdir(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        reply.ok();
    }

    @Override
    public void statfs(RequestContext context, long node, StatfsReply reply) {
        attributes.statfs(reply);
    }

    @Override
    public void setxattr(RequestContext context, long node, Xattr xattr, EmptyReply reply) {
        attributes.setxattr(context, node, xattr, reply);
    }

    @Override
    public void getxattr(RequestContext context, long node, String name, XattrReply reply) {
        attributes.getxattr(context, node, name, reply);
    }

    @Override
    public void listxattr(RequestContext context, long node, XattrListReply reply) {
        attributes.listxattr(context, node, reply);
    }

    @Override
    public void removexattr(RequestContext context, long node, String name, EmptyReply reply) {
        attributes.removexattr(context, node, name, reply);
    }

    @Override
    public void getlk(RequestContext context, long node, long handle, long owner, FileLock lock, LockReply reply) {
        locks.getlk(node, owner, lock, reply);
    }

    @Override
    public void setlk(RequestContext context, long node, long handle, long owner, FileLock lock, LockKind kind,
            boolean wait, EmptyReply reply) {
        mounted.node(node, reply).ifPresent(n -> files.file(handle).ifPresentOrElse(
                file -> locks.setlk(context, n, file, owner, lock, kind, wait, reply), () -> reply.error(Errno.EBADF)));
    }

    @Override
    public void ioctl(RequestContext context, long node, long handle, int command, long argument, boolean directory, ByteBuffer input,
            int outputSize, IoctlReply reply) {
        controls.ioctl(context, node, command, outputSize, reply);
    }

    /** Storage servers can't reserve space; programs then write zeros instead. */
    @Override
    public void fallocate(RequestContext context, long node, long handle, long offset, long length, int mode, EmptyReply reply) {
        reply.error(Errno.EOPNOTSUPP);
    }
}
