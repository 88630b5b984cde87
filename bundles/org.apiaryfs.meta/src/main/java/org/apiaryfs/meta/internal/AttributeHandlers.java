package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.meta.namespace.AttributeChange;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.SetDirPattern;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.StripePattern;

/** Reading and setting attributes and patterns (spec: Stat, SetAttr, GetEntryInfo, RefreshEntryInfo, SetDirPattern). */
final class AttributeHandlers {
    private final MetaContext context;
    private final Namespace ns;
    private final Attributes attributes;
    private final Pins pins;

    AttributeHandlers(MetaContext context, Attributes attributes, Pins pins) {
        this.context = context;
        this.ns = context.ns();
        this.attributes = attributes;
        this.pins = pins;
    }

    /** Numbered requests of other nodes that move directories are told apart by whether they ask for the parent: see {@link Endings}. */
    StatResp stat(Stat request, Call call) throws FsException {
        EntryInfo entry = request.entryInfo();
        if (!Entries.directory(entry)) {
            return new StatResp(0, attributes.stat(Entries.key(entry), call));
        }
        EntryKey key = Entries.ownDirectory(ns, entry);
        DirInode inode = ns.lookups().directory(key);
        if (call.step() != 0 && request.getParentInfo()) {
            inode = ns.moves().passed(key, call.step());
        } else if (call.step() != 0) {
            Waiting.begin();
            Waiting.forAnotherNode(() -> {
                ns.moves().keep(key, call.step());
                return key;
            });
        }
        Optional<StatResp.ParentInfo> parent = request.getParentInfo() && inode.parentNode() != 0
                ? Optional.of(new StatResp.ParentInfo(inode.parent().id(), inode.parentNode())) : Optional.empty();
        return new StatResp(0, ns.lookups().statDirectory(key), parent);
    }

    Reply setAttr(SetAttr request, Call call) throws FsException {
        AttributeChange change = new AttributeChange(
                request.validAttribs(), request.mode(), request.mtime(), request.atime(), request.uid(), request.gid());
        ResultResp done = ResultResp.of(MessageType.SET_ATTR_RESP, FsError.SUCCESS);
        if (Entries.directory(request.entryInfo())) {
            ns.directories().set(Entries.ownDirectory(ns, request.entryInfo()), change);
            return Reply.of(done);
        }
        EntryKey key = Entries.key(request.entryInfo());
        if (request.incrNlink() || request.decrNlink()) {
            if (request.incrNlink() && request.decrNlink()) {
                throw new FsException(FsError.INTERNAL, "link count both up and down");
            }
            ns.hardLinks().adjust(key, request.incrNlink() ? 1 : -1, call.step());
            return Reply.of(done);
        }
        FileInode inode = ns.lookups().file(key);
        if (change.setsTimes()) {
            return setTimes(key, inode, change, request.useQuota(), call, done);
        }
        if (!request.useQuota()) {
            ns.files().set(key, change, List.of());
            return Reply.of(done);
        }
        return setOwner(key, inode, change, call, done);
    }

    private Reply setTimes(EntryKey key, FileInode inode, AttributeChange change, boolean quota, Call call, ResultResp done) throws FsException {
        if (!inode.hasChunks()) {
            ns.files().set(key, change, List.of());
            return Reply.of(done);
        }
        return pins.with(key, call.user(), pinned -> {
            ChunkFiles.Result result = context.chunks().set(key, pinned, change.withPresentTimes(pinned.attributes()), quota, call.user());
            if (!result.error().ok()) {
                throw new FsException(result.error(), "times of " + key);
            }
            ns.files().set(key, change, result.reports());
            return Reply.of(done);
        });
    }

    private Reply setOwner(EntryKey key, FileInode inode, AttributeChange change, Call call, ResultResp done) throws FsException {
        for (int pool : context.quota().enforced() ? pools(inode) : Set.<Integer>of()) {
            context.quota().check(pool, change.has(AttributeChange.UID) ? change.uid() : inode.attributes().uid(),
                    change.has(AttributeChange.GID) ? change.gid() : inode.attributes().gid());
        }
        ns.files().set(key, change, List.of());
        if (!inode.hasChunks()) {
            return Reply.of(done);
        }
        if (context.config().earlyChown()) {
            return Reply.then(done, () -> context.chunks().set(key, inode, change, true, call.user()));
        }
        context.chunks().set(key, inode, change, true, call.user());
        return Reply.of(done);
    }

    /** Pools that the file's targets are in now. */
    private Set<Integer> pools(FileInode inode) {
        return context.view().current().pools().values().stream()
                .filter(p -> inode.pattern().targets().stream().anyMatch(p.targets()::contains)).map(StoragePool::id).collect(Collectors.toSet());
    }

    GetEntryInfoResp entryInfo(GetEntryInfo request, Call call) throws FsException {
        if (Entries.directory(request.entryInfo())) {
            DirInode inode = ns.lookups().directory(Entries.ownDirectory(ns, request.entryInfo()));
            return new GetEntryInfoResp(0, inode.pattern(), PathInfo.NONE, 0);
        }
        FileInode inode = ns.lookups().file(Entries.key(request.entryInfo()));
        return new GetEntryInfoResp(0, inode.pattern(), inode.pathInfo(), 0);
    }

    ResultResp refresh(RefreshEntryInfo request, Call call) throws FsException {
        if (Entries.directory(request.entryInfo()) && call.step() != 0) {
            ns.moves().letGo(Entries.key(request.entryInfo()), call.step());
        } else if (Entries.directory(request.entryInfo())) {
            ns.directories().recount(Entries.ownDirectory(ns, request.entryInfo()));
        } else {
            attributes.refresh(Entries.key(request.entryInfo()), call.user());
        }
        return ResultResp.of(MessageType.REFRESH_ENTRY_INFO_RESP, FsError.SUCCESS);
    }

    ResultResp setPattern(SetDirPattern request, Call call) throws FsException {
        int uid = request.uid().orElse(0);
        if (uid != 0 && !context.config().userPattern()) {
            throw new FsException(FsError.PERM, "only root may set patterns (sysAllowUserSetPattern=false)");
        }
        StripePattern wish = request.pattern();
        if (!StripePattern.validChunkSize(wish.chunkSize())) {
            throw new FsException(FsError.INTERNAL, "chunk size " + wish.chunkSize());
        }
        EntryKey key = Entries.ownDirectory(ns, request.entryInfo());
        DirInode inode;
        try {
            inode = ns.lookups().directory(key);
        } catch (FsException e) {
            throw new FsException(FsError.NOT_A_DIR, key.id());
        }
        if (uid != 0 && uid != inode.attributes().uid()) {
            throw new FsException(FsError.PERM, "directory of another user");
        }
        PatternChooser.mustBePlain(wish);
        int pool = uid != 0 || !wish.hasPool() ? inode.pattern().poolId() : wish.poolId();
        ns.directories().pattern(key, StripePattern.raid0(wish.chunkSize(), pool, wish.defaultTargets(), List.of()));
        return ResultResp.of(MessageType.SET_DIR_PATTERN_RESP, FsError.SUCCESS);
    }
}
