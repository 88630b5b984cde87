package org.apiaryfs.fuse.internal.jnr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import jnr.ffi.Pointer;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseFileSystem.ReadFlags;
import org.apiaryfs.fuse.FuseFileSystem.ReleaseFlags;
import org.apiaryfs.fuse.FuseFileSystem.WriteFlags;
import org.apiaryfs.fuse.LockKind;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.internal.jnr.PathNodes.Lease;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.struct.Flock;
import ru.serce.jnrfuse.struct.FuseFileInfo;

/**
 * The callbacks of libfuse 2 on open files and directories.
 *
 * <p>Threading: called by the threads of libfuse.
 */
class PathFileSystem extends PathCallbacks {
    private static final int F_GETLK = 5;
    private static final int F_SETLKW = 7;
    private static final int LOCK_SHARED = 1;
    private static final int LOCK_NO_WAIT = 4;
    private static final int LOCK_UNLOCK = 8;

    PathFileSystem(FuseFileSystem fileSystem, PathNodes nodes) {
        super(fileSystem, nodes);
    }

    @Override
    public int open(String path, FuseFileInfo info) {
        return serve(context -> {
            Lease lease = nodes().find(context, bytes(path));
            try {
                Answer answer = new Answer();
                fileSystem().open(context, lease.node(), flags(context, info), answer);
                keep(info, lease, answer.await(Long.class));
                return 0;
            } catch (OperationFailed e) {
                lease.close();
                throw e;
            }
        });
    }

    /** libfuse 2 doesn't tell whether a truncation clears set-ID bits: it does if somebody else than root asks for it. */
    private static OpenFlags flags(RequestContext context, FuseFileInfo info) {
        OpenFlags flags = new OpenFlags(info.flags.intValue());
        return new OpenFlags(flags.bits(), flags.isTruncate() && context.uid() != 0);
    }

    @Override
    public int create(String path, long mode, FuseFileInfo info) {
        return serve(context -> {
            String full = bytes(path);
            checkLength(full);
            try (Lease parent = nodes().find(context, PathNodes.parent(full))) {
                Answer answer = new Answer();
                fileSystem().create(context, parent.node(), PathNodes.name(full), (int) mode & PERMISSIONS,
                        flags(context, info), answer);
                Answer.Created created = answer.await(Answer.Created.class);
                nodes().drop(full);
                keep(info, nodes().adopt(full, created.entry()), created.handle());
                return 0;
            }
        });
    }

    @Override
    public int read(String path, Pointer buffer, long size, long offset, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            Answer answer = new Answer(memory(buffer, size));
            fileSystem().read(context, node.node(), node.handle(), offset, (int) size,
                    new ReadFlags(node.flags(), OptionalLong.empty()), answer);
            return answer.await(Long.class).intValue();
        });
    }

    @Override
    public int write(String path, Pointer buffer, long size, long offset, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            ByteBuffer data = memory(buffer, size).asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
            Answer answer = new Answer();
            fileSystem().write(context, node.node(), node.handle(), offset, data,
                    new WriteFlags(node.flags(), OptionalLong.empty(), false, false), answer);
            return answer.await(Long.class).intValue();
        });
    }

    @Override
    public int flush(String path, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            Answer answer = new Answer();
            fileSystem().flush(context, node.node(), node.handle(), info.lock_owner.longValue(), answer);
            try {
                answer.await(Boolean.class);
            } catch (OperationFailed e) {
                if (e.errno() != Errno.ENOSYS) { // which means "nothing to do"
                    throw e;
                }
            }
            return 0;
        });
    }

    @Override
    public int release(String path, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = forget(info);
            try (Lease lease = node.lease()) {
                Answer answer = new Answer();
                fileSystem().release(context, lease.node(), node.handle(),
                        new ReleaseFlags(node.flags(), false, true, info.lock_owner.longValue()), answer);
                answer.await(Boolean.class);
            }
            return 0;
        });
    }

    @Override
    public int fsync(String path, int dataOnly, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            Answer answer = new Answer();
            fileSystem().fsync(context, node.node(), node.handle(), dataOnly != 0, answer);
            answer.await(Boolean.class);
            return 0;
        });
    }

    @Override
    public int opendir(String path, FuseFileInfo info) {
        return serve(context -> {
            Lease lease = nodes().find(context, bytes(path));
            try {
                Answer answer = new Answer();
                fileSystem().opendir(context, lease.node(), new OpenFlags(info.flags.intValue()), answer);
                keep(info, lease, answer.await(Long.class));
                return 0;
            } catch (OperationFailed e) {
                lease.close();
                throw e;
            }
        });
    }

    @Override
    public int readdir(String path, Pointer buffer, FuseFillDir filler, long offset, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            DirectoryAnswer answer = new DirectoryAnswer(buffer, filler);
            fileSystem().readdir(context, node.node(), node.handle(), offset, answer);
            answer.await();
            return 0;
        });
    }

    @Override
    public int releasedir(String path, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = forget(info);
            try (Lease lease = node.lease()) {
                Answer answer = new Answer();
                fileSystem().releasedir(context, lease.node(), node.handle(), answer);
                answer.await(Boolean.class);
            }
            return 0;
        });
    }

    @Override
    public int fsyncdir(String path, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            Answer answer = new Answer();
            fileSystem().fsyncdir(context, node.node(), node.handle(), false, answer);
            answer.await(Boolean.class);
            return 0;
        });
    }

    @Override
    public int lock(String path, FuseFileInfo info, int command, Flock flock) {
        return serve(context -> {
            OpenNode node = opened(info);
            long start = flock.l_start.longValue();
            long length = flock.l_len.longValue();
            FileLock lock = new FileLock(FileLock.Type.values()[flock.l_type.intValue()], start,
                    length == 0 ? Long.MAX_VALUE : start + length - 1, context.pid());
            long owner = info.lock_owner.longValue();
            Answer answer = new Answer();
            if (command == F_GETLK) {
                fileSystem().getlk(context, node.node(), node.handle(), owner, lock, answer);
                FileLock found = answer.await(FileLock.class);
                flock.l_type.set((short) found.type().ordinal());
                flock.l_start.set(found.start());
                flock.l_len.set(found.end() == Long.MAX_VALUE ? 0 : found.end() - found.start() + 1);
                flock.l_pid.set(found.pid());
                return 0;
            }
            fileSystem().setlk(context, node.node(), node.handle(), owner, lock, LockKind.POSIX, command == F_SETLKW,
                    answer);
            answer.await(Boolean.class);
            return 0;
        });
    }

    @Override
    public int flock(String path, FuseFileInfo info, int operation) {
        return serve(context -> {
            OpenNode node = opened(info);
            FileLock.Type type = (operation & LOCK_UNLOCK) != 0 ? FileLock.Type.UNLOCK
                    : (operation & LOCK_SHARED) != 0 ? FileLock.Type.READ : FileLock.Type.WRITE;
            Answer answer = new Answer();
            fileSystem().setlk(context, node.node(), node.handle(), info.lock_owner.longValue(),
                    new FileLock(type, 0, Long.MAX_VALUE, context.pid()), LockKind.FLOCK,
                    (operation & LOCK_NO_WAIT) == 0, answer);
            answer.await(Boolean.class);
            return 0;
        });
    }

    @Override
    public int fallocate(String path, int mode, long offset, long length, FuseFileInfo info) {
        return serve(context -> {
            OpenNode node = opened(info);
            Answer answer = new Answer();
            fileSystem().fallocate(context, node.node(), node.handle(), offset, length, mode, answer);
            answer.await(Boolean.class);
            return 0;
        });
    }
}
