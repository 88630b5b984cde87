package org.apiaryfs.fuse.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.AttributeChange;
import org.apiaryfs.fuse.CountReply;
import org.apiaryfs.fuse.CreateReply;
import org.apiaryfs.fuse.DataReply;
import org.apiaryfs.fuse.DirectoryPlusReply;
import org.apiaryfs.fuse.DirectoryReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.EntryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.FileType;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.HandleOption;
import org.apiaryfs.fuse.IoctlReply;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.LinkReply;
import org.apiaryfs.fuse.LockKind;
import org.apiaryfs.fuse.LockReply;
import org.apiaryfs.fuse.OffsetReply;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.RenameFlag;
import org.apiaryfs.fuse.Reply;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.SeekTarget;
import org.apiaryfs.fuse.SessionInfo;
import org.apiaryfs.fuse.StatfsReply;
import org.apiaryfs.fuse.StatxReply;
import org.apiaryfs.fuse.XattrListReply;
import org.apiaryfs.fuse.XattrReply;

/**
 * A POSIX file system in memory, to test what lies between it and the kernel.
 *
 * <p>Threading: thread-safe by one lock; every operation runs in the executor given.
 */
public final class MemoryFileSystem implements FuseFileSystem {
    /** A read of a file of this name is answered only when interrupted. */
    public static final String BLOCKING_NAME = "blocks-until-interrupted";
    /** ioctl that returns its four bytes of input with all bits inverted: _IOWR('a', 1, int). */
    public static final int INVERT = 0xc0046101;

    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;

    private final Executor executor;
    private final Duration validity;
    private final Map<Long, MemoryNode> nodes = new HashMap<>(); // guarded by this, as all nodes are
    private final Set<Long> blocking = ConcurrentHashMap.newKeySet();
    private final Map<Long, Set<Long>> lockOwners = new HashMap<>(); // by open handle
    private long nextId = ROOT + 1;
    private long nextHandle = 1;
    private volatile Optional<SessionInfo> info = Optional.empty();
    private volatile Optional<KernelNotifier> notifier = Optional.empty();
    private volatile boolean destroyed;

    /** Operations run in the executor; the kernel may cache for {@code validity}. */
    public MemoryFileSystem(Executor executor, Duration validity) {
        this.executor = executor;
        this.validity = validity;
        MemoryNode root = new MemoryNode(ROOT, FileType.DIRECTORY.modeBits() | 0755);
        nodes.put(ROOT, root);
    }

    public Optional<SessionInfo> info() {
        return info;
    }

    public Optional<KernelNotifier> notifier() {
        return notifier;
    }

    public boolean isDestroyed() {
        return destroyed;
    }

    /** Nodes in existence, linked or not yet forgotten. */
    public synchronized int nodeCount() {
        return nodes.size();
    }

    /** Reads that wait for an interruption now. */
    public int blockedReads() {
        return blocking.size();
    }

    /** Changes a file as another client of a cluster would. */
    public synchronized void changeBehindTheKernel(String name, String content) {
        MemoryNode node = nodes.get(ROOT).children.get(name).node();
        node.data.resize(0);
        node.data.write(0, ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1)));
        node.changed();
    }

    /** Renames in the root as another client would. */
    public synchronized long renameBehindTheKernel(String from, String to) {
        MemoryNode root = nodes.get(ROOT);
        MemoryNode node = root.children.get(from).node();
        root.remove(from);
        root.put(to, node);
        return node.id;
    }

    private void serve(Reply reply, Runnable action) {
        executor.execute(() -> {
            try {
                synchronized (this) {
                    action.run();
                }
            } catch (PosixError e) {
                reply.error(e.errno());
            }
        });
    }

    private MemoryNode node(long id) {
        MemoryNode node = nodes.get(id);
        if (node == null) {
            throw new PosixError(Errno.ESTALE);
        }
        return node;
    }

    private MemoryNode directory(long id) {
        MemoryNode node = node(id);
        if (!node.isDirectory()) {
            throw new PosixError(Errno.ENOTDIR);
        }
        return node;
    }

    private static MemoryNode child(MemoryNode directory, String name) {
        MemoryNode.Child child = directory.children.get(name);
        if (child == null) {
            throw new PosixError(Errno.ENOENT);
        }
        return child.node();
    }

    private Entry counted(MemoryNode node) {
        node.lookups++;
        return Entry.of(node.id, node.attributes(), validity);
    }

    private void dropIfUnused(MemoryNode node) {
        if (node.links == 0 && node.lookups == 0 && node.handles == 0) {
            nodes.remove(node.id);
        }
    }

    @Override
    public void init(SessionInfo info, KernelNotifier notifier) {
        this.info = Optional.of(info);
        this.notifier = Optional.of(notifier);
    }

    @Override
    public void destroy() {
        destroyed = true;
    }

    @Override
    public void lookup(RequestContext context, long parent, String name, EntryReply reply) {
        serve(reply, () -> reply.entry(counted(child(directory(parent), name))));
    }

    @Override
    public synchronized void forget(List<Forgotten> forgotten) {
        for (Forgotten f : forgotten) {
            Optional.ofNullable(nodes.get(f.nodeId())).ifPresent(node -> {
                node.lookups -= f.count();
                if (node.lookups < 0) {
                    throw new IllegalStateException("node forgotten more often than found");
                }
                dropIfUnused(node);
            });
        }
    }

    @Override
    public void getattr(RequestContext context, long node, OptionalLong handle, AttrReply reply) {
        serve(reply, () -> reply.attributes(node(node).attributes(), validity));
    }

    @Override
    public void statx(RequestContext context, long node, OptionalLong handle, StatxReply reply) {
        serve(reply, () -> reply.attributes(node(node).attributes(), Optional.of(node(node).birth), validity));
    }

    @Override
    public void setattr(RequestContext context, long id, AttributeChange change, AttrReply reply) {
        serve(reply, () -> {
            MemoryNode node = node(id);
            Instant now = Instant.now();
            if (change.uid().isPresent() || change.gid().isPresent()) {
                node.clearPrivileges();
            }
            change.uid().ifPresent(uid -> node.uid = uid);
            change.gid().ifPresent(gid -> node.gid = gid);
            change.mode().ifPresent(mode -> node.mode = node.mode & FileType.MASK | mode);
            change.size().ifPresent(size -> {
                node.data.resize(size);
                node.mtime = now;
            });
            if (change.clearPrivileges()) {
                node.clearPrivileges();
            }
            change.atime().ifPresent(time -> node.atime = time.resolve(now));
            change.mtime().ifPresent(time -> node.mtime = time.resolve(now));
            node.ctime = change.ctime().orElse(now);
            reply.attributes(node.attributes(), validity);
        });
    }

    @Override
    public void readlink(RequestContext context, long node, LinkReply reply) {
        serve(reply, () -> reply.target(node(node).target));
    }

    private MemoryNode make(RequestContext context, long parent, String name, int mode) {
        MemoryNode directory = directory(parent);
        if (directory.children.containsKey(name)) {
            throw new PosixError(Errno.EEXIST);
        }
        if (directory.links == 0) {
            throw new PosixError(Errno.ENOENT);
        }
        MemoryNode node = new MemoryNode(nextId++, mode & ~context.umask());
        node.uid = context.uid();
        node.gid = context.gid();
        if ((directory.mode & 02000) != 0) {
            node.gid = directory.gid;
            node.mode |= node.isDirectory() ? 02000 : 0;
        }
        nodes.put(node.id, node);
        directory.put(name, node);
        return node;
    }

    @Override
    public void symlink(RequestContext context, long parent, String name, String target, EntryReply reply) {
        serve(reply, () -> {
            MemoryNode node = make(context, parent, name, FileType.SYMLINK.modeBits() | 0777);
            node.target = target;
            reply.entry(counted(node));
        });
    }

    @Override
    public void mknod(RequestContext context, long parent, String name, int mode, int device, EntryReply reply) {
        serve(reply, () -> {
            MemoryNode node = make(context, parent, name, mode);
            node.device = device;
            reply.entry(counted(node));
        });
    }

    @Override
    public void mkdir(RequestContext context, long parent, String name, int mode, EntryReply reply) {
        serve(reply, () -> reply.entry(
                counted(make(context, parent, name, FileType.DIRECTORY.modeBits() | mode & 07777))));
    }

    @Override
    public void unlink(RequestContext context, long parent, String name, EmptyReply reply) {
        serve(reply, () -> {
            MemoryNode directory = directory(parent);
            MemoryNode node = child(directory, name);
            if (node.isDirectory()) {
                throw new PosixError(Errno.EISDIR);
            }
            directory.remove(name);
            unlinked(node);
            reply.ok();
        });
    }

    private void unlinked(MemoryNode node) {
        node.links = node.isDirectory() ? 0 : node.links - 1;
        node.ctime = Instant.now();
        dropIfUnused(node);
    }

    @Override
    public void rmdir(RequestContext context, long parent, String name, EmptyReply reply) {
        serve(reply, () -> {
            MemoryNode directory = directory(parent);
            MemoryNode node = child(directory, name);
            if (!node.isDirectory()) {
                throw new PosixError(Errno.ENOTDIR);
            }
            if (!node.children.isEmpty()) {
                throw new PosixError(Errno.ENOTEMPTY);
            }
            directory.remove(name);
            unlinked(node);
            reply.ok();
        });
    }

    @Override
    public void rename(RequestContext context, long parent, String name, long newParent, String newName,
            Set<RenameFlag> flags, EmptyReply reply) {
        serve(reply, () -> {
            if (flags.contains(RenameFlag.WHITEOUT)) {
                throw new PosixError(Errno.EINVAL);
            }
            MemoryNode from = directory(parent);
            MemoryNode to = directory(newParent);
            MemoryNode node = child(from, name);
            Optional<MemoryNode> other = Optional.ofNullable(to.children.get(newName)).map(MemoryNode.Child::node);
            if (flags.contains(RenameFlag.EXCHANGE)) {
                exchange(from, name, node, to, newName, other.orElseThrow(() -> new PosixError(Errno.ENOENT)));
            } else {
                replace(from, name, node, to, newName, other, flags.contains(RenameFlag.NO_REPLACE));
            }
            reply.ok();
        });
    }

    private static void exchange(MemoryNode from, String name, MemoryNode node, MemoryNode to, String newName,
            MemoryNode other) {
        from.remove(name);
        to.remove(newName);
        from.put(name, other);
        to.put(newName, node);
        node.ctime = Instant.now();
        other.ctime = node.ctime;
    }

    private void replace(MemoryNode from, String name, MemoryNode node, MemoryNode to, String newName,
            Optional<MemoryNode> other, boolean noReplace) {
        if (other.isPresent()) {
            MemoryNode victim = other.get();
            if (noReplace) {
                throw new PosixError(Errno.EEXIST);
            }
            if (victim == node) {
                return;
            }
            if (victim.isDirectory() != node.isDirectory()) {
                throw new PosixError(victim.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR);
            }
            if (!victim.children.isEmpty()) {
                throw new PosixError(Errno.ENOTEMPTY);
            }
            to.remove(newName);
            unlinked(victim);
        }
        from.remove(name);
        to.put(newName, node);
        node.ctime = Instant.now();
    }

    @Override
    public void link(RequestContext context, long id, long newParent, String newName, EntryReply reply) {
        serve(reply, () -> {
            MemoryNode node = node(id);
            MemoryNode directory = directory(newParent);
            if (directory.children.containsKey(newName)) {
                throw new PosixError(Errno.EEXIST);
            }
            if (node.isDirectory() || node.links == 0) {
                throw new PosixError(node.isDirectory() ? Errno.EPERM : Errno.ENOENT);
            }
            directory.put(newName, node);
            node.links++;
            node.ctime = Instant.now();
            reply.entry(counted(node));
        });
    }

    @Override
    public void open(RequestContext context, long id, OpenFlags flags, OpenReply reply) {
        serve(reply, () -> {
            MemoryNode node = node(id);
            truncateIfAsked(node, flags);
            if (id == blockingNode()) { // the kernel can't interrupt reads into its page cache
                reply.opened(newHandle(node), HandleOption.DIRECT_IO);
            } else {
                reply.opened(newHandle(node));
            }
        });
    }

    private synchronized long blockingNode() {
        return Optional.ofNullable(nodes.get(ROOT).children.get(BLOCKING_NAME)).map(child -> child.node().id).orElse(0L);
    }

    private long newHandle(MemoryNode node) {
        node.handles++;
        lockOwners.put(nextHandle, new HashSet<>());
        return nextHandle++;
    }

    private static void truncateIfAsked(MemoryNode node, OpenFlags flags) {
        if (flags.isTruncate()) {
            node.data.resize(0);
            node.changed();
            if (flags.killPrivileges()) {
                node.clearPrivileges();
            }
        }
    }

    @Override
    public void create(RequestContext context, long parent, String name, int mode, OpenFlags flags,
            CreateReply reply) {
        serve(reply, () -> {
            MemoryNode directory = directory(parent);
            boolean exists = directory.children.containsKey(name);
            if (exists && flags.isExclusive()) {
                throw new PosixError(Errno.EEXIST);
            }
            MemoryNode node = exists ? child(directory, name)
                    : make(context, parent, name, FileType.REGULAR.modeBits() | mode & 07777);
            if (exists) {
                truncateIfAsked(node, flags);
            }
            reply.created(counted(node), newHandle(node));
        });
    }

    @Override
    public void read(RequestContext context, long id, long handle, long offset, int size, ReadFlags flags,
            DataReply reply) {
        if (id == blockingNode()) {
            blocking.add(context.unique());
            reply.onInterrupt(() -> {
                blocking.remove(context.unique());
                reply.error(Errno.EINTR);
            });
            return;
        }
        serve(reply, () -> {
            MemoryNode node = node(id);
            node.atime = Instant.now();
            reply.data(node.data.read(offset, size));
        });
    }

    @Override
    public void write(RequestContext context, long id, long handle, long offset, ByteBuffer data, WriteFlags flags,
            CountReply reply) {
        serve(reply, () -> {
            MemoryNode node = node(id);
            int length = data.remaining();
            node.data.write(offset, data);
            node.changed();
            if (flags.clearPrivileges()) {
                node.clearPrivileges();
            }
            reply.count(length);
        });
    }

    @Override
    public void flush(RequestContext context, long node, long handle, long lockOwner, EmptyReply reply) {
        serve(reply, () -> {
            node(node).locks.release(LockKind.POSIX, lockOwner);
            reply.ok();
        });
    }

    @Override
    public void release(RequestContext context, long id, long handle, ReleaseFlags flags, EmptyReply reply) {
        serve(reply, () -> {
            MemoryNode node = node(id);
            if (flags.unlock()) {
                node.locks.release(LockKind.FLOCK, flags.lockOwner());
            }
            lockOwners.remove(handle).forEach(owner -> node.locks.release(LockKind.POSIX, owner));
            node.handles--;
            dropIfUnused(node);
            reply.ok();
        });
    }

    @Override
    public void fsync(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        serve(reply, reply::ok);
    }

    @Override
    public void fsyncdir(RequestContext context, long node, long handle, boolean dataOnly, EmptyReply reply) {
        serve(reply, reply::ok);
    }

    @Override
    public void readdir(RequestContext context, long node, long handle, long cookie, DirectoryReply reply) {
        serve(reply, () -> {
            MemoryNode directory = directory(node);
            boolean room = addDots(directory, cookie, reply);
            for (MemoryNode.Child child : directory.order.tailMap(cookie, false).values()) {
                room = room && reply.add(child.name(), child.node().id, child.node().type, child.cookie());
            }
            reply.done();
        });
    }

    @Override
    public void readdirplus(RequestContext context, long node, long handle, long cookie, DirectoryPlusReply reply) {
        serve(reply, () -> {
            MemoryNode directory = directory(node);
            if (addDots(directory, cookie, reply)) {
                for (MemoryNode.Child child : directory.order.tailMap(cookie, false).values()) {
                    MemoryNode found = child.node();
                    if (!reply.add(child.name(), Entry.of(found.id, found.attributes(), validity), child.cookie())) {
                        break;
                    }
                    found.lookups++;
                }
            }
            reply.done();
        });
    }

    private static boolean addDots(MemoryNode directory, long cookie, DirectoryReply reply) {
        return (cookie >= 1 || reply.add(".", directory.id, FileType.DIRECTORY, 1))
                && (cookie >= 2 || reply.add("..", directory.parent.id, FileType.DIRECTORY, 2));
    }

    @Override
    public void statfs(RequestContext context, long node, StatfsReply reply) {
        serve(reply, () -> reply.stats(
                new FileSystemStats(1 << 20, 1 << 19, 1 << 19, 1 << 20, (1 << 20) - nodes.size(), 4096, 255, 4096)));
    }

    @Override
    public void setxattr(RequestContext context, long id, Xattr xattr, EmptyReply reply) {
        serve(reply, () -> {
            Map<String, byte[]> xattrs = node(id).xattrs;
            if (xattr.mode() == XattrMode.CREATE && xattrs.containsKey(xattr.name())) {
                throw new PosixError(Errno.EEXIST);
            }
            if (xattr.mode() == XattrMode.REPLACE && !xattrs.containsKey(xattr.name())) {
                throw new PosixError(Errno.ENODATA);
            }
            xattrs.put(xattr.name(), xattr.value());
            node(id).ctime = Instant.now();
            reply.ok();
        });
    }

    @Override
    public void getxattr(RequestContext context, long id, String name, XattrReply reply) {
        serve(reply, () -> reply.value(Optional.ofNullable(node(id).xattrs.get(name))
                .orElseThrow(() -> new PosixError(Errno.ENODATA))));
    }

    @Override
    public void listxattr(RequestContext context, long id, XattrListReply reply) {
        serve(reply, () -> reply.names(node(id).xattrs.keySet()));
    }

    @Override
    public void removexattr(RequestContext context, long id, String name, EmptyReply reply) {
        serve(reply, () -> {
            if (node(id).xattrs.remove(name) == null) {
                throw new PosixError(Errno.ENODATA);
            }
            reply.ok();
        });
    }

    @Override
    public void getlk(RequestContext context, long id, long handle, long owner, FileLock lock, LockReply reply) {
        serve(reply, () -> node(id).locks.conflict(LockKind.POSIX, owner, lock)
                .ifPresentOrElse(reply::conflict, reply::free));
    }

    @Override
    public void setlk(RequestContext context, long id, long handle, long owner, FileLock lock, LockKind kind,
            boolean wait, EmptyReply reply) {
        serve(reply, () -> {
            if (kind == LockKind.POSIX) {
                lockOwners.get(handle).add(owner);
            }
            node(id).locks.set(kind, owner, lock, wait, reply);
        });
    }

    @Override
    public void ioctl(RequestContext context, long node, long handle, int command, long argument, boolean directory,
            ByteBuffer input, int outputSize, IoctlReply reply) {
        serve(reply, () -> {
            if (command != INVERT) {
                throw new PosixError(Errno.ENOTTY);
            }
            ByteBuffer output = ByteBuffer.allocate(4).putInt(~input.duplicate().getInt()).flip();
            reply.result(7, output);
        });
    }

    @Override
    public void fallocate(RequestContext context, long id, long handle, long offset, long length, int mode,
            EmptyReply reply) {
        serve(reply, () -> {
            SparseData data = node(id).data;
            if ((mode & ~(KEEP_SIZE | PUNCH_HOLE | ZERO_RANGE)) != 0) {
                throw new PosixError(Errno.EOPNOTSUPP);
            }
            if ((mode & (PUNCH_HOLE | ZERO_RANGE)) != 0) {
                data.zero(offset, length);
            } else {
                data.allocate(offset, length);
            }
            if ((mode & KEEP_SIZE) == 0) {
                data.grow(offset + length);
            }
            node(id).changed();
            reply.ok();
        });
    }

    @Override
    public void lseek(RequestContext context, long id, long handle, long offset, SeekTarget target,
            OffsetReply reply) {
        serve(reply, () -> reply.offset(
                node(id).data.seek(offset, target).orElseThrow(() -> new PosixError(Errno.ENXIO))));
    }

    @Override
    public void copyFileRange(RequestContext context, CopyRange range, CountReply reply) {
        serve(reply, () -> {
            ByteBuffer data = node(range.sourceNode()).data.read(range.sourceOffset(),
                    (int) Math.min(range.length(), 1 << 20));
            int length = data.remaining();
            node(range.targetNode()).data.write(range.targetOffset(), data);
            node(range.targetNode()).changed();
            reply.count(length);
        });
    }
}
