package org.apiaryfs.fuse.vfs;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.DeviceNodes;
import org.apiaryfs.client.DeviceNumber;
import org.apiaryfs.client.Inode;
import org.apiaryfs.client.Namespace;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.EntryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.LinkReply;
import org.apiaryfs.fuse.RenameFlag;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;

/** Names: looked up, made, moved, removed. Thread-safe; no method blocks. */
final class NameOperations {
    private static final int TYPE_BITS = 0170000;
    /** How often what others change at the same moment is tried again. */
    private static final int RETRIES = 40;
    private static final int BUSY_RETRIES = 5;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(20);

    private final Mounted mounted;
    private final Namespace namespace;

    NameOperations(Mounted mounted) {
        this.mounted = mounted;
        namespace = mounted.client().namespace();
    }

    void lookup(RequestContext context, long parent, String name, EntryReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        long asked = System.nanoTime();
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(namespace.glance(directory.entry(), name, caller)
                .thenCompose(found -> found.isPresent() ? mounted.settled(found.get(), caller).thenApply(Optional::of)
                        : CompletableFuture.completedFuture(found)), reply,
                found -> found.ifPresentOrElse(inode -> entry(parent, name, inode, OptionalLong.of(asked), reply), () -> {
                    mounted.nodes().unnamed(parent, name);
                    reply.negative(mounted.answers().settings().missing());
                })));
    }

    private void entry(long parent, String name, Inode inode, EntryReply reply) {
        entry(parent, name, inode, OptionalLong.empty(), reply);
    }

    /** @param asked when the attributes were asked for, by {@link System#nanoTime}; empty if they may be older */
    private void entry(long parent, String name, Inode inode, OptionalLong asked, EntryReply reply) {
        Node node = mounted.nodes().found(parent, name, inode);
        CompletableFuture<Void> coherent = mounted.coherence().seen(node, inode.stat());
        CompletableFuture<Void> complete = DeviceNodes.isDevice(inode.stat().mode()) && node.device().isEmpty()
                ? coherent.thenCompose(done -> number(node, inode)) : coherent;
        Answers.when(complete, reply, done -> {
            StatData best = inode.stat().unsure() ? node.seen().map(Node.Seen::stat).orElse(inode.stat()) : inode.stat();
            StatData now = asked.isPresent() && !inode.stat().unsure() ? mounted.current(node, best, asked.getAsLong()) : mounted.current(node, best);
            if (!reply.entry(mounted.answers().entry(node, now))) {
                mounted.nodes().takeBack(node);
            }
        });
    }

    private CompletableFuture<Void> number(Node node, Inode device) {
        return mounted.client().devices().read(device, Caller.ROOT).whenComplete((number, failure) -> {
            if (failure != null) {
                mounted.nodes().takeBack(node);
            } else if (device.stat().size() > 0) { // else another client may be about to write it
                node.device(number);
            }
        }).thenAccept(done -> { });
    }

    void symlink(RequestContext context, long parent, String name, String target, EntryReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(mounted.parentStat(directory, caller)
                .thenCompose(stat -> mounted.client().links().create(directory.entry(), stat, name, target, caller)), reply, inode -> {
                    entry(parent, name, inode, reply);
                    mounted.nodes().withEntry(inode.entry().entryId()).ifPresent(node -> node.linkTarget(target));
                }));
    }

    void readlink(RequestContext context, long id, LinkReply reply) {
        mounted.node(id, reply).ifPresent(node -> {
            if (node.linkTarget().isPresent()) {
                reply.target(node.linkTarget().get());
                return;
            }
            Answers.whenStill(mounted.client().links().read(node.entry(), mounted.interrupts().caller(context, reply)), reply, target -> {
                node.linkTarget(target);
                reply.target(target);
            });
        });
    }

    void mknod(RequestContext context, long parent, String name, int mode, int device, EntryReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(mounted.parentStat(directory, caller)
                .thenCompose(stat -> make(directory, stat, name, mode, device, caller)), reply, inode -> entry(parent, name, inode, reply)));
    }

    private CompletableFuture<Inode> make(Node directory, StatData parent, String name, int mode, int device, Caller caller) {
        if (EntryType.ofMode(mode) == EntryType.REGULAR || (mode & TYPE_BITS) == 0) {
            return namespace.create(directory.entry(), parent, name, mode, true, caller).thenApply(Namespace.Creation::inode);
        }
        return DeviceNodes.isDevice(mode)
                ? mounted.client().devices().create(directory.entry(), parent, name, mode, DeviceNumber.ofKernel(device), caller)
                : namespace.makeNode(directory.entry(), parent, name, mode, caller);
    }

    void mkdir(RequestContext context, long parent, String name, int mode, EntryReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(mounted.parentStat(directory, caller)
                .thenCompose(stat -> namespace.makeDirectory(directory.entry(), stat, name, mode, caller)), reply,
                inode -> entry(parent, name, inode, reply)));
    }

    void unlink(RequestContext context, long parent, String name, EmptyReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(remove(directory, name, false, caller, RETRIES), reply, done -> {
            mounted.nodes().unnamed(parent, name);
            reply.ok();
        }));
    }

    void rmdir(RequestContext context, long parent, String name, EmptyReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        Optional<Node> known = mounted.nodes().named(parent, name);
        mounted.node(parent, reply).ifPresent(directory -> Answers.when(remove(directory, name, true, caller, RETRIES), reply, done -> {
            mounted.nodes().unnamed(parent, name);
            known.ifPresent(mounted.nodes()::removed);
            reply.ok();
        }));
    }

    /** Servers say that a name isn't there if it is of the other kind: since the kernel has looked, it may have become that, and also back. */
    private CompletableFuture<Void> remove(Node parent, String name, boolean directory, Caller caller, int retries) {
        CompletableFuture<Void> removal = directory ? namespace.removeDirectory(parent.entry(), name, caller)
                : namespace.unlink(parent.entry(), name, caller);
        return removal.exceptionallyCompose(failure -> {
            FsException cause = Await.cause(failure);
            if (cause.error() != FsError.PATH_NOT_EXISTS || retries == 0) {
                return CompletableFuture.failedFuture(cause);
            }
            return namespace.glance(parent.entry(), name, caller).thenCompose(found -> found.isEmpty() ? CompletableFuture.failedFuture(cause)
                    : found.get().directory() == directory ? remove(parent, name, directory, caller, retries - 1)
                    : Answers.failed(directory ? Errno.ENOTDIR : Errno.EISDIR));
        });
    }

    void link(RequestContext context, long id, long newParent, String newName, EntryReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(id, reply).ifPresent(node -> mounted.node(newParent, reply).ifPresent(directory -> {
            EntryInfo file = node.entry();
            Answers.whenStill(namespace.link(file, directoryOf(file), file.name(), directory.entry(), newName, caller)
                    .thenCompose(done -> namespace.glance(directory.entry(), newName, caller))
                    .thenApply(found -> linked(node, found)), reply, inode -> entry(newParent, newName, inode, reply));
        }));
    }

    /** A file that has just got a name, which may have been taken away again, or given to another, since. */
    private static Inode linked(Node node, Optional<Inode> found) {
        return found.filter(inode -> inode.entry().entryId().equals(node.entry().entryId()))
                .or(() -> node.seen().map(seen -> new Inode(node.entry(), seen.stat())))
                .orElseThrow(() -> new CompletionException(new FsException(FsError.PATH_NOT_EXISTS, node.entry().entryId())));
    }

    /** The directory that a file was found in; an inlined inode is on its directory's owner. */
    private EntryInfo directoryOf(EntryInfo file) {
        return mounted.nodes().withEntry(file.parentId()).map(Node::entry).orElseGet(() -> new EntryInfo(
                EntryType.DIRECTORY.number(), file.flags() & EntryInfo.BUDDY_MIRRORED, "", file.parentId(), "", file.owner()));
    }

    private record Move(EntryInfo moved, Node from, String name, Node to, String newName, Caller caller) {}

    /**
     * The protocol has no flags for renames. That nothing is replaced can be looked for before, which between mounts
     * isn't atomic; an exchange can't be had.
     */
    void rename(RequestContext context, long parent, String name, long newParent, String newName, Set<RenameFlag> flags, EmptyReply reply) {
        boolean keep = flags.contains(RenameFlag.NO_REPLACE);
        if (flags.size() > (keep ? 1 : 0)) {
            reply.error(Errno.EINVAL);
            return;
        }
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(parent, reply).ifPresent(from -> mounted.node(newParent, reply).ifPresent(to -> {
            Optional<Node> known = mounted.nodes().named(parent, name);
            Optional<Node> replaced = mounted.nodes().named(newParent, newName)
                    .filter(node -> node.entry().type() == EntryType.DIRECTORY && known.filter(node::equals).isEmpty());
            CompletableFuture<Void> free = keep ? mustBeFree(to, newName, caller) : CompletableFuture.completedFuture(null);
            CompletableFuture<EntryInfo> moved = free.thenCompose(ok -> known.map(n -> CompletableFuture.completedFuture(n.entry()))
                    .orElseGet(() -> present(from, name, caller).thenApply(Inode::entry)));
            CompletableFuture<EntryInfo> renamed = moved.thenCompose(entry -> mounted.client().files().settled(entry.entryId())
                    .thenCompose(done -> rename(new Move(entry, from, name, to, newName, caller), BUSY_RETRIES)));
            Answers.when(renamed, reply, now -> {
                mounted.nodes().renamed(parent, name, newParent, newName);
                replaced.ifPresent(mounted.nodes()::removed);
                mounted.nodes().withEntry(now.entryId()).ifPresent(node -> node.entry(now));
                mounted.client().files().moved(now);
                reply.ok();
            });
        }));
    }

    private CompletableFuture<Inode> present(Node directory, String name, Caller caller) {
        return namespace.glance(directory.entry(), name, caller).thenCompose(found -> found.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(new FsException(FsError.PATH_NOT_EXISTS, name))));
    }

    private CompletableFuture<Void> mustBeFree(Node directory, String name, Caller caller) {
        return namespace.glance(directory.entry(), name, caller).thenCompose(found -> found.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new FsException(FsError.EXISTS, name)));
    }

    private CompletableFuture<EntryInfo> rename(Move move, int retries) {
        CompletableFuture<EntryInfo> result = new CompletableFuture<>();
        namespace.rename(move.moved, move.from.entry(), move.name, move.to.entry(), move.newName, move.caller).whenComplete((now, failure) -> {
            if (failure == null) {
                result.complete(now);
                return;
            }
            FsException cause = Await.cause(failure);
            boolean open = mounted.client().files().isOpen(move.moved.entryId());
            if (cause.error() == FsError.IN_USE && retries > 0 && !open) {
                // A close by this client may have been overtaken on its way.
                mounted.client().transport().scheduler().schedule(BUSY_PAUSE, () -> pass(rename(move, retries - 1), result));
            } else if (cause.error() == FsError.EXISTS && retries > 0) {
                pass(replaceDirectory(move, retries), result);
            } else {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    /**
     * A directory stands where something shall go. BeeGFS's servers don't replace an empty directory by another (spec meta
     * §16): it is removed before. Ours do, and refuse only if what is moved isn't a directory, or isn't one any more.
     */
    private CompletableFuture<EntryInfo> replaceDirectory(Move move, int retries) {
        return present(move.from, move.name, move.caller).thenCompose(source -> source.directory()
                ? namespace.glance(move.to.entry(), move.newName, move.caller).thenCompose(target -> target.isPresent() && target.get().directory()
                        ? namespace.removeDirectory(move.to.entry(), move.newName, move.caller).thenCompose(done -> rename(move, 0))
                        : rename(move, retries - 1))
                : Answers.failed(Errno.EISDIR));
    }

    private static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }
}
