package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.CountReply;
import org.apiaryfs.fuse.CreateReply;
import org.apiaryfs.fuse.DataReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.EntryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.HandleOption;
import org.apiaryfs.fuse.IoctlReply;
import org.apiaryfs.fuse.LinkReply;
import org.apiaryfs.fuse.LockReply;
import org.apiaryfs.fuse.OffsetReply;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.StatfsReply;
import org.apiaryfs.fuse.StatxReply;
import org.apiaryfs.fuse.XattrListReply;
import org.apiaryfs.fuse.XattrReply;

/**
 * The answer to one request of the kernel, of whatever kind: the operation sees only its own kind's interface.
 *
 * <p>Threading: any thread; the first completion wins.
 */
class KernelReply implements EmptyReply, EntryReply, AttrReply, StatxReply, OpenReply, CreateReply, DataReply,
        CountReply, OffsetReply, LinkReply, StatfsReply, XattrReply, XattrListReply, LockReply, IoctlReply {
    private static final VarHandle COMPLETED;

    static {
        try {
            COMPLETED = MethodHandles.lookup().findVarHandle(KernelReply.class, "completed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final InFlight inFlight;
    private final ReplyPort port;
    private final long unique;
    private final int room; // bytes that the caller has room for, where the request says so
    private RequestBuffer lent; // held until the answer; set before the request is dispatched
    private volatile boolean completed;
    private boolean interrupted; // guarded by this
    private Runnable hook; // guarded by this

    KernelReply(InFlight inFlight, ReplyPort port, long unique, int room) {
        this.inFlight = inFlight;
        this.port = port;
        this.unique = unique;
        this.room = room;
    }

    /** Keeps the request's buffer until the answer is given. */
    final void holdUntilAnswered(RequestBuffer buffer) {
        buffer.hold();
        lent = buffer;
    }

    final ReplyPort port() {
        return port;
    }

    final long unique() {
        return unique;
    }

    @Override
    public final int room() {
        return room;
    }

    /** True for the one caller who may answer. */
    final boolean claim() {
        if (!COMPLETED.compareAndSet(this, false, true)) {
            return false;
        }
        inFlight.remove(unique);
        return true;
    }

    /** To be called after the answer was sent. */
    final boolean finished(boolean sent) {
        if (lent != null) {
            lent.release();
            lent = null;
        }
        return sent;
    }

    @Override
    public final boolean isCompleted() {
        return completed;
    }

    @Override
    public final synchronized boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public final void onInterrupt(Runnable hook) {
        synchronized (this) {
            if (!interrupted) {
                this.hook = Objects.requireNonNull(hook, "hook");
                return;
            }
        }
        hook.run();
    }

    /** The caller was interrupted. */
    final void interrupt() {
        Runnable run;
        synchronized (this) {
            if (interrupted) {
                return;
            }
            interrupted = true;
            run = hook;
        }
        if (run != null && !completed) {
            run.run();
        }
    }

    @Override
    public boolean error(Errno errno) {
        return claim() && finished(port.send(unique, errno.code()));
    }

    @Override
    public final boolean ok() {
        return claim() && finished(port.send(unique, 0));
    }

    @Override
    public final boolean entry(Entry entry) {
        return claim() && finished(
                port.send(unique, Structs.ENTRY_OUT_SIZE, out -> Structs.entryOut(out, 0, entry)));
    }

    @Override
    public final boolean negative(Duration validity) {
        return claim() && finished(
                port.send(unique, Structs.ENTRY_OUT_SIZE, out -> Structs.negativeEntryOut(out, validity)));
    }

    @Override
    public final boolean attributes(Attributes attributes, Duration validity) {
        return claim() && finished(
                port.send(unique, Structs.ATTR_OUT_SIZE, out -> Structs.attrOut(out, attributes, validity)));
    }

    @Override
    public final boolean attributes(Attributes attributes, Optional<Instant> birth, Duration validity) {
        return claim() && finished(port.send(unique, Structs.STATX_OUT_SIZE,
                out -> Structs.statxOut(out, attributes, birth, validity)));
    }

    @Override
    public final boolean opened(long handle, HandleOption... options) {
        int flags = HandleOption.bits(options);
        return claim() && finished(
                port.send(unique, Structs.OPEN_OUT_SIZE, out -> Structs.openOut(out, 0, handle, flags)));
    }

    @Override
    public final boolean created(Entry entry, long handle, HandleOption... options) {
        int flags = HandleOption.bits(options);
        return claim() && finished(port.send(unique, Structs.ENTRY_OUT_SIZE + Structs.OPEN_OUT_SIZE, out -> {
            Structs.entryOut(out, 0, entry);
            Structs.openOut(out, Structs.ENTRY_OUT_SIZE, handle, flags);
        }));
    }

    @Override
    public final boolean data(ByteBuffer... buffers) {
        long length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        if (length > room) {
            error(Errno.EIO);
            throw new IllegalArgumentException("answered %d bytes to a read of %d".formatted(length, room));
        }
        return claim() && finished(port.send(unique, (int) length, buffers));
    }

    @Override
    public final boolean count(long bytes) {
        return claim() && finished(port.send(unique, 8, out -> out.set(JAVA_LONG_UNALIGNED, 0, bytes)));
    }

    @Override
    public final boolean offset(long offset) {
        return claim() && finished(port.send(unique, 8, out -> out.set(JAVA_LONG_UNALIGNED, 0, offset)));
    }

    @Override
    public final boolean target(String target) {
        return bytes(target.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public final boolean stats(FileSystemStats stats) {
        return claim() && finished(
                port.send(unique, Structs.STATFS_OUT_SIZE, out -> Structs.statfsOut(out, stats)));
    }

    @Override
    public final boolean value(byte[] value) {
        if (room == 0) {
            return claim() && finished(
                    port.send(unique, 8, out -> out.set(JAVA_LONG_UNALIGNED, 0, (long) value.length)));
        }
        return value.length > room ? error(Errno.ERANGE) : bytes(value);
    }

    @Override
    public final boolean names(Collection<String> names) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : names) {
            list.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
            list.write(0);
        }
        return value(list.toByteArray());
    }

    private boolean bytes(byte[] bytes) {
        return claim() && finished(port.send(unique, bytes.length, new ByteBuffer[] {ByteBuffer.wrap(bytes)}));
    }

    @Override
    public final boolean conflict(FileLock lock) {
        return claim() && finished(port.send(unique, Structs.LOCK_SIZE, out -> Structs.lock(out, lock)));
    }

    @Override
    public final boolean free() {
        return conflict(new FileLock(FileLock.Type.UNLOCK, 0, Long.MAX_VALUE, 0));
    }

    @Override
    public final boolean result(int value, ByteBuffer output) {
        if (output.remaining() > room) {
            error(Errno.EIO);
            throw new IllegalArgumentException(
                    "answered %d bytes to an ioctl with room for %d".formatted(output.remaining(), room));
        }
        ByteBuffer fixed = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(0, value);
        return claim() && finished(
                port.send(unique, 16 + output.remaining(), new ByteBuffer[] {fixed, output}));
    }
}
