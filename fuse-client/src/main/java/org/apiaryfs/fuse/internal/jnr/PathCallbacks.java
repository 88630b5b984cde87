package org.apiaryfs.fuse.internal.jnr;

import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jnr.ffi.Pointer;
import org.apiaryfs.fuse.AttributeChange;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseFileSystem.Xattr;
import org.apiaryfs.fuse.FuseFileSystem.XattrMode;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.internal.jnr.PathNodes.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ru.serce.jnrfuse.FuseStubFS;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseContext;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Statvfs;
import ru.serce.jnrfuse.struct.Timespec;

/**
 * The callbacks of libfuse 2 that go by path, on a file system by inode, and what all callbacks need: each blocks its
 * libfuse thread until the operation is answered.
 *
 * <p>Names travel through jnr as text, so that only names valid in the JVM's default encoding (UTF-8) can be used;
 * others are EILSEQ.
 *
 * <p>Threading: called by the threads of libfuse.
 */
abstract class PathCallbacks extends FuseStubFS {
    private static final Logger LOG = LoggerFactory.getLogger(PathCallbacks.class);
    private static final char UNDECODABLE = '\ufffd';
    static final int PERMISSIONS = 07777;
    private static final long UTIME_NOW = (1L << 30) - 1;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final int NO_ID = -1; // chown: leave as it is

    private final FuseFileSystem fileSystem;
    private final PathNodes nodes;
    private final Map<Long, OpenNode> open = new ConcurrentHashMap<>();
    private final AtomicLong nextHandle = new AtomicLong(1);
    private final AtomicLong nextUnique = new AtomicLong(1);

    /**
     * What a libfuse handle stands for.
     *
     * @param lease  the node
     * @param handle the file system's handle
     * @param flags  as opened
     */
    record OpenNode(Lease lease, long handle, OpenFlags flags) {
        long node() {
            return lease.node();
        }
    }

    /** An operation; the result is 0 or more. */
    interface Action {
        int run(RequestContext context) throws OperationFailed;
    }

    private interface NodeAction {
        int run(RequestContext context, long node) throws OperationFailed;
    }

    private interface NameAction {
        void run(RequestContext context, long parent, String name, Answer answer);
    }

    PathCallbacks(FuseFileSystem fileSystem, PathNodes nodes) {
        this.fileSystem = fileSystem;
        this.nodes = nodes;
    }

    final FuseFileSystem fileSystem() {
        return fileSystem;
    }

    final PathNodes nodes() {
        return nodes;
    }

    /** Runs an operation for the present caller; the result is as libfuse wants it. */
    final int serve(Action action) {
        try {
            FuseContext c = getContext();
            return action.run(new RequestContext(nextUnique.getAndIncrement(), c.uid.intValue(), c.gid.intValue(),
                    c.pid.intValue(), c.umask.intValue()));
        } catch (OperationFailed e) {
            return -e.errno().code();
        } catch (RuntimeException e) {
            LOG.error("operation failed unexpectedly", e);
            return -Errno.EIO.code();
        }
    }

    private int onNode(String path, NodeAction action) {
        return serve(context -> {
            try (Lease lease = nodes.find(context, bytes(path))) {
                return action.run(context, lease.node());
            }
        });
    }

    /** On the open file if there is one, else by path. */
    private int onOpenOr(String path, FuseFileInfo info, NodeAction action) {
        OpenNode node = open.get(info.fh.longValue());
        return node == null ? onNode(path, action) : serve(context -> action.run(context, node.node()));
    }

    /** The bytes that were decoded to this text, one char each. */
    static String bytes(String text) throws OperationFailed {
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw new OperationFailed(Errno.EILSEQ);
        }
        return new String(text.getBytes(Charset.defaultCharset()), StandardCharsets.ISO_8859_1);
    }

    static MemorySegment memory(Pointer pointer, long length) {
        return pointer == null || length == 0 ? MemorySegment.NULL
                : MemorySegment.ofAddress(pointer.address()).reinterpret(length);
    }

    /** Makes a name in its directory. */
    private int make(String path, NameAction action) {
        return serve(context -> {
            String full = bytes(path);
            checkLength(full);
            try (Lease parent = nodes.find(context, PathNodes.parent(full))) {
                Answer answer = new Answer();
                action.run(context, parent.node(), PathNodes.name(full), answer);
                nodes.drop(full);
                nodes.adopt(full, answer.await(Entry.class)).close();
                return 0;
            }
        });
    }

    /** Removes a name from its directory. */
    private int remove(String path, NameAction action) {
        return serve(context -> {
            String full = bytes(path);
            try (Lease parent = nodes.find(context, PathNodes.parent(full))) {
                Answer answer = new Answer();
                action.run(context, parent.node(), PathNodes.name(full), answer);
                answer.await(Boolean.class);
                nodes.drop(full);
                return 0;
            }
        });
    }

    final OpenNode opened(FuseFileInfo info) throws OperationFailed {
        OpenNode node = open.get(info.fh.longValue());
        if (node == null) {
            throw new OperationFailed(Errno.EBADF);
        }
        return node;
    }

    final void keep(FuseFileInfo info, Lease lease, long handle) {
        long key = nextHandle.getAndIncrement();
        open.put(key, new OpenNode(lease, handle, new OpenFlags(info.flags.intValue())));
        info.fh.set(key);
    }

    /** The last use of a handle ends: forgets it. The lease is to be closed by the caller. */
    final OpenNode forget(FuseFileInfo info) throws OperationFailed {
        OpenNode node = opened(info);
        open.remove(info.fh.longValue());
        return node;
    }

    static void checkLength(String path) throws OperationFailed {
        if (PathNodes.name(path).length() > 255) {
            throw new OperationFailed(Errno.ENAMETOOLONG);
        }
    }

    @Override
    public int getattr(String path, FileStat stat) {
        return onNode(path, (context, node) -> attributes(context, node, OptionalLong.empty(), stat));
    }

    @Override
    public int fgetattr(String path, FileStat stat, FuseFileInfo info) {
        return onOpenOr(path, info, (context, node) -> attributes(context, node, handle(info), stat));
    }

    private OptionalLong handle(FuseFileInfo info) {
        OpenNode node = open.get(info.fh.longValue());
        return node == null ? OptionalLong.empty() : OptionalLong.of(node.handle());
    }

    private int attributes(RequestContext context, long node, OptionalLong handle, FileStat stat)
            throws OperationFailed {
        Answer answer = new Answer();
        fileSystem.getattr(context, node, handle, answer);
        Attributes a = answer.await(Attributes.class);
        stat.st_ino.set(a.inode());
        stat.st_mode.set(a.mode());
        stat.st_nlink.set(a.linkCount());
        stat.st_uid.set(a.uid());
        stat.st_gid.set(a.gid());
        stat.st_rdev.set(Integer.toUnsignedLong(a.device()));
        stat.st_size.set(a.size());
        stat.st_blksize.set(a.blockSize());
        stat.st_blocks.set(a.blocks());
        time(stat.st_atim, a.atime());
        time(stat.st_mtim, a.mtime());
        time(stat.st_ctim, a.ctime());
        return 0;
    }

    private static void time(Timespec spec, Instant time) {
        spec.tv_sec.set(time.getEpochSecond());
        spec.tv_nsec.set(time.getNano());
    }

    private int change(RequestContext context, long node, AttributeChange change) throws OperationFailed {
        Answer answer = new Answer();
        fileSystem.setattr(context, node, change, answer);
        answer.await(Attributes.class);
        return 0;
    }

    private static AttributeChange change(OptionalLong handle, OptionalInt mode, OptionalInt uid, OptionalInt gid,
            OptionalLong size) {
        return new AttributeChange(handle, mode, uid, gid, size, Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), false);
    }

    @Override
    public int chmod(String path, long mode) {
        return onNode(path, (context, node) -> change(context, node, change(OptionalLong.empty(),
                OptionalInt.of((int) mode & PERMISSIONS), OptionalInt.empty(), OptionalInt.empty(),
                OptionalLong.empty())));
    }

    @Override
    public int chown(String path, long uid, long gid) {
        return onNode(path, (context, node) -> change(context, node, change(OptionalLong.empty(),
                OptionalInt.empty(), id(uid), id(gid), OptionalLong.empty())));
    }

    private static OptionalInt id(long id) {
        return (int) id == NO_ID ? OptionalInt.empty() : OptionalInt.of((int) id);
    }

    @Override
    public int truncate(String path, long size) {
        return onNode(path, (context, node) -> change(context, node, change(OptionalLong.empty(),
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(size))));
    }

    @Override
    public int ftruncate(String path, long size, FuseFileInfo info) {
        return onOpenOr(path, info, (context, node) -> change(context, node, change(handle(info),
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(size))));
    }

    @Override
    public int utimens(String path, Timespec[] times) {
        return onNode(path, (context, node) -> change(context, node, new AttributeChange(OptionalLong.empty(),
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(),
                time(times[0]), time(times[1]), Optional.empty(), OptionalLong.empty(), false)));
    }

    private static Optional<AttributeChange.Time> time(Timespec spec) {
        long nanos = spec.tv_nsec.longValue();
        if (nanos == UTIME_OMIT) {
            return Optional.empty();
        }
        return Optional.of(nanos == UTIME_NOW ? new AttributeChange.Time.Now()
                : new AttributeChange.Time.At(Instant.ofEpochSecond(spec.tv_sec.longValue(), nanos)));
    }

    @Override
    public int readlink(String path, Pointer buffer, long size) {
        return onNode(path, (context, node) -> {
            Answer answer = new Answer();
            fileSystem.readlink(context, node, answer);
            byte[] target = answer.await(String.class).getBytes(StandardCharsets.ISO_8859_1);
            int length = (int) Math.min(target.length, size - 1);
            buffer.put(0, target, 0, length);
            buffer.putByte(length, (byte) 0);
            return 0;
        });
    }

    @Override
    public int symlink(String target, String path) {
        return serve(ignored -> {
            String bytes = bytes(target);
            return make(path, (context, parent, name, answer) ->
                    fileSystem.symlink(context, parent, name, bytes, answer));
        });
    }

    @Override
    public int mknod(String path, long mode, long device) {
        return make(path, (context, parent, name, answer) ->
                fileSystem.mknod(context, parent, name, (int) mode, (int) device, answer));
    }

    @Override
    public int mkdir(String path, long mode) {
        return make(path, (context, parent, name, answer) ->
                fileSystem.mkdir(context, parent, name, (int) mode & PERMISSIONS, answer));
    }

    @Override
    public int unlink(String path) {
        return remove(path, fileSystem::unlink);
    }

    @Override
    public int rmdir(String path) {
        return remove(path, fileSystem::rmdir);
    }

    @Override
    public int rename(String from, String to) {
        return serve(context -> {
            String oldPath = bytes(from);
            String newPath = bytes(to);
            checkLength(newPath);
            try (Lease oldParent = nodes.find(context, PathNodes.parent(oldPath));
                    Lease newParent = nodes.find(context, PathNodes.parent(newPath))) {
                Answer answer = new Answer();
                fileSystem.rename(context, oldParent.node(), PathNodes.name(oldPath), newParent.node(),
                        PathNodes.name(newPath), Set.of(), answer);
                answer.await(Boolean.class);
                nodes.dropTree(oldPath);
                nodes.dropTree(newPath);
                return 0;
            }
        });
    }

    @Override
    public int link(String from, String to) {
        return onNode(from, (ignored, node) -> make(to, (context, parent, name, answer) ->
                fileSystem.link(context, node, parent, name, answer)));
    }

    @Override
    public int statfs(String path, Statvfs out) {
        return onNode(path, (context, node) -> {
            Answer answer = new Answer();
            fileSystem.statfs(context, node, answer);
            FileSystemStats stats = answer.await(FileSystemStats.class);
            out.f_bsize.set(stats.blockSize());
            out.f_frsize.set(stats.fragmentSize());
            out.f_blocks.set(stats.blocks());
            out.f_bfree.set(stats.blocksFree());
            out.f_bavail.set(stats.blocksAvailable());
            out.f_files.set(stats.files());
            out.f_ffree.set(stats.filesFree());
            out.f_favail.set(stats.filesFree());
            out.f_namemax.set(stats.nameLength());
            return 0;
        });
    }

    @Override
    public int setxattr(String path, String name, Pointer value, long size, int flags) {
        return onNode(path, (context, node) -> {
            if (flags < 0 || flags >= XattrMode.values().length) {
                return -Errno.EINVAL.code();
            }
            byte[] bytes = new byte[(int) size];
            if (size > 0) {
                value.get(0, bytes, 0, bytes.length);
            }
            Answer answer = new Answer();
            fileSystem.setxattr(context, node, new Xattr(bytes(name), bytes, XattrMode.values()[flags], false), answer);
            answer.await(Boolean.class);
            return 0;
        });
    }

    @Override
    public int getxattr(String path, String name, Pointer value, long size) {
        return onNode(path, (context, node) -> {
            Answer answer = new Answer(memory(value, size));
            fileSystem.getxattr(context, node, bytes(name), answer);
            return answer.await(Long.class).intValue();
        });
    }

    @Override
    public int listxattr(String path, Pointer list, long size) {
        return onNode(path, (context, node) -> {
            Answer answer = new Answer(memory(list, size));
            fileSystem.listxattr(context, node, answer);
            return answer.await(Long.class).intValue();
        });
    }

    @Override
    public int removexattr(String path, String name) {
        return onNode(path, (context, node) -> {
            Answer answer = new Answer();
            fileSystem.removexattr(context, node, bytes(name), answer);
            answer.await(Boolean.class);
            return 0;
        });
    }
}
