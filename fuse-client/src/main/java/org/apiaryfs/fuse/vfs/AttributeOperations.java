package org.apiaryfs.fuse.vfs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apiaryfs.client.AttributeUpdate;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.ExtendedAttributes;
import org.apiaryfs.client.OpenFiles;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.AttributeChange;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.StatxReply;
import org.apiaryfs.fuse.StatfsReply;
import org.apiaryfs.fuse.XattrListReply;
import org.apiaryfs.fuse.XattrReply;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;

/** Attributes of inodes and of the whole. Thread-safe; no method blocks. */
final class AttributeOperations {
    private static final int SET_USER_ID = 04000;
    private static final int SET_GROUP_ID = 02000;
    private static final int GROUP_EXECUTE = 010;
    private static final int PERMISSIONS = 07777;
    private static final int FRAGMENT = 4096;
    private static final int NAME_LENGTH = 255;
    /** Attributes that are younger need not be asked for again after a change of some of them, in ns. */
    private static final long FRESH = 1_000_000_000L;
    /** The same if the new mode depends on the old one, which somebody else may have changed. */
    private static final long JUST_NOW = 100_000_000L;
    /** umount(8) looks at the root first, and shall take a mount away also when its servers are gone. */
    private static final long ROOT_PATIENCE_MS = 2000;

    private final Mounted mounted;
    private final OpenFiles files;

    AttributeOperations(Mounted mounted) {
        this.mounted = mounted;
        files = mounted.client().files();
    }

    void getattr(RequestContext context, long id, AttrReply reply) {
        long asked = System.nanoTime();
        mounted.node(id, reply).ifPresent(node -> Answers.whenStill(shown(node, mounted.interrupts().caller(context, reply)), reply,
                stat -> answer(node, mounted.current(node, stat, asked), reply)));
    }

    void statx(RequestContext context, long id, StatxReply reply) {
        long asked = System.nanoTime();
        mounted.node(id, reply).ifPresent(node ->
                Answers.whenStill(shown(node, mounted.interrupts().caller(context, reply)), reply, stat -> {
                    StatData now = mounted.current(node, stat, asked);
                    reply.attributes(mounted.answers().attributes(node, now), Optional.of(Instant.ofEpochSecond(now.creationTime())),
                            mounted.answers().attributeValidity(now));
                }));
    }

    private void answer(Node node, StatData now, AttrReply reply) {
        reply.attributes(mounted.answers().attributes(node, now), mounted.answers().attributeValidity(now));
    }

    /** Attributes for whoever looks; of the root, where the server doesn't answer in time, the last ones known. */
    private CompletableFuture<StatData> shown(Node node, Caller caller) {
        CompletableFuture<StatData> asked = stat(node, caller, mounted.coherence()::seen);
        Optional<Node.Seen> last = node.id() == FuseFileSystem.ROOT && !asked.isDone() ? node.seen() : Optional.empty();
        return last.map(seen -> asked.copy().completeOnTimeout(seen.stat(), ROOT_PATIENCE_MS, TimeUnit.MILLISECONDS).whenComplete((stat, failure) -> {
            if (!asked.isDone()) {
                caller.cancel().cancel();
            }
        })).orElse(asked);
    }

    /** Attributes for a change of some of them. */
    private CompletableFuture<StatData> stat(Node node, Caller caller) {
        return stat(node, caller, mounted.coherence()::noticed);
    }

    private CompletableFuture<StatData> stat(Node node, Caller caller, BiFunction<Node, StatData, CompletableFuture<Void>> coherent) {
        return files.stat(node.entry(), caller).thenCompose(stat -> {
            node.update(stat);
            return coherent.apply(node, stat).thenApply(done -> stat);
        });
    }

    void setattr(RequestContext context, long id, AttributeChange change, AttrReply reply) {
        Caller caller = mounted.interrupts().caller(context, reply);
        mounted.node(id, reply).ifPresent(node -> {
            boolean privileges = change.clearPrivileges() || change.uid().isPresent() || change.gid().isPresent();
            boolean oneTime = change.mtime().isPresent() != change.atime().isPresent();
            CompletableFuture<StatData> before = node.fresh(privileges || oneTime ? JUST_NOW : FRESH).map(CompletableFuture::completedFuture).orElseGet(() -> stat(node, caller));
            CompletableFuture<StatData> after = before.thenCompose(old -> apply(node, old, change, caller));
            Answers.whenStill(after, reply, stat -> answer(node, stat, reply));
        });
    }

    private CompletableFuture<StatData> apply(Node node, StatData old, AttributeChange change, Caller caller) {
        Instant present = Instant.now();
        AttributeUpdate update = update(old, change, present);
        CompletableFuture<Void> changed = CompletableFuture.completedFuture(null);
        if (!update.isEmpty() || change.size().isEmpty()) {
            CompletableFuture<Void> written = update.setsTimes() ? files.flush(node.entry().entryId()) : changed;
            changed = written.thenCompose(done -> mounted.client().namespace().setAttributes(node.entry(), update, caller))
                    .thenCompose(done -> adaptAccessList(node, old, update, caller));
        }
        if (change.size().isPresent()) {
            long size = change.size().getAsLong();
            return changed.thenCompose(done -> files.truncate(node.entry(), size, caller)).thenCompose(done -> {
                long asked = System.nanoTime();
                return stat(node, caller).thenApply(stat -> mounted.current(node, stat, asked));
            });
        }
        return changed.thenApply(done -> {
            StatData now = update.applied(mounted.current(node, old), present.getEpochSecond());
            node.changed(now);
            return now;
        });
    }

    private CompletableFuture<Void> adaptAccessList(Node node, StatData old, AttributeUpdate update, Caller caller) {
        boolean concerned = mounted.client().settings().acls() && update.mode().isPresent() && EntryType.ofMode(old.mode()) != EntryType.SYMLINK;
        return concerned ? mounted.client().access().modeChanged(node.entry(), update.mode().getAsInt(), caller) : CompletableFuture.completedFuture(null);
    }

    private static AttributeUpdate update(StatData old, AttributeChange change, Instant present) {
        int mode = change.mode().isPresent() ? old.mode() & ~PERMISSIONS | change.mode().getAsInt() & PERMISSIONS : old.mode();
        boolean ownerChanges = change.uid().isPresent() || change.gid().isPresent();
        if (change.clearPrivileges() || ownerChanges && EntryType.ofMode(old.mode()) != EntryType.DIRECTORY) {
            mode = withoutPrivileges(mode);
        }
        OptionalLong mtime = change.mtime().map(t -> OptionalLong.of(t.resolve(present).getEpochSecond())).orElseGet(OptionalLong::empty);
        OptionalLong atime = change.atime().map(t -> OptionalLong.of(t.resolve(present).getEpochSecond())).orElseGet(OptionalLong::empty);
        OptionalInt newMode = mode == old.mode() && change.mode().isEmpty() ? OptionalInt.empty() : OptionalInt.of(mode);
        return new AttributeUpdate(newMode, change.uid(), change.gid(), mtime, atime).withBothTimes(old);
    }

    /** Without the set-user-ID bit, and without the set-group-ID bit if the group may execute. */
    static int withoutPrivileges(int mode) {
        int cleared = mode & ~SET_USER_ID;
        return (mode & GROUP_EXECUTE) != 0 ? cleared & ~SET_GROUP_ID : cleared;
    }

    /** Clears the bits of a file that is being written by somebody who doesn't own it. */
    CompletableFuture<Void> clearPrivileges(Node node) {
        return stat(node, Caller.ROOT).thenCompose(stat -> {
            int mode = withoutPrivileges(stat.mode());
            return mode == stat.mode() ? CompletableFuture.completedFuture(null)
                    : mounted.client().namespace().setAttributes(node.entry(), AttributeUpdate.NONE.withMode(mode), Caller.ROOT);
        });
    }

    void statfs(StatfsReply reply) {
        Answers.when(mounted.client().space().get(), reply, space -> reply.stats(new FileSystemStats(space.total() / FRAGMENT,
                space.free() / FRAGMENT, space.free() / FRAGMENT, 0, 0, mounted.answers().settings().blockSize(), NAME_LENGTH, FRAGMENT)));
    }

    private ExtendedAttributes attributes() {
        return mounted.client().attributes();
    }

    /** Whether extended attributes are switched off, so that the kernel need not ask again. */
    private boolean refused(org.apiaryfs.fuse.Reply reply) {
        boolean off = !mounted.client().settings().xattrs();
        if (off) {
            reply.error(Errno.ENOSYS);
        }
        return off;
    }

    void getxattr(RequestContext context, long id, String name, XattrReply reply) {
        if (!refused(reply)) {
            mounted.node(id, reply).ifPresent(node -> Answers.whenStill(
                    attributes().get(node.entry(), name, mounted.interrupts().caller(context, reply)), reply, reply::value));
        }
    }

    void listxattr(RequestContext context, long id, XattrListReply reply) {
        if (!refused(reply)) {
            mounted.node(id, reply).ifPresent(node -> Answers.whenStill(
                    attributes().list(node.entry(), mounted.interrupts().caller(context, reply)), reply, reply::names));
        }
    }

    void setxattr(RequestContext context, long id, FuseFileSystem.Xattr xattr, EmptyReply reply) {
        if (refused(reply)) {
            return;
        }
        if (xattr.value().length > ExtendedAttributes.VALUE_LIMIT) {
            reply.error(Errno.E2BIG);
            return;
        }
        Caller caller = mounted.interrupts().caller(context, reply);
        if (xattr.name().equals(AccessList.ACCESS) && mounted.client().settings().acls()) {
            mounted.node(id, reply).ifPresent(node -> Answers.whenStill(setAccessList(node, xattr, caller), reply, done -> reply.ok()));
            return;
        }
        int flags = switch (xattr.mode()) {
            case CREATE -> ExtendedAttributes.CREATE;
            case REPLACE -> ExtendedAttributes.REPLACE;
            case CREATE_OR_REPLACE -> 0;
        };
        mounted.node(id, reply).ifPresent(node -> Answers.whenStill(
                attributes().set(node.entry(), xattr.name(), xattr.value(), flags, caller), reply, done -> reply.ok()));
    }

    private CompletableFuture<StatData> setAccessList(Node node, FuseFileSystem.Xattr xattr, Caller caller) {
        return stat(node, caller)
                .thenCompose(old -> mounted.client().access().set(node.entry(), old.mode(), xattr.value(), xattr.clearSetGroupId(), caller))
                .thenCompose(done -> stat(node, caller));
    }

    void removexattr(RequestContext context, long id, String name, EmptyReply reply) {
        if (!refused(reply)) {
            mounted.node(id, reply).ifPresent(node -> Answers.whenStill(
                    attributes().remove(node.entry(), name, mounted.interrupts().caller(context, reply)), reply, done -> reply.ok()));
        }
    }
}
