package org.apiaryfs.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.meta.TruncFile;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.Scheduler;

/**
 * Names and attributes, as metadata servers keep them: one method per operation, nothing is cached
 * (spec meta §14).
 *
 * <p>Names are 1 to {@value #NAME_LIMIT} bytes, one char per byte. Directories are given by their
 * {@link EntryInfo}; {@link #root()} is where paths begin. Permissions aren't checked here.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link org.apiaryfs.protocol.FsException}: the
 * server's error, or COMMUNICATION when it couldn't be reached for as long as connCommRetrySecs says.
 *
 * <p>When a server dies after it did something and before it said so, the request is repeated, and
 * refused: a created name exists, a removed one doesn't. Then this class looks whether things are as
 * asked for, and takes that for success; the reference reports the refusal.
 */
public final class Namespace {
    /** Longest name in bytes. */
    public static final int NAME_LIMIT = 255;

    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int TYPE_BITS = 0170000;
    /** How often a name is looked at whose inode isn't there. */
    private static final int LOOKS = 40;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final MetaRequests meta;
    private final ClusterView view;
    private final ClientSettings settings;
    private final int clientId;
    private final InstantSource clock;
    private final FileEvents events;
    private final Scheduler scheduler;

    Namespace(MetaRequests meta, ClusterView view, ClientSettings settings, int clientId, InstantSource clock, FileEvents events, Scheduler scheduler) {
        this.meta = meta;
        this.view = view;
        this.settings = settings;
        this.clientId = clientId;
        this.clock = clock;
        this.events = events;
        this.scheduler = scheduler;
    }

    /** The root directory. */
    public EntryInfo root() {
        RootOwner owner = view.current().root();
        return new EntryInfo(EntryInfo.root(0).typeNumber(), owner.mirrored() ? EntryInfo.BUDDY_MIRRORED : 0, "",
                EntryInfo.ROOT_ID, "", owner.id());
    }

    /** The inode of a name; PATH_NOT_EXISTS if there is none. */
    public CompletableFuture<Inode> lookup(EntryInfo directory, String name, Caller caller) {
        LookupIntent request = LookupIntent.lookup(directory, name);
        return look(() -> meta.ask(directory, request, LookupIntentResp.class, caller), entry -> stat(entry, caller), name, LOOKS);
    }

    /** A name whose inode is gone is being replaced or removed, by another server than the inode's: that is seen in a moment. */
    private CompletableFuture<Inode> look(Supplier<CompletableFuture<LookupIntentResp>> request,
            Function<EntryInfo, CompletableFuture<StatData>> owner, String name, int looks) {
        return request.get().thenCompose(r -> !r.lookupError().ok() ? Failures.failed(r.lookupError(), name)
                : Failures.recover(attributes(r.entryInfo().orElseThrow(), r, owner), (error, cause) -> error == FsError.PATH_NOT_EXISTS && looks > 1
                        ? pause().thenCompose(done -> look(request, owner, name, looks - 1)) : CompletableFuture.failedFuture(cause)));
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        scheduler.schedule(PAUSE, () -> over.complete(null));
        return over;
    }

    /** The same without an error for a missing name. */
    public CompletableFuture<Optional<Inode>> find(EntryInfo directory, String name, Caller caller) {
        return orEmpty(lookup(directory, name, caller));
    }

    /**
     * The same for those to whom a file's length doesn't matter: where only a storage server knows it that doesn't answer,
     * the attributes are {@linkplain StatData#unsure() unsure}, and nobody waits.
     */
    public CompletableFuture<Optional<Inode>> glance(EntryInfo directory, String name, Caller caller) {
        LookupIntent request = LookupIntent.lookup(directory, name);
        return orEmpty(look(() -> meta.askQuickly(directory, request, LookupIntentResp.class, caller), entry -> statQuickly(entry, caller), name, LOOKS));
    }

    private static CompletableFuture<Optional<Inode>> orEmpty(CompletableFuture<Inode> lookup) {
        return Failures.recover(lookup.thenApply(Optional::of), (error, cause) ->
                error == FsError.PATH_NOT_EXISTS ? CompletableFuture.completedFuture(Optional.empty()) : CompletableFuture.failedFuture(cause));
    }

    /** Attributes out of a response, or from the owner if that is another server. */
    private CompletableFuture<Inode> attributes(EntryInfo entry, LookupIntentResp response, Caller caller) {
        return attributes(entry, response, e -> stat(e, caller));
    }

    private CompletableFuture<Inode> attributes(EntryInfo entry, LookupIntentResp response, Function<EntryInfo, CompletableFuture<StatData>> owner) {
        events.seen(entry);
        return switch (response.statError()) {
            case SUCCESS -> CompletableFuture.completedFuture(new Inode(entry, response.stat().orElseThrow().statData()));
            case NOT_OWNER -> owner.apply(entry).thenApply(s -> new Inode(entry, s));
            default -> Failures.failed(response.statError(), entry.entryId());
        };
    }

    /**
     * Attributes of an entry. For a file that is being written, or whose close a storage server missed, they are those that
     * the storage servers report, which are waited for.
     */
    public CompletableFuture<StatData> stat(EntryInfo entry, Caller caller) {
        Stat request = new Stat(entry);
        return meta.ask(entry, request, StatResp.class, caller)
                .thenCompose(r -> MetaRequests.result(r.error(), r.statData(), request, entry));
    }

    private CompletableFuture<StatData> statQuickly(EntryInfo entry, Caller caller) {
        Stat request = new Stat(entry);
        return meta.askQuickly(entry, request, StatResp.class, caller)
                .thenCompose(r -> MetaRequests.result(r.error(), r.statData(), request, entry));
    }

    /**
     * A file that was asked to be created.
     *
     * @param inode the file; if it existed and was truncated, its size may still be the old one
     * @param created false if it existed
     */
    public record Creation(Inode inode, boolean created) {}

    /** A creation, opened already if the server was so kind. */
    record OpenedCreation(Creation creation, Optional<RemoteOpen> open) {}

    /**
     * Creates a regular file; one that exists is the result too, unless exclusive: EXISTS.
     *
     * @param parent attributes of the directory, for the new file's group
     * @param mode permission bits
     */
    public CompletableFuture<Creation> create(EntryInfo directory, StatData parent, String name, int mode, boolean exclusive, Caller caller) {
        return create(directory, parent, name, mode, exclusive, 0, caller).thenApply(OpenedCreation::creation);
    }

    /** @param accessFlags how to open it; 0 = not */
    CompletableFuture<OpenedCreation> create(EntryInfo directory, StatData parent, String name, int mode, boolean exclusive,
            int accessFlags, Caller caller) {
        Ownership own = Ownership.of(parent, mode & ~TYPE_BITS | REGULAR, caller, settings);
        LookupIntent.Create create = new LookupIntent.Create(own.uid(), own.gid(), own.mode(), own.umask(),
                settings.preferredStorage(), events.at(FileEvents.Kind.CREATE, directory, name), Optional.empty());
        LookupIntent intent = LookupIntent.create(directory, name, create, exclusive).withQuota(settings.quota());
        LookupIntent request = accessFlags == 0 ? intent : intent.andOpen(accessFlags, clientId);
        Birth birth = new Birth(directory, name, own, clock.instant(), caller);
        return meta.once(directory, request, LookupIntentResp.class, caller, r -> {
            if (!r.createError().ok()) {
                return notCreated(r.createError(), directory, name, caller);
            }
            if (r.open().isPresent() && !r.openError().ok()) {
                return Failures.failed(r.openError(), name);
            }
            Optional<RemoteOpen> open = r.open().map(o -> new RemoteOpen(accessFlags, o.fileHandleID(), o.pattern(), o.pathInfo(), 0));
            boolean created = !r.lookupError().ok();
            return attributes(r.entryInfo().orElseThrow(), r, caller)
                    .thenApply(inode -> new OpenedCreation(new Creation(inode, created), open));
        }, FsError.EXISTS, () -> ours(birth).thenApply(found -> found.filter(inode -> inode.stat().size() == 0)
                .map(inode -> new OpenedCreation(new Creation(inode, true), Optional.empty()))));
    }

    /** Servers call it an internal error too that the directory was removed (spec meta §16, 2). */
    private <T> CompletableFuture<T> notCreated(FsError error, EntryInfo directory, String name, Caller caller) {
        return error != FsError.INTERNAL ? Failures.failed(error, name)
                : stat(directory, caller).thenCompose(stat -> Failures.failed(error, name));
    }

    /**
     * What a repeated creation would have made if its first attempt was done.
     *
     * @param since when it was first sent, by this host's clock
     */
    private record Birth(EntryInfo directory, String name, Ownership own, java.time.Instant since, Caller caller) {
        /** Clocks of hosts differ, and the servers' times are whole seconds. */
        private static final long TOLERANCE_SECONDS = 2;

        private boolean matches(StatData stat) {
            return stat.creationTime() >= since.getEpochSecond() - TOLERANCE_SECONDS && stat.uid() == own.uid() && stat.gid() == own.gid()
                    && (stat.mode() & TYPE_BITS) == (own.mode() & TYPE_BITS);
        }
    }

    /** What is at the name, if it came into being since and is like what was asked for. */
    private CompletableFuture<Optional<Inode>> ours(Birth birth) {
        return find(birth.directory(), birth.name(), birth.caller()).thenApply(found -> found.filter(inode -> birth.matches(inode.stat())));
    }

    /** Makes a file of any type but directory; see {@link DeviceNodes} for devices. */
    public CompletableFuture<Inode> makeNode(EntryInfo directory, StatData parent, String name, int mode, Caller caller) {
        Ownership own = Ownership.of(parent, mode, caller, settings);
        return makeNode(directory, name, own, events.at(FileEvents.Kind.MKNOD, directory, name), caller).thenCompose(e -> made(e, own, caller));
    }

    CompletableFuture<EntryInfo> makeNode(EntryInfo directory, String name, Ownership own, Optional<FileEvent> event, Caller caller) {
        MkFile request = new MkFile(own.uid(), own.gid(), own.mode(), own.umask(), Optional.empty(), Optional.empty(), directory,
                name, Optional.empty(), settings.preferredStorage(), event);
        Birth birth = new Birth(directory, name, own, clock.instant(), caller);
        return meta.once(directory, request, MkFileResp.class, caller, r -> Failures.valueOr(r.error(), r.entryInfo(), name),
                FsError.EXISTS, () -> ours(birth).thenApply(found -> found.map(Inode::entry)));
    }

    /** Makes a directory; the servers choose who owns it. */
    public CompletableFuture<Inode> makeDirectory(EntryInfo directory, StatData parent, String name, int mode, Caller caller) {
        Ownership own = Ownership.of(parent, mode & ~TYPE_BITS | DIRECTORY, caller, settings);
        MkDir request = new MkDir(own.uid(), own.gid(), own.mode(), own.umask(), directory, Optional.empty(), name,
                settings.preferredMeta(), events.at(FileEvents.Kind.MKDIR, directory, name), false);
        Birth birth = new Birth(directory, name, own, clock.instant(), caller);
        return meta.once(directory, request, MkDirResp.class, caller, r -> Failures.valueOr(r.error(), r.entryInfo(), name),
                        FsError.EXISTS, () -> ours(birth).thenApply(found -> found.filter(inode -> inode.stat().size() == 0).map(Inode::entry)))
                .thenCompose(e -> {
                    events.seen(e);
                    return made(e, own, caller);
                });
    }

    /** What has just been made. Somebody may have removed it since, which is no reason to say that it wasn't made. */
    private CompletableFuture<Inode> made(EntryInfo entry, Ownership own, Caller caller) {
        return Failures.recover(stat(entry, caller), (error, cause) -> error == FsError.PATH_NOT_EXISTS
                ? CompletableFuture.completedFuture(newborn(own)) : CompletableFuture.failedFuture(cause)).thenApply(stat -> new Inode(entry, stat));
    }

    private StatData newborn(Ownership own) {
        long now = clock.instant().getEpochSecond();
        int links = (own.mode() & TYPE_BITS) == DIRECTORY ? 2 : 1;
        return new StatData(0, own.mode(), 0, now, now, now, now, 0, links, 0, own.uid(), own.gid());
    }

    /** Gives a file a second name. */
    public CompletableFuture<Void> link(EntryInfo file, EntryInfo fromDirectory, String fromName, EntryInfo toDirectory, String toName, Caller caller) {
        return meta.changeOnce(toDirectory, new Hardlink(file, toDirectory, toName, fromDirectory, fromName)
                        .withEvent(events.linked(toDirectory, toName, file)), caller,
                FsError.EXISTS, () -> isAt(file, toDirectory, toName, caller));
    }

    /** Removes a name that isn't a directory's; PATH_NOT_EXISTS if it is one's. */
    public CompletableFuture<Void> unlink(EntryInfo directory, String name, Caller caller) {
        return meta.changeOnce(directory, new UnlinkFile(directory, name).withEvent(events.at(FileEvents.Kind.UNLINK, directory, name)), caller, FsError.PATH_NOT_EXISTS, () -> isGone(directory, name, caller));
    }

    /** Removes an empty directory; PATH_NOT_EXISTS if it is a file. */
    public CompletableFuture<Void> removeDirectory(EntryInfo directory, String name, Caller caller) {
        return meta.changeOnce(directory, new RmDir(directory, name).withEvent(events.at(FileEvents.Kind.RMDIR, directory, name)), caller, FsError.PATH_NOT_EXISTS, () -> isGone(directory, name, caller));
    }

    private CompletableFuture<Boolean> isGone(EntryInfo directory, String name, Caller caller) {
        return find(directory, name, caller).thenApply(Optional::isEmpty);
    }

    private CompletableFuture<Boolean> isAt(EntryInfo entry, EntryInfo directory, String name, Caller caller) {
        return find(directory, name, caller).thenApply(found -> found.filter(i -> i.entry().entryId().equals(entry.entryId())).isPresent());
    }

    /**
     * Renames; an existing file at the new name is replaced. An existing directory is EXISTS even if empty for BeeGFS's
     * servers; Apiary's replace it by a directory.
     *
     * @param moved what is at the old name
     * @return what the entry is then
     */
    public CompletableFuture<EntryInfo> rename(EntryInfo moved, EntryInfo fromDirectory, String oldName, EntryInfo toDirectory, String newName, Caller caller) {
        Rename request = new Rename(moved.typeNumber(), fromDirectory, toDirectory, oldName, newName)
                .withEvent(events.at(FileEvents.Kind.RENAME, fromDirectory, oldName, toDirectory, newName));
        return meta.changeOnce(fromDirectory, request, caller, FsError.PATH_NOT_EXISTS, () -> isAt(moved, toDirectory, newName, caller))
                .thenCompose(done -> whereNow(moved, fromDirectory, toDirectory, newName, caller))
                .thenApply(now -> {
                    events.seen(now);
                    return now;
                });
    }

    /** A file that goes to another server's directory takes its inode along if it isn't open: only the servers know. */
    private CompletableFuture<EntryInfo> whereNow(EntryInfo moved, EntryInfo from, EntryInfo to, String name, Caller caller) {
        EntryInfo guess = renamed(moved, to, name);
        if (!moved.inlined() || meta.node(from) == meta.node(to)) {
            return CompletableFuture.completedFuture(guess);
        }
        return find(to, name, caller).handle((found, failure) -> failure != null ? guess
                : found.map(Inode::entry).filter(entry -> entry.entryId().equals(moved.entryId())).orElse(guess));
    }

    private static EntryInfo renamed(EntryInfo moved, EntryInfo to, String name) {
        boolean directory = moved.typeNumber() == EntryInfo.root(0).typeNumber();
        // An inode that is not in its dentry stays where it is; an inlined one goes with the name.
        boolean stays = directory || !moved.inlined();
        int flags = stays ? moved.flags() : moved.flags() & ~EntryInfo.BUDDY_MIRRORED | to.flags() & EntryInfo.BUDDY_MIRRORED;
        return new EntryInfo(moved.typeNumber(), flags, to.entryId(), moved.entryId(), name, stays ? moved.owner() : to.owner());
    }

    /** How a file is striped, or how new files of a directory will be. */
    public CompletableFuture<StripePattern> pattern(EntryInfo entry, Caller caller) {
        GetEntryInfo request = new GetEntryInfo(entry);
        return meta.ask(entry, request, GetEntryInfoResp.class, caller)
                .thenCompose(r -> MetaRequests.result(r.error(), r.pattern(), request, entry));
    }

    /** Changes attributes. */
    public CompletableFuture<Void> setAttributes(EntryInfo entry, AttributeUpdate update, Caller caller) {
        SetAttr request = update.request(entry).withEvent(events.of(FileEvents.Kind.SET_ATTRIBUTES, entry));
        return meta.change(entry, request.withQuota(settings.quota() && (request.sets(SetAttr.UID) || request.sets(SetAttr.GID))), caller);
    }

    /** Sets the length of a file, open or not. Data that is buffered for it must have been written before. */
    public CompletableFuture<Void> truncate(EntryInfo file, long size, Caller caller) {
        return meta.change(file, new TruncFile(size, file).withEvent(events.of(FileEvents.Kind.TRUNCATE, file)).withQuota(settings.quota()), caller);
    }

    /**
     * Lists part of a directory, "." and ".." included.
     *
     * @param cookie 0 for the beginning, or the {@code serverOffset} of the entry to continue behind
     * @param count entries at most, 1 to {@value ListDirFromOffset#CLIENT_BATCH}
     * @return fewer than asked for at the directory's end
     */
    public CompletableFuture<ListDirFromOffsetResp> list(EntryInfo directory, long cookie, int count, Caller caller) {
        ListDirFromOffset request = new ListDirFromOffset(cookie, count, directory, false);
        return meta.ask(directory, request, ListDirFromOffsetResp.class, caller)
                .thenCompose(r -> MetaRequests.result(r.error(), r, request, directory));
    }

    /** Asks the root's owner for its attributes once, without trying again: for the check at the mount. */
    CompletableFuture<StatData> probeRoot(java.time.Duration timeout, org.apiaryfs.cluster.NodeRequests nodes) {
        EntryInfo root = root();
        return nodes.node(org.apiaryfs.protocol.model.NodeType.META, meta.node(root), org.apiaryfs.protocol.Envelope.of(new Stat(root)),
                        StatResp.class, CallOptions.DEFAULT.notRetryable().withoutWaiting().withTimeout(timeout))
                .thenCompose(r -> Failures.valueOr(r.error(), r.statData(), "root directory"));
    }
}
