package org.apiaryfs.fuse.vfs;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.client.LentBuffer;
import org.apiaryfs.client.OpenFile;
import org.apiaryfs.client.OpenFiles;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.fuse.CountReply;
import org.apiaryfs.fuse.CreateReply;
import org.apiaryfs.fuse.DataReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.HandleOption;
import org.apiaryfs.fuse.OpenFlags;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.Reply;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.AccessFlags;

/** Open files and their data. Thread-safe; no method blocks. */
final class FileOperations {
    /** Attributes that are older aren't good enough to know a file's length at its opening, in ns. */
    private static final long FRESH = 500_000_000L;

    private final Mounted mounted;
    private final AttributeOperations attributes;
    private final LockOperations locks;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong nextHandle = new AtomicLong(1);

    /** An open file of the kernel's. */
    record Open(OpenFile file, boolean append) {}

    FileOperations(Mounted mounted, AttributeOperations attributes, LockOperations locks) {
        this.mounted = mounted;
        this.attributes = attributes;
        this.locks = locks;
    }

    private Optional<Open> handle(long handle, Reply reply) {
        Optional<Open> found = Optional.ofNullable(open.get(handle));
        if (found.isEmpty()) {
            reply.error(Errno.EBADF);
        }
        return found;
    }

    private static OpenFiles.Mode mode(OpenFlags flags) {
        int access = !flags.isWritable() ? AccessFlags.READ : flags.isReadable() ? AccessFlags.READ_WRITE : AccessFlags.WRITE;
        return new OpenFiles.Mode(access, flags.isTruncate(), flags.isDirect());
    }

    private HandleOption[] options(OpenFlags flags, Node node, OpenFile file) {
        // The kernel computes where to append from the size that it knows, and would cache the data there.
        ClientKeys.CacheType cache = mounted.client().settings().cache();
        if (flags.isAppend() || cache == ClientKeys.CacheType.NONE) {
            return new HandleOption[] {HandleOption.DIRECT_IO};
        }
        boolean unchanged = node.sameVersion(file.version());
        return unchanged && cache == ClientKeys.CacheType.NATIVE ? new HandleOption[] {HandleOption.KEEP_CACHE} : new HandleOption[0];
    }

    private long add(OpenFile file, OpenFlags flags) {
        long handle = nextHandle.getAndIncrement();
        open.put(handle, new Open(file, flags.isAppend()));
        return handle;
    }

    private void drop(long handle) {
        Optional.ofNullable(open.remove(handle)).ifPresent(o -> o.file.close());
    }

    void open(RequestContext context, long id, OpenFlags flags, OpenReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(id, reply).ifPresent(node -> Answers.whenStill(
                mounted.client().files().open(node.entry(), node.fresh(FRESH), mode(flags), caller).thenCompose(file -> {
                    if (flags.isTruncate()) {
                        node.emptied();
                        node.seen().ifPresent(seen -> node.changed(Mounted.withSize(seen.stat(), 0)));
                    }
                    return flags.killPrivileges() ? attributes.clearPrivileges(node).thenApply(done -> file) : CompletableFuture.completedFuture(file);
                }), reply, file -> {
                    long handle = add(file, flags);
                    if (!reply.opened(handle, options(flags, node, file))) {
                        drop(handle);
                    }
                }));
    }

    void create(RequestContext context, long parent, String name, int mode, OpenFlags flags, CreateReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(mounted.parentStat(directory, caller).thenCompose(stat ->
                mounted.client().files().create(directory.entry(), stat, name, mode, flags.isExclusive(), mode(flags), caller)), reply, created -> {
                    // An existing file's attributes are those of before it was emptied.
                    StatData stat = flags.isTruncate() ? Mounted.withSize(created.creation().inode().stat(), 0) : created.creation().inode().stat();
                    Node node = mounted.nodes().found(parent, name, new org.apiaryfs.client.Inode(created.creation().inode().entry(), stat));
                    mounted.coherence().seen(node, stat);
                    long handle = add(created.file(), flags);
                    if (!reply.created(mounted.answers().entry(node, mounted.current(node, stat)), handle, options(flags, node, created.file()))) {
                        drop(handle);
                        mounted.nodes().takeBack(node);
                    }
                }));
    }

    void read(RequestContext context, long handle, long offset, int size, FuseFileSystem.ReadFlags flags, DataReply reply) {
        handle(handle, reply).ifPresent(o -> {
            Caller caller = mounted.interrupts().caller(context, reply);
            CompletableFuture<ByteBuf> read = o.file.read(offset, size, flags.open().isDirect(), caller);
            Answers.when(read, reply, data -> {
                try {
                    reply.data(memory(data));
                } finally {
                    data.release();
                }
            });
            mounted.interrupts().unreported(context, read, !flags.open().isDirect(), () -> {
                caller.cancel().cancel();
                reply.error(Errno.EINTR);
            });
        });
    }

    private static ByteBuffer[] memory(ByteBuf data) {
        return data.isReadable() ? data.nioBuffers() : new ByteBuffer[0];
    }

    void write(RequestContext context, long id, long handle, long offset, ByteBuffer data, FuseFileSystem.WriteFlags flags, CountReply reply) {
        handle(handle, reply).ifPresent(o -> mounted.node(id, reply).ifPresent(node -> {
            LentBuffer lent = LentBuffer.of(data.duplicate());
            int length = data.remaining();
            Caller caller = mounted.interrupts().lending(context, reply);
            CompletableFuture<Integer> written;
            if (o.append && !flags.fromCache()) {
                // Elsewhere than the kernel thinks, which takes the file for shorter than it is. Before the answer, since the kernel
                // doesn't believe attributes that it is asking for when it hears of the change.
                written = o.file.append(lent.buffer(), caller).thenCompose(at -> at == offset ? CompletableFuture.completedFuture(length)
                        : mounted.coherence().dropPages(node).thenApply(done -> length));
            } else {
                written = o.file.write(offset, lent.buffer(), flags.open().isDirect(), caller);
            }
            // The kernel asks for an fsync after a synchronous write only if it went through the page cache.
            CompletableFuture<Integer> durable = flags.open().isSync() ? written.thenCompose(n -> o.file.sync(caller).thenApply(done -> n)) : written;
            if (flags.open().isDirect()) {
                mounted.interrupts().unreported(context, written, false, caller.cancel()::cancel);
            }
            CompletableFuture<Integer> all = flags.clearPrivileges() ? durable.thenCompose(n -> attributes.clearPrivileges(node).thenApply(done -> n)) : durable;
            all.whenComplete((count, failure) -> lent.returned().thenRun(() -> {
                if (failure == null) {
                    node.written(offset + count);
                    reply.count(count);
                } else {
                    reply.error(Errno.ofOrIoError(Await.cause(failure).error().errno()));
                }
            }));
        }));
    }

    void flush(RequestContext context, long id, long handle, long lockOwner, EmptyReply reply) {
        handle(handle, reply).ifPresent(o -> {
            CompletableFuture<Void> flushed = o.file.flushAtClose(mounted.interrupts().caller(context, reply));
            // Locks go whether or not the data could be written; then the caller hears of that.
            CompletableFuture<Void> unlocked = flushed.handle((done, failure) -> locks.closed(id, o.file, lockOwner)).thenCompose(f -> f);
            Answers.when(unlocked.thenCompose(done -> flushed), reply, done -> reply.ok());
            if (!reply.isCompleted()) {
                mounted.interrupts().unlessKilled(context, reply);
            }
        });
    }

    void release(long id, long handle, FuseFileSystem.ReleaseFlags flags, EmptyReply reply) {
        Optional<Open> last = Optional.ofNullable(open.remove(handle));
        if (last.isEmpty()) {
            reply.error(Errno.EBADF);
            return;
        }
        OpenFile file = last.get().file;
        locks.released(id, file, flags.lockOwner(), flags.unlock()).handle((done, failure) -> file.close()).thenCompose(f -> f)
                .whenComplete((done, failure) -> reply.ok());
    }

    void fsync(RequestContext context, long handle, EmptyReply reply) {
        handle(handle, reply).ifPresent(o -> Answers.when(o.file.sync(mounted.interrupts().caller(context, reply)), reply, done -> reply.ok()));
    }

    Optional<OpenFile> file(long handle) {
        return Optional.ofNullable(open.get(handle)).map(Open::file);
    }

    /** Closes what the kernel has left open; completes when all is written. */
    CompletableFuture<Void> closeAll() {
        List<CompletableFuture<Void>> closes = new ArrayList<>();
        open.keySet().forEach(handle -> Optional.ofNullable(open.remove(handle)).ifPresent(o -> closes.add(o.file.close())));
        return CompletableFuture.allOf(closes.toArray(CompletableFuture[]::new));
    }
}
