package org.apiaryfs.fuse.internal.direct;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseFileSystem.CopyRange;
import org.apiaryfs.fuse.FuseFileSystem.ReadFlags;
import org.apiaryfs.fuse.FuseFileSystem.ReleaseFlags;
import org.apiaryfs.fuse.FuseFileSystem.WriteFlags;
import org.apiaryfs.fuse.FuseFileSystem.Xattr;
import org.apiaryfs.fuse.FuseFileSystem.XattrMode;
import org.apiaryfs.fuse.LockKind;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.RenameFlag;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.SeekTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a request of the kernel into a call of the file system.
 *
 * <p>Source: the FUSE kernel protocol, version 7.45. Threading: any thread.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LONGEST_NAME = 255; // bytes; the kernel lets up to 1024 through

    private static final int LOCK_OWNER_VALID = 2; // read_flags and write_flags
    private static final int WRITE_FROM_CACHE = 1;
    private static final int WRITE_KILL_PRIVILEGES = 4;
    private static final int OPEN_KILL_PRIVILEGES = 1;
    private static final int HANDLE_VALID = 1; // getattr_flags
    private static final int IOCTL_DIRECTORY = 16;
    private static final int RELEASE_FLUSH = 1;
    private static final int RELEASE_FLOCK_UNLOCK = 2;
    private static final int SETXATTR_FLAGS_AT = 8; // only in the long structure
    private static final int ACL_KILL_SGID = 1;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private final FuseFileSystem fileSystem;
    private final InFlight inFlight;

    Dispatcher(FuseFileSystem fileSystem, InFlight inFlight) {
        this.fileSystem = fileSystem;
        this.inFlight = inFlight;
    }

    /**
     * Serves one request.
     *
     * @param port   where its answer goes
     * @param buffer the buffer that the request lies in and that operations on data keep until they are answered;
     *               empty if the memory stays untouched until then anyway
     */
    void dispatch(RequestView in, ReplyPort port, Optional<RequestBuffer> buffer) {
        switch (in.opcode()) {
            case Opcode.FORGET -> fileSystem.forget(List.of(new Forgotten(in.node(), in.number(0))));
            case Opcode.BATCH_FORGET -> fileSystem.forget(forgotten(in));
            case Opcode.INTERRUPT -> inFlight.interrupt(in.number(0));
            case Opcode.NOTIFY_REPLY -> LOG.debug("unexpected NOTIFY_REPLY ignored");
            default -> {
                KernelReply reply = reply(in, port);
                if (in.opcode() == Opcode.WRITE || in.opcode() == Opcode.IOCTL) {
                    buffer.ifPresent(reply::holdUntilAnswered);
                }
                inFlight.add(in.unique(), reply);
                serve(in, reply);
            }
        }
    }

    private static List<Forgotten> forgotten(RequestView in) {
        int count = in.integer(0);
        List<Forgotten> forgotten = new ArrayList<>(Math.min(count, 4096));
        for (int i = 0; i < count; i++) {
            forgotten.add(new Forgotten(in.tailNumber(i * 16L), in.tailNumber(i * 16L + 8)));
        }
        return forgotten;
    }

    private KernelReply reply(RequestView in, ReplyPort port) {
        return switch (in.opcode()) {
            case Opcode.READDIR, Opcode.READDIRPLUS -> new DirectoryKernelReply(inFlight, port, in.unique(),
                    in.integer(16), in.opcode() == Opcode.READDIRPLUS);
            case Opcode.READ -> new KernelReply(inFlight, port, in.unique(), in.integer(16));
            case Opcode.GETXATTR, Opcode.LISTXATTR -> new KernelReply(inFlight, port, in.unique(), in.integer(0));
            case Opcode.IOCTL -> new KernelReply(inFlight, port, in.unique(), in.integer(28));
            default -> new KernelReply(inFlight, port, in.unique(), 0);
        };
    }

    private void serve(RequestView in, KernelReply reply) {
        try {
            call(in, reply);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.error("operation failed unexpectedly: opcode={} node={}", in.opcode(), in.node(), e);
            reply.error(Errno.EIO);
        } catch (OutOfMemoryError e) {
            LOG.error("out of memory: opcode={} node={}", in.opcode(), in.node());
            reply.error(Errno.ENOMEM);
        }
    }

    private void call(RequestView in, KernelReply reply) {
        FuseFileSystem fs = fileSystem;
        long node = in.node();
        switch (in.opcode()) {
            case Opcode.LOOKUP, Opcode.MKNOD, Opcode.MKDIR, Opcode.SYMLINK, Opcode.UNLINK, Opcode.RMDIR, Opcode.LINK,
                    Opcode.CREATE, Opcode.RENAME, Opcode.RENAME2 -> callWithName(in, reply);
            case Opcode.GETATTR -> fs.getattr(context(in, 0), node, handle(in), reply);
            case Opcode.STATX -> fs.statx(context(in, 0), node, handle(in), reply);
            case Opcode.SETATTR ->
                    fs.setattr(context(in, 0), node, Structs.attributeChange(in.head(), in.inAt()), reply);
            case Opcode.READLINK -> fs.readlink(context(in, 0), node, reply);
            case Opcode.OPEN -> fs.open(context(in, 0), node, openFlags(in.integer(0), in.integer(4)), reply);
            case Opcode.READ -> fs.read(context(in, 0), node, in.number(0), in.number(8), in.integer(16),
                    new ReadFlags(new OpenFlags(in.integer(32)), owner(in)), reply);
            case Opcode.WRITE -> fs.write(context(in, 0), node, in.number(0), in.number(8), in.data(in.integer(16)),
                    new WriteFlags(new OpenFlags(in.integer(32)), owner(in), has(in.integer(20), WRITE_FROM_CACHE),
                            has(in.integer(20), WRITE_KILL_PRIVILEGES)), reply);
            case Opcode.FLUSH -> fs.flush(context(in, 0), node, in.number(0), in.number(16), reply);
            case Opcode.RELEASE -> fs.release(context(in, 0), node, in.number(0), new ReleaseFlags(
                    new OpenFlags(in.integer(8)), has(in.integer(12), RELEASE_FLUSH),
                    has(in.integer(12), RELEASE_FLOCK_UNLOCK), in.number(16)), reply);
            case Opcode.FSYNC -> fs.fsync(context(in, 0), node, in.number(0), has(in.integer(8), 1), reply);
            case Opcode.OPENDIR -> fs.opendir(context(in, 0), node, new OpenFlags(in.integer(0)), reply);
            case Opcode.READDIR -> fs.readdir(context(in, 0), node, in.number(0), in.number(8),
                    (DirectoryKernelReply) reply);
            case Opcode.READDIRPLUS -> fs.readdirplus(context(in, 0), node, in.number(0), in.number(8),
                    (DirectoryKernelReply) reply);
            case Opcode.RELEASEDIR -> fs.releasedir(context(in, 0), node, in.number(0), reply);
            case Opcode.FSYNCDIR -> fs.fsyncdir(context(in, 0), node, in.number(0), has(in.integer(8), 1), reply);
            case Opcode.STATFS -> fs.statfs(context(in, 0), node, reply);
            case Opcode.SETXATTR, Opcode.GETXATTR, Opcode.LISTXATTR, Opcode.REMOVEXATTR -> callXattr(in, reply);
            case Opcode.GETLK -> fs.getlk(context(in, 0), node, in.number(0), in.number(8),
                    Structs.lock(in.head(), in.inAt() + 16), reply);
            case Opcode.SETLK, Opcode.SETLKW -> fs.setlk(context(in, 0), node, in.number(0), in.number(8),
                    Structs.lock(in.head(), in.inAt() + 16),
                    has(in.integer(40), 1) ? LockKind.FLOCK : LockKind.POSIX, in.opcode() == Opcode.SETLKW, reply);
            case Opcode.IOCTL -> fs.ioctl(context(in, 0), node, in.number(0), in.integer(12), in.number(16),
                    has(in.integer(8), IOCTL_DIRECTORY), in.data(in.integer(24)), in.integer(28), reply);
            case Opcode.FALLOCATE -> fs.fallocate(context(in, 0), node, in.number(0), in.number(8), in.number(16),
                    in.integer(24), reply);
            case Opcode.LSEEK -> seek(in, reply);
            case Opcode.COPY_FILE_RANGE, Opcode.COPY_FILE_RANGE_64 -> fs.copyFileRange(context(in, 0),
                    new CopyRange(node, in.number(0), in.number(8), in.number(16), in.number(24), in.number(32),
                            copyLength(in)), reply);
            case Opcode.DESTROY -> reply.ok();
            default -> reply.error(Errno.ENOSYS);
        }
    }

    private void callWithName(RequestView in, KernelReply reply) {
        FuseFileSystem fs = fileSystem;
        long node = in.node();
        String name = in.name();
        if (name.length() > LONGEST_NAME) {
            reply.error(Errno.ENAMETOOLONG);
            return;
        }
        switch (in.opcode()) {
            case Opcode.LOOKUP -> fs.lookup(context(in, 0), node, name, reply);
            case Opcode.MKNOD ->
                    fs.mknod(context(in, in.integer(8)), node, name, in.integer(0), in.integer(4), reply);
            case Opcode.MKDIR -> fs.mkdir(context(in, in.integer(4)), node, name, in.integer(0), reply);
            case Opcode.SYMLINK -> fs.symlink(context(in, 0), node, name, in.nameAfter(name), reply);
            case Opcode.UNLINK -> fs.unlink(context(in, 0), node, name, reply);
            case Opcode.RMDIR -> fs.rmdir(context(in, 0), node, name, reply);
            case Opcode.LINK -> fs.link(context(in, 0), in.number(0), node, name, reply);
            case Opcode.CREATE -> fs.create(context(in, in.integer(8)), node, name, in.integer(4),
                    openFlags(in.integer(0), in.integer(12)), reply);
            case Opcode.RENAME -> rename(in, name, Set.of(), reply);
            case Opcode.RENAME2 -> renameWithFlags(in, name, reply);
            default -> throw new IllegalStateException("opcode " + in.opcode() + " has no name");
        }
    }

    private void renameWithFlags(RequestView in, String name, KernelReply reply) {
        int bits = in.integer(8);
        Set<RenameFlag> flags = EnumSet.noneOf(RenameFlag.class);
        for (RenameFlag flag : RenameFlag.values()) { // in the order of the kernel's bits
            if (has(bits, 1 << flag.ordinal())) {
                flags.add(flag);
                bits &= ~(1 << flag.ordinal());
            }
        }
        if (bits != 0) {
            reply.error(Errno.EINVAL);
            return;
        }
        rename(in, name, flags, reply);
    }

    private void rename(RequestView in, String name, Set<RenameFlag> flags, KernelReply reply) {
        String newName = in.nameAfter(name);
        if (newName.length() > LONGEST_NAME) {
            reply.error(Errno.ENAMETOOLONG);
            return;
        }
        fileSystem.rename(context(in, 0), in.node(), name, in.number(0), newName, flags, reply);
    }

    private void callXattr(RequestView in, KernelReply reply) {
        switch (in.opcode()) {
            case Opcode.GETXATTR -> fileSystem.getxattr(context(in, 0), in.node(), in.name(), reply);
            case Opcode.LISTXATTR -> fileSystem.listxattr(context(in, 0), in.node(), reply);
            case Opcode.REMOVEXATTR -> fileSystem.removexattr(context(in, 0), in.node(), in.name(), reply);
            default -> {
                String name = in.name();
                byte[] value = in.bytes(name.length() + 1, in.integer(0));
                int mode = in.integer(4);
                if (mode < 0 || mode >= XattrMode.values().length) {
                    reply.error(Errno.EINVAL);
                    return;
                }
                boolean clear = in.fixedLength() > SETXATTR_FLAGS_AT && has(in.integer(SETXATTR_FLAGS_AT), ACL_KILL_SGID);
                fileSystem.setxattr(context(in, 0), in.node(), new Xattr(name, value, XattrMode.values()[mode], clear), reply);
            }
        }
    }

    private void seek(RequestView in, KernelReply reply) {
        switch (in.integer(16)) {
            case SEEK_DATA, SEEK_HOLE -> fileSystem.lseek(context(in, 0), in.node(), in.number(0), in.number(8),
                    in.integer(16) == SEEK_DATA ? SeekTarget.DATA : SeekTarget.HOLE, reply);
            default -> reply.error(Errno.EINVAL);
        }
    }

    /** The older call answers with 32 bits, so it must not copy more. */
    private static long copyLength(RequestView in) {
        long length = in.number(40);
        return in.opcode() == Opcode.COPY_FILE_RANGE ? Math.min(length, 1L << 30) : length;
    }

    private static RequestContext context(RequestView in, int umask) {
        return new RequestContext(in.unique(), in.uid(), in.gid(), in.pid(), umask);
    }

    private static OptionalLong handle(RequestView in) {
        return has(in.integer(0), HANDLE_VALID) ? OptionalLong.of(in.number(8)) : OptionalLong.empty();
    }

    private static OptionalLong owner(RequestView in) {
        return has(in.integer(20), LOCK_OWNER_VALID) ? OptionalLong.of(in.number(24)) : OptionalLong.empty();
    }

    private static OpenFlags openFlags(int bits, int openFlags) {
        return new OpenFlags(bits, has(openFlags, OPEN_KILL_PRIVILEGES));
    }

    private static boolean has(int bits, int flag) {
        return (bits & flag) != 0;
    }
}
